// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/shapes/ShapeInference.h"

#include <functional>

namespace lw::graph {

/// Follows a whole graph with the given values of its inputs and returns what is known of its outputs. seen is called
/// with every node's outputs; depth counts calls of functions, which are not followed beyond a limit.
Result<std::vector<StaticValue>> inferGraph(const Graph& graph, std::span<const StaticValue> arguments, int depth,
                                            const std::function<void(std::uint32_t, std::vector<StaticValue>&)>& seen);

} // namespace lw::graph
