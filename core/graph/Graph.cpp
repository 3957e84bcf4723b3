// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/Graph.h"

#include <algorithm>

namespace lw::graph {

namespace {

template <typename T>
const T* attribute(const Node& node, std::string_view key)
{
    const auto found = node.attrs.find(key);
    return found == node.attrs.end() ? nullptr : found->second.as<T>();
}

} // namespace

std::int64_t Node::intAttr(std::string_view key, std::int64_t fallback) const
{
    const auto* value = attribute<std::int64_t>(*this, key);
    return value ? *value : fallback;
}

double Node::floatAttr(std::string_view key, double fallback) const
{
    const auto* value = attribute<double>(*this, key);
    return value ? *value : fallback;
}

bool Node::boolAttr(std::string_view key, bool fallback) const
{
    const auto* value = attribute<bool>(*this, key);
    return value ? *value : fallback;
}

std::string Node::textAttr(std::string_view key, std::string_view fallback) const
{
    const auto* value = attribute<std::string>(*this, key);
    return value ? *value : std::string(fallback);
}

DType Node::typeAttr(std::string_view key, DType fallback) const
{
    const auto* value = attribute<DType>(*this, key);
    return value ? *value : fallback;
}

std::vector<std::int64_t> Node::intsAttr(std::string_view key) const
{
    const auto* value = attribute<std::vector<std::int64_t>>(*this, key);
    return value ? *value : std::vector<std::int64_t>{};
}

const Tensor* Node::tensorAttr(std::string_view key) const
{
    return attribute<Tensor>(*this, key);
}

namespace {

/// Calls visit(index) for every node that `node` waits for; false when an edge leaves the graph.
template <typename Visit>
bool visitSources(const Graph& graph, const Node& node, Visit visit)
{
    for (const Edge& edge : node.inputs) {
        if (edge.node >= graph.nodes.size())
            return false;
        visit(edge.node);
    }
    for (const std::uint32_t control : node.controls) {
        if (control >= graph.nodes.size())
            return false;
        visit(control);
    }
    return true;
}

} // namespace

Result<std::vector<std::uint32_t>> topologicalOrder(const Graph& graph)
{
    const std::size_t count = graph.nodes.size();
    std::vector<std::uint32_t> waiting(count, 0);
    std::vector<std::uint32_t> firstUser(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const bool inside = visitSources(graph, graph.nodes[i], [&](std::uint32_t source) {
            ++waiting[i];
            ++firstUser[source + 1];
        });
        if (!inside)
            return corrupt("an input refers to a node that does not exist").in(graph.nodes[i].name);
    }
    for (std::size_t i = 0; i < count; ++i)
        firstUser[i + 1] += firstUser[i];

    std::vector<std::uint32_t> users(firstUser[count]);
    std::vector<std::uint32_t> next(firstUser.begin(), firstUser.end() - 1);
    for (std::size_t i = 0; i < count; ++i)
        visitSources(graph, graph.nodes[i],
                     [&](std::uint32_t source) { users[next[source]++] = static_cast<std::uint32_t>(i); });

    std::vector<std::uint32_t> order;
    order.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        if (waiting[i] == 0)
            order.push_back(static_cast<std::uint32_t>(i));
    for (std::size_t done = 0; done < order.size(); ++done) {
        const std::uint32_t node = order[done];
        for (std::uint32_t at = firstUser[node]; at < firstUser[node + 1]; ++at)
            if (--waiting[users[at]] == 0)
                order.push_back(users[at]);
    }
    if (order.size() != count) {
        const auto stuck = std::find_if(waiting.begin(), waiting.end(), [](std::uint32_t n) { return n != 0; });
        return corrupt("the operations form a cycle")
            .in(graph.nodes[static_cast<std::size_t>(stuck - waiting.begin())].name);
    }
    return order;
}

} // namespace lw::graph
