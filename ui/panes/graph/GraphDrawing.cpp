// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphDrawing.h"

#include "ui/panes/graph/GraphPainter.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

namespace lw::ui {

namespace {

using layout::GroupKind;

constexpr double kMinWidth = 152, kMaxWidth = 248, kWidthStep = 24;
constexpr std::size_t kTextLimit = 120;

QString translated(const char* text, int count = -1)
{
    return QCoreApplication::translate("lw::ui::GraphDrawing", text, nullptr, count);
}

/// Widths of texts by adding up characters: measuring thousands of layers exactly takes longer than placing them.
class TextWidths {
public:
    explicit TextWidths(const QFont& font) : m_metrics(font)
    {
        for (ushort code = 32; code < m_ascii.size(); ++code)
            m_ascii[code] = m_metrics.horizontalAdvance(QChar(code));
    }
    double operator()(const QString& text) const
    {
        double width = 0;
        for (const QChar c : text)
            width += c.unicode() < m_ascii.size() ? m_ascii[c.unicode()] : m_metrics.horizontalAdvance(c);
        return width;
    }

private:
    QFontMetricsF m_metrics;
    std::array<double, 128> m_ascii{};
};

QString shapeWithoutBatch(const layout::Card& card)
{
    if (!card.hasShape)
        return {};
    if (!card.shape)
        return QStringLiteral("?");
    Shape shape = *card.shape;
    if (shape.size() > 1 && shape.front() == kUnknownDim)
        shape.erase(shape.begin());
    return QString::fromStdString(layout::edgeShapeText(shape));
}

class DrawingMaker {
public:
    DrawingMaker(std::shared_ptr<const layout::Outline> outline, std::vector<bool> folded,
                 const DrawingOptions& options)
        : m_drawing(std::make_shared<GraphDrawing>()), m_options(options), m_nameWidth(options.name),
          m_smallWidth(options.small)
    {
        m_drawing->visible = layout::visibleGraph(*outline, folded);
        m_drawing->outline = std::move(outline);
        m_drawing->folded = std::move(folded);
        m_drawing->direction = options.direction;
    }

    Result<std::shared_ptr<const GraphDrawing>> run(const Progress& progress)
    {
        const auto& visible = m_drawing->visible;
        describe();
        std::vector<double> titles;
        for (const DrawnFrame& frame : m_drawing->frames)
            titles.push_back(m_nameWidth(frame.title) + m_smallWidth(frame.note) + 60);
        auto input = layout::layoutInput(visible, sizes(), labels(), std::move(titles), m_options.direction);
        input.groupHeader = kFrameHeader;
        input.rankGap = m_options.direction == layout::Direction::TopToBottom ? 34 : 48;
        input.nodeGap = 26;
        auto placed = layout::layoutLayered(input, progress);
        if (!placed)
            return placed.error();
        place(*placed);
        index();
        return std::shared_ptr<const GraphDrawing>(m_drawing);
    }

private:
    void describe()
    {
        const layout::Outline& outline = *m_drawing->outline;
        for (const auto& card : m_drawing->visible.cards)
            m_drawing->cards.push_back(card.isGroup ? groupCard(outline.groups[card.index])
                                                    : nodeCard(outline.nodes[card.index].card));
        for (const auto& frame : m_drawing->visible.frames) {
            const auto& group = outline.groups[frame.group];
            const int depth =
                frame.parent < 0 ? 0 : m_drawing->frames[static_cast<std::size_t>(frame.parent)].depth + 1;
            m_drawing->frames.push_back({{},
                                         groupTitle(group),
                                         groupNote(outline, group),
                                         frame.group,
                                         group.kind,
                                         depth,
                                         coreText(group.card.trouble)});
        }
        markFolded();
    }

    /// A folded group says what is broken inside it.
    void markFolded()
    {
        const layout::Outline& outline = *m_drawing->outline;
        for (std::size_t node = 0; node < outline.nodes.size(); ++node) {
            const layout::Card& inside = outline.nodes[node].card;
            DrawnCard& card = m_drawing->cards[m_drawing->visible.cardOfNode[node]];
            if (!inside.trouble.empty() && card.isGroup)
                card.troubles << QString(displayText(inside.path, kTextLimit) + QStringLiteral(": ") +
                                         coreText(inside.trouble));
        }
    }

    static DrawnCard nodeCard(const layout::Card& card)
    {
        DrawnCard drawn;
        drawn.name = displayText(card.title, kTextLimit);
        drawn.kind = displayText(card.className, kTextLimit);
        if (!card.detail.empty())
            drawn.kind += QStringLiteral(" · ") + displayText(card.detail, kTextLimit);
        drawn.shape = shapeWithoutBatch(card);
        if (card.parameters > 0)
            drawn.parameters = countText(card.parameters);
        drawn.frozen = card.parameters > 0 && card.trainableParameters == 0;
        drawn.category = card.category;
        if (!card.trouble.empty())
            drawn.troubles << coreText(card.trouble);
        return drawn;
    }

