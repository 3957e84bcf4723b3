// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/LayeredLayout.h"

#include "core/layout/CheckInput.h"
#include "core/layout/CycleClosers.h"
#include "core/layout/FlatLayout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace lw::layout {

namespace {

using detail::FlatEdge;
using detail::FlatInput;
using detail::FlatNode;
using detail::FlatResult;
using detail::Pin;

constexpr std::int32_t kSelfLoop = -2;

/// One group, or the whole drawing (the last scope): its children are nodes and groups, and ports where edges pass its
/// frame.
struct Scope {
    FlatInput flat;
    FlatResult result;
    std::vector<std::int32_t> child; ///< per flat node: node index, ~group index; unused for ports
    std::map<std::uint32_t, std::uint32_t> inPort, outPort; ///< node whose value passes the frame -> flat node
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> edgeIds;
    std::vector<std::uint32_t> sources; ///< per flat edge: the node whose value it carries, to find ports of blocks
    int depth = 0;
    Size size;
    Point origin;
};

/// A piece of an input edge within one scope.
struct Piece {
    std::uint32_t scope, edge;
};

void moveContent(FlatResult& result, Point by)
{
    for (auto& centre : result.centres)
        centre = {centre.x + by.x, centre.y + by.y};
    for (auto& route : result.routes)
        for (auto& point : route)
            point = {point.x + by.x, point.y + by.y};
    for (auto& label : result.labels)
        label = {label.x + by.x, label.y + by.y};
}

/// Appends, joining pieces that go straight through a frame.
void append(std::vector<Point>& points, Point point)
{
    constexpr double kSame = 0.05;
    const std::size_t count = points.size();
    if (count > 0 && std::abs(points[count - 1].x - point.x) < kSame && std::abs(points[count - 1].y - point.y) < kSame)
        return;
    if (count > 1 && std::abs(points[count - 1].x - point.x) < kSame && std::abs(points[count - 2].x - point.x) < kSame)
        points.back() = point;
    else
        points.push_back(point);
}

/// Lays out each group by itself, innermost first, then as a block within its parent. Works top to bottom; for left to
/// right sizes are swapped on the way in and coordinates on the way out.
class Nester {
public:
    Nester(const LayoutInput& input, const Progress& progress)
        : m_input(input), m_progress(progress), m_sideways(input.direction == Direction::LeftToRight)
    {
    }

    Result<LayoutResult> run()
    {
        LW_TRY(detail::checkInput(m_input));
        makeScopes();
        breakCycles();
        for (std::uint32_t edge = 0; edge < m_edges.size(); ++edge)
            splitEdge(edge);
        for (std::size_t done = 0; done < m_innermostFirst.size(); ++done) {
            m_progress(done, m_innermostFirst.size());
            LW_TRY(layOut(m_innermostFirst[done]));
        }
        return collect();
    }

private:
    struct Edge {
        std::uint32_t from, to;
        Size label;
        std::int32_t scope = -1; ///< innermost that holds both ends
        bool reversed = false;
        std::vector<Piece> pieces;
    };

    [[nodiscard]] std::uint32_t root() const { return static_cast<std::uint32_t>(m_input.groupParent.size()); }
    [[nodiscard]] std::uint32_t scopeOf(std::int32_t group) const
    {
        return group < 0 ? root() : static_cast<std::uint32_t>(group);
    }
    [[nodiscard]] std::uint32_t parentOf(std::uint32_t scope) const { return scopeOf(m_input.groupParent[scope]); }
    [[nodiscard]] std::uint32_t scopeOfNode(std::uint32_t node) const
    {
        return m_input.nodeGroup.empty() ? root() : scopeOf(m_input.nodeGroup[node]);
    }
    [[nodiscard]] Size turned(Size size) const { return m_sideways ? Size{size.height, size.width} : size; }

