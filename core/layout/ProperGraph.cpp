// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/ProperGraph.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace lw::layout::detail {

namespace {

/// More bends than this and the longest edges run outside the drawing instead.
constexpr std::size_t kMaxBends = 300'000;
constexpr double kBendWidth = 2;

struct Neighbours {
    std::vector<std::vector<std::uint32_t>> out, in;
};

Neighbours neighboursOf(const FlatInput& input)
{
    Neighbours result{std::vector<std::vector<std::uint32_t>>(input.nodes.size()),
                      std::vector<std::vector<std::uint32_t>>(input.nodes.size())};
    for (const FlatEdge& edge : input.edges) {
        result.out[edge.from].push_back(edge.to);
        result.in[edge.to].push_back(edge.from);
    }
    return result;
}

std::vector<std::uint32_t> topologicalOrder(const Neighbours& neighbours)
{
    const std::size_t count = neighbours.out.size();
    std::vector<std::uint32_t> missing(count), order;
    order.reserve(count);
    for (std::uint32_t node = 0; node < count; ++node) {
        missing[node] = static_cast<std::uint32_t>(neighbours.in[node].size());
        if (missing[node] == 0)
            order.push_back(node);
    }
    for (std::size_t next = 0; next < order.size(); ++next)
        for (const std::uint32_t to : neighbours.out[order[next]])
            if (--missing[to] == 0)
                order.push_back(to);
    return order;
}

/// Moves nodes with slack towards the side where they have more edges; sources always go to their readers.
void tighten(const FlatInput& input, const Neighbours& neighbours, const std::vector<std::uint32_t>& order,
             std::vector<std::uint32_t>& rank)
{
    for (auto at = order.rbegin(); at != order.rend(); ++at) {
        const auto& out = neighbours.out[*at];
        const auto& in = neighbours.in[*at];
        if (out.empty() || input.nodes[*at].pin != Pin::None)
            continue;
        std::uint32_t latest = ~0U;
        for (const std::uint32_t to : out)
            latest = std::min(latest, rank[to] - 1);
        if (in.empty() || out.size() > in.size())
            rank[*at] = latest;
    }
    for (const std::uint32_t node : order) {
        const auto& in = neighbours.in[node];
        if (in.size() <= neighbours.out[node].size() || in.empty() || input.nodes[node].pin != Pin::None)
            continue;
        std::uint32_t earliest = 0;
        for (const std::uint32_t from : in)
            earliest = std::max(earliest, rank[from] + 1);
        rank[node] = earliest;
    }
}

Adjacency adjacencyOf(std::size_t nodes, const std::vector<Link>& links, std::uint32_t Link::*end)
{
    Adjacency result;
    result.begin.assign(nodes + 1, 0);
    for (const Link& link : links)
        ++result.begin[link.*end + 1];
    for (std::size_t node = 0; node < nodes; ++node)
        result.begin[node + 1] += result.begin[node];
    result.links.resize(links.size());
    auto cursor = result.begin;
    for (std::uint32_t index = 0; index < links.size(); ++index)
        result.links[cursor[links[index].*end]++] = index;
    return result;
}

/// Chooses the edges that get no bends, longest first, until the rest is affordable.
std::vector<bool> chooseDetours(const FlatInput& input, const std::vector<std::uint32_t>& rank)
{
    std::vector<bool> detour(input.edges.size());
    std::vector<std::uint32_t> bySpan;
    std::size_t bends = 0;
    const auto span = [&](std::uint32_t edge) { return rank[input.edges[edge].to] - rank[input.edges[edge].from]; };
    std::map<std::pair<std::uint32_t, double>, std::uint32_t> longest;
    for (std::uint32_t edge = 0; edge < input.edges.size(); ++edge) {
        auto& reach = longest[{input.edges[edge].from, input.edges[edge].fromPort}];
        if (span(edge) - 1 > reach) {
            bends += span(edge) - 1 - reach;
            reach = span(edge) - 1;
        }
    }
    if (bends <= kMaxBends)
        return detour;
    for (std::uint32_t edge = 0; edge < input.edges.size(); ++edge)
        bySpan.push_back(edge);
    std::stable_sort(bySpan.begin(), bySpan.end(), [&](auto a, auto b) { return span(a) < span(b); });
    std::size_t used = 0;
    for (const std::uint32_t edge : bySpan) {
        used += span(edge) - 1;
        detour[edge] = span(edge) > 1 && used > kMaxBends;
    }
    return detour;
}

} // namespace

