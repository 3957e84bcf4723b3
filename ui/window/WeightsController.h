// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QObject>

class QDialog;

namespace lw::edit {
class RestorePlan;
}

namespace lw::ui {

class MessageArea;
class UndoToast;
class WindowActions;

/// Loading weights into an open model and composing checkpoints of it: asks for files, reads them off the user
/// interface thread, shows the plan and says what happened, with Undo. User interface thread only.
class WeightsController : public QObject {
    Q_OBJECT
public:
    WeightsController(Workspace* workspace, WindowActions* actions, MessageArea* messages, QWidget* toastOver,
                      QWidget* window);

    /// Asks for a weights file or checkpoint.
    void askFile(Document* document);
    /// Reads the file, then shows the plan.
    void load(Document* document, const QString& path);
    void compose(Document* document);
    void updateActions();

    /// Whether a path looks like weights without a model: what is dropped on a model then may be meant for it.
    static bool looksLikeWeights(const QString& path);

signals:
    void opened(QDialog* dialog);

private:
    void showPlan(Document* document, std::shared_ptr<const Model> file, const QString& path);
    void apply(Document* document, const edit::RestorePlan& plan, const QString& fileTitle);
    void save(Document* document, const QString& prefix, std::vector<std::pair<std::string, std::string>> parts);
    Workspace* m_workspace;
    WindowActions* m_actions;
    MessageArea* m_messages;
    QWidget* m_window;
    UndoToast* m_toast;
};

} // namespace lw::ui
