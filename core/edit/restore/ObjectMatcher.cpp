// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/restore/ObjectMatcher.h"

#include <algorithm>
#include <deque>
#include <unordered_set>

namespace lw::edit {

namespace {

using Tree = keras::ObjectTree;
constexpr std::string_view kValueSuffix = "/.ATTRIBUTES/VARIABLE_VALUE";
constexpr std::size_t kFew = 8;

/// Looks up children by name; an index pays only for objects that have many.
class Children {
public:
    Children(const Tree& tree, std::size_t node) : m_tree(tree), m_node(node)
    {
        const auto& children = tree.nodes()[node].children;
        if (children.size() > kFew)
            for (const auto& [name, target] : children)
                m_index.emplace(name, target);
    }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const
    {
        if (m_index.empty())
            return m_tree.find(m_node, name);
        const auto found = m_index.find(name);
        return found == m_index.end() ? std::nullopt : std::optional(found->second);
    }

private:
    const Tree& m_tree;
    std::size_t m_node;
    std::unordered_map<std::string_view, std::size_t> m_index;
};

std::unordered_map<std::string_view, std::size_t> indexByPath(const Model& model)
{
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < model.variables.size(); ++i)
        index.emplace(model.variables[i].path, i);
    return index;
}

} // namespace

std::optional<std::size_t> objectAt(const Tree& tree, const Model& model, std::string_view address)
{
    if (address.empty() || address == ".")
        return 0;
    for (std::size_t node = 0; node < tree.nodes().size(); ++node)
        if (tree.nodes()[node].layer == address)
            return node;
    if (const Variable* variable = findVariable(model, address))
        for (std::size_t node = 0; node < tree.nodes().size(); ++node)
            if (tree.nodes()[node].variable == variable->path)
                return node;
    return std::nullopt;
}

std::vector<std::pair<std::size_t, std::string>> objectsIn(const Tree& tree, int depth)
{
    std::vector<std::pair<std::size_t, std::string>> found, level{{0, {}}};
    std::unordered_set<std::size_t> seen{0};
    for (; depth > 0 && !level.empty(); --depth) {
        std::vector<std::pair<std::size_t, std::string>> next;
        for (const auto& [node, address] : level)
            for (const auto& [name, child] : tree.nodes()[node].children) {
                if (name == "optimizer" || tree.nodes()[child].children.empty() || !seen.insert(child).second)
                    continue;
                next.emplace_back(child, address.empty() ? name : address + "/" + name);
            }
        found.insert(found.end(), next.begin(), next.end());
        level = std::move(next);
    }
    return found;
}

ObjectMatcher::ObjectMatcher(const Model& file, const Model& model)
    : m_modelRef(model), m_file(keras::trackedObjects(file)), m_model(keras::trackedObjects(model)),
      m_fileVariables(indexByPath(file)), m_modelVariables(indexByPath(model))
{
    for (std::size_t node = 0; node < m_model.nodes().size(); ++node)
        if (const std::string& layer = m_model.nodes()[node].layer; !layer.empty()) {
            m_layers.emplace_back(node, layer);
            m_layerNodes.emplace(layer, node);
        }
    const auto depth = [](const std::string& path) { return std::count(path.begin(), path.end(), '/'); };
    std::stable_sort(m_layers.begin(), m_layers.end(),
                     [&](const auto& a, const auto& b) { return depth(a.second) < depth(b.second); });
}

IndexPairs ObjectMatcher::walk(std::size_t fileNode, std::size_t modelNode) const
{
    IndexPairs pairs;
    std::unordered_set<std::size_t> bound{fileNode}, taken;
    std::deque<std::pair<std::size_t, std::size_t>> open{{fileNode, modelNode}};
    for (; !open.empty(); open.pop_front()) {
        const auto [from, to] = open.front();
        const keras::TrackedObject &a = m_file.nodes()[from], &b = m_model.nodes()[to];
        const auto source = m_fileVariables.find(a.variable);
        const auto target = m_modelVariables.find(b.variable);
        if (source != m_fileVariables.end() && target != m_modelVariables.end() && taken.insert(target->second).second)
            pairs.emplace_back(source->second, target->second);
        const Children known(m_model, to);
        for (const auto& [name, child] : a.children)
            if (const auto partner = known.find(name); partner && bound.insert(child).second)
                open.emplace_back(child, *partner);
    }
    return pairs;
}

std::optional<std::size_t> ObjectMatcher::fileNode(std::string_view address) const
{
    if (address.empty() || address == ".")
        return 0;
    if (address.ends_with(kValueSuffix))
        address.remove_suffix(kValueSuffix.size());
    std::size_t node = 0;
    while (!address.empty()) {
        const std::size_t slash = address.find('/');
        const auto child = m_file.find(node, address.substr(0, slash));
        if (!child)
            return std::nullopt;
        node = *child;
        address = slash == std::string_view::npos ? std::string_view() : address.substr(slash + 1);
    }
    return node;
}

std::vector<std::pair<std::size_t, std::string>> ObjectMatcher::fileObjects(int depth) const
{
    return objectsIn(m_file, depth);
}

} // namespace lw::edit
