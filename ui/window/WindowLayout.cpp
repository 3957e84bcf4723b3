// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WindowLayout.h"

#include <QAction>
#include <QDockWidget>
#include <QSettings>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStateVersion = 3; // raise when docks change, so that old arrangements are not applied

QString dockName(WindowLayout::Dock id)
{
    switch (id) {
    case WindowLayout::Dock::Models:
        return u"models"_s;
    case WindowLayout::Dock::Inspector:
        return u"inspector"_s;
    case WindowLayout::Dock::Problems:
        return u"problems"_s;
    case WindowLayout::Dock::History:
        return u"history"_s;
    case WindowLayout::Dock::Run:
        break;
    }
    return u"run"_s;
}

int preferredHeight(WindowLayout::Dock id)
{
    return id == WindowLayout::Dock::Run ? 400 : 180;
}

Qt::DockWidgetArea area(WindowLayout::Dock id)
{
    switch (id) {
    case WindowLayout::Dock::Models:
        return Qt::LeftDockWidgetArea;
    case WindowLayout::Dock::Inspector:
        return Qt::RightDockWidgetArea;
    case WindowLayout::Dock::Problems:
    case WindowLayout::Dock::Run:
    case WindowLayout::Dock::History:
        break;
    }
    return Qt::BottomDockWidgetArea;
}

} // namespace

WindowLayout::WindowLayout(QMainWindow* window) : QObject(window), m_window(window)
{
    window->setDockNestingEnabled(true);
    window->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

void WindowLayout::add(Dock id, QWidget* content)
{
    auto* dock = new QDockWidget(m_window);
    dock->setObjectName(dockName(id));
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable |
                      QDockWidget::DockWidgetFloatable);
    m_window->addDockWidget(area(id), dock);
    m_docks[id] = dock;
}

void WindowLayout::setTitle(Dock id, const QString& title)
{
    m_docks.at(id)->setWindowTitle(title);
}

QList<WindowLayout::Dock> WindowLayout::drawer()
{
    return {Dock::Problems, Dock::Run, Dock::History};
}

void WindowLayout::raise(Dock id)
{
    QDockWidget* dock = m_docks.at(id);
    if (dock->isHidden() && drawer().contains(id)) {
        for (const Dock other : drawer()) {
            QDockWidget* open = m_docks.at(other);
            if (other != id && !open->isFloating() && m_window->dockWidgetArea(open) == m_window->dockWidgetArea(dock))
                hide(other);
        }
        dock->show();
        const auto height = m_heights.find(id);
        m_window->resizeDocks({dock}, {height == m_heights.end() ? preferredHeight(id) : height->second}, Qt::Vertical);
    }
    dock->show();
    dock->raise();
}

void WindowLayout::hide(Dock id)
{
    QDockWidget* dock = m_docks.at(id);
    if (dock->isVisible() && !dock->isFloating())
        m_heights[id] = dock->height();
    dock->hide();
}

bool WindowLayout::isInSight(const QWidget* widget)
{
    const QWidget* window = widget->window();
    return widget->isVisible() && QRect(widget->mapTo(window, QPoint()), widget->size()).intersects(window->rect());
}

void WindowLayout::toggle(Dock id)
{
    if (isInSight(m_docks.at(id)))
        hide(id);
    else
        raise(id);
}

QString WindowLayout::key(Perspective perspective)
{
    return perspective == Perspective::Run ? u"window/run"_s : u"window/inspect"_s;
}

QByteArray WindowLayout::state() const
{
    return m_bare ? m_kept : m_window->saveState(kStateVersion);
}

void WindowLayout::apply(const QByteArray& state)
{
    if (m_bare)
        m_kept = state;
    else if (!m_window->restoreState(state, kStateVersion))
        arrange(m_perspective);
}

void WindowLayout::setBare(bool bare)
{
    if (bare == m_bare)
        return;
    if (bare)
        m_kept = m_window->saveState(kStateVersion);
    m_bare = bare;
    for (const auto& [id, dock] : m_docks) {
        dock->toggleViewAction()->setEnabled(!bare);
        if (bare)
            dock->hide();
    }
    if (!bare)
        apply(m_kept);
}

void WindowLayout::setPerspective(Perspective perspective)
{
    if (perspective == m_perspective)
        return;
    QSettings settings;
    settings.setValue(key(m_perspective), state());
    m_perspective = perspective;
    apply(settings.value(key(perspective)).toByteArray());
    emit perspectiveChanged(perspective);
}

void WindowLayout::arrange(Perspective perspective)
{
    for (const Dock id : {Dock::Models, Dock::Inspector, Dock::Problems, Dock::Run, Dock::History}) {
        m_docks[id]->setFloating(false);
        m_window->addDockWidget(area(id), m_docks[id]);
    }
    m_window->tabifyDockWidget(m_docks[Dock::Problems], m_docks[Dock::Run]);
    m_window->tabifyDockWidget(m_docks[Dock::Run], m_docks[Dock::History]);
    const bool run = perspective == Perspective::Run;
    m_docks[Dock::Models]->show();
    m_docks[Dock::Inspector]->setVisible(!run);
    m_docks[Dock::Problems]->hide();
    m_docks[Dock::History]->hide();
    m_docks[Dock::Run]->setVisible(run);
    m_window->resizeDocks({m_docks[Dock::Models], m_docks[Dock::Inspector]}, {384, 320}, Qt::Horizontal);
    if (run)
        m_window->resizeDocks({m_docks[Dock::Run]}, {preferredHeight(Dock::Run)}, Qt::Vertical);
}

void WindowLayout::restore()
{
    const QSettings settings;
    m_window->resize(1360, 860);
    m_window->restoreGeometry(settings.value("window/geometry").toByteArray());
    m_perspective =
        settings.value("window/perspective").toString() == "run"_L1 ? Perspective::Run : Perspective::Inspect;
    apply(settings.value(key(m_perspective)).toByteArray());
    emit perspectiveChanged(m_perspective);
}

void WindowLayout::store()
{
    QSettings settings;
    settings.setValue("window/geometry", m_window->saveGeometry());
    settings.setValue("window/perspective", m_perspective == Perspective::Run ? u"run"_s : u"inspect"_s);
    settings.setValue(key(m_perspective), state());
}

} // namespace lw::ui
