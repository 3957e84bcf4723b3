// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel and keys of MatchingView.
#include "ui/matching/MatchingMetrics.h"
#include "ui/matching/MatchingView.h"
#include "ui/widgets/DropSign.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimerEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace lw::ui {

using namespace matching;
using State = MatchingSource::State;

namespace {

constexpr int kEdge = 40;          // pixels from an edge within which dragging scrolls along
constexpr int kFrame = 16;         // ms
constexpr double kEdgePace = 0.45; // pixels a frame for each pixel beyond the edge

bool goesTogether(State state)
{
    return state == State::Moves || state == State::Unticked;
}

} // namespace

bool MatchingView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const QString text = toolTipAt(help->pos()); !text.isEmpty())
        QToolTip::showText(help->globalPos(), text, this);
    else
        QToolTip::hideText();
    return true;
}

QString MatchingView::toolTipAt(const QPoint& at) const
{
    if (m_drag && m_drag->began)
        return {};
    if (const Place place = placeAt(at); place.row) {
        const MatchingColumn::Row& row = column(place.side).rows()[*place.row];
        return row.isHeading() ? column(place.side).items()[row.first].group
                               : column(place.side).items()[row.item].detail;
    }
    const MatchingSource::Line* line = lineAt(at);
    if (!line)
        return {};
    const bool ticks = m_source->hasTicks() && goesTogether(line->state) && signRect(*line).contains(at);
    return !ticks ? line->status : line->state == State::Moves ? tr("Click to leave it out") : tr("Click to move it");
}

void MatchingView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    cancelDrag();
    m_pressed = event->pos();
    if (const Place place = placeAt(m_pressed); place.row) {
        m_drag = Drag{.from = place, .pulled = {}, .at = m_pressed, .over = {}};
        setCurrent(place.side, place.row);
        return;
    }
    const MatchingSource::Line* line = lineAt(m_pressed);
    if (!line) {
        setCurrent(m_current.side, std::nullopt);
        return;
    }
    // The nearer end comes off when it is pulled.
    const int from = *column(Side::Source).rowOf(line->from), to = *column(Side::Target).rowOf(line->to);
    const bool sourceEnd = m_pressed.x() < (port(Side::Source, from).x() + port(Side::Target, to).x()) / 2;
    m_drag = Drag{.from = sourceEnd ? Place{Side::Target, to} : Place{Side::Source, from},
                  .pulled = line->from,
                  .at = m_pressed,
                  .over = {}};
    setCurrent(Side::Source, from);
}

void MatchingView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_drag || m_drag->byKeys) {
        hover(event->pos());
        return;
    }
    if (!m_drag->began && (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    if (!m_drag->began) {
        m_drag->began = true;
        m_hovered.row.reset();
        m_hoveredLine.reset();
        setCursor(Qt::ClosedHandCursor);
        m_edge.start(kFrame, this);
    }
    moveDrag(event->pos());
}

void MatchingView::moveDrag(const QPoint& at)
{
    m_drag->at = at;
    const Side side = other(m_drag->from.side);
    const QRect area = columnRect(side);
    const bool within = side == Side::Target ? at.x() > area.left() - kEdge : at.x() < area.right() + kEdge;
    const bool inside = within && at.y() >= area.top() && at.y() < area.bottom();
    m_drag->over = inside ? column(side).rowAt(at.y() - area.top() + bar(side)->value()) : std::nullopt;
    judgeOver();
    update();
}

void MatchingView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_drag || m_drag->byKeys)
        return;
    if (m_drag->began) {
        moveDrag(event->pos());
        finishDrag();
        return;
    }
    m_drag.reset();
    clicked(event->pos());
}

void MatchingView::clicked(const QPoint& at)
{
    const MatchingSource::Line* line = placeAt(at).row ? nullptr : lineAt(at);
    if (line && signRect(*line).contains(at))
        toggleTick();
    else
        showPartner();
}

void MatchingView::toggleTick()
{
    const auto line = selectedLine();
    if (line && m_source->hasTicks() && goesTogether(line->state))
        m_source->setTicked(line->from, line->state != State::Moves);
}

