// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QObject>

class QMenu;

namespace lw::ui {

class InspectorPane;
class ProblemsPane;
class WindowActions;

/// The ways to teach custom classes and functions: the menu, a layer's own menu and inspector, a problem found while
/// reading.
/// User interface thread only.
class ObjectsController : public QObject {
    Q_OBJECT
public:
    ObjectsController(Workspace* workspace, WindowActions* actions, InspectorPane* inspector, ProblemsPane* problems,
                      QWidget* window);

    /// document may be null: the definitions alone.
    void teach(const Document* document, const QString& name);
    /// Adds the way to teach the class or function that the selected layer needs, if it needs one.
    void fillMenu(QMenu* menu);

private:
    Workspace* m_workspace;
    QWidget* m_window;
};

} // namespace lw::ui
