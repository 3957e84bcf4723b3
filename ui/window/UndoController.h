// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QUndoGroup>

namespace lw::ui {

class WindowActions;

/// Undo and redo of the current document, with what they would do in the menu ("Undo move 2 variables"). User interface
/// thread only.
class UndoController : public QObject {
    Q_OBJECT
public:
    UndoController(Workspace* workspace, WindowActions* actions, QObject* parent);

    /// Texts again, after the language changed.
    void retranslate();

private:
    void update();
    WindowActions* m_actions;
    QUndoGroup m_group;
};

} // namespace lw::ui
