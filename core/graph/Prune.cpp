// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/Prune.h"

namespace lw::graph {

void prune(Graph& graph)
{
    std::vector<char> needed(graph.nodes.size(), 0);
    std::vector<std::uint32_t> open;
    const auto need = [&](std::uint32_t node) {
        if (node < needed.size() && !needed[node]) {
            needed[node] = 1;
            open.push_back(node);
        }
    };
    for (const auto* list : {&graph.inputs, &graph.outputs, &graph.taps})
        for (const NamedEdge& named : *list)
            need(named.edge.node);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) // assignments to variables are there for their effect
        if (graph.nodes[i].op.starts_with("Assign") && graph.nodes[i].attrs.contains("_variable"))
            need(static_cast<std::uint32_t>(i));
    while (!open.empty()) {
        const Node& node = graph.nodes[open.back()];
        open.pop_back();
        for (const Edge& edge : node.inputs)
            need(edge.node);
        for (const std::uint32_t control : node.controls)
            need(control);
    }
    std::vector<std::uint32_t> place(graph.nodes.size(), 0);
    std::uint32_t kept = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        place[i] = kept;
        if (needed[i]) {
            if (kept != i)
                graph.nodes[kept] = std::move(graph.nodes[i]);
            ++kept;
        }
    }
    graph.nodes.resize(kept);
    const auto move = [&](std::uint32_t& node) { node = node < place.size() ? place[node] : node; };
    for (Node& node : graph.nodes) {
        for (Edge& edge : node.inputs)
            move(edge.node);
        for (std::uint32_t& control : node.controls)
            move(control);
    }
    for (auto* list : {&graph.inputs, &graph.outputs, &graph.taps})
        for (NamedEdge& named : *list)
            move(named.edge.node);
}

} // namespace lw::graph
