// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What MatchingView looks like.
#include "ui/matching/MatchingMetrics.h"
#include "ui/matching/MatchingView.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;
using namespace matching;
using State = MatchingSource::State;

namespace {

constexpr int kRounding = 2; // what a width in whole pixels may lack

struct Look {
    ColorRole role;
    Qt::PenStyle stroke;
    QString icon; ///< none: an empty ring
};

Look lookOf(State state)
{
    switch (state) {
    case State::Moves:
        return {ColorRole::Success, Qt::SolidLine, u"check"_s};
    case State::Undecided:
        return {ColorRole::Warning, Qt::DashLine, u"warning"_s};
    case State::Refused:
        return {ColorRole::Error, Qt::DotLine, u"close"_s};
    case State::Unticked:
        break;
    }
    return {ColorRole::BorderStrong, Qt::SolidLine, {}};
}

QColor faded(QColor color, float alpha)
{
    color.setAlphaF(alpha);
    return color;
}

} // namespace

void MatchingView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::current();
    painter.fillRect(rect(), theme.color(ColorRole::Canvas));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect().adjusted(0, kHeader, 0, 0));
    for (const Side side : {Side::Source, Side::Target})
        paintColumn(painter, side);
    paintLines(painter);
    for (const Side side : {Side::Source, Side::Target})
        paintPorts(painter, side);
    if (m_drag && m_drag->began)
        paintDrag(painter);
    painter.setClipping(false);
    paintHeader(painter);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(theme.color(hasFocus() ? ColorRole::Accent : ColorRole::Border));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void MatchingView::paintHeader(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const QRect bar(0, 0, width(), kHeader);
    painter.fillRect(bar, theme.color(ColorRole::Sunken));
    painter.fillRect(QRect(0, kHeader - 1, width(), 1), theme.color(ColorRole::Border));
    painter.setFont(theme.font(Theme::TextStyle::Strong));
    painter.setPen(theme.color(ColorRole::Text));
    for (const Side side : {Side::Source, Side::Target}) {
        const QRect area = columnRect(side);
        const QRect text(area.left() + Theme::space(3), 0, area.width() - 2 * Theme::space(3), kHeader);
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(m_titles[index(side)], Qt::ElideMiddle, text.width()));
    }
}

void MatchingView::paintColumn(QPainter& painter, Side side) const
{
    const Theme& theme = Theme::current();
    const QRect area = columnRect(side);
    painter.fillRect(area, theme.color(ColorRole::Surface));
    const auto& rows = column(side).rows();
    if (rows.isEmpty()) {
        painter.setFont(theme.font(Theme::TextStyle::Body));
        painter.setPen(theme.color(ColorRole::TextMuted));
        painter.drawText(area.adjusted(Theme::space(4), 0, -Theme::space(4), 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_source->emptyText(side));
    }
    const int top = bar(side)->value(), bottom = top + area.height();
    for (int row = column(side).firstBelow(top); row < rows.size() && rows[row].top < bottom; ++row)
        paintRow(painter, side, row);
    painter.fillRect(side == Side::Source ? QRect(area.right(), area.top(), 1, area.height())
                                          : QRect(area.left(), area.top(), 1, area.height()),
                     theme.color(ColorRole::Border));
}

void MatchingView::paintRow(QPainter& painter, Side side, int row) const
{
    const Theme& theme = Theme::current();
    const MatchingColumn::Row& place = column(side).rows()[row];
    const QRect box = rowBox(side, row);
    const bool isCurrent = m_current.side == side && m_current.row == row;
    const MatchingSource::Line* line = lineOf(side, row);
    const bool isPartner = line && selectedLine() && selectedLine()->from == line->from;
    if (isCurrent || isPartner)
        painter.fillRect(box, theme.color(ColorRole::AccentSoft));
    else if (m_hovered.side == side && m_hovered.row == row)
        painter.fillRect(box, theme.color(ColorRole::Hover));
    if (isCurrent)
        painter.fillRect(QRect(side == Side::Source ? box.left() : box.right() - 2, box.top(), 3, box.height()),
                         theme.color(ColorRole::Accent));
    if (place.isHeading()) {
        const QRect text = box.adjusted(Theme::space(3), 4, -Theme::space(3), 0);
        painter.setFont(theme.font(Theme::TextStyle::Small));
        painter.setPen(theme.color(ColorRole::TextMuted));
        painter.drawText(
            text, Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(column(side).items()[place.first].group, Qt::ElideMiddle, text.width()));
        return;
    }
    const MatchingSource::Item& item = column(side).items()[place.item];
    const QRect text = box.adjusted(item.group.isEmpty() ? Theme::space(3) : Theme::space(5), 0, -Theme::space(3), 0);
    painter.setFont(theme.font(Theme::TextStyle::Body));
    const QFontMetrics metrics = painter.fontMetrics();
    const int shape = std::min(metrics.horizontalAdvance(item.shape) + kRounding, text.width() / 2);
    painter.setPen(theme.color(ColorRole::TextMuted));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight, metrics.elidedText(item.shape, Qt::ElideMiddle, shape));
    if (line)
        painter.setPen(theme.color(ColorRole::Text));
    const QRect name = text.adjusted(0, 0, -shape - Theme::space(3), 0);
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(item.name, Qt::ElideMiddle, name.width()));
}