    void makeScopes()
    {
        const std::size_t groups = m_input.groupParent.size();
        m_scopes.resize(groups + 1);
        m_flatOfNode.resize(m_input.nodes.size());
        m_flatOfGroup.resize(groups);
        for (std::uint32_t group = 0; group < groups; ++group)
            for (std::uint32_t at = group; at != root(); at = parentOf(at))
                ++m_scopes[group].depth;
        for (auto& scope : m_scopes) {
            scope.flat.nodeGap = m_input.nodeGap;
            scope.flat.rankGap = m_input.rankGap;
        }
        const auto addChild = [&](std::uint32_t scope, std::int32_t child, Size size) {
            m_scopes[scope].flat.nodes.push_back({size.width, size.height, Pin::None});
            m_scopes[scope].child.push_back(child);
            return static_cast<std::uint32_t>(m_scopes[scope].child.size() - 1);
        };
        for (std::uint32_t group = 0; group < groups; ++group)
            m_flatOfGroup[group] = addChild(parentOf(group), ~static_cast<std::int32_t>(group), {});
        for (std::uint32_t node = 0; node < m_input.nodes.size(); ++node)
            m_flatOfNode[node] =
                addChild(scopeOfNode(node), static_cast<std::int32_t>(node), turned(m_input.nodes[node]));
        for (std::uint32_t scope = 0; scope <= groups; ++scope)
            m_innermostFirst.push_back(scope);
        std::stable_sort(m_innermostFirst.begin(), m_innermostFirst.end(),
                         [&](auto a, auto b) { return m_scopes[a].depth > m_scopes[b].depth; });
        for (const LayoutEdge& edge : m_input.edges)
            m_edges.push_back({edge.from, edge.to, turned(edge.label), commonScope(edge), false, {}});
    }

    [[nodiscard]] std::int32_t commonScope(const LayoutEdge& edge) const
    {
        if (edge.from == edge.to)
            return kSelfLoop;
        std::uint32_t a = scopeOfNode(edge.from), b = scopeOfNode(edge.to);
        while (a != b)
            (m_scopes[a].depth >= m_scopes[b].depth ? a : b) = parentOf(m_scopes[a].depth >= m_scopes[b].depth ? a : b);
        return static_cast<std::int32_t>(a);
    }

    /// The child of scope that is or holds node.
    [[nodiscard]] std::uint32_t childHolding(std::uint32_t scope, std::uint32_t node) const
    {
        std::uint32_t at = scopeOfNode(node);
        if (at == scope)
            return m_flatOfNode[node];
        while (parentOf(at) != scope)
            at = parentOf(at);
        return m_flatOfGroup[at];
    }

    /// Turns the edges that close a cycle among the blocks of one scope.
    void breakCycles()
    {
        std::vector<std::vector<std::uint32_t>> edgesOf(m_scopes.size());
        for (std::uint32_t edge = 0; edge < m_edges.size(); ++edge)
            if (m_edges[edge].scope >= 0)
                edgesOf[static_cast<std::size_t>(m_edges[edge].scope)].push_back(edge);
        for (std::uint32_t scope = 0; scope < m_scopes.size(); ++scope) {
            std::vector<detail::Arrow> arrows;
            for (const std::uint32_t edge : edgesOf[scope])
                arrows.push_back({childHolding(scope, m_edges[edge].from), childHolding(scope, m_edges[edge].to)});
            for (const std::size_t closing : detail::cycleClosers(m_scopes[scope].child.size(), arrows)) {
                Edge& edge = m_edges[edgesOf[scope][closing]];
                std::swap(edge.from, edge.to);
                edge.reversed = true;
            }
        }
    }

    std::uint32_t port(std::uint32_t scope, std::uint32_t node, Pin pin)
    {
        Scope& at = m_scopes[scope];
        auto& ports = pin == Pin::First ? at.inPort : at.outPort;
        const auto [found, isNew] = ports.try_emplace(node, static_cast<std::uint32_t>(at.flat.nodes.size()));
        if (isNew) {
            at.flat.nodes.push_back({2, 0, pin});
            at.child.push_back(0);
        }
        return found->second;
    }

