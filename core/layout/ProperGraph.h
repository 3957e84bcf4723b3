// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/FlatLayout.h"

namespace lw::layout::detail {

/// An edge between neighbouring ranks.
struct Link {
    std::uint32_t from = 0, to = 0;
    double fromPort = 0, toPort = 0;
};

/// Neighbours by node, as one array with offsets.
struct Adjacency {
    std::vector<std::uint32_t> begin; ///< nodes + 1
    std::vector<std::uint32_t> links; ///< indices into ProperGraph::links
};

/// A ranked graph in which every link spans one rank. Nodes from realCount on are bends of long edges; all long edges
/// of one source share one chain of bends, so that a value read by a thousand layers costs one chain and not a
/// thousand.
struct ProperGraph {
    std::uint32_t realCount = 0;
    std::vector<std::uint32_t> rank;
    std::vector<double> width, height, labelWidth;
    std::vector<Link> links;
    Adjacency down, up;
    std::vector<std::vector<std::uint32_t>> layers; ///< nodes of each rank, from left to right
    std::vector<std::uint32_t> position;            ///< of each node within its rank
    std::vector<std::vector<std::uint32_t>> paths;  ///< per edge of the input: its bends
    std::vector<bool> detour;                       ///< per edge: so long that it runs outside, without bends

    [[nodiscard]] bool isBend(std::uint32_t node) const { return node >= realCount; }
    void placeInLayers(); ///< position from layers
};

/// Ranks: longest path, then nodes with slack move to where their edges are shortest. Pins are honoured.
std::vector<std::uint32_t> assignRanks(const FlatInput& input);
ProperGraph makeProper(const FlatInput& input, std::vector<std::uint32_t> rank);
/// Orders the nodes of each rank: depth-first start, barycentre sweeps, then exchanges of neighbours while that saves
/// crossings.
Result<void> orderLayers(ProperGraph& graph, const Progress& progress);
/// Horizontal centres that keep the order, the gaps, and long chains straight.
Result<std::vector<double>> assignCoordinates(const ProperGraph& graph, double nodeGap, const Progress& progress);

} // namespace lw::layout::detail
