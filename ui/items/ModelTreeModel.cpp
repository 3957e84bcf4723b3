// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/ModelTreeModel.h"

#include "ui/document/ModelParts.h"
#include "ui/items/ModelTreeNode.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/ModelWords.h"
#include "ui/widgets/Text.h"

#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

ModelTreeModel::ModelTreeModel(Workspace* workspace, QObject* parent)
    : QAbstractItemModel(parent), m_workspace(workspace)
{
    for (Document* document : workspace->documents())
        insert(document);
    connect(workspace, &Workspace::added, this, &ModelTreeModel::insert);
    connect(workspace, &Workspace::aboutToClose, this, &ModelTreeModel::remove);
}

ModelTreeModel::~ModelTreeModel() = default;

void ModelTreeModel::insert(Document* document)
{
    const int row = static_cast<int>(m_roots.size());
    beginInsertRows({}, row, row);
    auto root = std::make_unique<Node>();
    root->document = document;
    root->row = row;
    root->owned = std::make_shared<Owned>(document->sharedModel());
    m_roots.push_back(std::move(root));
    endInsertRows();
    connect(document, &Document::changed, this, [this, document] { refresh(document); });
    connect(document, &Document::modifiedChanged, this, [this, document] {
        const QModelIndex root = documentIndex(document);
        emit dataChanged(root, root);
    });
}

/// The document keeps its row; everything below is made anew.
void ModelTreeModel::refresh(Document* document)
{
    const QModelIndex place = documentIndex(document);
    if (!place.isValid())
        return;
    emit aboutToRefresh(document);
    Node& root = *node(place);
    if (!root.children.empty()) {
        beginRemoveRows(place, 0, static_cast<int>(root.children.size()) - 1);
        root.children.clear();
        endRemoveRows();
    }
    Node fresh;
    fresh.document = document;
    fresh.owned = std::make_shared<Owned>(document->sharedModel());
    fresh.populate();
    root.owned = fresh.owned;
    root.populated = true;
    if (!fresh.children.empty()) {
        beginInsertRows(place, 0, static_cast<int>(fresh.children.size()) - 1);
        root.children.swap(fresh.children);
        for (const auto& child : root.children)
            child->parent = &root;
        endInsertRows();
    }
    emit dataChanged(place, place.siblingAtColumn(columnCount() - 1));
    emit refreshed(document);
}

void ModelTreeModel::remove(Document* document)
{
    const QModelIndex found = documentIndex(document);
    if (!found.isValid())
        return;
    disconnect(document, nullptr, this, nullptr);
    beginRemoveRows({}, found.row(), found.row());
    m_roots.erase(m_roots.begin() + found.row());
    for (std::size_t i = 0; i < m_roots.size(); ++i)
        m_roots[i]->row = static_cast<int>(i);
    endRemoveRows();
}

ModelTreeModel::Node* ModelTreeModel::node(const QModelIndex& index) const
{
    return static_cast<Node*>(index.internalPointer());
}

QModelIndex ModelTreeModel::indexOf(const Node* node, int column) const
{
    return createIndex(node->row, column, const_cast<Node*>(node));
}

ModelTreeModel::NodeKind ModelTreeModel::kind(const QModelIndex& index) const
{
    return node(index)->kind;
}

Document* ModelTreeModel::document(const QModelIndex& index) const
{
    return index.isValid() ? node(index)->document : nullptr;
}

QModelIndex ModelTreeModel::documentIndex(const Document* document) const
{
    for (const auto& root : m_roots) {
        if (root->document == document)
            return indexOf(root.get());
    }
    return {};
}

