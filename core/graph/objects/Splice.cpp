// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/objects/Splice.h"

#include "core/graph/import/BindVariables.h"

#include <algorithm>

namespace lw::graph {

namespace {

/// Makes the bodies of loops and branches part of the graph that is built.
Result<void> addFunctions(Graph& target, const Graph& graph)
{
    if (!graph.functions || graph.functions->empty() || graph.functions == target.functions)
        return {};
    auto merged = std::make_shared<std::map<std::string, std::shared_ptr<const Graph>, std::less<>>>();
    if (target.functions)
        *merged = *target.functions;
    for (const auto& [name, function] : *graph.functions) {
        const auto [place, fresh] = merged->emplace(name, function);
        if (!fresh && place->second != function && place->second->nodes.size() != function->nodes.size())
            return unsupported("two models have different functions of the name " + printable(name, 80));
    }
    target.functions = std::move(merged);
    return {};
}

} // namespace

Result<std::vector<Edge>> splice(GraphBuilder& builder, const Graph& graph, const std::vector<Edge>& inputs,
                                 const VariableBinding& bind)
{
    if (inputs.size() != graph.inputs.size())
        return invalid("the traced function takes " + std::to_string(graph.inputs.size()) + " tensors, and here are " +
                       std::to_string(inputs.size()));
    LW_ASSIGN(const auto order, topologicalOrder(graph));
    LW_TRY(addFunctions(builder.graph(), graph));
    std::vector<Edge> first(graph.nodes.size());
    std::vector<char> done(graph.nodes.size(), 0);
    const auto moved = [&](Edge edge) {
        return GraphBuilder::output(first[edge.node], first[edge.node].output + edge.output);
    };
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Edge place = graph.inputs[i].edge;
        const DType wanted =
            graph.nodes[place.node].outputs.empty() ? DType::Invalid : graph.nodes[place.node].outputs.front().dtype;
        const bool converts = wanted != DType::Invalid && isFloating(wanted) && isFloating(builder.dtype(inputs[i]));
        first[place.node] = converts ? builder.cast(inputs[i], wanted) : inputs[i];
        done[place.node] = 1;
    }
    for (const std::uint32_t index : order) {
        if (done[index] || builder.error())
            continue;
        Node node = graph.nodes[index];
        if (const auto key = node.attrs.find(kVariableKeyAttr); key != node.attrs.end()) {
            const auto* text = key->second.as<std::string>();
            const Tensor* value = node.tensorAttr("value");
            if (text && value) {
                LW_ASSIGN(const std::optional<Edge> bound, bind(*text, *value));
                if (bound) {
                    first[index] = *bound;
                    continue;
                }
            }
            node.attrs.erase(key);
        }
        for (Edge& input : node.inputs)
            input = moved(input);
        for (std::uint32_t& control : node.controls)
            control = first[control].node;
        first[index] = builder.append(std::move(node));
    }
    std::vector<Edge> outputs;
    for (const NamedEdge& output : graph.outputs)
        outputs.push_back(moved(output.edge));
    return outputs;
}

} // namespace lw::graph
