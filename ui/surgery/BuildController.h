// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/edit/surgery/NewModel.h"
#include "ui/document/Workspace.h"

#include <QHash>
#include <QObject>

class QDialog;
class QMenu;

namespace lw::ui {

class MessageArea;
class SurgeryController;
class WindowActions;

/// Makes models out of nothing or out of others, and graphs out of chains: new models, extracting and unwrapping,
/// branches, merges and inputs; and shows how freezing moves weights. Edits are SurgeryController's. User interface
/// thread only.
class BuildController : public QObject {
    Q_OBJECT
public:
    BuildController(Workspace* workspace, WindowActions* actions, MessageArea* messages, SurgeryController* surgery,
                    QWidget* window);

    /// Adds what can be done with the selected layers, when there are any.
    void fillMenu(QMenu* menu) const;
    void updateActions();
    /// A new, unsaved document.
    void create(const edit::NewModelPlan& plan);
    /// The same of an architecture, with fresh weights. name: where it comes from. read: on another thread.
    void createFrom(const QString& name, const std::function<Result<Model>(const Progress&)>& read);

signals:
    void opened(QDialog* dialog);

private:
    void connectActions();
    void askNew();
    void clone();
    void extract();
    [[nodiscard]] QString titleOf(const Model& model) const;
    void branch();
    void merge();
    void askInput();
    void showOrder(const std::shared_ptr<const Model>& before);
    void tellOrder(Document* document, const std::shared_ptr<const Model>& before, const QString& title);
    [[nodiscard]] Document* document() const { return m_workspace->current(); }
    [[nodiscard]] std::vector<std::string> layers() const;
    Workspace* m_workspace;
    WindowActions* m_actions;
    MessageArea* m_messages;
    SurgeryController* m_surgery;
    QWidget* m_window;
    QHash<Document*, std::shared_ptr<const Model>> m_saved; ///< the models as they were opened or saved
    std::uint64_t m_seed = 0;                               ///< of the next fresh weights
};

} // namespace lw::ui
