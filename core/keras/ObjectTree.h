// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lw::keras {

/// A Python object that a checkpoint tracks: named edges to others, and the variable that it is.
struct TrackedObject {
    std::vector<std::pair<std::string, std::size_t>> children;
    std::string variable; ///< Variable::path; empty for objects that are no variable
};

/// The objects of a model with the names that tf_keras gives its attributes, as tf.train.Checkpoint walks them
/// (tensorflow/python/checkpoint/graph_view.py). Node 0 is the model. A plain value.
class ObjectTree {
public:
    ObjectTree() : m_nodes(1) {}

    [[nodiscard]] const std::vector<TrackedObject>& nodes() const { return m_nodes; }
    [[nodiscard]] std::optional<std::size_t> find(std::size_t node, std::string_view name) const;
    /// The child of this name; made when there is none.
    std::size_t child(std::size_t node, std::string_view name);
    /// The node at a path of names from node on, separated by slashes; made where it is missing.
    std::size_t descend(std::size_t node, std::string_view path);
    /// A further name of an object.
    void link(std::size_t node, std::string_view name, std::size_t target);
    void setVariable(std::size_t node, std::string path) { m_nodes[node].variable = std::move(path); }

    /// By node: the names on the way from the root, the shortest and first (breadth first), as checkpoint keys begin.
    /// Names are escaped as in keys: "/" is ".S" and "." is "..".
    [[nodiscard]] std::vector<std::string> paths() const;

private:
    std::vector<TrackedObject> m_nodes;
};

/// The tree of a model: layers as "layer_with_weights-0" and "layer-0" (tf_keras/src/engine/functional.py
/// _layer_checkpoint_dependencies), in them their variables by attribute. Of subclassed models and of weights, the
/// attributes that the checkpoint keys of their variables name.
ObjectTree objectTree(const Model& model);

/// A name as it stands in checkpoint keys (tensorflow/python/checkpoint/trackable_view, escape_local_name).
std::string escapedName(std::string_view name);

} // namespace lw::keras
