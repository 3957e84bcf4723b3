// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/models/PartsTree.h"

#include "ui/widgets/DragLabel.h"

#include <QMouseEvent>

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

void PartsTree::settle(bool dragged)
{
    if (!m_held)
        return;
    m_held = false;
    emit settled(dragged);
}

} // namespace lw::ui
