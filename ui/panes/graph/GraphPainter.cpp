// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphPainter.h"

#include "ui/widgets/IconFactory.h"

#include <QFile>
#include <QFontMetricsF>
#include <QPainter>
#include <QSvgRenderer>
#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

constexpr double kRadius = 8;
constexpr double kFullScale = 0.58, kLabelScale = 0.24;
constexpr double kArrow = 6;

} // namespace

/// One call of paint.
struct GraphPainter::Pass {
    QPainter& painter;
    const GraphDrawing& drawing;
    const GraphHighlights& highlights;
    const Frame& frame;
    Detail detail;
    std::unordered_set<std::uint32_t> neighbours;
    QFont name = frame.name, small = frame.small;

    [[nodiscard]] QColor color(ColorRole role) const { return Theme::color(role, frame.dark); }
    [[nodiscard]] QColor category(keras::Category category) const { return Theme::category(category, frame.dark); }
    [[nodiscard]] QColor fill(keras::Category category) const
    {
        return mixed(this->category(category), color(ColorRole::Raised), frame.dark ? 0.24 : 0.14);
    }
    /// Behind the cards of a frame, or of the whole drawing for -1.
    [[nodiscard]] QColor ground(std::int32_t index) const
    {
        const QColor canvas = color(ColorRole::Canvas);
        if (index < 0)
            return canvas;
        const int depth = drawing.frames[static_cast<std::size_t>(index)].depth;
        return mixed(category(keras::Category::Model), canvas,
                     (frame.dark ? 0.05 + 0.02 * depth : 0.06 + 0.03 * depth));
    }
    [[nodiscard]] QRectF rectOf(std::uint32_t card) const
    {
        return frame.rectOf ? frame.rectOf(card) : drawing.cards[card].rect;
    }
};

GraphPainter::GraphPainter() = default;
GraphPainter::~GraphPainter() = default;

GraphPainter::Detail GraphPainter::detailAt(double scale)
{
    return scale >= kFullScale ? Detail::Full : scale >= kLabelScale ? Detail::Label : Detail::Block;
}

void GraphPainter::forget()
{
    m_icons.clear();
    m_cut.clear();
}

void GraphPainter::paint(QPainter& painter, const GraphDrawing& drawing, const GraphHighlights& highlights,
                         const Frame& frame)
{
    Pass pass{painter, drawing, highlights, frame, frame.vector ? Detail::Full : detailAt(frame.scale), {}};
    if (highlights.selected >= 0 && static_cast<std::size_t>(highlights.selected) < drawing.cards.size()) {
        for (const auto edge : drawing.outEdges[static_cast<std::size_t>(highlights.selected)])
            pass.neighbours.insert(drawing.edges[edge].to);
        for (const auto edge : drawing.inEdges[static_cast<std::size_t>(highlights.selected)])
            pass.neighbours.insert(drawing.edges[edge].from);
    }
    painter.setRenderHint(QPainter::Antialiasing, pass.detail != Detail::Block);
    painter.setRenderHint(QPainter::TextAntialiasing);
    paintFrames(pass);
    paintEdges(pass);
    paintTitles(pass);
    if (pass.detail == Detail::Full)
        paintLabels(pass);
    paintCards(pass);
}

void GraphPainter::paintFrames(Pass& pass)
{
    QPainter& painter = pass.painter;
    for (std::size_t index = 0; index < pass.drawing.frames.size(); ++index) {
        const DrawnFrame& frame = pass.drawing.frames[index];
        if (!frame.rect.intersects(pass.frame.area))
            continue;
        const bool hovered = pass.highlights.hoveredFrame == static_cast<int>(index);
        const QColor ink = pass.category(keras::Category::Model);
        painter.setOpacity(pass.frame.edgeOpacity);
        painter.setBrush(pass.ground(static_cast<std::int32_t>(index)));
        painter.setPen(QPen(mixed(ink, pass.color(ColorRole::Canvas), hovered ? 0.9 : 0.4),
                            1.2 / std::min(1.0, pass.frame.scale)));
        painter.drawRoundedRect(frame.rect, kRadius + 4, kRadius + 4);
        painter.setOpacity(1);
    }
}

