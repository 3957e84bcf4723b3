// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/ModelParts.h"
#include "ui/document/Workspace.h"

#include <QMenu>
#include <QSet>
#include <QWidget>

class QLineEdit;
class QTimer;

namespace lw::ui {

class HighlightDelegate;
class ModelTreeModel;
class PartsTree;
class TreeFilterModel;

/// The dock on the left: all models, their layers and variables, with a search field. Selecting an item selects it in
/// its document and the other way round. Space peeks at the first weight of a layer, Enter opens what is selected.
class ModelsPane : public QWidget {
    Q_OBJECT
public:
    explicit ModelsPane(Workspace* workspace, QWidget* parent = nullptr);

    void find();
    /// What is selected, onto the clipboard: as weights for another model, and its paths as text.
    void copy();
    /// Scrolls to what is selected in the current document.
    void reveal();
    /// The document whose row or part is at a place, in coordinates of the screen; null elsewhere.
    [[nodiscard]] Document* documentAt(const QPoint& global) const;

signals:
    /// A context menu of the selected layer is about to be shown: others may add what can be done with it.
    void menuRequested(QMenu* menu);
    void closeRequested(lw::ui::Document* document);
    void partsDropped(lw::ui::Document* target, const lw::ui::ModelParts& parts, const lw::ui::DropPlace& place);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void follow(Document* document);
    void keepPlaces(Document* document);
    void restorePlaces(Document* document);
    void select(const QModelIndex& current);
    /// A press in the tree has ended. dragged: what is shown stays, and the tree goes back to it.
    void settle(bool dragged);
    void selectBeside();
    void peek();
    void open();
    void applyFilter();
    [[nodiscard]] QList<QPersistentModelIndex> unfolded() const;
    void contextMenu(const QPoint& position);
    Workspace* m_workspace;
    QLineEdit* m_search;
    PartsTree* m_tree;
    ModelTreeModel* m_model;
    TreeFilterModel* m_filter;
    HighlightDelegate* m_highlight;
    QTimer* m_typing;
    QList<QPersistentModelIndex> m_beforeSearch; ///< rows of the model that were unfolded then
    QSet<QString> m_unfolded; ///< paths, while a model is exchanged
    bool m_following = false;
};

} // namespace lw::ui