    void addPiece(Edge& edge, std::uint32_t scope, std::uint32_t from, std::uint32_t to)
    {
        Scope& at = m_scopes[scope];
        const bool labelled = edge.pieces.empty() && !edge.reversed;
        // Edges from one block to another are one, unless they pass the frames of groups at different ports.
        const bool fromBlock = isGroup(scope, from), toBlock = isGroup(scope, to);
        const auto key = std::make_tuple(from, to, fromBlock || toBlock ? edge.from : 0U);
        const auto [found, isNew] = at.edgeIds.try_emplace(key, static_cast<std::uint32_t>(at.flat.edges.size()));
        if (isNew) {
            at.flat.edges.push_back({from, to, 0, 0, {}});
            at.sources.push_back(edge.from);
        }
        Size& label = at.flat.edges[found->second].label;
        if (labelled)
            label = {std::max(label.width, edge.label.width), std::max(label.height, edge.label.height)};
        edge.pieces.push_back({scope, found->second});
    }

    [[nodiscard]] bool isGroup(std::uint32_t scope, std::uint32_t flatNode) const
    {
        return m_scopes[scope].child[flatNode] < 0;
    }

    void splitEdge(std::uint32_t index)
    {
        Edge& edge = m_edges[index];
        if (edge.scope == kSelfLoop)
            return;
        const auto common = static_cast<std::uint32_t>(edge.scope);
        for (std::uint32_t at = scopeOfNode(edge.from); at != common; at = parentOf(at))
            addPiece(edge, at, childHolding(at, edge.from), port(at, edge.from, Pin::Last));
        addPiece(edge, common, childHolding(common, edge.from), childHolding(common, edge.to));
        std::vector<std::uint32_t> down;
        for (std::uint32_t at = scopeOfNode(edge.to); at != common; at = parentOf(at))
            down.push_back(at);
        for (auto at = down.rbegin(); at != down.rend(); ++at)
            addPiece(edge, *at, port(*at, edge.from, Pin::First), childHolding(*at, edge.to));
    }

    /// Where a value passes the frame of a group: offset from the middle of its block.
    [[nodiscard]] double portOffset(std::uint32_t group, std::uint32_t source, Pin pin) const
    {
        const Scope& scope = m_scopes[group];
        const auto& ports = pin == Pin::First ? scope.inPort : scope.outPort;
        const auto found = ports.find(source);
        if (found == ports.end())
            return 0;
        return scope.result.centres[found->second].x + padding(true) - scope.size.width / 2;
    }

    /// The header of a frame is above its content in the drawing, so beside it when that is turned.
    [[nodiscard]] double padding(bool across) const
    {
        return m_input.groupPadding + (across == m_sideways ? m_input.groupHeader : 0);
    }

    Result<void> layOut(std::uint32_t index)
    {
        Scope& scope = m_scopes[index];
        for (std::size_t node = 0; node < scope.child.size(); ++node)
            if (scope.flat.nodes[node].pin == Pin::None && scope.child[node] < 0) {
                const Scope& inner = m_scopes[static_cast<std::uint32_t>(~scope.child[node])];
                scope.flat.nodes[node].width = inner.size.width;
                scope.flat.nodes[node].height = inner.size.height;
            }
        for (std::size_t edge = 0; edge < scope.flat.edges.size(); ++edge) {
            FlatEdge& flat = scope.flat.edges[edge];
            if (isGroup(index, flat.from))
                flat.fromPort =
                    portOffset(static_cast<std::uint32_t>(~scope.child[flat.from]), scope.sources[edge], Pin::Last);
            if (isGroup(index, flat.to))
                flat.toPort =
                    portOffset(static_cast<std::uint32_t>(~scope.child[flat.to]), scope.sources[edge], Pin::First);
        }
        auto result = layoutFlat(scope.flat, m_progress);
        if (!result)
            return result.error();
        scope.result = std::move(*result);
        if (index == root())
            return {};
        scope.size = {scope.result.width + padding(true) + m_input.groupPadding,
                      scope.result.height + padding(false) + m_input.groupPadding};
        if (!m_input.groupTitleWidth.empty()) {
            double& along = m_sideways ? scope.size.height : scope.size.width;
            const double wanted = m_input.groupTitleWidth[index] + 2 * m_input.groupPadding;
            if (along < wanted) {
                const double shift = (wanted - along) / 2;
                along = wanted;
                moveContent(scope.result, m_sideways ? Point{0, 0} : Point{shift, 0});
            }
        }
        return {};
    }

