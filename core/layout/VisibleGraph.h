// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/LayeredLayout.h"
#include "core/layout/Outline.h"

namespace lw::layout {

/// A card of the drawing: a node, or a folded group.
struct VisibleCard {
    bool isGroup = false;
    std::uint32_t index = 0; ///< into Outline::nodes or groups
    std::int32_t frame = -1; ///< innermost frame, into VisibleGraph::frames
};

/// An unfolded group.
struct VisibleFrame {
    std::uint32_t group = 0;
    std::int32_t parent = -1; ///< into VisibleGraph::frames
};

struct VisibleEdge {
    std::uint32_t from = 0, to = 0; ///< cards
    std::uint32_t edge = 0;         ///< the first edge of the outline that it stands for
    std::uint32_t count = 1;        ///< how many
    bool broken = false;            ///< one of them is
};

/// What of an outline is drawn when some groups are folded: each node is replaced by its outermost folded group, edges
/// are lifted and joined, and those within a folded group vanish.
struct VisibleGraph {
    std::vector<VisibleCard> cards;
    std::vector<VisibleFrame> frames;
    std::vector<VisibleEdge> edges;
    std::vector<std::uint32_t> cardOfNode; ///< per node of the outline: the card that shows it
};

/// folded: per group of the outline.
VisibleGraph visibleGraph(const Outline& outline, const std::vector<bool>& folded);

/// Sizes for the layout: of each card, and room for labels of edges (one a source) and titles of frames, in order.
LayoutInput layoutInput(const VisibleGraph& graph, std::vector<Size> cards, std::vector<Size> labels,
                        std::vector<double> titles, Direction direction);

} // namespace lw::layout
