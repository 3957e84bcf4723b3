// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QAbstractItemModel>
#include <memory>
#include <vector>

namespace lw::ui {

/// All open models as a tree: models > layers (nested) > variables, then signatures, assets and weights without a
/// layer. Holds no model data: it answers from the documents, and makes the nodes below an item when somebody first
/// asks for them, so that 5,000 layers cost nothing until they are looked at. User interface thread only.
class ModelTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum class Column { Name, Class, Shape, Count };
    enum class NodeKind { Model, Layer, Variable, Group, Signature, Asset };
    enum Role { KindRole = Qt::UserRole, PathRole, LayerPathRole, DocumentRole };

    explicit ModelTreeModel(Workspace* workspace, QObject* parent = nullptr);
    ~ModelTreeModel() override;

    [[nodiscard]] NodeKind kind(const QModelIndex& index) const;
    [[nodiscard]] Document* document(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex documentIndex(const Document* document) const;
    /// The item of what is selected in the document, or the document's own.
    [[nodiscard]] QModelIndex selectionIndex(Document* document) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Layers, variables and whole models can be dragged: those of the first item's model, as PartsMime.
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Texts again, after the language changed.
    void retranslate();

signals:
    /// Around the exchange of everything below a document whose model is another now.
    void aboutToRefresh(lw::ui::Document* document);
    void refreshed(lw::ui::Document* document);

private:
    struct Node;
    struct Owned;
    [[nodiscard]] Node* node(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Node* node, int column = 0) const;
    void insert(Document* document);
    void refresh(Document* document);
    void remove(Document* document);
    [[nodiscard]] QString name(const Node& node) const;
    [[nodiscard]] QString detail(const Node& node, Column column) const;
    [[nodiscard]] static QString trouble(const Node& node); ///< of a draft's layer: what does not fit, and why
    [[nodiscard]] QVariant icon(const Node& node) const;
    /// A layer that has weights of which none trains.
    [[nodiscard]] static bool isFrozen(const Node& node);

    Workspace* m_workspace;
    std::vector<std::unique_ptr<Node>> m_roots;
};

} // namespace lw::ui
