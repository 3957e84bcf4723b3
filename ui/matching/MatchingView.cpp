// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matching/MatchingView.h"

#include "ui/matching/MatchingMetrics.h"
#include "ui/widgets/DropSign.h"
#include "ui/widgets/Theme.h"

#include <QScopedValueRollback>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace lw::ui {

using namespace matching;

MatchingView::MatchingView(MatchingSource* source, QWidget* parent)
    : QWidget(parent), m_source(source), m_bars{new QScrollBar(Qt::Vertical, this), new QScrollBar(Qt::Vertical, this)},
      m_sign(new DropSign(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(420, 160);
    setAccessibleName(tr("Variables of both models and the lines between them"));
    for (const Side side : {Side::Source, Side::Target}) {
        bar(side)->setSingleStep(MatchingColumn::kRowHeight);
        bar(side)->setFocusPolicy(Qt::NoFocus);
        connect(bar(side), &QScrollBar::valueChanged, this, [this, side] { follow(side); });
    }
    connect(source, &MatchingSource::changed, this, &MatchingView::refresh);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void MatchingView::setTitles(const QString& source, const QString& target)
{
    m_titles = {source, target};
    update();
}

void MatchingView::refresh()
{
    cancelDrag();
    for (const Side side : {Side::Source, Side::Target})
        m_columns[index(side)].setItems(m_source->items(side));
    m_lines.clear();
    m_lineOf = {};
    std::vector<std::pair<int, int>> heights;
    const QList<MatchingSource::Line> lines = m_source->lines();
    for (const MatchingSource::Line& line : lines) {
        const auto from = column(Side::Source).rowOf(line.from), to = column(Side::Target).rowOf(line.to);
        if (!from || !to)
            continue;
        m_lineOf[index(Side::Source)].insert(line.from, static_cast<int>(m_lines.size()));
        m_lineOf[index(Side::Target)].insert(line.to, static_cast<int>(m_lines.size()));
        heights.emplace_back(column(Side::Source).rows()[*from].centre(), column(Side::Target).rows()[*to].centre());
        m_lines.append(line);
    }
    m_follow = MatchingFollow(std::move(heights), column(Side::Source).height() + kBottomSpace,
                              column(Side::Target).height() + kBottomSpace);
    m_hovered.row.reset();
    m_hoveredLine.reset();
    m_current.row = m_currentId ? column(m_current.side).rowOf(*m_currentId) : std::nullopt;
    layOut();
    update();
    emit currentChanged();
}

void MatchingView::resizeEvent(QResizeEvent*)
{
    layOut();
}

void MatchingView::layOut()
{
    const QScopedValueRollback<bool> quiet(m_following, true);
    for (const Side side : {Side::Source, Side::Target}) {
        QScrollBar* scroll = bar(side);
        const int width = scroll->sizeHint().width(), visible = height() - kHeader;
        scroll->setGeometry(side == Side::Source ? 0 : this->width() - width, kHeader, width, std::max(0, visible));
        scroll->setPageStep(std::max(1, visible));
        scroll->setRange(0, std::max(0, column(side).height() + kBottomSpace - visible));
    }
}

/// The other column goes where the lines stay level: at the top of one it is at its top, at the end at its end.
void MatchingView::follow(Side moved)
{
    update();
    if (m_following)
        return;
    const QScopedValueRollback<bool> quiet(m_following, true);
    const QScrollBar* mover = bar(moved);
    const double visible = mover->pageStep(), value = mover->value();
    const double share = mover->maximum() > 0 ? value / mover->maximum() : 0;
    const double at = value + visible * share;
    const double beside = moved == Side::Source ? m_follow.inSecond(at) : m_follow.inFirst(at);
    bar(other(moved))->setValue(static_cast<int>(std::lround(beside - visible * share)));
}

int MatchingView::scrollOf(Side side) const
{
    return bar(side)->value();
}

void MatchingView::scrollTo(Side side, int row)
{
    const MatchingColumn::Row& place = column(side).rows()[row];
    const int top = place.top - MatchingColumn::kHeadingHeight; // with what is above, which may be its heading
    const int bottom = place.top + place.height + kBottomSpace;
    if (top < bar(side)->value())
        bar(side)->setValue(top);
    else if (bottom > bar(side)->value() + bar(side)->pageStep())
        bar(side)->setValue(bottom - bar(side)->pageStep());
}

/// Brings the other end of the current line level with this one when it is not seen.
void MatchingView::showPartner()
{
    const MatchingSource::Line* line = m_current.row ? lineOf(m_current.side, *m_current.row) : nullptr;
    if (!line)
        return;
    const Side side = other(m_current.side);
    const auto partner = column(side).rowOf(side == Side::Source ? line->from : line->to);
    if (!partner || rowBox(side, *partner).intersects(columnRect(side)))
        return;
    const QScopedValueRollback<bool> quiet(m_following, true);
    const int level =
        column(m_current.side).rows()[*m_current.row].centre() - bar(m_current.side)->value(); // below the header
    bar(side)->setValue(column(side).rows()[*partner].centre() - level);
}

const MatchingSource::Line* MatchingView::lineOf(Side side, int row) const
{
    if (column(side).rows()[row].isHeading())
        return nullptr;
    const auto& lines = m_lineOf[index(side)];
    const auto found = lines.find(column(side).idOf(row));
    return found == lines.end() ? nullptr : &m_lines[*found];
}

void MatchingView::setCurrent(Side side, std::optional<int> row)
{
    m_current = {side, row};
    m_currentId =
        row && !column(side).rows()[*row].isHeading() ? std::make_optional(column(side).idOf(*row)) : std::nullopt;
    update();
    emit currentChanged();
}

void MatchingView::select(Side side, Id id)
{
    const auto row = column(side).rowOf(id);
    if (!row)
        return;
    setCurrent(side, row);
    scrollTo(side, *row);
    showPartner();
}

std::optional<MatchingSource::Line> MatchingView::selectedLine() const
{
    const MatchingSource::Line* line = m_current.row ? lineOf(m_current.side, *m_current.row) : nullptr;
    return line ? std::make_optional(*line) : std::nullopt;
}

std::optional<MatchingSource::Item> MatchingView::currentItem() const
{
    if (!m_current.row || column(m_current.side).rows()[*m_current.row].isHeading())
        return std::nullopt;
    return column(m_current.side).itemsOf(*m_current.row).first();
}

std::optional<MatchingSource::Item> MatchingView::item(Side side, Id id) const
{
    const auto row = column(side).rowOf(id);
    return row ? std::make_optional(column(side).itemsOf(*row).first()) : std::nullopt;
}

void MatchingView::disconnectSelected()
{
    if (const auto line = selectedLine())
        m_source->disconnectItem(line->from);
}

QRect MatchingView::columnRect(Side side) const
{
    const int scroll = bar(side)->width(), wide = columnWidth(width());
    return {side == Side::Source ? scroll : width() - scroll - wide, kHeader, wide, std::max(0, height() - kHeader)};
}

QRect MatchingView::rowBox(Side side, int row) const
{
    const MatchingColumn::Row& place = column(side).rows()[row];
    const QRect area = columnRect(side);
    return {area.left(), area.top() + place.top - bar(side)->value(), area.width(), place.height};
}

QRect MatchingView::rowRect(Side side, Id id) const
{
    const auto row = column(side).rowOf(id);
    return row ? rowBox(side, *row).intersected(columnRect(side)) : QRect();
}

QRect MatchingView::headingRect(Side side, const QString& group) const
{
    const auto& rows = column(side).rows();
    for (int row = 0; row < rows.size(); ++row)
        if (rows[row].isHeading() && column(side).items()[rows[row].first].group == group)
            return rowBox(side, row).intersected(columnRect(side));
    return {};
}

QPointF MatchingView::port(Side side, int row) const
{
    const QRect rect = rowBox(side, row);
    return {side == Side::Source ? rect.right() + 1.0 + kPort : rect.left() - kPort, rect.center().y() + 0.5};
}

QRect MatchingView::signRect(const MatchingSource::Line& line) const
{
    const QPointF at = port(Side::Target, *column(Side::Target).rowOf(line.to));
    return {static_cast<int>(at.x()) - kPort - 4 - kSign, static_cast<int>(at.y()) - kSign / 2, kSign, kSign};
}

QRect MatchingView::signRect(Id from) const
{
    const auto found = m_lineOf[index(Side::Source)].find(from);
    return found == m_lineOf[index(Side::Source)].end() ? QRect() : signRect(m_lines[*found]);
}

QList<const MatchingSource::Line*> MatchingView::seenLines() const
{
    QList<const MatchingSource::Line*> seen;
    for (const Side side : {Side::Source, Side::Target}) {
        const int top = bar(side)->value(), bottom = top + columnRect(side).height();
        const auto& rows = column(side).rows();
        for (int row = column(side).firstBelow(top); row < rows.size() && rows[row].top < bottom; ++row) {
            const MatchingSource::Line* line = lineOf(side, row);
            if (!line)
                continue;
            const bool twice =
                side == Side::Target &&
                rowBox(Side::Source, *column(Side::Source).rowOf(line->from)).intersects(columnRect(Side::Source));
            if (!twice)
                seen.append(line);
        }
    }
    return seen;
}

MatchingView::Place MatchingView::placeAt(const QPoint& at) const
{
    for (const Side side : {Side::Source, Side::Target}) {
        const QRect area = columnRect(side).adjusted(side == Side::Target ? -2 * kPort : 0, 0,
                                                     side == Side::Source ? 2 * kPort : 0, 0);
        if (area.contains(at))
            return {side, column(side).rowAt(at.y() - area.top() + bar(side)->value())};
    }
    return {};
}

const MatchingSource::Line* MatchingView::lineAt(const QPoint& at) const
{
    if (at.y() < kHeader)
        return nullptr;
    const MatchingSource::Line* best = nullptr;
    double nearest = kGrab;
    for (const MatchingSource::Line* line : seenLines()) {
        if (signRect(*line).contains(at))
            return line;
        const double distance = distanceToCurve(port(Side::Source, *column(Side::Source).rowOf(line->from)),
                                                port(Side::Target, *column(Side::Target).rowOf(line->to)), at);
        if (distance < nearest) {
            nearest = distance;
            best = line;
        }
    }
    return best;
}

} // namespace lw::ui