    DrawnCard groupCard(const layout::OutlineGroup& group) const
    {
        DrawnCard drawn = nodeCard(group.card);
        drawn.name = groupTitle(group);
        drawn.kind = groupNote(*m_drawing->outline, group);
        if (group.kind == GroupKind::Container && !group.card.detail.empty()) // a wrapper is best told by what it wraps
            drawn.kind = displayText(group.card.className, kTextLimit) + QStringLiteral(" · ") +
                         displayText(group.card.detail, kTextLimit);
        drawn.isGroup = true;
        drawn.repeats = group.kind == GroupKind::Stack ? group.repeats : 1;
        return drawn;
    }

    std::vector<layout::Size> sizes() const
    {
        std::vector<layout::Size> result;
        for (const DrawnCard& card : m_drawing->cards) {
            const double extra =
                kCardPadding * 3 + kTileSize + (card.isGroup ? 18 : 0) + (card.troubles.isEmpty() ? 0 : kSignSize + 4);
            const double top = m_nameWidth(card.name) + extra + (card.repeats > 1 ? 44 : 0);
            const double middle = m_smallWidth(card.kind) + extra;
            const double bottom = m_smallWidth(card.shape) + m_smallWidth(card.parameters) + 2 * kCardPadding +
                                  (card.shape.isEmpty() || card.parameters.isEmpty() ? 0 : 16) +
                                  (card.frozen ? kFrozenSign + 4 : 0);
            const double wanted = std::clamp(std::max({top, middle, bottom}), kMinWidth, kMaxWidth);
            result.push_back({std::ceil((wanted - kMinWidth) / kWidthStep) * kWidthStep + kMinWidth, kCardHeight});
        }
        return result;
    }

    /// A value that many layers read is labelled once, under the card that makes it.
    std::vector<layout::Size> labels()
    {
        std::vector<layout::Size> result;
        std::unordered_set<std::uint32_t> labelled;
        for (const auto& edge : m_drawing->visible.edges) {
            m_drawing->edges.push_back({edge.from, edge.to, {}, {}, {}, edge.broken});
            const std::string& text = m_drawing->outline->edges[edge.edge].label;
            if (!m_options.shapesOnEdges || text.empty() || !labelled.insert(edge.from).second) {
                result.push_back({});
                continue;
            }
            m_drawing->edges.back().label = QString::fromStdString(text);
            result.push_back({m_smallWidth(m_drawing->edges.back().label) + 12, 18});
        }
        m_labelSizes = result;
        return result;
    }

    void place(const layout::LayoutResult& placed)
    {
        const auto rect = [](const layout::Rect& r) { return QRectF(r.x, r.y, r.width, r.height); };
        for (std::size_t card = 0; card < placed.nodes.size(); ++card)
            m_drawing->cards[card].rect = rect(placed.nodes[card]);
        for (std::size_t frame = 0; frame < placed.groups.size(); ++frame)
            m_drawing->frames[frame].rect = rect(placed.groups[frame]);
        for (std::size_t index = 0; index < placed.edges.size(); ++index) {
            DrawnEdge& edge = m_drawing->edges[index];
            edge.points.reserve(placed.edges[index].size());
            for (const layout::Point& point : placed.edges[index])
                edge.points.emplace_back(point.x, point.y);
            if (edge.label.isEmpty())
                continue;
            edge.labelRect = QRectF(0, 0, m_labelSizes[index].width, m_labelSizes[index].height);
            edge.labelRect.moveCenter(QPointF(placed.labels[index].x, placed.labels[index].y));
        }
        m_drawing->bounds = rect(placed.bounds);
    }

    void index()
    {
        GraphDrawing& drawing = *m_drawing;
        drawing.cardIndex = SpatialIndex(drawing.bounds, 400);
        drawing.edgeIndex = SpatialIndex(drawing.bounds, 400);
        drawing.outEdges.resize(drawing.cards.size());
        drawing.inEdges.resize(drawing.cards.size());
        for (std::uint32_t card = 0; card < drawing.cards.size(); ++card)
            drawing.cardIndex.add(card, drawing.cards[card].rect);
        for (std::uint32_t edge = 0; edge < drawing.edges.size(); ++edge) {
            const DrawnEdge& drawn = drawing.edges[edge];
            drawing.outEdges[drawn.from].push_back(edge);
            drawing.inEdges[drawn.to].push_back(edge);
            for (std::size_t point = 1; point < drawn.points.size(); ++point)
                drawing.edgeIndex.add(edge, QRectF(drawn.points[point - 1], drawn.points[point]).normalized());
            if (!drawn.label.isEmpty())
                drawing.edgeIndex.add(edge, drawn.labelRect);
        }
    }

