// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"
#include "ui/document/ModelParts.h"

#include <QObject>
#include <QPersistentModelIndex>
#include <QTimer>
#include <functional>
#include <optional>

class QDropEvent;
class QTreeView;

namespace lw::ui {

class DropSign;
class GapJudge;
class ModelTreeModel;

/// Parts of models that are dragged over the tree: marks the item or the gap between rows that they would go to, says
/// what fits, unfolds what is hovered for a while, and hands over the drop. User interface thread only.
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
    /// Where a drop would go.
    struct Target {
        QModelIndex index; ///< of the view
        std::optional<DropPlace> place;
        int seam = 0; ///< of a gap: where it is drawn, in the view's pixels
    };
    [[nodiscard]] Target targetAt(const QPoint& at, const ModelParts& parts, Qt::KeyboardModifiers keys) const;
    [[nodiscard]] std::optional<DropPlace> placeOf(const QModelIndex& source) const;
    [[nodiscard]] std::optional<Target> gapAt(const QPoint& at, const QModelIndex& index) const;
    [[nodiscard]] bool isLayer(const QModelIndex& index) const;
    [[nodiscard]] std::string pathOf(const QModelIndex& index) const;
    [[nodiscard]] Document* documentOf(const QModelIndex& index) const;
    void hover(QDropEvent* event, const ModelParts& parts);
    void mark(const Target& target, const ModelParts& parts);
    void leave();
    void scrollNear(double y);
    QTreeView* m_tree;
    ModelTreeModel* m_model;
    std::function<QModelIndex(const QModelIndex&)> m_toSource;
    DropSign* m_sign;
    GapJudge* m_judge;
    QPersistentModelIndex m_hovered;
    std::optional<DropPlace> m_place; ///< that is marked
    int m_seam = 0;
    std::optional<ModelParts> m_parts; ///< what hovers
    QTimer m_unfold;
    bool m_takes = false;
};

} // namespace lw::ui
