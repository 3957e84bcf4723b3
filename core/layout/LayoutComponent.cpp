// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/ProperGraph.h"

#include <algorithm>
#include <cmath>

namespace lw::layout::detail {

namespace {

constexpr double kLabelStart = 5;  ///< from a block to its label
constexpr double kLabelEnd = 18;   ///< from the label to the next rank: the arrow stays in sight
constexpr double kPortGap = 0.35;  ///< share of a gap that is left beside ports, which have no size
constexpr double kSteepness = 0.1; ///< a gap grows by this much of the widest sideways step in it
constexpr double kMaxGrowth = 60;

/// Gives ranks their heights and edges their bends, once the horizontal order is settled.
class Router {
public:
    Router(const FlatInput& input, const ProperGraph& graph, std::vector<double> x)
        : m_input(input), m_graph(graph), m_x(std::move(x)), m_top(graph.layers.size()), m_bottom(graph.layers.size())
    {
    }

    FlatResult run()
    {
        placeRanks();
        FlatResult result;
        for (std::uint32_t node = 0; node < m_graph.realCount; ++node)
            result.centres.push_back({m_x[node], middle(node)});
        for (std::size_t edge = 0; edge < m_input.edges.size(); ++edge) {
            result.routes.push_back(m_graph.detour[edge] ? outside(edge) : route(edge));
            result.labels.push_back(label(edge));
        }
        normalize(result);
        return result;
    }

private:
    [[nodiscard]] double middle(std::uint32_t node) const
    {
        const std::uint32_t rank = m_graph.rank[node];
        return (m_top[rank] + m_bottom[rank]) / 2;
    }

    void placeRanks()
    {
        const std::size_t ranks = m_graph.layers.size();
        std::vector<double> gap(ranks, m_input.rankGap), step(ranks, 0);
        std::vector<bool> shrink(ranks);
        for (const FlatEdge& edge : m_input.edges)
            if (edge.label.height > 0) {
                double& room = gap[m_graph.rank[edge.from]];
                room = std::max(room, edge.label.height + kLabelStart + kLabelEnd);
            }
        for (const FlatEdge& edge : m_input.edges) {
            if (m_input.nodes[edge.from].pin == Pin::First)
                gap[m_graph.rank[edge.from]] = m_input.rankGap * kPortGap;
            if (m_input.nodes[edge.to].pin == Pin::Last && edge.label.height == 0)
                shrink[m_graph.rank[edge.to] - 1] = true;
        }
        for (const FlatEdge& edge : m_input.edges)
            if (edge.label.height > 0)
                shrink[m_graph.rank[edge.from]] = false;
        for (std::size_t rank = 0; rank < ranks; ++rank)
            if (shrink[rank])
                gap[rank] = m_input.rankGap * kPortGap;
        for (const Link& link : m_graph.links) {
            double& widest = step[m_graph.rank[link.from]];
            widest = std::max(widest, std::abs(m_x[link.from] + link.fromPort - m_x[link.to] - link.toPort));
        }
        for (std::size_t rank = 0; rank < ranks; ++rank)
            if (gap[rank] < m_input.rankGap) // beside ports: room for a bend where there is one
                gap[rank] = std::min(m_input.rankGap, gap[rank] + step[rank] / 2);
        double y = 0;
        for (std::size_t rank = 0; rank < ranks; ++rank) {
            double height = 0;
            for (const std::uint32_t node : m_graph.layers[rank])
                height = std::max(height, m_graph.height[node]);
            m_top[rank] = y;
            m_bottom[rank] = y + height;
            y += height + gap[rank] + std::min(kMaxGrowth, kSteepness * step[rank]);
        }
    }

