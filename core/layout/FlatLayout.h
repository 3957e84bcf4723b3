// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/LayeredLayout.h"

namespace lw::layout::detail {

/// Where a block must stand: the ports of a group's frame lie on its first or last rank.
enum class Pin : std::uint8_t { None, First, Last };

struct FlatNode {
    double width = 0, height = 0;
    Pin pin = Pin::None;
};

/// Ports are offsets from the block's centre, across the direction of flow.
struct FlatEdge {
    std::uint32_t from = 0, to = 0;
    double fromPort = 0, toPort = 0;
    Size label;
};

/// One level of the drawing, without groups, always top to bottom. Edges form no cycle; none joins a block with itself;
/// no two are equal.
struct FlatInput {
    std::vector<FlatNode> nodes;
    std::vector<FlatEdge> edges;
    double nodeGap = 24, rankGap = 40;
};

struct FlatResult {
    std::vector<Point> centres;
    std::vector<std::vector<Point>> routes; ///< per edge
    std::vector<Point> labels;              ///< per edge
    double width = 0, height = 0;           ///< everything lies within (0, 0) and this
};

/// Draws connected parts one by one and packs them side by side; parts without ports wrap into rows.
Result<FlatResult> layoutFlat(const FlatInput& input, const Progress& progress);

/// Draws one part. The result need not be connected.
Result<FlatResult> layoutComponent(const FlatInput& input, const Progress& progress);

} // namespace lw::layout::detail
