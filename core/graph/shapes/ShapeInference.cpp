// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeInference.h"

#include "core/graph/shapes/FunctionShapes.h"
#include "core/graph/shapes/ShapeContext.h"

#include <algorithm>
#include <unordered_map>

namespace lw::graph {

namespace {

const std::unordered_map<std::string_view, ShapeFunction>& shapeFunctions()
{
    static const auto table = [] {
        std::unordered_map<std::string_view, ShapeFunction> rows;
        for (const auto family :
             {unaryShapes(), binaryShapes(), structureShapes(), indexingShapes(), shapeValueShapes(), productShapes(),
              windowShapes(), imageShapes(), compositeShapes(), controlShapes(), textShapes()})
            for (const ShapeRow& row : family)
                rows.emplace(row.op, row.function);
        return rows;
    }();
    return table;
}

} // namespace

Result<std::vector<StaticValue>> inferNodeAt(const Node& node, std::span<const StaticValue> inputs, const Graph& graph,
                                             int depth)
{
    ShapeContext context(node, inputs, graph, depth);
    const auto found = shapeFunctions().find(node.op);
    if (found != shapeFunctions().end())
        LW_TRY(found->second(context));
    else
        for (std::size_t i = 0; i < node.outputs.size(); ++i)
            context.set(i, node.outputs[i].dtype, node.outputs[i].shape);
    for (std::size_t i = 0; i < context.outputs.size(); ++i)
        if (context.outputs[i].dtype == DType::Invalid && i < node.outputs.size())
            context.outputs[i].dtype = node.outputs[i].dtype;
    return std::move(context.outputs);
}

Result<std::vector<StaticValue>> inferNode(const Node& node, std::span<const StaticValue> inputs, const Graph& graph)
{
    return inferNodeAt(node, inputs, graph, 0);
}

Result<std::vector<StaticValue>> inferGraph(const Graph& graph, std::span<const StaticValue> arguments, int depth,
                                            const std::function<void(std::uint32_t, std::vector<StaticValue>&)>& seen)
{
    LW_ASSIGN(const auto order, topologicalOrder(graph));
    std::vector<std::vector<StaticValue>> values(graph.nodes.size());
    for (std::size_t i = 0; i < graph.inputs.size() && i < arguments.size(); ++i)
        if (graph.inputs[i].edge.node < values.size())
            values[graph.inputs[i].edge.node] = {arguments[i]};
    std::vector<StaticValue> inputs;
    for (const std::uint32_t index : order) {
        const Node& node = graph.nodes[index];
        if (values[index].empty()) {
            inputs.clear();
            for (const Edge& edge : node.inputs) {
                const auto& from = values[edge.node];
                inputs.push_back(edge.output < from.size() ? from[edge.output] : StaticValue());
            }
            LW_ASSIGN(values[index], inferNodeAt(node, inputs, graph, depth));
        }
        if (seen)
            seen(index, values[index]);
    }
    std::vector<StaticValue> outputs;
    for (const NamedEdge& output : graph.outputs) {
        const auto& from = output.edge.node < values.size() ? values[output.edge.node] : std::vector<StaticValue>();
        outputs.push_back(output.edge.output < from.size() ? from[output.edge.output] : StaticValue());
    }
    return outputs;
}

Result<void> inferShapes(Graph& graph, std::span<const Shape> inputShapes)
{
    std::vector<StaticValue> arguments;
    for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
        const Edge& edge = graph.inputs[i].edge;
        if (edge.node >= graph.nodes.size())
            return corrupt("an input refers to a node that does not exist").in(graph.inputs[i].name);
        const Node& node = graph.nodes[edge.node];
        StaticValue value;
        value.dtype = node.outputs.empty() ? node.typeAttr("dtype") : node.outputs.front().dtype;
        if (i < inputShapes.size())
            value.shape = inputShapes[i];
        else if (!node.outputs.empty())
            value.shape = node.outputs.front().shape;
        arguments.push_back(std::move(value));
    }
    std::vector<std::vector<OutputInfo>> infos(graph.nodes.size());
    const auto keep = [&](std::uint32_t index, std::vector<StaticValue>& values) {
        for (const StaticValue& value : values)
            infos[index].push_back({value.dtype, value.shape});
    };
    LW_TRY(inferGraph(graph, arguments, 0, keep));
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        auto& outputs = graph.nodes[i].outputs;
        if (outputs.size() < infos[i].size())
            outputs.resize(infos[i].size());
        std::copy(infos[i].begin(), infos[i].end(), outputs.begin());
    }
    return {};
}

bool allShapesKnown(const Graph& graph)
{
    return std::all_of(graph.nodes.begin(), graph.nodes.end(), [](const Node& node) {
        return std::all_of(node.outputs.begin(), node.outputs.end(),
                           [](const OutputInfo& info) { return info.shape && isFullyKnown(*info.shape); });
    });
}

} // namespace lw::graph
