// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"
#include "ui/items/ModelSearch.h"

#include <QLineEdit>
#include <QPointer>
#include <memory>

class QFrame;
class QLabel;
class QTimer;
class QTreeWidget;
class QTreeWidgetItem;

namespace lw::ui {

class HighlightDelegate;
class TaskHandle;

/// The search of the tool bar: layers, variables and operators of the current model in a list below, best first. Arrows
/// move in the list, Enter or a click chooses, Escape gives up. User interface thread only.
class SearchBox : public QLineEdit {
    Q_OBJECT
public:
    SearchBox(Workspace* workspace, QWidget* window);
    ~SearchBox() override;

    /// Puts the cursor into the box, with what was searched last selected.
    void start();
    [[nodiscard]] QTreeWidget* list() const { return m_list; }

signals:
    void chosen(lw::ui::Document* document, const lw::ui::Found& found);
    /// The user gave up with Escape: the focus goes back to where the work is.
    void left();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void retranslate();
    void search();
    void fill(const FoundList& found);
    void place();
    void choose(QTreeWidgetItem* item);
    void readOperators();
    Workspace* m_workspace;
    QWidget* m_window;
    QFrame* m_frame;
    QTreeWidget* m_list;
    QLabel* m_more;
    HighlightDelegate* m_highlight;
    QTimer* m_typing;
    FoundList m_found;
    QPointer<Document> m_document;                    ///< that m_found is about
    std::shared_ptr<const Model> m_operatorsOf;       ///< the model that the operators are of or being read for
    std::shared_ptr<const OperatorNames> m_operators; ///< null while they are read
    QPointer<TaskHandle> m_reading;
};

} // namespace lw::ui