void MatchingView::paintPorts(QPainter& painter, Side side) const
{
    const Theme& theme = Theme::current();
    const auto& rows = column(side).rows();
    const int top = bar(side)->value(), bottom = top + columnRect(side).height();
    for (int row = column(side).firstBelow(top); row < rows.size() && rows[row].top < bottom; ++row) {
        if (rows[row].isHeading())
            continue;
        const MatchingSource::Line* line = lineOf(side, row);
        const QColor color = theme.color(line ? lookOf(line->state).role : ColorRole::BorderStrong);
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(line && line->state != State::Unticked ? color : theme.color(ColorRole::Surface));
        painter.drawEllipse(port(side, row), kPort - 1.0, kPort - 1.0);
    }
}

void MatchingView::paintLines(QPainter& painter)
{
    const auto selected = selectedLine();
    const MatchingSource::Line* last = nullptr;
    const auto seen = seenLines();
    const bool replaces = m_drag && m_drag->began; // the selected line is on its way elsewhere
    m_paintedLines = static_cast<int>(seen.size());
    for (const MatchingSource::Line* line : seen) {
        if (m_drag && m_drag->began && m_drag->pulled == line->from)
            continue;
        if (!replaces && selected && selected->from == line->from)
            last = line; // above all others
        else
            paintLine(painter, *line, m_hoveredLine == line->from);
    }
    if (last)
        paintLine(painter, *last, true);
}

void MatchingView::paintLine(QPainter& painter, const MatchingSource::Line& line, bool strong) const
{
    const Theme& theme = Theme::current();
    const int from = *column(Side::Source).rowOf(line.from), to = *column(Side::Target).rowOf(line.to);
    const bool whole = rowBox(Side::Source, from).intersects(columnRect(Side::Source)) &&
                       rowBox(Side::Target, to).intersects(columnRect(Side::Target));
    const Look look = lookOf(line.state);
    const QColor color = theme.color(look.role);
    QPen pen(faded(color, strong ? 1.0F : whole ? 0.75F : 0.35F), strong ? 3 : 1.6, look.stroke);
    if (look.stroke == Qt::DashLine)
        pen.setDashPattern({5, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve(port(Side::Source, from), port(Side::Target, to)));

    const QRectF badge = QRectF(signRect(line)).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(color, 1.4));
    painter.setBrush(strong && !look.icon.isEmpty() ? color : theme.color(ColorRole::Surface));
    painter.drawEllipse(badge);
    if (!look.icon.isEmpty())
        icons::paint(&painter, badge.adjusted(1.5, 1.5, -1.5, -1.5), look.icon,
                     strong ? theme.color(ColorRole::Surface) : color);
}

void MatchingView::paintDrag(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const Side side = m_drag->from.side;
    const QPointF begin = port(side, *m_drag->from.row);
    const QPointF end = m_drag->over ? port(other(side), *m_drag->over) : QPointF(m_drag->at);
    painter.setPen(QPen(theme.color(ColorRole::Accent), 2.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(side == Side::Source ? curve(begin, end) : curve(end, begin));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ColorRole::Accent));
    painter.drawEllipse(begin, kPort, kPort);
    painter.drawEllipse(end, kPort, kPort);
}

} // namespace lw::ui