/// Titles lie above the edges that enter their frame.
void GraphPainter::paintTitles(Pass& pass)
{
    if (pass.frame.scale < 0.3 && !pass.frame.vector)
        return;
    QPainter& painter = pass.painter;
    for (std::size_t index = 0; index < pass.drawing.frames.size(); ++index) {
        const DrawnFrame& frame = pass.drawing.frames[index];
        if (!frame.rect.intersects(pass.frame.area))
            continue;
        QString note = frame.note;
        if (frame.kind == layout::GroupKind::Stack)
            note = QStringLiteral("×%1  ").arg(pass.drawing.outline->groups[frame.group].repeats) + note;
        QRectF line(frame.rect.left() + 10, frame.rect.top() + 4, frame.rect.width() - 20, kFrameHeader - 6);
        const double name = QFontMetricsF(pass.name).horizontalAdvance(frame.title);
        const double wanted = 20 + name + 10 + QFontMetricsF(pass.small).horizontalAdvance(note) + 8;
        line.setWidth(std::min(line.width(), wanted));
        painter.setPen(Qt::NoPen);
        painter.setBrush(pass.ground(static_cast<std::int32_t>(index)));
        painter.drawRoundedRect(line, 4, 4);
        paintIcon(pass, QRectF(line.left() + 1, line.center().y() - 7, 14, 14), QStringLiteral("chevron-down"),
                  pass.category(keras::Category::Model));
        line.setLeft(line.left() + 20);
        painter.setFont(pass.name);
        painter.setPen(pass.color(ColorRole::Text));
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         cut(frame.title, pass.name, line.width(), 0));
        line.setLeft(line.left() + name + 10);
        painter.setFont(pass.small);
        painter.setPen(pass.color(ColorRole::TextMuted));
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         cut(note, pass.small, line.width(), 1));
    }
}

QPainterPath GraphPainter::edgePath(const DrawnEdge& edge, layout::Direction direction)
{
    QPainterPath path;
    if (edge.points.empty())
        return path;
    const bool down = direction == layout::Direction::TopToBottom;
    path.moveTo(edge.points.front());
    for (std::size_t index = 1; index < edge.points.size(); ++index) {
        const QPointF &a = edge.points[index - 1], &b = edge.points[index];
        const double along = std::abs(down ? b.y() - a.y() : b.x() - a.x()),
                     across = std::abs(down ? b.x() - a.x() : b.y() - a.y());
        if (across < 0.5 || along < 0.5)
            path.lineTo(b);
        else if (down)
            path.cubicTo(QPointF(a.x(), (a.y() + b.y()) / 2), QPointF(b.x(), (a.y() + b.y()) / 2), b);
        else
            path.cubicTo(QPointF((a.x() + b.x()) / 2, a.y()), QPointF((a.x() + b.x()) / 2, b.y()), b);
    }
    return path;
}