    [[nodiscard]] Point out(Point point) const { return m_sideways ? Point{point.y, point.x} : point; }
    [[nodiscard]] Rect out(Rect rect) const
    {
        return m_sideways ? Rect{rect.y, rect.x, rect.height, rect.width} : rect;
    }

    LayoutResult collect()
    {
        LayoutResult result;
        result.nodes.resize(m_input.nodes.size());
        result.groups.resize(m_input.groupParent.size());
        for (auto index = m_innermostFirst.rbegin(); index != m_innermostFirst.rend(); ++index) {
            const Scope& scope = m_scopes[*index];
            for (std::size_t node = 0; node < scope.child.size(); ++node) {
                const FlatNode& block = scope.flat.nodes[node];
                if (block.pin != Pin::None)
                    continue;
                const Rect rect{scope.origin.x + scope.result.centres[node].x - block.width / 2,
                                scope.origin.y + scope.result.centres[node].y - block.height / 2, block.width,
                                block.height};
                if (scope.child[node] >= 0) {
                    result.nodes[static_cast<std::size_t>(scope.child[node])] = out(rect);
                    continue;
                }
                const auto group = static_cast<std::uint32_t>(~scope.child[node]);
                m_scopes[group].origin = {rect.x + padding(true), rect.y + padding(false)};
                result.groups[group] = out(rect);
            }
        }
        const Scope& whole = m_scopes[root()];
        result.bounds = out(Rect{0, 0, whole.result.width, whole.result.height});
        result.edges.resize(m_edges.size());
        result.labels.resize(m_edges.size());
        for (std::size_t index = 0; index < m_edges.size(); ++index)
            collectEdge(m_edges[index], result.nodes, result.edges[index], result.labels[index]);
        return result;
    }

    void collectEdge(const Edge& edge, const std::vector<Rect>& nodes, std::vector<Point>& points, Point& label) const
    {
        if (edge.scope == kSelfLoop) {
            const Rect& box = nodes[edge.from];
            const double right = box.x + box.width, reach = m_input.nodeGap / 2;
            points = {{right, box.y + box.height / 3},
                      {right + reach, box.y + box.height / 3},
                      {right + reach, box.y + box.height * 2 / 3},
                      {right, box.y + box.height * 2 / 3}};
            label = {right + reach, box.y + box.height / 2};
            return;
        }
        for (const Piece& piece : edge.pieces) {
            const Scope& scope = m_scopes[piece.scope];
            for (const Point& point : scope.result.routes[piece.edge])
                append(points, {point.x + scope.origin.x, point.y + scope.origin.y});
        }
        const Scope& first = m_scopes[edge.pieces.front().scope];
        const Point place = first.result.labels[edge.pieces.front().edge];
        label = out(Point{place.x + first.origin.x, place.y + first.origin.y});
        for (Point& point : points)
            point = out(point);
        if (edge.reversed)
            std::reverse(points.begin(), points.end());
    }

    const LayoutInput& m_input;
    const Progress& m_progress;
    bool m_sideways;
    std::vector<Scope> m_scopes;
    std::vector<Edge> m_edges;
    std::vector<std::uint32_t> m_flatOfNode, m_flatOfGroup, m_innermostFirst;
};

} // namespace

Result<LayoutResult> layoutLayered(const LayoutInput& input, const Progress& progress)
{
    return Nester(input, progress).run();
}

} // namespace lw::layout
