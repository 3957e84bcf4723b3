// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/models/PartsTree.h"

#include "ui/widgets/DragLabel.h"
#include "ui/widgets/Theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace lw::ui {

void PartsTree::mousePressEvent(QMouseEvent* event)
{
    m_held = event->button() == Qt::LeftButton && indexAt(event->position().toPoint()).isValid();
    QTreeView::mousePressEvent(event);
}

void PartsTree::mouseReleaseEvent(QMouseEvent* event)
{
    QTreeView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton)
        settle(false);
}

void PartsTree::startDrag(Qt::DropActions)
{
    settle(dragRows(this));
}

void PartsTree::setEmptyText(const QString& text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    viewport()->update();
}

void PartsTree::paintEvent(QPaintEvent* event)
{
    QTreeView::paintEvent(event);
    if (m_emptyText.isEmpty() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int room = Theme::space(4);
    painter.drawText(viewport()->rect().adjusted(room, room, -room, -room), Qt::AlignHCenter | Qt::TextWordWrap,
                     m_emptyText);
}

void PartsTree::settle(bool dragged)
{
    if (!m_held)
        return;
    m_held = false;
    emit settled(dragged);
}

} // namespace lw::ui
