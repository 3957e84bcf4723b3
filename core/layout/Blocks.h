// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/ProperGraph.h"

namespace lw::layout::detail {

/// Nodes that stand exactly above each other, port to port: chains of the graph and the bends of long edges.
struct Blocks {
    std::vector<std::uint32_t> blockOf; ///< per node
    std::vector<double> offset;         ///< per node: its centre relative to its block
    std::uint32_t count = 0;
};

/// Links chains that do not cross each other, the longest first.
Blocks alignChains(const ProperGraph& graph);

} // namespace lw::layout::detail
