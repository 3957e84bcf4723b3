// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Surgery.h"
#include "ui/document/Workspace.h"

#include <QObject>
#include <functional>

class QDialog;
class QMenu;

namespace lw::ui {

class LayerPicker;
class MessageArea;
class UndoToast;
class WindowActions;

/// Surgery on the architecture of the current document: the actions of the Layer menu, and of context menus. What does
/// not fit is said with the connection and the shapes, and can be done with fresh weights or kept as a draft. User
/// interface thread only.
class SurgeryController : public QObject {
    Q_OBJECT
public:
    /// Makes the edit; called again with other options when the first do not go.
    using Make = std::function<edit::EditPointer(const edit::SurgeryOptions& options)>;

    SurgeryController(Workspace* workspace, WindowActions* actions, MessageArea* messages, UndoToast* toast,
                      QWidget* window);

    /// One undo step. select: the layer that is selected afterwards, when there is one of this path; otherwise what one
    /// goes on with (LayerToGoOn.h).
    void perform(Document* document, const Make& make, const QString& select = {});
    /// Adds what can be done with layers, when one is selected.
    void fillMenu(QMenu* menu) const;
    void updateActions();

signals:
    void opened(QDialog* dialog);
    /// An edit went; what it is called, and the model as it was.
    void performed(lw::ui::Document* document, const std::shared_ptr<const lw::Model>& before, const QString& title);

private:
    void connectActions();
    void rename();
    /// The dialog, which is open already; null without a document.
    LayerPicker* pickLayer(const QString& title, const QString& accept,
                           const std::function<edit::EditPointer(const Json&, const edit::SurgeryOptions&)>& make,
                           const Layer* from = nullptr);
    void wrap();
    void remove();
    void newHead();
    void inputShape();
    void nest();
    void settings();
    void tell(Document* document, const edit::Edit& edit, const std::vector<Diagnostic>& before);
    void refuse(Document* document, const Make& make, const edit::SurgeryOptions& options, const QString& select,
                const Error& error);
    void performWith(Document* document, const Make& make, const edit::SurgeryOptions& options, const QString& select);
    [[nodiscard]] Document* document() const { return m_workspace->current(); }
    [[nodiscard]] std::string layer() const;
    Workspace* m_workspace;
    WindowActions* m_actions;
    MessageArea* m_messages;
    UndoToast* m_toast;
    QWidget* m_window;
    std::uint64_t m_seed = 0; ///< of the next fresh weights
};

} // namespace lw::ui