void ProperGraph::placeInLayers()
{
    for (const auto& layer : layers)
        for (std::uint32_t index = 0; index < layer.size(); ++index)
            position[layer[index]] = index;
}

std::vector<std::uint32_t> assignRanks(const FlatInput& input)
{
    const Neighbours neighbours = neighboursOf(input);
    const auto order = topologicalOrder(neighbours);
    const bool hasFirst = std::any_of(input.nodes.begin(), input.nodes.end(),
                                      [](const FlatNode& node) { return node.pin == Pin::First; });
    std::vector<std::uint32_t> rank(input.nodes.size(), 0);
    for (const std::uint32_t node : order) {
        if (hasFirst && input.nodes[node].pin != Pin::First)
            rank[node] = std::max(rank[node], 1U);
        for (const std::uint32_t to : neighbours.out[node])
            rank[to] = std::max(rank[to], rank[node] + 1);
    }
    for (int pass = 0; pass < 2; ++pass)
        tighten(input, neighbours, order, rank);
    std::uint32_t last = 0;
    bool hasLast = false;
    for (std::size_t node = 0; node < rank.size(); ++node) {
        if (input.nodes[node].pin == Pin::Last)
            hasLast = true;
        else
            last = std::max(last, rank[node]);
    }
    if (hasLast)
        for (std::size_t node = 0; node < rank.size(); ++node)
            if (input.nodes[node].pin == Pin::Last)
                rank[node] = last + 1;
    return rank;
}

ProperGraph makeProper(const FlatInput& input, std::vector<std::uint32_t> rank)
{
    ProperGraph graph;
    graph.realCount = static_cast<std::uint32_t>(input.nodes.size());
    graph.detour = chooseDetours(input, rank);
    graph.rank = std::move(rank);
    for (const FlatNode& node : input.nodes) {
        graph.width.push_back(node.width);
        graph.height.push_back(node.height);
    }
    graph.labelWidth.assign(input.nodes.size(), 0);
    graph.paths.resize(input.edges.size());

    std::map<std::pair<std::uint32_t, double>, std::vector<std::uint32_t>> chains;
    for (std::size_t index = 0; index < input.edges.size(); ++index) {
        const FlatEdge& edge = input.edges[index];
        graph.labelWidth[edge.from] = std::max(graph.labelWidth[edge.from], edge.label.width);
        if (graph.detour[index])
            continue;
        const std::uint32_t bends = graph.rank[edge.to] - graph.rank[edge.from] - 1;
        if (bends == 0) {
            graph.links.push_back({edge.from, edge.to, edge.fromPort, edge.toPort});
            continue;
        }
        auto& chain = chains[{edge.from, edge.fromPort}];
        while (chain.size() < bends) {
            const auto bend = static_cast<std::uint32_t>(graph.rank.size());
            graph.links.push_back(
                {chain.empty() ? edge.from : chain.back(), bend, chain.empty() ? edge.fromPort : 0, 0});
            graph.rank.push_back(graph.rank[edge.from] + static_cast<std::uint32_t>(chain.size()) + 1);
            graph.width.push_back(kBendWidth);
            graph.height.push_back(0);
            graph.labelWidth.push_back(0);
            chain.push_back(bend);
        }
        graph.paths[index].assign(chain.begin(), chain.begin() + bends);
        graph.links.push_back({chain[bends - 1], edge.to, 0, edge.toPort});
    }
    const std::size_t count = graph.rank.size();
    graph.down = adjacencyOf(count, graph.links, &Link::from);
    graph.up = adjacencyOf(count, graph.links, &Link::to);
    graph.position.resize(count);
    const auto ranks = count == 0 ? 0 : *std::max_element(graph.rank.begin(), graph.rank.end()) + 1;
    graph.layers.resize(ranks);
    for (std::uint32_t node = 0; node < count; ++node)
        graph.layers[graph.rank[node]].push_back(node);
    graph.placeInLayers();
    return graph;
}

} // namespace lw::layout::detail
