// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphPainterPass.h"

#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

constexpr double kArrow = 6;

} // namespace

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
    const QPen torn(pass.color(ColorRole::Error), 2.0 / scale, Qt::DashLine, Qt::FlatCap);
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
        if (edge.broken || (pass.highlights.selected >= 0 && (edge.from == selected || edge.to == selected))) {
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
        const QPen& pen = edge.broken ? torn : strong;
        painter.setPen(pen);
        painter.drawPath(edgePath(edge, pass.drawing.direction));
        if (pass.detail == Detail::Full)
            arrow(edge, pen.color());
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
        const ColorRole ink = edge.broken ? ColorRole::Error : bright ? ColorRole::Accent : ColorRole::TextMuted;
        painter.setPen(Qt::NoPen);
        painter.setBrush(pass.ground(pass.drawing.visible.cards[edge.from].frame));
        painter.drawRoundedRect(edge.labelRect.adjusted(0, 1, 0, -1), 4, 4);
        painter.setPen(pass.color(ink));
        painter.drawText(edge.labelRect, Qt::AlignCenter | Qt::TextSingleLine, edge.label);
    }
    painter.setOpacity(1);
}

/// Colour alone would not tell a broken connection.
void GraphPainter::paintSigns(Pass& pass)
{
    const double size = kSignSize / std::clamp(pass.frame.scale, 0.5, 1.0);
    pass.painter.setOpacity(pass.frame.edgeOpacity);
    for (const std::uint32_t index : m_ids) {
        const DrawnEdge& edge = pass.drawing.edges[index];
        if (!edge.broken || edge.points.size() < 2)
            continue;
        QRectF rect(0, 0, size, size);
        rect.moveCenter(pass.drawing.signOf(edge));
        pass.painter.setPen(Qt::NoPen);
        pass.painter.setBrush(pass.ground(pass.drawing.visible.cards[edge.from].frame));
        pass.painter.drawEllipse(rect);
        paintIcon(pass, rect, QStringLiteral("error"), pass.color(ColorRole::Error));
    }
    pass.painter.setOpacity(1);
}

} // namespace lw::ui
