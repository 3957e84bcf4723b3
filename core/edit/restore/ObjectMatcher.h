// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/Matching.h"
#include "core/keras/ObjectTree.h"

#include <string>
#include <unordered_map>

namespace lw::edit {

/// The object that a layer (by path) or variable (by path, key or name) is; "" and "." are the root.
std::optional<std::size_t> objectAt(const keras::ObjectTree& tree, const Model& model, std::string_view address);

/// Objects that have others below them and are no optimizer, down to a depth, with their addresses ("model").
std::vector<std::pair<std::size_t, std::string>> objectsIn(const keras::ObjectTree& tree, int depth);

/// Finds the variables of a file in a model by walking both trees of objects side by side, along edges of equal names,
/// as tf.train.Checkpoint.restore does (tensorflow/python/checkpoint/restore.py): every object of the file is bound
/// once, to the first object of the model that is reached. Refers to both models.
class ObjectMatcher {
public:
    ObjectMatcher(const Model& file, const Model& model);
    ObjectMatcher(const ObjectMatcher&) = delete; // indices point into the trees
    ObjectMatcher& operator=(const ObjectMatcher&) = delete;

    /// Pairs of what is below an object of the file and one of the model; in the order of the walk.
    [[nodiscard]] IndexPairs walk(std::size_t fileNode, std::size_t modelNode) const;

    /// An object of the file by its address in checkpoint keys ("model/dense"), with or without the suffix of
    /// variables; "" and "." are the root.
    [[nodiscard]] std::optional<std::size_t> fileNode(std::string_view address) const;
    [[nodiscard]] std::optional<std::size_t> modelNode(std::string_view address) const
    {
        const auto layer = m_layerNodes.find(address);
        return layer != m_layerNodes.end() ? std::optional(layer->second) : objectAt(m_model, m_modelRef, address);
    }

    /// Nodes that are layers, outer ones first, with the layers' paths.
    [[nodiscard]] const std::vector<std::pair<std::size_t, std::string>>& layers() const { return m_layers; }
    /// objectsIn() of the file.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::string>> fileObjects(int depth) const;

private:
    const Model& m_modelRef;
    keras::ObjectTree m_file, m_model;
    std::unordered_map<std::string_view, std::size_t> m_fileVariables, m_modelVariables;
    std::vector<std::pair<std::size_t, std::string>> m_layers;
    std::unordered_map<std::string_view, std::size_t> m_layerNodes; ///< views of m_model
};

} // namespace lw::edit
