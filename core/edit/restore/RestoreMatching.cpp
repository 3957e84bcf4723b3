// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/restore/RestoreMatching.h"

#include "core/keras/Architecture.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lw::edit {

namespace {

bool isWhole(std::string_view layer)
{
    return layer.empty() || layer == ".";
}

std::string_view firstPart(std::string_view path)
{
    return path.substr(0, path.find('/'));
}

/// The name without its output number; empty where it is only an address in a file of Keras 3.
std::string plainName(const Variable& variable)
{
    if (variable.name == variable.key || variable.name.find("/vars/") != std::string::npos)
        return {};
    return variable.name.substr(0, variable.name.rfind(':'));
}

/// The last two components: "encoder/dense_1/kernel" -> "dense_1/kernel".
std::string tailOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return std::string(path);
    const std::size_t before = path.substr(0, slash).rfind('/');
    return std::string(before == std::string_view::npos ? path : path.substr(before + 1));
}

/// "_layer_checkpoint_dependencies" and attributes with underscores are other versions' words for the same.
std::string plainKey(std::string_view key)
{
    std::string plain;
    while (!key.empty()) {
        const std::size_t slash = key.find('/');
        std::string_view part = key.substr(0, slash);
        key = slash == std::string_view::npos ? std::string_view() : key.substr(slash + 1);
        if (part == "_layer_checkpoint_dependencies")
            part = "layers";
        if (part.starts_with('_') && part.size() > 1)
            part.remove_prefix(1);
        plain += (plain.empty() ? "" : "/") + std::string(part);
    }
    return plain;
}

/// Pairs what is still free and has the same unique name on both sides.
class NamePairing {
public:
    using NameOf = std::function<std::string(const Variable&)>;
    NamePairing(const Model& file, const Model& model) : m_file(file), m_model(model) {}

    void pair(const NameOf& fileName, const NameOf& modelName)
    {
        const auto known = unique(m_file, m_usedFile, fileName), wanted = unique(m_model, m_usedModel, modelName);
        for (const auto& [name, target] : wanted) {
            const auto found = known.find(name);
            if (name.empty() || !target || found == known.end() || !found->second)
                continue;
            m_pairs.emplace_back(*found->second, *target);
            m_usedFile.insert(*found->second);
            m_usedModel.insert(*target);
        }
    }

    IndexPairs result()
    {
        std::sort(m_pairs.begin(), m_pairs.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        return std::move(m_pairs);
    }

private:
    using Unique = std::unordered_map<std::string, std::optional<std::size_t>>;
    static Unique unique(const Model& model, const std::unordered_set<std::size_t>& used, const NameOf& nameOf)
    {
        Unique names;
        for (std::size_t i = 0; i < model.variables.size(); ++i)
            if (!used.contains(i) && !isSaverCounter(model.variables[i]))
                if (const auto [entry, isNew] = names.emplace(nameOf(model.variables[i]), i); !isNew)
                    entry->second.reset();
        return names;
    }

    const Model &m_file, &m_model;
    std::unordered_set<std::size_t> m_usedFile, m_usedModel;
    IndexPairs m_pairs;
};

std::vector<Indices> layerGroups(const Model& model)
{
    std::vector<Indices> groups;
    std::unordered_map<std::string_view, std::size_t> numbers;
    for (std::size_t i = 0; i < model.variables.size(); ++i) {
        const Variable& variable = model.variables[i];
        if (isSaverCounter(variable))
            continue;
        const auto [entry, isNew] = numbers.emplace(firstPart(variable.path), groups.size());
        if (isNew)
            groups.emplace_back();
        groups[entry->second].push_back(i);
    }
    return groups;
}

bool shapesAgree(const Model& file, const Indices& from, const Model& model, const Indices& to)
{
    return std::equal(from.begin(), from.end(), to.begin(), to.end(), [&](std::size_t a, std::size_t b) {
        return file.variables[a].tensor.shape() == model.variables[b].tensor.shape();
    });
}

void zip(const Indices& from, const Indices& to, IndexPairs& pairs)
{
    for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i)
        pairs.emplace_back(from[i], to[i]);
}

/// By tails of names; true when all of both are paired.
bool zipByTails(const Model& file, const Indices& from, const Model& model, const Indices& to, IndexPairs& pairs)
{
    std::unordered_map<std::string, std::size_t> known;
    for (const std::size_t index : from)
        if (!known.emplace(tailOf(file.variables[index].path), index).second)
            return false;
    IndexPairs found;
    for (const std::size_t index : to) {
        const auto partner = known.find(tailOf(model.variables[index].path));
        if (partner == known.end())
            return false;
        found.emplace_back(partner->second, index);
        known.erase(partner);
    }
    if (!known.empty())
        return false;
    pairs.insert(pairs.end(), found.begin(), found.end());
    return true;
}

