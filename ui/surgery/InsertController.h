// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/ModelParts.h"
#include "ui/document/Workspace.h"

#include <QObject>
#include <QTimer>
#include <optional>

class QMenu;

namespace lw::ui {

class GapJudge;
class SurgeryController;
class WindowActions;

/// Layers that are put into gaps of a model, with their weights: drops, and "Paste layer after". The action is enabled
/// when what is on the clipboard can stand behind the selected layer (or at the end, when none is selected), else its
/// tool tip says why not. User interface thread only.
class InsertController : public QObject {
    Q_OBJECT
public:
    InsertController(Workspace* workspace, WindowActions* actions, SurgeryController* surgery, QWidget* window);

    /// One undo step; what does not fit is said, with the ways that there are.
    void insert(Document* target, const ModelParts& parts, const DropPlace& place);
    /// What is on the clipboard, behind the selected layer.
    void paste();
    /// Adds what pastes onto the selected layer and behind it.
    void fillMenu(QMenu* menu) const;
    void updateActions();

private:
    void look();
    void show(bool enabled, const QString& why);
    [[nodiscard]] DropPlace placeOfPaste() const;
    Workspace* m_workspace;
    WindowActions* m_actions;
    SurgeryController* m_surgery;
    GapJudge* m_judge;
    std::optional<ModelParts> m_copied; ///< layers on the clipboard, which other programs are slow to tell of
    QString m_reason;                   ///< why there are none
    QTimer m_later;                     ///< selections that follow each other quickly are judged once
};

} // namespace lw::ui