void GraphPainter::paintEdges(Pass& pass)
{
    QPainter& painter = pass.painter;
    m_ids.clear();
    pass.drawing.edgeIndex.query(pass.frame.area, m_ids);
    painter.setOpacity(pass.frame.edgeOpacity);
    painter.setBrush(Qt::NoBrush);
    const double scale = std::min(1.0, pass.frame.scale);
    const QColor quiet = mixed(pass.color(ColorRole::BorderStrong), pass.color(ColorRole::Canvas), 0.85);
    const QPen plain(quiet, pass.detail == Detail::Block ? 0 : 1.3 / std::max(scale, 0.45), Qt::SolidLine, Qt::FlatCap);
    const QPen strong(pass.color(ColorRole::Accent), 2.0 / scale, Qt::SolidLine, Qt::FlatCap);
    const bool down = pass.drawing.direction == layout::Direction::TopToBottom;
    const auto arrow = [&](const DrawnEdge& edge, const QColor& color) {
        const QPointF tip = edge.points.back(), before = edge.points[edge.points.size() - 2];
        const bool vertical = down && std::abs(tip.y() - before.y()) > 0.5;
        const double sign = (vertical ? tip.y() > before.y() : tip.x() > before.x()) ? 1 : -1;
        const QPointF back = vertical ? QPointF(0, -sign * kArrow) : QPointF(-sign * kArrow, 0);
        const QPointF side = vertical ? QPointF(kArrow * 0.6, 0) : QPointF(0, kArrow * 0.6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        const QPointF triangle[] = {tip, tip + back + side, tip + back - side};
        painter.drawPolygon(triangle, 3);
        painter.setBrush(Qt::NoBrush);
    };
    const auto selected = static_cast<std::uint32_t>(pass.highlights.selected);
    std::vector<std::uint32_t> last;
    painter.setPen(plain);
    for (const std::uint32_t index : m_ids) {
        const DrawnEdge& edge = pass.drawing.edges[index];
        if (edge.points.size() < 2)
            continue;
        if (pass.highlights.selected >= 0 && (edge.from == selected || edge.to == selected)) {
            last.push_back(index);
            continue;
        }
        if (pass.detail == Detail::Block) {
            painter.drawPolyline(edge.points.data(), static_cast<int>(edge.points.size()));
            continue;
        }
        painter.drawPath(edgePath(edge, pass.drawing.direction));
        if (pass.detail == Detail::Full) {
            arrow(edge, quiet);
            painter.setPen(plain);
        }
    }
    for (const std::uint32_t index : last) {
        const DrawnEdge& edge = pass.drawing.edges[index];
        painter.setPen(strong);
        painter.drawPath(edgePath(edge, pass.drawing.direction));
        if (pass.detail == Detail::Full)
            arrow(edge, strong.color());
    }
    painter.setOpacity(1);
}

void GraphPainter::paintLabels(Pass& pass)
{
    QPainter& painter = pass.painter;
    painter.setFont(pass.small);
    painter.setOpacity(pass.frame.edgeOpacity);
    for (const std::uint32_t index : m_ids) {
        const DrawnEdge& edge = pass.drawing.edges[index];
        if (edge.label.isEmpty() || !edge.labelRect.intersects(pass.frame.area))
            continue;
        const bool bright = static_cast<int>(edge.from) == pass.highlights.selected;
        painter.setPen(Qt::NoPen);
        painter.setBrush(pass.ground(pass.drawing.visible.cards[edge.from].frame));
        painter.drawRoundedRect(edge.labelRect.adjusted(0, 1, 0, -1), 4, 4);
        painter.setPen(pass.color(bright ? ColorRole::Accent : ColorRole::TextMuted));
        painter.drawText(edge.labelRect, Qt::AlignCenter | Qt::TextSingleLine, edge.label);
    }
    painter.setOpacity(1);
}

void GraphPainter::paintCards(Pass& pass)
{
    m_ids.clear();
    if (pass.frame.rectOf)
        for (std::uint32_t card = 0; card < pass.drawing.cards.size(); ++card)
            m_ids.push_back(card);
    else
        pass.drawing.cardIndex.query(pass.frame.area, m_ids);
    for (const std::uint32_t index : m_ids) {
        const QRectF rect = pass.rectOf(index);
        if (!rect.adjusted(-8, -8, 12, 12).intersects(pass.frame.area))
            continue;
        if (pass.detail == Detail::Full) {
            paintFullCard(pass, index, rect);
        } else if (pass.detail == Detail::Label) {
            paintLabelCard(pass, index, rect);
        } else {
            const bool found = pass.highlights.matches.contains(index);
            pass.painter.fillRect(rect, found ? pass.color(ColorRole::Match)
                                              : mixed(pass.category(pass.drawing.cards[index].category),
                                                      pass.color(ColorRole::Canvas), 0.7));
        }
        paintRing(pass, index, rect);
    }
}

void GraphPainter::paintFullCard(Pass& pass, std::uint32_t index, const QRectF& rect)
{
    QPainter& painter = pass.painter;
    const DrawnCard& card = pass.drawing.cards[index];
    const bool hovered = pass.highlights.hovered == static_cast<int>(index);
    const bool selected = pass.highlights.selected == static_cast<int>(index) || pass.highlights.extra.contains(index);
    const QColor ink = pass.category(card.category);
    const QColor border = selected                                     ? pass.color(ColorRole::Accent)
                          : hovered || pass.neighbours.contains(index) ? mixed(ink, pass.color(ColorRole::Raised), 0.8)
                                                                       : pass.color(ColorRole::Border);
    painter.setPen(QPen(border, 1.2));
    for (int sheet = card.repeats > 1 ? 2 : 0; sheet > 0; --sheet) {
        painter.setBrush(mixed(ink, pass.color(ColorRole::Raised), 0.05 * sheet));
        painter.drawRoundedRect(rect.translated(3.5 * sheet, 3.5 * sheet), kRadius, kRadius);
    }
    painter.setBrush(pass.highlights.matches.contains(index) ? pass.color(ColorRole::Match)
                     : selected                              ? pass.color(ColorRole::AccentSoft)
                                                             : pass.color(ColorRole::Raised));
    painter.drawRoundedRect(rect, kRadius, kRadius);

    const QRectF tile(rect.left() + kCardPadding, rect.top() + 9, kTileSize, kTileSize);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pass.fill(card.category));
    painter.drawRoundedRect(tile, 6, 6);
    paintIcon(pass, tile.adjusted(6, 6, -6, -6), icons::categoryIconName(card.category), ink);

    double right = rect.right() - kCardPadding;
    if (card.isGroup) {
        paintIcon(pass, QRectF(right - 14, rect.top() + 11, 14, 14), QStringLiteral("chevron-right"),
                  pass.color(ColorRole::TextMuted));
        right -= 18;
    }
    if (card.repeats > 1) {
        const QString badge = QStringLiteral("×%1").arg(card.repeats);
        painter.setFont(pass.small);
        const double width = QFontMetricsF(pass.small).horizontalAdvance(badge) + 12;
        const QRectF pill(right - width, rect.top() + 9, width, 18);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawRoundedRect(pill, 9, 9);
        painter.setPen(pass.color(ColorRole::Canvas));
        painter.drawText(pill, Qt::AlignCenter, badge);
        right -= width + 6;
    }
    const double left = tile.right() + 8;
    painter.setFont(pass.name);
    painter.setPen(pass.color(ColorRole::Text));
    painter.drawText(QRectF(left, rect.top() + 7, right - left, 17),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, cut(card.name, pass.name, right - left, 0));
    const double wide = rect.right() - kCardPadding - left;
    painter.setFont(pass.small);
    painter.setPen(ink);
    painter.drawText(QRectF(left, rect.top() + 24, wide, 15), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     cut(card.kind, pass.small, wide, 1));
    const QRectF bottom(rect.left() + kCardPadding, rect.top() + 43, rect.width() - 2 * kCardPadding, 16);
    double used = 0;
    if (!card.parameters.isEmpty()) {
        painter.setPen(pass.color(ColorRole::Text));
        painter.drawText(bottom, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, card.parameters);
        used = QFontMetricsF(pass.small).horizontalAdvance(card.parameters) + 10;
    }
    if (!card.shape.isEmpty()) {
        painter.setPen(pass.color(ColorRole::TextMuted));
        painter.drawText(bottom, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         cut(card.shape, pass.small, bottom.width() - used, 1));
    }
}

