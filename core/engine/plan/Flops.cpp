// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Flops.h"

namespace lw::engine {

using graph::Graph;
using graph::Node;

/// Elements of dims [begin, end) counted from the front, or of all; -1 when unknown.
static double elements(const Shape& shape, std::size_t begin, std::size_t end)
{
    double count = 1;
    for (std::size_t i = begin; i < end && i < shape.size(); ++i)
        count *= shape[i] < 0 ? 0.0 : static_cast<double>(shape[i]);
    return count;
}

static const Shape* shapeOf(const Graph& graph, const Node& node, std::size_t input)
{
    if (input >= node.inputs.size())
        return nullptr;
    const auto edge = node.inputs[input];
    if (edge.node >= graph.nodes.size() || edge.output >= graph.nodes[edge.node].outputs.size())
        return nullptr;
    const auto& shape = graph.nodes[edge.node].outputs[edge.output].shape;
    return shape ? &*shape : nullptr;
}

static double recurrentFlops(const Graph& graph, const Node& node, double gates)
{
    const auto* input = shapeOf(graph, node, 0);
    if (!input || input->size() != 3)
        return 0;
    const double units = static_cast<double>(node.intAttr("units"));
    return 2 * elements(*input, 0, 2) * gates * units * (elements(*input, 2, 3) + units);
}

static double attentionFlops(const Graph& graph, const Node& node)
{
    const auto* query = shapeOf(graph, node, 0);
    const auto* value = shapeOf(graph, node, 2);
    if (!query || !value || query->size() != 4 || value->size() != 4)
        return 0;
    const double perKey = elements(*query, 0, 3) * elements(*value, 2, 3);
    return 2 * perKey * (elements(*query, 3, 4) + elements(*value, 3, 4));
}

double flopsOf(const Graph& graph, const Node& node)
{
    if (node.outputs.empty() || !node.outputs[0].shape || !isFloating(node.outputs[0].dtype))
        return 0;
    const auto& shape = *node.outputs[0].shape;
    const double results = elements(shape, 0, shape.size());
    const auto& op = node.op;
    if (op == "Const" || op == "Placeholder" || op == "Identity" || op == "Reshape")
        return 0;
    if (op == "Conv2D" || op == "Conv3D") {
        const auto* kernel = shapeOf(graph, node, 1);
        return kernel && !kernel->empty() ? 2 * results * elements(*kernel, 0, kernel->size() - 1) : 0;
    }
    if (op == "DepthwiseConv2dNative") {
        const auto* kernel = shapeOf(graph, node, 1);
        return kernel ? 2 * results * elements(*kernel, 0, 2) : 0;
    }
    if (op == "Conv2DBackpropInput" || op == "Conv3DBackpropInputV2") {
        const auto* kernel = shapeOf(graph, node, 1);
        const auto* input = shapeOf(graph, node, 2);
        if (!kernel || !input || kernel->size() < 2)
            return 0;
        return 2 * elements(*input, 0, input->size()) * elements(*kernel, 0, kernel->size() - 1);
    }
    if (op == "MatMul" || op == "BatchMatMul" || op == "BatchMatMulV2" || op == "BatchMatMulV3") {
        const auto* left = shapeOf(graph, node, 0);
        if (!left || left->size() < 2)
            return 0;
        const bool transposed = node.boolAttr("transpose_a") || node.boolAttr("adj_x");
        return 2 * results * static_cast<double>((*left)[left->size() - (transposed ? 2 : 1)]);
    }
    if (op == "LSTM")
        return recurrentFlops(graph, node, 4);
    if (op == "GRU")
        return recurrentFlops(graph, node, 3);
    if (op == "SimpleRNN")
        return recurrentFlops(graph, node, 1);
    if (op == "Attention")
        return attentionFlops(graph, node);
    return results;
}

} // namespace lw::engine