MatchingSource::Pairs MatchingView::draggedPairs() const
{
    if (!m_drag || !m_drag->over || !m_drag->from.row)
        return {};
    const Side side = m_drag->from.side;
    const auto mine = column(side).itemsOf(*m_drag->from.row);
    const auto theirs = column(other(side)).itemsOf(*m_drag->over);
    return side == Side::Source ? pairsBetween(*m_source, mine, theirs) : pairsBetween(*m_source, theirs, mine);
}

void MatchingView::judgeOver()
{
    if (!m_drag->over) {
        m_sign->clear();
        return;
    }
    const MatchingSource::Pairs pairs = draggedPairs();
    MatchingSource::Verdict verdict{State::Refused, tr("They have nothing in common")};
    int fitting = 0;
    for (const auto& [from, to] : pairs) {
        const MatchingSource::Verdict each = m_source->judge(from, to);
        if (goesTogether(each.state))
            ++fitting;
        if (&from == &pairs.first().first || !goesTogether(each.state))
            verdict = each;
    }
    const bool fits = !pairs.isEmpty() && fitting == pairs.size();
    if (fits && fitting > 1)
        verdict.text = tr("%n variable(s) fit", nullptr, fitting);
    const Side side = other(m_drag->from.side);
    m_sign->mark(rowBox(side, *m_drag->over).intersected(columnRect(side)).adjusted(4, 2, -4, -2), fits, verdict.text);
}

void MatchingView::finishDrag()
{
    const Drag drag = *m_drag;
    const MatchingSource::Pairs pairs = draggedPairs();
    cancelDrag();
    if (!pairs.isEmpty()) {
        const Id from = pairs.first().first;
        m_source->connectItems(pairs);
        select(Side::Source, from);
    } else if (drag.pulled && !drag.over) {
        m_source->disconnectItem(*drag.pulled);
    }
}

void MatchingView::cancelDrag()
{
    m_edge.stop();
    m_drag.reset();
    m_sign->clear();
    unsetCursor();
    update();
}

void MatchingView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_edge.timerId() || !m_drag) {
        QWidget::timerEvent(event);
        return;
    }
    const Side side = m_drag->at.x() < width() / 2 ? Side::Source : Side::Target;
    const QRect area = columnRect(side);
    const int above = area.top() + kEdge - m_drag->at.y(), below = m_drag->at.y() - (area.bottom() - kEdge);
    const int beyond = std::clamp(above > 0 ? -above : std::max(0, below), -3 * kEdge, 3 * kEdge);
    if (beyond == 0)
        return;
    const QScopedValueRollback<bool> alone(m_following, true);
    bar(side)->setValue(bar(side)->value() + static_cast<int>(std::lround(beyond * kEdgePace)));
    moveDrag(m_drag->at);
}

