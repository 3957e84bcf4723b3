// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/Matching.h"

#include "core/edit/transplant/LayerAlignment.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace lw::edit {

namespace {

using NameOf = std::function<std::string(const Variable&)>;

bool isBelow(std::string_view path, std::string_view place)
{
    return path.size() > place.size() && path.starts_with(place) && path[place.size()] == '/';
}

std::string_view afterSlash(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

std::string_view parentOf(std::string_view path)
{
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string withoutPrefix(const std::string& path, std::string_view prefix)
{
    return isBelow(path, prefix) ? path.substr(prefix.size() + 1) : path;
}

Indices allOf(const Model& model)
{
    Indices indices(model.variables.size());
    std::iota(indices.begin(), indices.end(), 0);
    return indices;
}

/// Indices by name; names that occur twice stand for nobody.
std::unordered_map<std::string, std::optional<std::size_t>> byName(const Model& model, const Indices& indices,
                                                                   const NameOf& nameOf)
{
    std::unordered_map<std::string, std::optional<std::size_t>> map;
    for (const std::size_t index : indices) {
        const auto [entry, isNew] = map.emplace(nameOf(model.variables[index]), index);
        if (!isNew)
            entry->second.reset();
    }
    return map;
}

/// Adds pairs of those that are not paired yet and have the same name.
void pairByName(const Model& source, const Indices& from, const NameOf& fromName, const Model& target,
                const Indices& to, const NameOf& toName, IndexPairs& pairs)
{
    const auto known = byName(source, from, fromName), wanted = byName(target, to, toName);
    for (const std::size_t index : to) {
        const std::string name = toName(target.variables[index]);
        const auto place = wanted.find(name);
        const auto found = known.find(name);
        if (found != known.end() && found->second && place->second)
            pairs.emplace_back(*found->second, index);
    }
}

void removePaired(const IndexPairs& pairs, Indices& from, Indices& to)
{
    std::unordered_map<std::size_t, bool> usedFrom, usedTo;
    for (const auto& [a, b] : pairs)
        usedFrom[a] = usedTo[b] = true;
    std::erase_if(from, [&](std::size_t index) { return usedFrom.count(index) != 0; });
    std::erase_if(to, [&](std::size_t index) { return usedTo.count(index) != 0; });
}

IndexPairs pairInOrder(const Indices& from, const Indices& to)
{
    IndexPairs pairs;
    for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i)
        pairs.emplace_back(from[i], to[i]);
    return pairs;
}

bool shapesAgree(const Model& source, const Indices& from, const Model& target, const Indices& to)
{
    return std::equal(from.begin(), from.end(), to.begin(), to.end(), [&](std::size_t a, std::size_t b) {
        return source.variables[a].tensor.shape() == target.variables[b].tensor.shape();
    });
}

std::string roleOf(const Variable& variable)
{
    return variable.role.empty() ? std::string(afterSlash(variable.path)) : variable.role;
}

/// One variable on one of a layer's, or one of a layer's on a variable: the same role, else the only shape that fits.
IndexPairs pairSingle(const Model& source, const Indices& from, const Model& target, const Indices& to)
{
    IndexPairs byRole, byShape;
    for (const std::size_t a : from)
        for (const std::size_t b : to) {
            if (roleOf(source.variables[a]) == roleOf(target.variables[b]))
                byRole.emplace_back(a, b);
            if (source.variables[a].tensor.shape() == target.variables[b].tensor.shape())
                byShape.emplace_back(a, b);
        }
    if (byRole.size() == 1)
        return byRole;
    return byShape.size() == 1 ? byShape : IndexPairs();
}

} // namespace

std::string_view matchByName(MatchBy match)
{
    return match == MatchBy::Name ? "name" : match == MatchBy::Order ? "order" : "structure";
}

std::optional<MatchBy> matchByFromName(std::string_view name)
{
    for (const MatchBy match : {MatchBy::Name, MatchBy::Order, MatchBy::Structure})
        if (matchByName(match) == name)
            return match;
    return std::nullopt;
}

Result<Indices> variablesAt(const Model& model, std::string_view address)
{
    if (address.empty() || address == ".")
        return allOf(model);
    Indices indices;
    for (std::size_t i = 0; i < model.variables.size(); ++i) {
        const Variable& variable = model.variables[i];
        if (variable.path == address)
            return Indices{i};
        if (variable.layer == address || isBelow(variable.layer, address) || isBelow(variable.path, address))
            indices.push_back(i);
    }
    if (!indices.empty())
        return indices;
    if (findLayer(model, address))
        return invalid("the layer \"" + std::string(address) + "\" has no weights");
    const Variable* variable = findVariable(model, address);
    const Variable* first = model.variables.data();
    if (variable && variable >= first && variable < first + model.variables.size())
        return Indices{static_cast<std::size_t>(variable - first)};
    return notFound("there is no layer or variable \"" + std::string(address) + "\"");
}

Result<Indices> variablesAt(const Model& model, const std::vector<std::string>& addresses)
{
    Indices indices;
    for (const std::string& address : addresses) {
        LW_ASSIGN(const Indices found, variablesAt(model, address));
        indices.insert(indices.end(), found.begin(), found.end());
    }
    std::sort(indices.begin(), indices.end());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
    return indices;
}

namespace {

/// By the names that the two functions give; what these leave, by the layer's own name and the role.
IndexPairs pairByNames(const Model& source, Indices from, const NameOf& fromName, const Model& target, Indices to,
                       const NameOf& toName)
{
    const NameOf tail = [](const Variable& variable) {
        return std::string(afterSlash(variable.layer)) + "/" + roleOf(variable);
    };
    IndexPairs pairs;
    pairByName(source, from, fromName, target, to, toName, pairs);
    removePaired(pairs, from, to);
    pairByName(source, from, tail, target, to, tail, pairs);
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return pairs;
}

bool hasNoName(const Variable& variable)
{
    const std::string role = roleOf(variable);
    const std::string_view last = afterSlash(role);
    return !last.empty() && last.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A .keras file counts the weights of custom layers, "affine/0", which have names elsewhere, "affine/w": those of the
/// same layer go together in order, when their shapes agree. Not those of layers in it, which the file keeps by the
/// alphabet and not in the order in which they were made.
void pairUnnamed(const Model& source, Indices from, const Model& target, Indices to, IndexPairs& pairs)
{
    removePaired(pairs, from, to);
    visitLayers(target, [&](const Layer& layer, const std::string& path, int) {
        const Layer* other = layer.nested || from.empty() || to.empty() ? nullptr : findLayer(source, path);
        if (!other || other->className != layer.className)
            return;
        const auto within = [&](const Model& model, const Indices& indices) {
            Indices found;
            for (const std::size_t index : indices)
                if (const std::string& place = model.variables[index].layer; place == path || isBelow(place, path))
                    found.push_back(index);
            return found;
        };
        const auto plain = [&](const Model& model, const Indices& indices) {
            return std::all_of(indices.begin(), indices.end(), [&](std::size_t index) {
                return parentOf(model.variables[index].path) == path;
            });
        };
        const Indices theirs = within(source, from), ours = within(target, to);
        const auto unnamed = [](const Model& model, const Indices& indices) {
            return std::all_of(indices.begin(), indices.end(),
                               [&](std::size_t index) { return hasNoName(model.variables[index]); });
        };
        if (theirs.empty() || !plain(source, theirs) || !plain(target, ours) || theirs.size() != ours.size() || !shapesAgree(source, theirs, target, ours) ||
            !(unnamed(source, theirs) || unnamed(target, ours)))
            return;
        const IndexPairs more = pairInOrder(theirs, ours);
        pairs.insert(pairs.end(), more.begin(), more.end());
        removePaired(more, from, to);
    });
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
}

/// Names below the places: of a layer dropped on a layer its roles, of one dropped on a model its own name too.
IndexPairs pairBelow(const Model& source, const std::vector<std::string>& places, const Indices& from,
                     const Model& target, std::string_view to, const Indices& onto)
{
    const std::string_view place = places.front();
    const NameOf below = [&](const Variable& variable) { return withoutPrefix(variable.path, to); };
    const NameOf relative = [&](const Variable& variable) { return withoutPrefix(variable.path, place); };
    const NameOf fromParent = [&](const Variable& variable) { return withoutPrefix(variable.path, parentOf(place)); };
    IndexPairs inside, beside;
    if (places.size() == 1)
        pairByName(source, from, relative, target, onto, below, inside);
    pairByName(source, from, fromParent, target, onto, below, beside);
    return inside.size() >= beside.size() ? inside : beside;
}

} // namespace

IndexPairs matchModels(const Model& source, const Model& target, MatchBy match)
{
    const Indices from = allOf(source), to = allOf(target);
    if (match == MatchBy::Order)
        return pairInOrder(from, to);
    if (match == MatchBy::Structure)
        return pairByStructure(source, from, target, to);
    const NameOf path = [](const Variable& variable) { return variable.path; };
    IndexPairs pairs = pairByNames(source, from, path, target, to, path);
    pairUnnamed(source, from, target, to, pairs);
    return pairs;
}

Result<IndexPairs> matchPlaces(const Model& source, const Model& target, const Places& places, MatchBy match)
{
    LW_ASSIGN(Indices from, variablesAt(source, places.from));
    LW_ASSIGN(Indices onto, variablesAt(target, places.to));
    if (match == MatchBy::Order)
        return pairInOrder(from, onto);
    if (match == MatchBy::Structure)
        return pairByStructure(source, from, target, onto);
    if (from.empty() || onto.empty())
        return IndexPairs();
    IndexPairs pairs = pairBelow(source, places.from, from, target, places.to, onto);
    removePaired(pairs, from, onto);
    const NameOf path = [](const Variable& variable) { return variable.path; };
    const IndexPairs others = pairByNames(source, from, path, target, onto, path);
    pairs.insert(pairs.end(), others.begin(), others.end());
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return pairs;
}

Result<IndexPairs> matchPlaces(const Model& source, const std::vector<std::string>& places, const Model& target,
                               std::string_view to)
{
    LW_ASSIGN(const Indices from, variablesAt(source, places));
    LW_ASSIGN(const Indices onto, variablesAt(target, to));
    if (from.empty() || onto.empty())
        return invalid("there are no weights to move");
    if (from.size() == 1 && onto.size() == 1)
        return IndexPairs{{from.front(), onto.front()}};

    // A layer dropped on a layer has its variables by role; a layer dropped on a model that has one of its name, by
    // name.
    const IndexPairs named = pairBelow(source, places, from, target, to, onto);
    if (named.size() == std::min(from.size(), onto.size()))
        return named;
    if (from.size() == 1 || onto.size() == 1)
        if (IndexPairs single = pairSingle(source, from, target, onto); !single.empty())
            return single;
    if (shapesAgree(source, from, target, onto))
        return pairInOrder(from, onto);
    if (!named.empty())
        return named;
    IndexPairs aligned = pairByStructure(source, from, target, onto);
    if (aligned.empty())
        return invalid("none of these weights goes with one there");
    return aligned;
}

} // namespace lw::edit