QModelIndex ModelTreeModel::selectionIndex(Document* document) const
{
    const QModelIndex root = documentIndex(document);
    if (!root.isValid())
        return {};
    const Selection& selection = document->selection();
    Node* place = node(root);
    // Names may contain slashes, so each level is searched for what the path begins with.
    for (bool deeper = true; deeper && !selection.layerPath().isEmpty() && place->path != selection.layerPath();) {
        place->populate();
        const auto found = std::find_if(place->children.begin(), place->children.end(), [&](const auto& child) {
            return child->kind == NodeKind::Layer &&
                   (child->path == selection.layerPath() || selection.layerPath().startsWith(child->path + u'/'));
        });
        deeper = found != place->children.end();
        if (deeper)
            place = found->get();
    }
    if (selection.kind() != Selection::Kind::Variable)
        return indexOf(place);
    const std::string wanted = selection.path().toStdString();
    const auto findVariableBelow = [&](Node* parent) -> Node* {
        parent->populate();
        for (const auto& child : parent->children) {
            if (child->kind == NodeKind::Variable &&
                child->owned->model->variables[static_cast<std::size_t>(child->item)].path == wanted)
                return child.get();
        }
        return nullptr;
    };
    if (Node* variable = findVariableBelow(place))
        return indexOf(variable);
    for (const auto& child : node(root)->children) {
        Node* variable = child->kind == NodeKind::Group ? findVariableBelow(child.get()) : nullptr;
        if (variable)
            return indexOf(variable);
    }
    return indexOf(place);
}

QModelIndex ModelTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto& siblings = parent.isValid() ? node(parent)->children : m_roots;
    return createIndex(row, column, siblings[static_cast<std::size_t>(row)].get());
}

QModelIndex ModelTreeModel::parent(const QModelIndex& child) const
{
    const Node* above = child.isValid() ? node(child)->parent : nullptr;
    return above ? indexOf(above) : QModelIndex();
}

int ModelTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_roots.size());
    if (parent.column() != 0)
        return 0;
    node(parent)->populate();
    return static_cast<int>(node(parent)->children.size());
}

int ModelTreeModel::columnCount(const QModelIndex&) const
{
    return static_cast<int>(Column::Count);
}

bool ModelTreeModel::hasChildren(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return !m_roots.empty();
    if (parent.column() != 0)
        return false;
    const Node& item = *node(parent);
    if (item.kind == NodeKind::Layer && !item.populated)
        return !item.layer->layers.empty() || item.owned->byLayer.contains(item.path);
    return rowCount(parent) > 0;
}

QVariant ModelTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& item = *node(index);
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return column == Column::Name ? name(item) : detail(item, column);
    case Qt::ToolTipRole:
        if (item.kind == NodeKind::Model)
            return item.document->path();
        if (item.kind == NodeKind::Layer && item.owned->broken.contains(item.path))
            return trouble(item);
        if (column == Column::Class && isFrozen(item))
            return tr("%1: none of its weights trains").arg(data(index, Qt::DisplayRole).toString());
        return column == Column::Name && item.kind == NodeKind::Layer ? displayText(item.path.toStdString(), 400)
                                                                      : data(index, Qt::DisplayRole);
    case Qt::DecorationRole:
        if (column == Column::Class && isFrozen(item))
            return icons::icon(u"variable-frozen"_s, ColorRole::TextMuted);
        return column == Column::Name ? icon(item) : QVariant();
    case Qt::ForegroundRole:
        return column == Column::Name ? QVariant() : Theme::current().color(ColorRole::TextMuted);
    case Qt::FontRole:
        return item.kind == NodeKind::Model && column == Column::Name ? Theme::current().font(Theme::TextStyle::Strong)
                                                                      : QVariant();
    case KindRole:
        return static_cast<int>(item.kind);
    case PathRole:
        if (item.kind == NodeKind::Variable)
            return identityText(item.owned->model->variables[static_cast<std::size_t>(item.item)].path);
        return item.path;
    case LayerPathRole:
        if (item.kind == NodeKind::Variable)
            return identityText(item.owned->model->variables[static_cast<std::size_t>(item.item)].layer);
        return item.path;
    case DocumentRole:
        return QVariant::fromValue(item.document);
    default:
        return {};
    }
}

QString ModelTreeModel::trouble(const Node& node)
{
    const Diagnostic& broken = *node.owned->broken.value(node.path);
    return displayText(broken.subject, 400) + u'\n' + coreText(broken.message);
}