    std::vector<Point> route(std::size_t index) const
    {
        const FlatEdge& edge = m_input.edges[index];
        std::vector<Point> points;
        const double start = m_x[edge.from] + edge.fromPort, end = m_x[edge.to] + edge.toPort;
        add(points, {start, middle(edge.from) + m_graph.height[edge.from] / 2});
        add(points, {start, m_bottom[m_graph.rank[edge.from]]});
        for (const std::uint32_t bend : m_graph.paths[index]) {
            const std::uint32_t rank = m_graph.rank[bend];
            add(points, {m_x[bend], m_top[rank]});
            add(points, {m_x[bend], m_bottom[rank]});
        }
        add(points, {end, m_top[m_graph.rank[edge.to]]});
        add(points, {end, middle(edge.to) - m_graph.height[edge.to] / 2});
        return points;
    }

    /// Past the right border of everything.
    std::vector<Point> outside(std::size_t index)
    {
        if (m_lane == 0)
            for (std::uint32_t node = 0; node < m_x.size(); ++node)
                m_lane = std::max(m_lane, m_x[node] + m_graph.width[node] / 2 + m_input.nodeGap);
        const FlatEdge& edge = m_input.edges[index];
        const double start = m_x[edge.from] + edge.fromPort, end = m_x[edge.to] + edge.toPort;
        const double third = m_input.rankGap / 3;
        const double leave = m_bottom[m_graph.rank[edge.from]] + third, arrive = m_top[m_graph.rank[edge.to]] - third;
        std::vector<Point> points;
        add(points, {start, middle(edge.from) + m_graph.height[edge.from] / 2});
        add(points, {start, leave - third / 2});
        add(points, {m_lane, leave + third / 2});
        add(points, {m_lane, arrive - third / 2});
        add(points, {end, arrive + third / 2});
        add(points, {end, middle(edge.to) - m_graph.height[edge.to] / 2});
        return points;
    }

    /// Appends, leaving out points within a straight line.
    static void add(std::vector<Point>& points, Point point)
    {
        constexpr double kSame = 0.05;
        if (!points.empty() && std::abs(points.back().x - point.x) < kSame &&
            std::abs(points.back().y - point.y) < kSame)
            return;
        if (points.size() >= 2 && std::abs(points.back().x - point.x) < kSame &&
            std::abs(points[points.size() - 2].x - point.x) < kSame)
            points.pop_back();
        points.push_back(point);
    }

    /// Just under the source, where all edges of its value start.
    Point label(std::size_t index) const
    {
        const FlatEdge& edge = m_input.edges[index];
        const std::uint32_t rank = m_graph.rank[edge.from];
        return {m_x[edge.from] + edge.fromPort, m_bottom[rank] + kLabelStart + edge.label.height / 2};
    }

    void normalize(FlatResult& result) const
    {
        double left = 0, right = 0;
        bool first = true;
        const auto cover = [&](double from, double to) {
            left = first ? from : std::min(left, from);
            right = first ? to : std::max(right, to);
            first = false;
        };
        for (std::uint32_t node = 0; node < m_x.size(); ++node) {
            const double half = std::max(m_graph.width[node], m_graph.labelWidth[node]) / 2;
            cover(m_x[node] - half, m_x[node] + half);
        }
        for (const auto& route : result.routes)
            for (const Point& point : route)
                cover(point.x, point.x);
        for (auto& centre : result.centres)
            centre.x -= left;
        for (auto& route : result.routes)
            for (auto& point : route)
                point.x -= left;
        for (auto& label : result.labels)
            label.x -= left;
        result.width = right - left;
        result.height = m_bottom.empty() ? 0 : m_bottom.back();
    }

    const FlatInput& m_input;
    const ProperGraph& m_graph;
    std::vector<double> m_x, m_top, m_bottom;
    double m_lane = 0;
};

} // namespace

Result<FlatResult> layoutComponent(const FlatInput& input, const Progress& progress)
{
    ProperGraph graph = makeProper(input, assignRanks(input));
    LW_TRY(orderLayers(graph, progress));
    auto x = assignCoordinates(graph, input.nodeGap, progress);
    if (!x)
        return x.error();
    return Router(input, graph, std::move(*x)).run();
}

} // namespace lw::layout::detail
