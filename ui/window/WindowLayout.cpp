// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WindowLayout.h"

#include <QDockWidget>
#include <QSettings>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStateVersion = 1; // raise when docks change, so that old arrangements are not applied

QString dockName(WindowLayout::Dock id)
{
    switch (id) {
    case WindowLayout::Dock::Models:
        return u"models"_s;
    case WindowLayout::Dock::Inspector:
        return u"inspector"_s;
    case WindowLayout::Dock::Problems:
        return u"problems"_s;
    case WindowLayout::Dock::Run:
        break;
    }
    return u"run"_s;
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

void WindowLayout::raise(Dock id)
{
    m_docks.at(id)->show();
    m_docks.at(id)->raise();
}

QString WindowLayout::key(Perspective perspective)
{
    return perspective == Perspective::Run ? u"window/run"_s : u"window/inspect"_s;
}

void WindowLayout::setPerspective(Perspective perspective)
{
    if (perspective == m_perspective)
        return;
    QSettings settings;
    settings.setValue(key(m_perspective), m_window->saveState(kStateVersion));
    m_perspective = perspective;
    if (!m_window->restoreState(settings.value(key(perspective)).toByteArray(), kStateVersion))
        arrange(perspective);
    emit perspectiveChanged(perspective);
}

void WindowLayout::arrange(Perspective perspective)
{
    for (const Dock id : {Dock::Models, Dock::Inspector, Dock::Problems, Dock::Run}) {
        m_docks[id]->setFloating(false);
        m_window->addDockWidget(area(id), m_docks[id]);
    }
    m_window->tabifyDockWidget(m_docks[Dock::Problems], m_docks[Dock::Run]);
    const bool run = perspective == Perspective::Run;
    m_docks[Dock::Models]->show();
    m_docks[Dock::Inspector]->setVisible(!run);
    m_docks[Dock::Problems]->show();
    m_docks[Dock::Run]->show();
    m_docks[run ? Dock::Run : Dock::Problems]->raise();
    m_window->resizeDocks({m_docks[Dock::Models], m_docks[Dock::Inspector]}, {360, 320}, Qt::Horizontal);
    m_window->resizeDocks({m_docks[Dock::Problems]}, {run ? 400 : 120}, Qt::Vertical);
}

void WindowLayout::restore()
{
    const QSettings settings;
    m_window->resize(1360, 860);
    m_window->restoreGeometry(settings.value("window/geometry").toByteArray());
    m_perspective =
        settings.value("window/perspective").toString() == "run"_L1 ? Perspective::Run : Perspective::Inspect;
    if (!m_window->restoreState(settings.value(key(m_perspective)).toByteArray(), kStateVersion))
        arrange(m_perspective);
    emit perspectiveChanged(m_perspective);
}

void WindowLayout::store()
{
    QSettings settings;
    settings.setValue("window/geometry", m_window->saveGeometry());
    settings.setValue("window/perspective", m_perspective == Perspective::Run ? u"run"_s : u"inspect"_s);
    settings.setValue(key(m_perspective), m_window->saveState(kStateVersion));
}

} // namespace lw::ui