QString ModelTreeModel::name(const Node& node) const
{
    const Model& model = *node.owned->model;
    const auto at = static_cast<std::size_t>(std::max(0, node.item));
    switch (node.kind) {
    case NodeKind::Model:
        return node.document->isModified() ? node.document->title() + u" ●"_s : node.document->title();
    case NodeKind::Layer:
        return displayText(node.layer->name);
    case NodeKind::Variable: {
        const Variable& variable = model.variables[at];
        return displayText(variable.role.empty() || model.layers.empty() || variable.layer.empty() ? variable.path
                                                                                                   : variable.role);
    }
    case NodeKind::Signature:
        return displayText(model.signatures[at].name);
    case NodeKind::Asset:
        return displayText(model.assets[at]);
    case NodeKind::Group:
        break;
    }
    switch (node.group) {
    case Node::GroupKind::Signatures:
        return tr("Signatures");
    case Node::GroupKind::Assets:
        return tr("Assets");
    case Node::GroupKind::Others:
        break;
    }
    return tr("Other weights");
}

QString ModelTreeModel::detail(const Node& node, Column column) const
{
    const bool shape = column == Column::Shape;
    const Model& model = *node.owned->model;
    if (node.kind == NodeKind::Model)
        return shape ? QString() : formatWord(model.format);
    if (node.kind == NodeKind::Layer) {
        if (!shape)
            return displayText(node.layer->className);
        const bool known = !node.layer->nodes.empty() && !node.layer->nodes.front().outputShapes.empty();
        return known ? shapeLabel(node.layer->nodes.front().outputShapes.front()) : QString();
    }
    if (node.kind == NodeKind::Variable) {
        const Tensor& tensor = model.variables[static_cast<std::size_t>(node.item)].tensor;
        return shape ? shapeLabel(tensor.shape()) : identityText(dtypeName(tensor.dtype()));
    }
    return {};
}

bool ModelTreeModel::isFrozen(const Node& node)
{
    return node.kind == NodeKind::Layer && node.layer->parameters > 0 && node.layer->trainableParameters == 0;
}

QVariant ModelTreeModel::icon(const Node& node) const
{
    switch (node.kind) {
    case NodeKind::Model:
        return icons::icon(formatIconName(QString::fromStdString(node.owned->model->format)), ColorRole::Accent);
    case NodeKind::Layer:
        if (node.owned->broken.contains(node.path))
            return icons::icon(u"error"_s, ColorRole::Error);
        return icons::category(node.layer->nested  ? keras::Category::Model
                               : node.layer->known ? keras::categoryOf(node.layer->className)
                                                   : keras::Category::Unknown);
    case NodeKind::Variable:
        return icons::icon(node.owned->model->variables[static_cast<std::size_t>(node.item)].trainable
                               ? u"variable"_s
                               : u"variable-frozen"_s,
                           ColorRole::TextMuted);
    case NodeKind::Signature:
        return icons::icon(u"signature"_s, ColorRole::TextMuted);
    case NodeKind::Asset:
        return icons::icon(u"asset"_s, ColorRole::TextMuted);
    case NodeKind::Group:
        break;
    }
    return icons::icon(u"file-folder"_s, ColorRole::TextMuted);
}

Qt::ItemFlags ModelTreeModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid())
        return flags;
    const NodeKind kind = node(index)->kind;
    if (kind == NodeKind::Model || kind == NodeKind::Layer || kind == NodeKind::Variable)
        flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QMimeData* ModelTreeModel::mimeData(const QModelIndexList& indexes) const
{
    ModelParts parts;
    for (const QModelIndex& index : indexes) {
        if (index.column() != 0 || !(flags(index) & Qt::ItemIsDragEnabled))
            continue;
        const Node& item = *node(index);
        if (parts.model && parts.model != item.owned->model)
            continue;
        parts.model = item.owned->model;
        parts.title = item.document->title();
        parts.modified = item.document->isModified();
        if (item.kind == NodeKind::Model)
            parts.paths.emplace_back(".");
        else
            parts.paths.push_back(index.data(PathRole).toString().toStdString());
    }
    return parts.paths.empty() ? nullptr : new PartsMime(std::move(parts));
}

QVariant ModelTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Name:
        return tr("Name");
    case Column::Class:
        return tr("Class");
    case Column::Shape:
        return tr("Shape");
    case Column::Count:
        break;
    }
    return {};
}

void ModelTreeModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!m_roots.empty())
        emit dataChanged(index(0, 0), index(static_cast<int>(m_roots.size()) - 1, columnCount() - 1));
}

} // namespace lw::ui
