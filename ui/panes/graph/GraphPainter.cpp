// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphPainterPass.h"
#include "ui/widgets/IconFactory.h"

#include <QFile>
#include <QFontMetricsF>
#include <QPainter>
#include <QSvgRenderer>
#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

constexpr double kFullScale = 0.58, kLabelScale = 0.24;

} // namespace

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
    if (pass.detail != Detail::Block)
        paintSigns(pass);
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
        painter.setPen(QPen(frame.trouble.isEmpty() ? mixed(ink, pass.color(ColorRole::Canvas), hovered ? 0.9 : 0.4)
                                                    : pass.color(ColorRole::Error),
                            1.2 / std::min(1.0, pass.frame.scale)));
        painter.drawRoundedRect(frame.rect, kCardRadius + 4, kCardRadius + 4);
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
        const double wanted =
            (frame.trouble.isEmpty() ? 20 : 40) + name + 10 + QFontMetricsF(pass.small).horizontalAdvance(note) + 8;
        line.setWidth(std::min(line.width(), wanted));
        painter.setPen(Qt::NoPen);
        painter.setBrush(pass.ground(static_cast<std::int32_t>(index)));
        painter.drawRoundedRect(line, 4, 4);
        paintIcon(pass, QRectF(line.left() + 1, line.center().y() - 7, 14, 14), QStringLiteral("chevron-down"),
                  pass.category(keras::Category::Model));
        line.setLeft(line.left() + 20);
        if (!frame.trouble.isEmpty()) {
            paintIcon(pass, QRectF(line.left(), line.center().y() - 7, 14, 14), QStringLiteral("error"),
                      pass.color(ColorRole::Error));
            line.setLeft(line.left() + 20);
        }
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
        const bool broken = !card.troubles.isEmpty(); // seen in a small picture too
        rect.setSize(rect.size().expandedTo(broken ? QSizeF(4, 3) : QSizeF(1, 0.5)));
        painter.fillRect(rect, broken ? Theme::color(ColorRole::Error, dark)
                                      : mixed(Theme::category(card.category, dark), ground, 0.75));
    }
}

} // namespace lw::ui