void GraphPainter::paintLabelCard(Pass& pass, std::uint32_t index, const QRectF& rect)
{
    QPainter& painter = pass.painter;
    const DrawnCard& card = pass.drawing.cards[index];
    const bool selected = pass.highlights.selected == static_cast<int>(index) || pass.highlights.extra.contains(index);
    const QColor ink = pass.category(card.category);
    painter.setPen(QPen(mixed(ink, pass.color(ColorRole::Canvas), 0.55), 1.2 / pass.frame.scale));
    if (card.repeats > 1) {
        painter.setBrush(pass.fill(card.category));
        painter.drawRoundedRect(rect.translated(7, 7), kRadius, kRadius);
    }
    painter.setBrush(pass.highlights.matches.contains(index) ? pass.color(ColorRole::Match)
                     : selected                              ? pass.color(ColorRole::AccentSoft)
                                                             : pass.fill(card.category));
    painter.drawRoundedRect(rect, kRadius, kRadius);
    // Ten pixels on the screen, whatever the zoom, as far as the card has room.
    const int pixels = static_cast<int>(std::clamp(9 / pass.frame.scale, 13.0, 28.0));
    QFont font = pass.name;
    font.setPixelSize(pixels);
    painter.setFont(font);
    painter.setPen(pass.color(ColorRole::Text));
    QRectF line = rect.adjusted(6, 0, -6, 0);
    QString text = card.name;
    if (card.repeats > 1)
        text.prepend(QStringLiteral("×%1 ").arg(card.repeats));
    painter.drawText(line, Qt::AlignCenter | Qt::TextSingleLine, cut(text, font, line.width(), pixels + 10));
}

