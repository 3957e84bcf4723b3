// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/ObjectTree.h"

#include "core/keras/Dialect.h"
#include "core/keras/LookupConfig.h"
#include "core/keras/Vocabularies.h"
#include "core/keras/WeightTree.h"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace lw::keras {

namespace {

constexpr std::string_view kAttribute = "/.ATTRIBUTES/";

std::string joined(const std::string& prefix, std::string_view part)
{
    return prefix.empty() || part.empty() ? prefix + std::string(part) : prefix + "/" + std::string(part);
}

/// Objects without weights that layers keep in attributes: a checkpoint names them too.
std::vector<std::string_view> hiddenObjects(const Layer& layer)
{
    if (layer.className == "MultiHeadAttention")
        return {"_softmax", "_dropout_layer"};
    if (layer.className == "StringLookup" || layer.className == "IntegerLookup")
        return {"lookup_table/_initializer"};
    if (layer.className == "TextVectorization")
        return {"_lookup_layer/lookup_table/_initializer"};
    return {};
}

/// Hangs the layers of a model on a tree.
class TreeBuilder {
public:
    TreeBuilder(const Model& model, ObjectTree& tree, Kept kept)
        : m_tree(tree), m_generation(kerasGeneration(model)), m_kept(kept)
    {
        if (kept == Kept::Listed)
            for (const Variable& variable : vocabularyVariables(model))
                m_variables.insert(variable.path);
        for (const Variable& variable : model.variables) {
            m_variables.insert(variable.path);
            if (!variable.layer.empty())
                m_byLayer[variable.layer].push_back(&variable);
        }
    }

    void build(const Model& model)
    {
        container(model.layers, weightsOfLayers(model.layers, m_generation, {}), 0, {},
                  model.kind == ModelKind::Sequential);
        for (const Variable& variable : model.variables) // of layers that are nowhere in the graph
            if (!m_placed.contains(variable.path))
                place(m_tree.descend(0, variable.path), variable.path);
    }

private:
    void place(std::size_t node, const std::string& path)
    {
        if (m_placed.insert(path).second)
            m_tree.setVariable(node, path);
    }

    [[nodiscard]] bool hasVariables(const Layer& layer, const std::string& path) const
    {
        return m_byLayer.contains(path) ||
               std::any_of(layer.layers.begin(), layer.layers.end(),
                           [&](const Layer& inner) { return hasVariables(inner, path + "/" + inner.name); });
    }

    void container(const std::vector<Layer>& layers, const std::vector<WeightNode>& weights, std::size_t node,
                   const std::string& path, bool sequential)
    {
        std::size_t number = 0, withWeights = 0;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const Layer& layer = layers[i];
            if (sequential && layer.className == "InputLayer")
                continue; // Keras keeps it out of Sequential.layers
            const std::string layerPath = joined(path, layer.name);
            const bool weighty = i < weights.size() && (weights[i].hasWeights() || hasVariables(layer, layerPath));
            const std::string plain = "layer-" + std::to_string(number++);
            std::size_t object;
            if (weighty) {
                object = m_tree.child(node, "layer_with_weights-" + std::to_string(withWeights++));
                m_tree.link(node, plain, object);
            } else {
                object = m_tree.child(node, plain);
            }
            if (i < weights.size())
                element(layer, weights[i], object, layerPath);
        }
    }

    void element(const Layer& layer, const WeightNode& weights, std::size_t node, const std::string& path)
    {
        m_tree.setLayer(node, path);
        if (layer.nested) {
            container(layer.layers, weights.children, node, path, *layer.nested == ModelKind::Sequential);
            return;
        }
        for (const std::string_view hidden : hiddenObjects(layer))
            m_tree.descend(node, hidden);
        own(weights, node, path);
        for (std::size_t i = 0; i < weights.children.size(); ++i) {
            const WeightNode& child = weights.children[i];
            const std::size_t object = m_tree.descend(node, child.object);
            const std::string childPath = joined(path, child.name);
            const bool isLayer = weights.children.size() == layer.layers.size() && child.name == layer.layers[i].name;
            if (isLayer)
                element(layer.layers[i], child, object, childPath);
            else
                inner(child, object, childPath);
        }
        unknown(layer, node, path);
        special(layer, path, node);
    }

    void inner(const WeightNode& weights, std::size_t node, const std::string& path)
    {
        own(weights, node, path);
        for (const WeightNode& child : weights.children)
            inner(child, m_tree.descend(node, child.object), joined(path, child.name));
    }

    void own(const WeightNode& weights, std::size_t node, const std::string& path)
    {
        for (const OwnWeight& weight : weights.own)
            if (const std::string variable = joined(path, weight.role); m_variables.contains(variable))
                place(m_tree.descend(node, weight.object.empty() ? weight.role
                                                                 : joined(std::string(weight.object), weight.role)),
                      variable);
    }

    /// Variables that the catalogue does not expect: the part of their path after the layer stands for the attribute.
    void unknown(const Layer& layer, std::size_t node, const std::string& path)
    {
        const auto found = m_byLayer.find(path);
        if (found != m_byLayer.end())
            for (const Variable* variable : found->second)
                if (!m_placed.contains(variable->path) && variable->path.starts_with(path + "/"))
                    place(m_tree.descend(node, std::string_view(variable->path).substr(path.size() + 1)),
                          variable->path);
        if (!layer.known)
            for (const Layer& below : layer.layers)
                if (hasVariables(below, path + "/" + below.name))
                    unknownLayer(below, m_tree.child(node, below.name), path + "/" + below.name);
    }

