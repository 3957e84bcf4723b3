// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/ModelTreeNode.h"

#include "core/model/Draft.h"
#include "ui/widgets/Text.h"

#include <QSet>

namespace lw::ui {

ModelTreeModel::Owned::Owned(std::shared_ptr<const Model> shown) : model(std::move(shown))
{
    for (const Diagnostic* entry : brokenConnections(*model)) {
        QString path = identityText(entry->subject);
        for (bool more = true; more; path.truncate(path.lastIndexOf(u'/'))) {
            if (!broken.contains(path))
                broken.insert(path, entry);
            more = path.contains(u'/');
        }
    }
}

ModelTreeModel::Node* ModelTreeModel::Node::add(NodeKind childKind)
{
    auto child = std::make_unique<Node>();
    child->kind = childKind;
    child->document = document;
    child->parent = this;
    child->row = static_cast<int>(children.size());
    child->owned = owned;
    children.push_back(std::move(child));
    return children.back().get();
}

void ModelTreeModel::Node::populate()
{
    if (populated)
        return;
    populated = true;
    if (kind == NodeKind::Model) {
        addModel();
    } else if (kind == NodeKind::Layer) {
        addLayers(layer->layers, path + u'/');
        addVariables(owned->byLayer.value(path));
    } else if (kind == NodeKind::Group) {
        addGroup();
    }
}

void ModelTreeModel::Node::addModel()
{
    const Model& model = *owned->model;
    QSet<QString> layers;
    visitLayers(model, [&](const Layer&, const std::string& path, int) { layers.insert(identityText(path)); });
    for (std::size_t i = 0; i < model.variables.size(); ++i) {
        const QString layer = identityText(model.variables[i].layer);
        if (layers.contains(layer))
            owned->byLayer[layer].append(static_cast<int>(i));
        else
            owned->others.append(static_cast<int>(i));
    }
    addLayers(model.layers, {});
    const auto addIf = [&](bool wanted, GroupKind groupKind) {
        if (wanted)
            add(NodeKind::Group)->group = groupKind;
    };
    if (model.layers.empty())
        addVariables(owned->others);
    else
        addIf(!owned->others.isEmpty(), GroupKind::Others);
    addIf(!model.signatures.empty(), GroupKind::Signatures);
    addIf(!model.assets.empty(), GroupKind::Assets);
}

void ModelTreeModel::Node::addGroup()
{
    if (group == GroupKind::Others)
        return addVariables(owned->others);
    const bool signatures = group == GroupKind::Signatures;
    const std::size_t count = signatures ? owned->model->signatures.size() : owned->model->assets.size();
    for (std::size_t i = 0; i < count; ++i)
        add(signatures ? NodeKind::Signature : NodeKind::Asset)->item = static_cast<int>(i);
}

void ModelTreeModel::Node::addLayers(const std::vector<Layer>& layers, const QString& prefix)
{
    for (const Layer& child : layers) {
        Node* node = add(NodeKind::Layer);
        node->layer = &child;
        node->path = prefix + identityText(child.name);
    }
}

void ModelTreeModel::Node::addVariables(const QList<int>& variables)
{
    for (const int variable : variables)
        add(NodeKind::Variable)->item = variable;
}

} // namespace lw::ui
