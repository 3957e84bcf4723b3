// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphWalk.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

/// What the mouse and the keyboard do on the graph.
namespace lw::ui {

bool GraphCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_drawing) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QPointF point = toDrawing(help->pos());
        const int card = m_drawing->cardAt(point), frame = card < 0 ? m_drawing->headerAt(point) : -1;
        const int edge = card < 0 ? m_drawing->brokenEdgeAt(point, 5 / m_scale) : -1;
        if (card >= 0)
            QToolTip::showText(help->globalPos(), toolTipOf(card), this);
        else if (edge >= 0)
            QToolTip::showText(help->globalPos(), edgeTip(m_drawing->edges[static_cast<std::size_t>(edge)]), this);
        else if (frame >= 0 && !m_drawing->frames[static_cast<std::size_t>(frame)].trouble.isEmpty())
            QToolTip::showText(help->globalPos(),
                               troubleTip({m_drawing->frames[static_cast<std::size_t>(frame)].trouble}), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void GraphCanvas::wheelEvent(QWheelEvent* event)
{
    event->accept();
    const bool touchpad = !event->pixelDelta().isNull() && event->phase() != Qt::NoScrollPhase;
    if (event->modifiers() & Qt::ShiftModifier || (touchpad && !(event->modifiers() & Qt::ControlModifier))) {
        QPointF delta = touchpad ? QPointF(event->pixelDelta()) : QPointF(event->angleDelta()) / 2;
        if (event->modifiers() & Qt::ShiftModifier && delta.x() == 0)
            delta = delta.transposed();
        m_viewMotion.stop();
        m_origin -= delta / m_scale;
        keepInReach();
        update();
        emit viewChanged();
        return;
    }
    zoomBy(std::pow(1.0018, event->angleDelta().y()), event->position());
}

void GraphCanvas::mousePressEvent(QMouseEvent* event)
{
    if (!m_drawing)
        return;
    m_viewMotion.stop();
    m_pressed = event->position();
    m_pressedOnScreen = event->globalPosition();
    m_pressedPoint = toDrawing(m_pressed);
    m_pressedOrigin = m_origin;
    m_mayPan = event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton;
    m_panning = event->button() == Qt::MiddleButton || (m_space && m_mayPan);
    m_spaceUsed = m_spaceUsed || m_space;
    if (m_panning)
        setCursor(Qt::ClosedHandCursor);
}

void GraphCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_drawing)
        return;
    if (m_mayPan && event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) {
        // The press may have brought this model to the front, with its bars, which move the canvas under the mouse.
        const QPointF moved = event->globalPosition() - m_pressedOnScreen;
        if (!m_panning && moved.manhattanLength() >= QApplication::startDragDistance()) {
            if (startDrag(event->buttons()))
                return;
            m_panning = true;
            m_pressed = event->position() - moved;
            m_pressedOrigin = m_origin;
            setCursor(Qt::ClosedHandCursor);
        }
        if (m_panning) {
            m_origin = m_pressedOrigin - (event->position() - m_pressed) / m_scale;
            keepInReach();
            update();
            emit viewChanged();
        }
        return;
    }
    updateHover(event->position());
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const bool wasPan = m_panning;
    m_panning = m_mayPan = false;
    unsetCursor();
    if (wasPan || !m_drawing || event->button() != Qt::LeftButton)
        return;
    const QPointF point = toDrawing(event->position());
    const int card = m_drawing->cardAt(point);
    if (card >= 0) {
        const auto& shown = m_drawing->visible.cards[static_cast<std::size_t>(card)];
        const QRectF rect = m_drawing->cards[static_cast<std::size_t>(card)].rect;
        const QRectF chevron(rect.right() - kCardPadding - 18, rect.top() + 4, 24, 28);
        if (shown.isGroup && chevron.contains(point))
            emit foldToggled(static_cast<int>(shown.index));
        else if (event->modifiers() & Qt::ControlModifier)
            addToSelection(card);
        else
            select(card);
        return;
    }
    const int frame = m_drawing->headerAt(point);
    if (frame >= 0) {
        const QRectF rect = m_drawing->frames[static_cast<std::size_t>(frame)].rect;
        if (point.x() < std::max(rect.left(), visibleArea().left()) + 36) {
            emit foldToggled(static_cast<int>(m_drawing->frames[static_cast<std::size_t>(frame)].group));
            return;
        }
    }
    select(-1);
}

void GraphCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (!m_drawing || event->button() != Qt::LeftButton)
        return;
    const QPointF point = toDrawing(event->position());
    const int card = m_drawing->cardAt(point);
    if (card >= 0)
        return open(card);
    const int frame = m_drawing->headerAt(point);
    if (frame >= 0)
        emit foldToggled(static_cast<int>(m_drawing->frames[static_cast<std::size_t>(frame)].group));
}

void GraphCanvas::leaveEvent(QEvent*)
{
    m_highlights.hovered = m_highlights.hoveredFrame = -1;
    update();
}

