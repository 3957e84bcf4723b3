// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/TransplantPlan.h"
#include "ui/document/ModelParts.h"
#include "ui/document/Workspace.h"

#include <QObject>

namespace lw::ui {

class MessageArea;
struct DropVerdict;
class UndoToast;
class WindowActions;

/// Drops, pastes and plans: what moves weights between open models. What needs no decision happens at once, as one undo
/// step, and a toast offers to take it back; else the plan opens. User interface thread only.
class TransplantController : public QObject {
    Q_OBJECT
public:
    /// toastOver: at whose lower edge toasts appear.
    TransplantController(Workspace* workspace, WindowActions* actions, MessageArea* messages, QWidget* toastOver,
                         QWidget* window);

    void drop(Document* target, const ModelParts& parts, const DropPlace& place);
    /// Weights from the clipboard onto what is selected in the document, or onto all of it.
    void paste(Document* target);
    /// The plan for the current document and another one; asks for neither when there is only one pair.
    void openPlan();
    /// Asks how to blend the current document with others.
    void openBlend();
    /// One undo step for all that the plan moves; tells what was moved.
    bool apply(Document* target, const edit::TransplantPlan& plan, const QString& step);
    [[nodiscard]] static QString stepText(const ModelParts& parts, const DropPlace& place);
    void updateActions();
    [[nodiscard]] UndoToast* toast() const { return m_toast; }

signals:
    void notice(const QString& text);

private:
    void applyPlanned(Document* target, const edit::TransplantPlan& plan);
    bool commit(Document* target, const edit::Edit& edit, const QString& step, const QString& done);
    void refuse(Document* target, const Error& error);
    [[nodiscard]] const Document* seen(const Document* target) const;
    void showPlan(Document* target, const QString& source, const DropVerdict& verdict);
    Workspace* m_workspace;
    WindowActions* m_actions;
    MessageArea* m_messages;
    QWidget* m_window;
    UndoToast* m_toast;
};

} // namespace lw::ui
