// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FileDrop.h"

#include "ui/widgets/DropTarget.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace lw::ui {

FileDrop::FileDrop(QWidget* window, QWidget* area)
    : QObject(window), m_area(area), m_hint(new DropTarget(true, area->parentWidget()))
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->setActive(true);
    m_hint->hide();
    retranslate();
}

void FileDrop::retranslate()
{
    m_hint->setText(tr("Drop to open"));
}

QStringList FileDrop::paths(const QMimeData* data)
{
    QStringList paths;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

void FileDrop::setHovering(bool active)
{
    const bool show = active && m_area->isVisible();
    if (show) {
        m_hint->setGeometry(m_area->geometry());
        m_hint->raise();
    }
    m_hint->setVisible(show);
    emit hovering(active);
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::DragEnter: {
        auto* drag = static_cast<QDragEnterEvent*>(event);
        if (paths(drag->mimeData()).isEmpty())
            break;
        drag->acceptProposedAction();
        setHovering(true);
        return true;
    }
    case QEvent::DragLeave:
        setHovering(false);
        return true;
    case QEvent::Drop: {
        auto* drop = static_cast<QDropEvent*>(event);
        const QStringList files = paths(drop->mimeData());
        setHovering(false);
        if (files.isEmpty())
            break;
        drop->acceptProposedAction();
        emit dropped(files, drop->position().toPoint());
        return true;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lw::ui
