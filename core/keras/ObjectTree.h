// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/Architecture.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lw::keras {

/// What stands for the whole model where layers and variables are named.
inline constexpr std::string_view kWholeModel = ".";

/// A Python object that a checkpoint tracks: named edges to others, and the variable that it is.
struct TrackedObject {
    std::vector<std::pair<std::string, std::size_t>> children;
    std::string variable; ///< Variable::path; empty for objects that are no variable
    std::string layer;    ///< path of the layer that it is, kWholeModel for the model within a composition; empty for
                          ///< others, and where it is not known
    /// Of a table that counts words, which is empty once they have been learned; Invalid for others.
    DType tableKeys = DType::Invalid;
};

/// The objects of a model with the names that tf_keras gives its attributes, as tf.train.Checkpoint walks them
/// (tensorflow/python/checkpoint/graph_view.py). Node 0 is the model. A plain value.
class ObjectTree {
public:
    ObjectTree() : m_nodes(1) {}
    /// Nodes without edges, at least one.
    explicit ObjectTree(std::size_t nodes) : m_nodes(nodes == 0 ? 1 : nodes) {}

    [[nodiscard]] const std::vector<TrackedObject>& nodes() const { return m_nodes; }
    [[nodiscard]] std::optional<std::size_t> find(std::size_t node, std::string_view name) const;
    /// The child of this name; made when there is none.
    std::size_t child(std::size_t node, std::string_view name);
    /// The node at a path of names from node on, separated by slashes; made where it is missing.
    std::size_t descend(std::size_t node, std::string_view path);
    /// A further name of an object.
    void link(std::size_t node, std::string_view name, std::size_t target);
    /// A new object, which nothing leads to yet.
    std::size_t add()
    {
        m_nodes.emplace_back();
        return m_nodes.size() - 1;
    }
    /// As link(), for a name that is known to be new.
    void append(std::size_t node, std::string name, std::size_t target)
    {
        m_nodes[node].children.emplace_back(std::move(name), target);
    }
    void setVariable(std::size_t node, std::string path) { m_nodes[node].variable = std::move(path); }
    void setTable(std::size_t node, DType keys) { m_nodes[node].tableKeys = keys; }
    void setLayer(std::size_t node, std::string path) { m_nodes[node].layer = std::move(path); }

    /// By node: the names on the way from the root, the shortest and first (breadth first), as checkpoint keys begin.
    /// Names are escaped as in keys: "/" is ".S" and "." is "..".
    [[nodiscard]] std::vector<std::string> paths() const;

private:
    std::vector<TrackedObject> m_nodes;
};

/// The tree of a model: layers as "layer_with_weights-0" and "layer-0" (tf_keras/src/engine/functional.py
/// _layer_checkpoint_dependencies), in them their variables by attribute. Of subclassed models and of weights, the
/// attributes that the checkpoint keys of their variables name. Listed: with the variables and tables of lookup layers
/// that are in no model's list (Vocabularies.h), for writing.
ObjectTree objectTree(const Model& model, Kept kept = Kept::LeftOut);

/// Beside ModelPayload: what a file says of its objects, with the attributes' names that its program gave them.
class ObjectSource {
public:
    virtual ~ObjectSource() = default;
    /// The tree of the objects and of those variables that the model still has (by key). Corrupt.
    [[nodiscard]] virtual Result<ObjectTree> objects(const Model& model) const = 0;
};

/// The tree that suits a model best: the file's own (checkpoints, subclassed models and custom layers of SavedModels),
/// else objectTree(). A file's own that cannot be read counts as none.
ObjectTree trackedObjects(const Model& model, Kept kept = Kept::LeftOut);
/// Whether the file itself said it.
bool hasTrackedObjects(const Model& model);

/// A name as it stands in checkpoint keys (tensorflow/python/checkpoint/trackable_view, escape_local_name).
std::string escapedName(std::string_view name);

} // namespace lw::keras
