// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"
#include "ui/document/ModelParts.h"

#include <QObject>
#include <QPersistentModelIndex>
#include <QTimer>
#include <functional>

class QDropEvent;
class QTreeView;

namespace lw::ui {

class DropSign;
class ModelTreeModel;

/// Parts of models that are dragged over the tree: marks the item that they would go to, says what fits, unfolds what
/// is hovered for a while, and hands over the drop. User interface thread only.
class TreeDrop : public QObject {
    Q_OBJECT
public:
    /// toSource maps an index of the view to the tree model.
    TreeDrop(QTreeView* tree, ModelTreeModel* model, std::function<QModelIndex(const QModelIndex&)> toSource);

    [[nodiscard]] const DropSign* sign() const { return m_sign; }

signals:
    void dropped(lw::ui::Document* target, const lw::ui::ModelParts& parts, const lw::ui::DropPlace& place);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] std::optional<DropPlace> placeOf(const QModelIndex& source) const;
    void hover(QDropEvent* event, const ModelParts& parts);
    void leave();
    void scrollNear(double y);
    QTreeView* m_tree;
    ModelTreeModel* m_model;
    std::function<QModelIndex(const QModelIndex&)> m_toSource;
    DropSign* m_sign;
    QPersistentModelIndex m_hovered;
    QTimer m_unfold;
    bool m_takes = false;
};

} // namespace lw::ui
