// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/GraphBuilder.h"

namespace lw::graph {

/// The same graph in TensorFlow's own ops: composites (CompositeOps.h) are spelled out, recurrent ones as
/// StatelessWhile with functions of their own. Names of other nodes, attributes, inputs, outputs and taps stay. Corrupt
/// on a cycle, Unsupported for an activation that is not a plain function of Keras.
Result<Graph> expandComposites(const Graph& graph);

/// A function of Keras by its name ("tanh", "hard_sigmoid" with this slope).
Edge plainFunction(GraphBuilder& g, Edge x, std::string_view name, double hardSlope = 0.2);

using GraphFunctions = std::map<std::string, std::shared_ptr<const Graph>, std::less<>>;
/// LSTM, GRU and SimpleRNN: their outputs. The loop's functions are added to functions, which g's graph must share.
std::vector<Edge> expandRecurrent(GraphBuilder& g, const Node& node, const std::vector<Edge>& inputs,
                                  GraphFunctions& functions);

} // namespace lw::graph
