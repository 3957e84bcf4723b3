// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QObject>

namespace lw::ui {

class InspectorPane;
class ProblemsPane;
class WindowActions;

/// The ways to teach custom classes and functions: the menu, the inspector of a layer, a problem found while reading.
/// User interface thread only.
class ObjectsController : public QObject {
    Q_OBJECT
public:
    ObjectsController(Workspace* workspace, WindowActions* actions, InspectorPane* inspector, ProblemsPane* problems,
                      QWidget* window);

    /// document may be null: the definitions alone.
    void teach(const Document* document, const QString& name);

private:
    QWidget* m_window;
};

} // namespace lw::ui
