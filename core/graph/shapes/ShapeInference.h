// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"

#include <span>

namespace lw::graph {

/// What is known of an output before a run. Unknown elements are NaN, so that a shape of which only the batch is open
/// can still be followed through Shape, StridedSlice, Pack and Reshape.
struct StaticValue {
    DType dtype = DType::Invalid;
    PartialShape shape;
    /// All elements of a small numeric tensor, row-major; none when nothing is known of them.
    std::optional<std::vector<double>> elements;
    /// Of a variant that holds a list of tensors: the shape of its items and how many there are (kUnknownDim: not
    /// known).
    PartialShape itemShape;
    std::int64_t itemCount = kUnknownDim;
};

/// Infers the outputs of one node from its inputs, both in order. Ops that are not known keep what node.outputs says.
/// functions may be null; While, If and PartitionedCall are then not followed. Dimensions may be unknown everywhere.
/// Invalid, with the node's name, when the shapes contradict the op. Thread safe.
Result<std::vector<StaticValue>> inferNode(const Node& node, std::span<const StaticValue> inputs, const Graph& graph);

/// Fills Node::outputs of all nodes, given the shapes of graph.inputs in their order (dimensions may be unknown; what
/// is given replaces what the Placeholders say). Shapes that depend on values only known in a run stay unknown. Invalid
/// when shapes do not fit, Corrupt when the graph has cycles.
Result<void> inferShapes(Graph& graph, std::span<const Shape> inputShapes);

/// True when every output of every node has a fully known shape.
bool allShapesKnown(const Graph& graph);

} // namespace lw::graph
