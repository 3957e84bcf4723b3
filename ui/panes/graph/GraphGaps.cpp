// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphGaps.h"

#include "ui/panes/graph/GraphPainter.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace lw::ui {

namespace {

constexpr double kBarLength = 112, kBehind = 12;
constexpr double kShared = 14; ///< so close to its card an edge is still that of all readers
constexpr double kBand = 130;  ///< cards that are nearer to each other than this follow each other
constexpr double kEnd = 34;    ///< how far the ends of the graph reach

/// Paths of the layers that lead to one, the outermost first: names may hold slashes, so only the model knows.
std::vector<std::string> ancestry(const std::vector<Layer>& layers, const std::string& path, const std::string& prefix)
{
    for (const Layer& layer : layers) {
        const std::string own = prefix + layer.name;
        if (own == path)
            return {own};
        if (!path.starts_with(own + "/"))
            continue;
        if (auto inner = ancestry(layer.layers, path, own + "/"); !inner.empty()) {
            inner.insert(inner.begin(), own);
            return inner;
        }
    }
    return {};
}

/// The nested model whose frame is innermost at a point; empty for the model itself.
std::string nestedAt(const GraphDrawing& drawing, const QPointF& point)
{
    for (std::size_t frame = drawing.frames.size(); frame-- > 0;)
        if (drawing.frames[frame].kind == layout::GroupKind::Model && drawing.frames[frame].rect.contains(point))
            return drawing.outline->groups[drawing.frames[frame].group].card.path;
    return {};
}

/// A connection as the container of both, or of the one at hand, sees it.
std::optional<DropPlace> placeBetween(const Model& model, const std::string& from, const std::string& to,
                                      const std::string& nested)
{
    const auto above = ancestry(model.layers, from, {}), below = ancestry(model.layers, to, {});
    if (above.empty() || below.empty())
        return std::nullopt;
    DropPlace place;
    place.kind = DropPlace::Kind::Gap;
    const auto inside = [&](const std::vector<std::string>& line) {
        const auto found = std::find(line.begin(), line.end(), nested);
        return found == line.end() || found + 1 == line.end() ? std::string() : *(found + 1);
    };
    if (!nested.empty()) {
        place.before = inside(above);
        place.after = inside(below);
        if (!place.before.empty() || !place.after.empty())
            return place;
    }
    std::size_t depth = 0;
    while (depth + 1 < above.size() && depth + 1 < below.size() && above[depth] == below[depth])
        ++depth;
    place.before = above[depth];
    place.after = below[depth];
    if (place.before == place.after)
        return std::nullopt;
    return place;
}

struct Hit {
    std::uint32_t edge = 0;
    QPointF at;
    double distance = 0;
};

/// All that lies between the facing sides of two cards that follow each other.
bool isBetween(const GraphDrawing& drawing, const DrawnEdge& edge, const QPointF& point)
{
    const QRectF from = drawing.cards[edge.from].rect, to = drawing.cards[edge.to].rect;
    if (drawing.direction == layout::Direction::TopToBottom)
        return to.top() - from.bottom() < kBand && point.y() >= from.bottom() && point.y() <= to.top() &&
               point.x() >= to.left() && point.x() <= to.right();
    return to.left() - from.right() < kBand && point.x() >= from.right() && point.x() <= to.left() &&
           point.y() >= to.top() && point.y() <= to.bottom();
}

std::optional<Hit> nearestEdge(const GraphDrawing& drawing, const QPointF& point, double reach)
{
    std::vector<std::uint32_t> near;
    const double around = std::max(reach, kBand);
    drawing.edgeIndex.query(QRectF(point.x() - around, point.y() - around, 2 * around, 2 * around), near);
    std::optional<Hit> best;
    for (const std::uint32_t edge : near) {
        const bool between = isBetween(drawing, drawing.edges[edge], point);
        for (const QPolygonF& line : GraphPainter::edgePath(drawing.edges[edge], drawing.direction).toSubpathPolygons())
            for (qsizetype i = 1; i < line.size(); ++i) {
                const QPointF a = line[i - 1], b = line[i];
                const double length = QPointF::dotProduct(b - a, b - a);
                const double t = length <= 0 ? 0 : std::clamp(QPointF::dotProduct(point - a, b - a) / length, 0.0, 1.0);
                const QPointF at = a + (b - a) * t;
                const double distance = std::hypot(at.x() - point.x(), at.y() - point.y());
                if ((distance <= reach || between) && (!best || distance < best->distance))
                    best = Hit{edge, at, distance};
            }
    }
    return best;
}

QLineF barAt(const GraphDrawing& drawing, const QPointF& at, double length)
{
    if (drawing.direction == layout::Direction::TopToBottom)
        return {at.x() - length / 2, at.y(), at.x() + length / 2, at.y()};
    return {at.x(), at.y() - length / 2, at.x(), at.y() + length / 2};
}

/// How far behind the card, along the flow.
double distanceBehind(const GraphDrawing& drawing, std::uint32_t card, const QPointF& point)
{
    const QRectF rect = drawing.cards[card].rect;
    return drawing.direction == layout::Direction::TopToBottom ? point.y() - rect.bottom() : point.x() - rect.right();
}

/// The middle of the card's end (or beginning), moved away from it.
QLineF barBeside(const GraphDrawing& drawing, std::uint32_t card, bool behind)
{
    const QRectF rect = drawing.cards[card].rect;
    const bool down = drawing.direction == layout::Direction::TopToBottom;
    const QPointF at = down ? QPointF(rect.center().x(), behind ? rect.bottom() + kBehind : rect.top() - kBehind)
                            : QPointF(behind ? rect.right() + kBehind : rect.left() - kBehind, rect.center().y());
    return barAt(drawing, at, down ? rect.width() * 0.7 : rect.height());
}

std::optional<GraphGap> gapOnEdge(const GraphDrawing& drawing, const Model& model, const Hit& hit, const QPointF& point)
{
    const DrawnEdge& edge = drawing.edges[hit.edge];
    const layout::Outline& outline = *drawing.outline;
    std::set<std::string> from, to;
    if (drawing.visible.edges[hit.edge].count == 1) {
        const auto& drawn = outline.edges[drawing.visible.edges[hit.edge].edge];
        from.insert(outline.nodes[drawn.from].card.path);
        to.insert(outline.nodes[drawn.to].card.path);
    } else {
        for (const auto& drawn : outline.edges)
            if (drawing.visible.cardOfNode[drawn.from] == edge.from &&
                drawing.visible.cardOfNode[drawn.to] == edge.to) {
                from.insert(outline.nodes[drawn.from].card.path);
                to.insert(outline.nodes[drawn.to].card.path);
            }
    }
    if (from.size() != 1 || to.empty())
        return std::nullopt; // several connections on one line: unfolded, each has its own
    auto place = placeBetween(model, *from.begin(), *to.begin(), nestedAt(drawing, point));
    if (!place)
        return std::nullopt;
    const bool shared = drawing.outEdges[edge.from].size() > 1 && distanceBehind(drawing, edge.from, hit.at) < kShared;
    if (!place->before.empty() && (shared || to.size() > 1)) {
        place->after.clear();
        return GraphGap{*place, barBeside(drawing, edge.from, true)};
    }
    return GraphGap{*place, barAt(drawing, hit.at, kBarLength)};
}

/// Beyond the first and last cards.
std::optional<GraphGap> gapAtEnd(const GraphDrawing& drawing, const QPointF& point)
{
    std::vector<std::uint32_t> near;
    drawing.cardIndex.query(QRectF(point.x() - kEnd, point.y() - kEnd, 2 * kEnd, 2 * kEnd), near);
    const bool down = drawing.direction == layout::Direction::TopToBottom;
    for (const std::uint32_t card : near) {
        const layout::Card& text = drawing.cardText(card);
        const QRectF rect = drawing.cards[card].rect;
        const QRectF behind = down ? QRectF(rect.left(), rect.bottom(), rect.width(), kEnd)
                                   : QRectF(rect.right(), rect.top(), kEnd, rect.height());
        const QRectF before =
            down ? behind.translated(0, -rect.height() - kEnd) : behind.translated(-rect.width() - kEnd, 0);
        const bool isInput = text.className == "InputLayer";
        GraphGap gap;
        gap.place.kind = DropPlace::Kind::Gap;
        if (text.path.empty() || !drawing.outline->hasGraph)
            continue;
        if (behind.contains(point) && drawing.outEdges[card].empty()) {
            gap.place.before = text.path;
            gap.bar = barBeside(drawing, card, true);
            return gap;
        }
        if (before.contains(point) && drawing.inEdges[card].empty()) {
            // An input is where the model begins: what is put first stands behind it.
            (isInput ? gap.place.before : gap.place.after) = text.path;
            gap.bar = barBeside(drawing, card, isInput);
            return gap;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<GraphGap> gapAt(const GraphDrawing& drawing, const Model& model, const QPointF& point, double reach)
{
    if (drawing.cardAt(point) >= 0)
        return std::nullopt;
    if (const auto hit = nearestEdge(drawing, point, reach))
        if (auto gap = gapOnEdge(drawing, model, *hit, point))
            return gap;
    return gapAtEnd(drawing, point);
}

} // namespace lw::ui
