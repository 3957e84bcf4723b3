// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/FlatLayout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lw::layout::detail {

namespace {

constexpr double kAspect = 1.5; ///< width to height that rows of parts aim at

struct Part {
    FlatInput input;
    std::vector<std::uint32_t> nodes, edges; ///< indices into the whole
    bool pinned = false;
    FlatResult result;
    Point origin;
};

std::vector<std::uint32_t> partOfNodes(const FlatInput& input)
{
    std::vector<std::uint32_t> parent(input.nodes.size());
    std::iota(parent.begin(), parent.end(), 0U);
    const auto root = [&](std::uint32_t node) {
        while (parent[node] != node)
            node = parent[node] = parent[parent[node]];
        return node;
    };
    for (const FlatEdge& edge : input.edges) {
        const std::uint32_t a = root(edge.from), b = root(edge.to);
        parent[std::max(a, b)] = std::min(a, b);
    }
    for (std::uint32_t node = 0; node < parent.size(); ++node)
        parent[node] = root(node);
    return parent;
}

/// Parts in the order of their first nodes.
std::vector<Part> split(const FlatInput& input)
{
    const auto root = partOfNodes(input);
    std::vector<Part> parts;
    std::vector<std::uint32_t> partOf(input.nodes.size()), local(input.nodes.size());
    for (std::uint32_t node = 0; node < input.nodes.size(); ++node) {
        if (root[node] == node) {
            partOf[node] = static_cast<std::uint32_t>(parts.size());
            parts.emplace_back();
            parts.back().input.nodeGap = input.nodeGap;
            parts.back().input.rankGap = input.rankGap;
        }
        partOf[node] = partOf[root[node]];
        Part& part = parts[partOf[node]];
        local[node] = static_cast<std::uint32_t>(part.nodes.size());
        part.nodes.push_back(node);
        part.input.nodes.push_back(input.nodes[node]);
        part.pinned = part.pinned || input.nodes[node].pin != Pin::None;
    }
    for (std::uint32_t index = 0; index < input.edges.size(); ++index) {
        FlatEdge edge = input.edges[index];
        Part& part = parts[partOf[edge.from]];
        part.edges.push_back(index);
        edge.from = local[edge.from];
        edge.to = local[edge.to];
        part.input.edges.push_back(edge);
    }
    return parts;
}

/// Rows from left to right; one single row when a part has ports, since these reach from border to border.
Size pack(std::vector<Part>& parts, double nodeGap, double rankGap)
{
    double area = 0, widest = 0;
    bool pinned = false;
    for (const Part& part : parts) {
        area += (part.result.width + nodeGap) * (part.result.height + rankGap);
        widest = std::max(widest, part.result.width);
        pinned = pinned || part.pinned;
    }
    const double limit = pinned ? 1e18 : std::max(widest, std::sqrt(area * kAspect));
    double x = 0, y = 0, rowHeight = 0;
    Size size;
    for (Part& part : parts) {
        if (x > 0 && x + part.result.width > limit + 0.5) {
            x = 0;
            y += rowHeight + rankGap;
            rowHeight = 0;
        }
        part.origin = {x, y};
        x += part.result.width + nodeGap;
        rowHeight = std::max(rowHeight, part.result.height);
        size.width = std::max(size.width, x - nodeGap);
        size.height = std::max(size.height, y + rowHeight);
    }
    return size;
}

/// Lengthens edges to ports on the last rank down to the common bottom.
void reachBottom(const FlatInput& input, FlatResult& result)
{
    for (std::size_t index = 0; index < input.edges.size(); ++index) {
        const std::uint32_t to = input.edges[index].to;
        if (input.nodes[to].pin != Pin::Last || result.routes[index].empty())
            continue;
        result.centres[to].y = result.height;
        Point& end = result.routes[index].back();
        const auto& route = result.routes[index];
        if (route.size() >= 2 && std::abs(route[route.size() - 2].x - end.x) < 0.05)
            end.y = result.height;
        else if (end.y < result.height)
            result.routes[index].push_back({end.x, result.height});
    }
}

} // namespace

Result<FlatResult> layoutFlat(const FlatInput& input, const Progress& progress)
{
    auto parts = split(input);
    for (Part& part : parts) {
        LW_TRY(progress.check());
        if (part.nodes.size() == 1) { // thousands of these in models without a graph
            const FlatNode& node = part.input.nodes.front();
            part.result.centres = {{node.width / 2, node.height / 2}};
            part.result.width = node.width;
            part.result.height = node.height;
            continue;
        }
        auto result = layoutComponent(part.input, progress);
        if (!result)
            return result.error();
        part.result = std::move(*result);
    }
    const Size size = pack(parts, input.nodeGap, input.rankGap);
    FlatResult whole;
    whole.width = size.width;
    whole.height = size.height;
    whole.centres.resize(input.nodes.size());
    whole.routes.resize(input.edges.size());
    whole.labels.resize(input.edges.size());
    for (Part& part : parts) {
        const auto moved = [&](Point point) { return Point{point.x + part.origin.x, point.y + part.origin.y}; };
        for (std::size_t node = 0; node < part.nodes.size(); ++node)
            whole.centres[part.nodes[node]] = moved(part.result.centres[node]);
        for (std::size_t edge = 0; edge < part.edges.size(); ++edge) {
            for (Point& point : part.result.routes[edge])
                point = moved(point);
            whole.routes[part.edges[edge]] = std::move(part.result.routes[edge]);
            whole.labels[part.edges[edge]] = moved(part.result.labels[edge]);
        }
    }
    reachBottom(input, whole);
    return whole;
}

} // namespace lw::layout::detail