void GraphCanvas::updateHover(const QPointF& pixel)
{
    const QPointF point = toDrawing(pixel);
    const int card = m_drawing->cardAt(point);
    const int frame = card >= 0 ? -1 : m_drawing->headerAt(point);
    if (m_space)
        setCursor(Qt::OpenHandCursor);
    else if (card >= 0 || frame >= 0)
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
    if (card == m_highlights.hovered && frame == m_highlights.hoveredFrame)
        return;
    m_highlights.hovered = card;
    m_highlights.hoveredFrame = frame;
    update();
}

void GraphCanvas::select(int card)
{
    setSelected(card);
    m_lastSelected = card;
    emit selected(card);
}

QRect GraphCanvas::placeOf(int card) const
{
    const QRectF rect = m_drawing->cards[static_cast<std::size_t>(card)].rect;
    const QRect pixels = QRectF(toPixel(rect.topLeft()), toPixel(rect.bottomRight())).toAlignedRect();
    const QRect shown = pixels.intersected(this->rect());
    return {mapToGlobal(shown.topLeft()), shown.size()};
}

/// Ctrl and a click: more cards beside the selected one, or fewer.
void GraphCanvas::addToSelection(int card)
{
    if (m_highlights.selected < 0)
        return select(card);
    if (card == m_highlights.selected)
        return;
    const auto index = static_cast<std::uint32_t>(card);
    if (m_highlights.extra.erase(index) == 0)
        m_highlights.extra.insert(index);
    emit extraChanged();
    update();
}

/// What was pressed leaves the picture; the space bar and the middle button still move the view.
bool GraphCanvas::startDrag(Qt::MouseButtons buttons)
{
    if (!m_draggable || m_space || !(buttons & Qt::LeftButton))
        return false;
    const int card = m_drawing->cardAt(m_pressedPoint);
    const int frame = card >= 0 ? -1 : m_drawing->headerAt(m_pressedPoint);
    if (card < 0 && frame < 0)
        return false;
    m_mayPan = false; // the release goes to the drag
    emit dragRequested(card, frame);
    return true;
}

/// Groups fold and unfold; layers show their details.
void GraphCanvas::open(int card)
{
    const auto& shown = m_drawing->visible.cards[static_cast<std::size_t>(card)];
    if (shown.isGroup) {
        emit foldToggled(static_cast<int>(shown.index));
        return;
    }
    select(card);
    emit activated(card);
}

void GraphCanvas::keyPressEvent(QKeyEvent* event)
{
    if (!m_drawing)
        return QWidget::keyPressEvent(event);
    const auto go = [&](WalkStep step) {
        const int next = walk(*m_drawing, m_highlights.selected, step);
        if (next < 0)
            return;
        select(next);
        ensureVisible(next);
    };
    switch (event->key()) {
    case Qt::Key_Up:
        return go(WalkStep::Up);
    case Qt::Key_Down:
        return go(WalkStep::Down);
    case Qt::Key_Left:
        return go(WalkStep::Left);
    case Qt::Key_Right:
        return go(WalkStep::Right);
    case Qt::Key_Home:
        return go(WalkStep::First);
    case Qt::Key_End:
        return go(WalkStep::Last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_highlights.selected >= 0)
            open(m_highlights.selected);
        return;
    case Qt::Key_Backspace: // folds the frame around the selection
        if (m_highlights.selected >= 0) {
            const auto frame = m_drawing->visible.cards[static_cast<std::size_t>(m_highlights.selected)].frame;
            if (frame >= 0)
                emit foldToggled(static_cast<int>(m_drawing->frames[static_cast<std::size_t>(frame)].group));
        }
        return;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_space = true;
            m_spaceUsed = false;
            setCursor(Qt::OpenHandCursor);
        }
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomTo(m_scale * 1.25);
    case Qt::Key_Minus:
        return zoomTo(m_scale / 1.25);
    case Qt::Key_PageDown:
    case Qt::Key_PageUp: {
        const double step = (event->key() == Qt::Key_PageDown ? 0.8 : -0.8) / m_scale;
        const bool down = m_drawing->direction == layout::Direction::TopToBottom;
        const QPointF by = down ? QPointF(0, height() * step) : QPointF(width() * step, 0);
        return moveView(m_origin + by, m_scale, true);
    }
    default:
        QWidget::keyPressEvent(event);
    }
}

void GraphCanvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat())
        return QWidget::keyReleaseEvent(event);
    m_space = false;
    unsetCursor();
    if (m_spaceUsed || !m_drawing)
        return;
    const int card = m_highlights.selected;
    if (card < 0)
        return fit();
    emit peekRequested(card, placeOf(card));
}

void GraphCanvas::focusInEvent(QFocusEvent*)
{
    m_highlights.focus = true;
    update();
}

void GraphCanvas::focusOutEvent(QFocusEvent*)
{
    m_highlights.focus = m_space = false;
    update();
}

void GraphCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_drawing)
        return;
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const int card = m_highlights.selected;
        const QPointF place = card >= 0 ? toPixel(m_drawing->cards[static_cast<std::size_t>(card)].rect.center())
                                        : QPointF(rect().center());
        emit menuRequested(card, -1, mapToGlobal(place.toPoint()));
        return;
    }
    const QPointF point = toDrawing(event->pos());
    const int card = m_drawing->cardAt(point);
    if (card >= 0)
        select(card);
    emit menuRequested(card, card >= 0 ? -1 : m_drawing->headerAt(point), event->globalPos());
}

} // namespace lw::ui
