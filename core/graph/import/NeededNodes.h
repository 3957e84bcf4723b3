// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"

#include <vector>

namespace lw::graph {

/// Nodes of raw that the wanted outputs need by their data, inputs before users. known holds, by node, the edges that
/// stand for its outputs already: such nodes are not needed. Corrupt on a cycle, Unsupported when it is a loop of
/// TensorFlow 1.
Result<std::vector<std::uint32_t>> neededNodes(const Graph& raw, const std::vector<Edge>& wanted,
                                               const std::vector<std::vector<Edge>>& known);

} // namespace lw::graph
