// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphChange.h"

#include <QResizeEvent>

/// How a drawing gives way to the next one, and the canvas to another size, so that one keeps one's place.
namespace lw::ui {

namespace {

constexpr std::size_t kMaxMovingCards = 1500; ///< more are put in place at once

/// Where a group of the outline is drawn: its card or its frame.
QRectF rectOfGroup(const GraphDrawing& drawing, int group)
{
    for (std::size_t card = 0; card < drawing.visible.cards.size(); ++card)
        if (drawing.visible.cards[card].isGroup && static_cast<int>(drawing.visible.cards[card].index) == group)
            return drawing.cards[card].rect;
    for (const DrawnFrame& frame : drawing.frames)
        if (static_cast<int>(frame.group) == group)
            return frame.rect;
    return {};
}

} // namespace

std::shared_ptr<const GraphDrawing> GraphCanvas::exchange(std::shared_ptr<const GraphDrawing> drawing)
{
    if (m_viewMotion.state() == QAbstractAnimation::Running) { // where it was going to is where one is
        m_viewMotion.stop();
        m_origin = m_toOrigin;
        m_scale = m_toScale;
    }
    m_painter.forget();
    m_cardMotion.stop();
    m_fromRects.clear();
    m_highlights = {};
    m_highlights.focus = hasFocus();
    m_lastSelected = -1;
    m_seen = false;
    update();
    return std::exchange(m_drawing, std::move(drawing));
}

void GraphCanvas::setDrawing(std::shared_ptr<const GraphDrawing> drawing)
{
    exchange(std::move(drawing));
    if (!m_drawing)
        return;
    showStart();
    emit viewChanged();
}

void GraphCanvas::foldDrawing(std::shared_ptr<const GraphDrawing> drawing, int group)
{
    const auto before = exchange(std::move(drawing));
    if (!before || !m_drawing || before->outline != m_drawing->outline) {
        showStart();
        return;
    }
    m_fresh = false;
    const QRectF was = rectOfGroup(*before, group), is = rectOfGroup(*m_drawing, group);
    const QPointF shift(is.center().x() - was.center().x(), is.top() - was.top());
    m_origin += shift;
    std::vector<QRectF> from;
    for (const auto& shown : m_drawing->visible.cards) {
        QRectF rect;
        if (shown.isGroup)
            rect = rectOfGroup(*before, static_cast<int>(shown.index));
        else
            rect = before->cards[before->visible.cardOfNode[shown.index]].rect;
        // Measured from the group, which stays where it is on the screen.
        from.push_back((rect.isNull() ? was : rect).translated(shift));
    }
    moveCards(std::move(from));
    emit viewChanged();
}

void GraphCanvas::changeDrawing(std::shared_ptr<const GraphDrawing> drawing)
{
    const int selected = m_lastSelected;
    const auto before = exchange(std::move(drawing));
    if (!before || !m_drawing) {
        showStart();
        return;
    }
    const GraphChange change(*m_drawing, *before);
    const int anchor = change.anchor(selected, visibleArea());
    if (anchor < 0 || (m_fresh && !isVisible())) { // another model, or nobody has seen it yet
        showStart();
        return;
    }
    m_fresh = false;
    const auto wasOf = [&](std::size_t card) {
        return before->cards[static_cast<std::size_t>(change.before(card))].rect;
    };
    const auto fixed = static_cast<std::size_t>(anchor);
    const QPointF shift = m_drawing->cards[fixed].rect.center() - wasOf(fixed).center();
    const bool selectedWasSeen =
        selected >= 0 && visibleArea().intersects(before->cards[static_cast<std::size_t>(selected)].rect);
    m_origin += shift;
    std::vector<QRectF> from;
    for (std::size_t card = 0; card < m_drawing->cards.size(); ++card)
        from.push_back(change.before(card) < 0 ? m_drawing->cards[card].rect : wasOf(card).translated(shift));
    moveCards(std::move(from));
    emit viewChanged();
    if (!selectedWasSeen)
        ensureVisible(change.otherOutside(visibleArea()));
}

void GraphCanvas::moveCards(std::vector<QRectF> from)
{
    const int duration = Theme::current().motion();
    if (duration <= 0 || m_drawing->cards.size() > kMaxMovingCards)
        return;
    m_fromRects = std::move(from);
    m_cardMotion.setDuration(duration);
    m_cardMotion.start();
}

void GraphCanvas::resizeEvent(QResizeEvent* event)
{
    const QSize window = this->window()->size();
    const QPoint place = mapTo(this->window(), QPoint());
    const bool bar = window == m_windowSize && event->size().width() == event->oldSize().width();
    if (m_fresh && m_drawing && !(m_seen && bar)) {
        showStart();
    } else if (event->oldSize().isValid() && bar) { // it came or went: nothing moves on the screen
        m_origin += QPointF(place - m_placeInWindow) / m_scale;
    } else if (event->oldSize().isValid()) { // what was in the middle stays there
        m_origin -= QPointF(event->size().width() - event->oldSize().width(),
                            event->size().height() - event->oldSize().height()) /
                    (2 * m_scale);
    }
    m_windowSize = window;
    m_placeInWindow = place;
    emit viewChanged();
}

} // namespace lw::ui
