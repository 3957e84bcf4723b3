// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/items/ModelTreeModel.h"

#include <QHash>
#include <utility>

namespace lw::ui {

/// The model that the nodes of a document show, and which of its variables belong to which layer.
struct ModelTreeModel::Owned {
    explicit Owned(std::shared_ptr<const Model> shown);
    std::shared_ptr<const Model> model; ///< kept while nodes borrow from it; a document gets a new one at once
    QHash<QString, QList<int>> byLayer;
    QList<int> others;
    /// Of a draft: by layer, why it does not fit; for the models and wrappers around it too. Borrowed from model.
    QHash<QString, const Diagnostic*> broken;
};

/// One item. Children are made when somebody first asks for them.
struct ModelTreeModel::Node {
    enum class GroupKind { Signatures, Assets, Others };
    NodeKind kind = NodeKind::Model;
    Document* document = nullptr;
    Node* parent = nullptr;
    int row = 0;
    QString path;                 ///< of a layer
    const Layer* layer = nullptr; ///< borrowed from owned->model
    int item = -1;                ///< index of a variable, signature or asset
    GroupKind group = GroupKind::Signatures;
    std::shared_ptr<Owned> owned; ///< shared by all nodes of a document
    bool populated = false;
    std::vector<std::unique_ptr<Node>> children;

    /// Makes the children, the first time that it is called.
    void populate();

private:
    Node* add(NodeKind childKind);
    void addModel();
    void addGroup();
    void addLayers(const std::vector<Layer>& layers, const QString& prefix);
    void addVariables(const QList<int>& variables);
};

} // namespace lw::ui