void MatchingView::hover(const QPoint& at)
{
    const Place place = placeAt(at);
    const MatchingSource::Line* line = place.row ? lineOf(place.side, *place.row) : lineAt(at);
    const auto id = line ? std::make_optional(line->from) : std::nullopt;
    if (place.side == m_hovered.side && place.row == m_hovered.row && id == m_hoveredLine)
        return;
    m_hovered = place;
    m_hoveredLine = id;
    setCursor(line && !place.row ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void MatchingView::leaveEvent(QEvent*)
{
    m_hovered.row.reset();
    m_hoveredLine.reset();
    update();
}

void MatchingView::focusOutEvent(QFocusEvent* event)
{
    if (isConnecting() && event->reason() != Qt::ActiveWindowFocusReason)
        cancelDrag();
    update();
    emit currentChanged();
}

void MatchingView::wheelEvent(QWheelEvent* event)
{
    const Side side = event->position().x() < width() / 2.0 ? Side::Source : Side::Target;
    const int pixels = !event->pixelDelta().isNull() ? event->pixelDelta().y()
                                                     : event->angleDelta().y() * QApplication::wheelScrollLines() *
                                                           MatchingColumn::kRowHeight / 120;
    const bool alone = event->modifiers().testFlag(Qt::ControlModifier) || m_drag;
    const QScopedValueRollback<bool> quiet(m_following, alone);
    bar(side)->setValue(bar(side)->value() - pixels);
    if (m_drag && m_drag->began)
        moveDrag(m_drag->at);
    else
        hover(event->position().toPoint());
    event->accept();
}

void MatchingView::moveBy(int steps)
{
    const bool connecting = isConnecting();
    const Side side = connecting ? other(m_drag->from.side) : m_current.side;
    const auto at = connecting ? m_drag->over : m_current.row;
    const auto row = column(side).itemRow(at.value_or(0), at ? steps : 0);
    if (!row)
        return;
    if (!connecting) {
        setCurrent(side, row);
        scrollTo(side, *row);
        showPartner();
        return;
    }
    const QScopedValueRollback<bool> alone(m_following, true);
    scrollTo(side, *row);
    m_drag->over = row;
    judgeOver();
    update();
}

/// To the other end of the line, or to what is level.
void MatchingView::crossOver(Side side)
{
    if (m_current.side == side || !m_current.row) {
        moveBy(0);
        return;
    }
    const MatchingSource::Line* line = lineOf(m_current.side, *m_current.row);
    const int level = rowBox(m_current.side, *m_current.row).center().y() - kHeader + bar(side)->value();
    const auto row = line ? column(side).rowOf(side == Side::Source ? line->from : line->to)
                          : column(side).itemRow(column(side).firstBelow(level), 0);
    if (!row)
        return;
    setCurrent(side, row);
    scrollTo(side, *row);
}

/// Begins a line with the keys, at the likeliest other end.
void MatchingView::pickUp()
{
    if (!m_current.row)
        return;
    const Side mine = m_current.side, side = other(mine);
    const MatchingSource::Line* line = lineOf(mine, *m_current.row);
    std::optional<int> over = line ? column(side).rowOf(side == Side::Source ? line->from : line->to) : std::nullopt;
    if (!over && !column(mine).rows()[*m_current.row].isHeading()) {
        const Id id = column(mine).idOf(*m_current.row);
        for (const MatchingSource::Item& item : column(side).items()) {
            const bool fits =
                !m_lineOf[index(side)].contains(item.id) &&
                goesTogether(
                    (mine == Side::Source ? m_source->judge(id, item.id) : m_source->judge(item.id, id)).state);
            if (fits) {
                over = column(side).rowOf(item.id);
                break;
            }
        }
    }
    if (!over)
        over = column(side).itemRow(column(side).firstBelow(bar(side)->value()), 1);
    if (!over)
        return;
    m_drag = Drag{.from = m_current, .pulled = {}, .at = {}, .over = over, .byKeys = true, .began = true};
    moveBy(0);
    emit currentChanged();
}

bool MatchingView::connectingKey(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        cancelDrag();
        emit currentChanged();
        return true;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        finishDrag();
        return true;
    }
    return event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Space ||
           event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
}

void MatchingView::keyPressEvent(QKeyEvent* event)
{
    if (m_drag && !m_drag->byKeys) { // the mouse has it
        if (event->key() == Qt::Key_Escape)
            cancelDrag();
        return;
    }
    const int page = std::max(1, columnRect(m_current.side).height() / MatchingColumn::kRowHeight - 1);
    constexpr int kAll = 1 << 28;
    const bool alone = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (!alone || (isConnecting() && connectingKey(event))) {
        if (!alone)
            QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        return moveBy(-1);
    case Qt::Key_Down:
        return moveBy(1);
    case Qt::Key_PageUp:
        return moveBy(-page);
    case Qt::Key_PageDown:
        return moveBy(page);
    case Qt::Key_Home:
        return moveBy(-kAll);
    case Qt::Key_End:
        return moveBy(kAll);
    case Qt::Key_Left:
        return crossOver(Side::Source);
    case Qt::Key_Right:
        return crossOver(Side::Target);
    case Qt::Key_Space:
        return toggleTick();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return disconnectSelected();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current.row)
            return pickUp();
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace lw::ui