    void unknownLayer(const Layer& layer, std::size_t node, const std::string& path)
    {
        m_tree.setLayer(node, path);
        unknown(layer, node, path);
    }

    /// What adapt() counts with (tf_keras/src/layers/preprocessing/index_lookup.py).
    void counters(const LookupConfig& lookup, const std::string& path, std::size_t node)
    {
        if (!lookup.adapted())
            return;
        node = m_tree.descend(node, lookup.inner());
        const DType keys = lookup.text() ? DType::String : DType::Int64;
        m_tree.setTable(m_tree.child(node, "token_counts"), keys);
        if (!lookup.weighted())
            return;
        m_tree.setTable(m_tree.child(node, "token_document_counts"), keys);
        place(m_tree.child(node, "num_documents"), path + "/num_documents");
    }

    /// Objects that are reachable in a second way, and those that no weight tells of.
    void special(const Layer& layer, const std::string& path, std::size_t node)
    {
        if (const auto lookup = LookupConfig::of(layer); lookup && m_kept == Kept::Listed)
            counters(*lookup, path, node);
        const auto inner = m_tree.find(node, "layer");
        if (layer.className == "SpectralNormalization" && inner)
            if (const auto kernel = m_tree.find(*inner, "kernel"))
                m_tree.link(node, "kernel", *kernel);
        if (layer.className.starts_with("Depthwise")) // what Keras 3 calls it is another attribute of tf_keras
            if (const auto kernel = m_tree.find(node, "kernel"))
                m_tree.link(node, "depthwise_kernel", *kernel);
        if (layer.className == "Normalization")
            for (const std::string_view name : {"mean", "variance"})
                if (const auto variable = m_tree.find(node, name))
                    m_tree.link(node, "adapt_" + std::string(name), *variable);
        if (const auto cell = m_tree.find(node, "cell"); cell && m_tree.find(*cell, "cells"))
            m_tree.descend(node, "state_spec/0");
    }

    ObjectTree& m_tree;
    int m_generation;
    Kept m_kept;
    std::unordered_set<std::string> m_variables, m_placed;
    std::unordered_map<std::string, std::vector<const Variable*>> m_byLayer;
};

} // namespace

std::string escapedName(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        if (c == '.')
            text += "..";
        else if (c == '/')
            text += ".S";
        else
            text.push_back(c);
    }
    return text;
}

std::optional<std::size_t> ObjectTree::find(std::size_t node, std::string_view name) const
{
    for (const auto& [local, target] : m_nodes[node].children)
        if (local == name)
            return target;
    return std::nullopt;
}

std::size_t ObjectTree::child(std::size_t node, std::string_view name)
{
    if (const auto known = find(node, name))
        return *known;
    const std::size_t made = m_nodes.size();
    m_nodes.emplace_back();
    m_nodes[node].children.emplace_back(std::string(name), made);
    return made;
}

std::size_t ObjectTree::descend(std::size_t node, std::string_view path)
{
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        if (const std::string_view name = path.substr(0, slash); !name.empty())
            node = child(node, name);
        if (slash == std::string_view::npos)
            break;
        path.remove_prefix(slash + 1);
    }
    return node;
}

void ObjectTree::link(std::size_t node, std::string_view name, std::size_t target)
{
    if (!find(node, name))
        m_nodes[node].children.emplace_back(std::string(name), target);
}

std::vector<std::string> ObjectTree::paths() const
{
    std::vector<std::string> paths(m_nodes.size());
    std::vector<bool> seen(m_nodes.size(), false);
    std::deque<std::size_t> open{0};
    seen[0] = true;
    while (!open.empty()) {
        const std::size_t node = open.front();
        open.pop_front();
        for (const auto& [name, target] : m_nodes[node].children) {
            if (seen[target])
                continue;
            seen[target] = true;
            paths[target] = joined(paths[node], escapedName(name));
            open.push_back(target);
        }
    }
    return paths;
}

ObjectTree objectTree(const Model& model, Kept kept)
{
    ObjectTree tree;
    if (model.kind == ModelKind::Sequential || model.kind == ModelKind::Functional) {
        TreeBuilder(model, tree, kept).build(model);
        return tree;
    }
    for (const Variable& variable : model.variables) {
        const std::size_t end = variable.key.find(kAttribute);
        const std::string_view names =
            end == std::string::npos ? std::string_view(variable.path) : std::string_view(variable.key).substr(0, end);
        tree.setVariable(tree.descend(0, names), variable.path);
    }
    return tree;
}

bool hasTrackedObjects(const Model& model)
{
    return dynamic_cast<const ObjectSource*>(model.payload.get()) != nullptr;
}

ObjectTree trackedObjects(const Model& model, Kept kept)
{
    bool opaque = model.kind != ModelKind::Sequential && model.kind != ModelKind::Functional;
    visitLayers(model, [&](const Layer& layer, const std::string&, int) { opaque = opaque || !layer.known; });
    if (const auto* source = dynamic_cast<const ObjectSource*>(model.payload.get()); source != nullptr && opaque)
        if (auto tree = source->objects(model))
            return std::move(*tree);
    return objectTree(model, kept);
}

} // namespace lw::keras
