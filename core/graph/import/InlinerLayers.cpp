// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/Inliner.h"

namespace lw::graph {

void Inliner::setLayers()
{
    if (!m_layers)
        return;
    for (Node& node : m_graph.nodes)
        if (node.op != "Placeholder" && node.attrs.find(kVariableKeyAttr) == node.attrs.end())
            node.layer = m_layers(node.name);
}

/// Layers that were traced as calls have their output from there. For others it is the last edge that leaves their
/// nodes.
void Inliner::setTaps()
{
    std::map<std::string, Edge> leaving;
    const auto leaves = [&](Edge edge, std::string_view user) {
        std::string_view layer = m_graph.nodes[edge.node].layer;
        while (!layer.empty()) {
            const bool inside = user.starts_with(layer) && (user.size() == layer.size() || user[layer.size()] == '/');
            if (inside)
                break;
            leaving[std::string(layer)] = edge;
            const std::size_t slash = layer.rfind('/');
            layer = slash == std::string_view::npos ? std::string_view() : layer.substr(0, slash);
        }
    };
    for (const Node& node : m_graph.nodes)
        for (const Edge edge : node.inputs)
            leaves(edge, node.layer);
    for (const NamedEdge& output : m_graph.outputs)
        leaves(output.edge, {});
    for (const auto& [layer, edge] : leaving)
        m_taps.emplace(layer, edge);
    for (const auto& [layer, edge] : m_taps)
        m_graph.taps.push_back({layer, edge});
}

Graph Inliner::finish()
{
    setLayers();
    setTaps();
    m_graph.functions = m_functions;
    return std::move(m_graph);
}

} // namespace lw::graph