/// The next of the same shape, for every one.
bool zipByShapes(const Model& file, Indices from, const Model& model, const Indices& to, IndexPairs& pairs)
{
    IndexPairs found;
    for (const std::size_t index : to) {
        const auto partner = std::find_if(from.begin(), from.end(), [&](std::size_t candidate) {
            return file.variables[candidate].tensor.shape() == model.variables[index].tensor.shape();
        });
        if (partner == from.end())
            return false;
        found.emplace_back(*partner, index);
        from.erase(partner);
    }
    pairs.insert(pairs.end(), found.begin(), found.end());
    return true;
}

/// One layer of the file onto one of the model.
void zipLayers(const Model& file, const Indices& from, const Model& model, const Indices& to, IndexPairs& pairs)
{
    if (from.size() == to.size() && zipByTails(file, from, model, to, pairs))
        return;
    if (shapesAgree(file, from, model, to))
        return zip(from, to, pairs);
    Indices trainableFirst = to;
    std::stable_partition(trainableFirst.begin(), trainableFirst.end(),
                          [&](std::size_t index) { return model.variables[index].trainable; });
    if (shapesAgree(file, from, model, trainableFirst))
        return zip(from, trainableFirst, pairs);
    if (from.size() == to.size() && zipByShapes(file, from, model, to, pairs))
        return;
    zip(from, to, pairs);
}

} // namespace

Result<ModelPart> partAt(const Model& model, std::string_view layer)
{
    ModelPart part;
    LW_ASSIGN(part.indices, variablesAt(model, layer));
    if (isWhole(layer)) {
        part.model = model;
        return part;
    }
    const Layer* found = findLayer(model, layer);
    if (!found && part.indices.size() == 1 && model.variables[part.indices.front()].layer != layer)
        return notFound("there is no layer \"" + std::string(layer) + "\"");
    part.model.kind = found && found->nested ? *found->nested : ModelKind::Weights;
    part.model.architecture = model.architecture;
    if (found)
        part.model.layers = found->layers;
    for (const std::size_t index : part.indices) {
        Variable variable = model.variables[index];
        const auto relative = [&](std::string& path) {
            if (path.starts_with(layer))
                path.erase(0, std::min(path.size(), layer.size() + 1));
        };
        relative(variable.path);
        relative(variable.layer);
        part.model.variables.push_back(std::move(variable));
    }
    return part;
}

bool isSaverCounter(const Variable& variable)
{
    return (variable.path == "save_counter" || variable.path == "global_step") && variable.tensor.rank() == 0;
}

bool hasObjectPaths(const Model& file)
{
    return std::any_of(file.variables.begin(), file.variables.end(), [](const Variable& variable) {
        return variable.key.find("/vars/") != std::string::npos || variable.key.starts_with("vars/");
    });
}

IndexPairs pairByObjectPaths(const Model& file, const ModelPart& part)
{
    std::unordered_map<std::string, std::size_t> keys, paths;
    for (std::size_t i = 0; i < file.variables.size(); ++i)
        keys.emplace(plainKey(file.variables[i].key), i);
    for (std::size_t i = 0; i < part.model.variables.size(); ++i)
        paths.emplace(part.model.variables[i].path, i);
    IndexPairs pairs;
    std::unordered_set<std::size_t> used;
    for (const keras::ExpectedVariable& expected : keras::expectedVariables(part.model)) {
        const auto target = paths.find(expected.path);
        auto source = keys.find(plainKey(expected.keras3Key));
        if (source == keys.end())
            source = keys.find(plainKey(expected.tfKerasKey));
        if (target != paths.end() && source != keys.end() && used.insert(source->second).second)
            pairs.emplace_back(source->second, target->second);
    }
    return pairs;
}

IndexPairs pairByNames(const Model& file, const ModelPart& part)
{
    NamePairing pairing(file, part.model);
    const auto path = [](const Variable& variable) { return variable.path; };
    const auto tail = [](const Variable& variable) { return tailOf(variable.path); };
    const auto nameTail = [](const Variable& variable) { return tailOf(plainName(variable)); };
    pairing.pair(path, path);
    pairing.pair(plainName, path);
    pairing.pair(plainName, plainName);
    pairing.pair(tail, tail);
    pairing.pair(nameTail, tail);
    return pairing.result();
}

IndexPairs pairByOrder(const Model& file, const ModelPart& part)
{
    const std::vector<Indices> from = layerGroups(file), to = layerGroups(part.model);
    IndexPairs pairs;
    if (from.size() == to.size()) {
        for (std::size_t i = 0; i < from.size(); ++i)
            zipLayers(file, from[i], part.model, to[i], pairs);
        return pairs;
    }
    Indices flatFrom, flatTo;
    for (const Indices& group : from)
        flatFrom.insert(flatFrom.end(), group.begin(), group.end());
    for (const Indices& group : to)
        flatTo.insert(flatTo.end(), group.begin(), group.end());
    zip(flatFrom, flatTo, pairs);
    return pairs;
}

} // namespace lw::edit