void GraphPainter::paintRing(Pass& pass, std::uint32_t index, const QRectF& rect)
{
    const bool selected = pass.highlights.selected == static_cast<int>(index);
    if (!selected && !pass.highlights.extra.contains(index))
        return;
    const double scale = std::min(1.0, pass.frame.scale);
    const double grow = (pass.highlights.focus && selected ? 3.0 : 1.0) / scale;
    pass.painter.setPen(QPen(pass.color(ColorRole::Accent), 2 / scale));
    pass.painter.setBrush(pass.detail == Detail::Block ? QBrush(pass.color(ColorRole::Accent)) : QBrush(Qt::NoBrush));
    pass.painter.drawRoundedRect(rect.adjusted(-grow, -grow, grow, grow), kRadius + grow, kRadius + grow);
}

void GraphPainter::paintIcon(Pass& pass, const QRectF& target, const QString& name, const QColor& color)
{
    if (pass.frame.vector) {
        auto& shape = m_shapes[name + color.name()];
        if (!shape) {
            QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
            QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            shape = std::make_unique<QSvgRenderer>(svg.replace("currentColor", color.name().toLatin1()));
        }
        shape->render(&pass.painter, target);
        return;
    }
    const double pixels = pass.painter.device()->devicePixelRatioF() * pass.frame.scale;
    const int size = std::max(4, static_cast<int>(std::lround(target.width() * pixels)));
    QPixmap& pixmap = m_icons[name + color.name() + QString::number(size)];
    if (pixmap.isNull()) {
        if (m_icons.size() > 600) { // a long zoom passes many sizes
            m_icons.clear();
            return paintIcon(pass, target, name, color);
        }
        pixmap = QPixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        icons::paint(&painter, QRectF(0, 0, size, size), name, color);
    }
    pass.painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()));
}

const QString& GraphPainter::cut(const QString& text, const QFont& font, double width, int kind)
{
    const QPair<QString, int> key(text, kind << 16 | static_cast<int>(std::lround(width)));
    const auto found = m_cut.constFind(key);
    if (found != m_cut.constEnd())
        return *found;
    if (m_cut.size() > 20'000)
        m_cut.clear();
    return *m_cut.insert(key,
                         QFontMetricsF(font).elidedText(text, kind == 1 ? Qt::ElideRight : Qt::ElideMiddle, width));
}

void GraphPainter::paintOverview(QPainter& painter, const GraphDrawing& drawing, const QTransform& transform, bool dark)
{
    painter.setPen(Qt::NoPen);
    const QColor ground = Theme::color(ColorRole::Canvas, dark);
    for (const DrawnFrame& frame : drawing.frames)
        painter.fillRect(transform.mapRect(frame.rect),
                         mixed(Theme::category(keras::Category::Model, dark), ground, 0.18));
    for (const DrawnCard& card : drawing.cards) {
        QRectF rect = transform.mapRect(card.rect);
        rect.setSize(rect.size().expandedTo(QSizeF(1, 0.5)));
        painter.fillRect(rect, mixed(Theme::category(card.category, dark), ground, 0.75));
    }
}

} // namespace lw::ui