    std::shared_ptr<GraphDrawing> m_drawing;
    const DrawingOptions& m_options;
    TextWidths m_nameWidth, m_smallWidth;
    std::vector<layout::Size> m_labelSizes;
};

} // namespace

const layout::Card& GraphDrawing::cardText(std::uint32_t card) const
{
    const auto& shown = visible.cards[card];
    return shown.isGroup ? outline->groups[shown.index].card : outline->nodes[shown.index].card;
}

int GraphDrawing::cardOfPath(const std::string& path) const
{
    if (path.empty())
        return -1;
    for (std::size_t card = 0; card < cards.size(); ++card)
        if (cardText(static_cast<std::uint32_t>(card)).path == path)
            return static_cast<int>(card);
    for (std::size_t node = 0; node < outline->nodes.size(); ++node)
        if (outline->nodes[node].card.path == path)
            return static_cast<int>(visible.cardOfNode[node]);
    for (const auto& group : outline->groups) // a nested model, folded away inside another group
        if (group.card.path == path)
            for (std::size_t node = 0; node < outline->nodes.size(); ++node)
                if (outline->nodes[node].card.path.compare(0, path.size() + 1, path + "/") == 0)
                    return static_cast<int>(visible.cardOfNode[node]);
    return -1;
}

int GraphDrawing::cardAt(const QPointF& point) const
{
    std::vector<std::uint32_t> near;
    cardIndex.query(QRectF(point, QSizeF(0, 0)), near);
    for (const std::uint32_t card : near)
        if (cards[card].rect.contains(point))
            return static_cast<int>(card);
    return -1;
}

int GraphDrawing::headerAt(const QPointF& point) const
{
    for (std::size_t frame = frames.size(); frame-- > 0;) {
        QRectF header = frames[frame].rect;
        header.setHeight(kFrameHeader);
        if (header.contains(point))
            return static_cast<int>(frame);
    }
    return -1;
}

int GraphDrawing::brokenEdgeAt(const QPointF& point, double reach) const
{
    std::vector<std::uint32_t> near;
    edgeIndex.query(QRectF(point, QSizeF(0, 0)).adjusted(-reach, -reach, reach, reach), near);
    QPainterPathStroker line;
    line.setWidth(2 * reach);
    for (const std::uint32_t edge : near) {
        if (!edges[edge].broken || edges[edge].points.size() < 2)
            continue;
        const QPointF way = signOf(edges[edge]) - point;
        if (std::hypot(way.x(), way.y()) <= kSignSize / 2 + reach ||
            line.createStroke(GraphPainter::edgePath(edges[edge], direction)).contains(point))
            return static_cast<int>(edge);
    }
    return -1;
}

QPointF GraphDrawing::signOf(const DrawnEdge& edge) const
{
    if (!edge.label.isEmpty())
        return {edge.labelRect.left() - kSignSize / 2 - 2, edge.labelRect.center().y()};
    return GraphPainter::edgePath(edge, direction).pointAtPercent(0.5);
}

QFont cardNameFont()
{
    QFont font = Theme::current().font(Theme::TextStyle::Strong);
    font.setPixelSize(13);
    return font;
}

QFont cardSmallFont()
{
    QFont font = Theme::current().font(Theme::TextStyle::Body);
    font.setPixelSize(11);
    return font;
}

QString groupNote(const layout::Outline& outline, const layout::OutlineGroup& group)
{
    const int leaves = static_cast<int>(std::min<std::uint32_t>(group.leaves, 1'000'000'000));
    switch (group.kind) {
    case GroupKind::Scope:
        return translated(QT_TRANSLATE_N_NOOP("lw::ui::GraphDrawing", "%n operator(s)"), leaves);
    case GroupKind::Stack:
        if (group.leaves <= group.repeats) // a run of single layers
            return displayText(group.card.className, kTextLimit);
        return translated(QT_TRANSLATE_N_NOOP("lw::ui::GraphDrawing", "%n layer(s) each"),
                          static_cast<int>(group.leaves / std::max(1U, group.repeats)));
    case GroupKind::Block:
    case GroupKind::Model:
    case GroupKind::Container:
        break;
    }
    const QString count = translated(QT_TRANSLATE_N_NOOP("lw::ui::GraphDrawing", "%n layer(s)"), leaves);
    Q_UNUSED(outline)
    if (group.kind == GroupKind::Block || group.card.className.empty())
        return count;
    return displayText(group.card.className, kTextLimit) + QStringLiteral(" · ") + count;
}

QString groupTitle(const layout::OutlineGroup& group)
{
    if (!group.card.title.empty())
        return displayText(group.card.title, kTextLimit);
    if (group.kind == GroupKind::Block)
        return translated(QT_TRANSLATE_NOOP("lw::ui::GraphDrawing", "Block %1")).arg(group.index + 1);
    return translated(QT_TRANSLATE_NOOP("lw::ui::GraphDrawing", "Repeated blocks"));
}

Result<std::shared_ptr<const GraphDrawing>> makeDrawing(std::shared_ptr<const layout::Outline> outline,
                                                        std::vector<bool> folded, const DrawingOptions& options,
                                                        const Progress& progress)
{
    return DrawingMaker(std::move(outline), std::move(folded), options).run(progress);
}

} // namespace lw::ui
