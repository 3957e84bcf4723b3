// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/restore/Compose.h"

#include "core/edit/restore/ObjectMatcher.h"

#include <unordered_set>

namespace lw::edit {

namespace {

/// Copies objects with all below them from one tree to another, each once.
class TreeCopy {
public:
    TreeCopy(const keras::ObjectTree& from, keras::ObjectTree& to) : m_from(from), m_to(to) {}

    std::size_t copy(std::size_t start)
    {
        const std::size_t copied = nodeFor(start);
        while (!m_open.empty()) {
            const std::size_t node = m_open.back();
            m_open.pop_back();
            for (const auto& [name, child] : m_from.nodes()[node].children) {
                const std::size_t target = nodeFor(child);
                m_to.append(m_copies.at(node), name, target);
            }
        }
        return copied;
    }

private:
    std::size_t nodeFor(std::size_t node)
    {
        const auto [entry, isNew] = m_copies.emplace(node, 0);
        if (isNew) {
            entry->second = m_to.add();
            m_to.setVariable(entry->second, m_from.nodes()[node].variable);
            m_to.setTable(entry->second, m_from.nodes()[node].tableKeys);
            m_open.push_back(node);
        }
        return entry->second;
    }

    const keras::ObjectTree& m_from;
    keras::ObjectTree& m_to;
    std::unordered_map<std::size_t, std::size_t> m_copies;
    std::vector<std::size_t> m_open;
};

/// A layer whose object is not known: its variables by their paths below it.
std::size_t byPaths(const Model& model, const std::string& target, const Indices& indices, keras::ObjectTree& tree)
{
    const std::size_t node = tree.add();
    for (const std::size_t index : indices) {
        const std::string& path = model.variables[index].path;
        tree.setVariable(tree.descend(node, std::string_view(path).substr(target.size() + 1)), path);
    }
    return node;
}

} // namespace

Result<keras::ObjectTree> composeObjects(const Model& model, const Composition& composition)
{
    const keras::ObjectTree objects = keras::trackedObjects(model, keras::Kept::Listed);
    keras::ObjectTree tree;
    TreeCopy copy(objects, tree);
    std::unordered_set<std::string_view> keys;
    for (const auto& [key, target] : composition) {
        if (key.empty() || key == "save_counter")
            return invalid("this cannot be a key of a checkpoint: " + key);
        if (!keys.insert(key).second)
            return invalid("this key is given twice: " + key);
        LW_ASSIGN(const Indices variables, variablesAt(model, target));
        const auto node = objectAt(objects, model, target);
        const bool below = !variables.empty() && model.variables[variables.front()].path.starts_with(target + "/");
        if (!node && !below)
            return notFound("the objects of \"" + target + "\" are not known");
        const std::size_t object = node ? copy.copy(*node) : byPaths(model, target, variables, tree);
        tree.append(0, key, object);
        if (target == keras::kWholeModel)
            tree.setLayer(object, target);
    }
    if (composition.empty())
        return invalid("a checkpoint needs at least one KEY=LAYER or KEY=VARIABLE");
    return tree;
}

} // namespace lw::edit
