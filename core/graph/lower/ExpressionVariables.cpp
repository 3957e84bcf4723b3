// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/ExpressionVariables.h"

#include <algorithm>
#include <map>
#include <set>

namespace lw::graph {

namespace {

bool isWithin(const std::string& place, const std::string& layer)
{
    return place.starts_with(layer) && (place.size() == layer.size() || place[layer.size()] == '/');
}

std::vector<const Variable*> variablesWithin(const Model& model, const std::string& layer)
{
    std::vector<const Variable*> variables;
    for (const Variable& variable : model.variables)
        if (isWithin(variable.layer, layer))
            variables.push_back(&variable);
    return variables;
}

/// Wrappers keep what they wrap as their attribute "layer".
std::string role(const Variable& variable, bool wrapped)
{
    constexpr std::string_view kWrapped = "layer/";
    const std::string role = variable.role.empty() ? variable.path.substr(variable.path.rfind('/') + 1) : variable.role;
    return wrapped && role.starts_with(kWrapped) ? role.substr(kWrapped.size()) : role;
}

/// "d1/0" is "d1_var0": numbers are places, not names.
std::string joinedName(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return expressionIdentifier(path);
    return expressionIdentifier(path.substr(0, slash)) + "_" + expressionIdentifier(path.substr(slash + 1));
}

/// The attributes in the key of a .keras file: "layers/block/d1/vars/0" is "d1_var0".
std::string attributeName(const std::string& key)
{
    constexpr std::string_view kVars = "/vars/";
    const std::size_t vars = key.rfind(kVars);
    const std::size_t layers = vars == std::string::npos ? vars : key.rfind("layers/", vars);
    if (layers == std::string::npos)
        return {};
    const std::size_t attribute = key.find('/', layers + std::string_view("layers/").size());
    return attribute < vars
               ? joinedName(key.substr(attribute + 1, vars - attribute - 1) + "/" + key.substr(vars + kVars.size()))
               : std::string();
}

/// "dense_2_kernel" of the second layer of a class whose first has "dense_kernel": Keras counts the layers of a model
/// through, an expression those of each layer from the beginning. Changes the numbers only, in the order of the names.
std::vector<std::string> countedFromHere(const std::vector<std::string>& paths)
{
    std::map<std::string, std::vector<std::string>> seen; // by name without number, as they come
    std::vector<std::string> result;
    for (const std::string& path : paths) {
        const std::size_t slash = path.find('/');
        const std::string first = path.substr(0, slash);
        const std::size_t end = first.find_last_not_of("0123456789");
        const bool numbered = end != std::string::npos && end + 1 < first.size() && first[end] == '_' && end > 0;
        const std::string stem = numbered ? first.substr(0, end) : first;
        std::vector<std::string>& names = seen[stem];
        const auto known = std::find(names.begin(), names.end(), first);
        const auto place = static_cast<std::size_t>(known - names.begin());
        if (known == names.end())
            names.push_back(first);
        const std::string counted = place == 0 ? stem : stem + "_" + std::to_string(place);
        result.push_back(slash == std::string::npos ? path : counted + path.substr(slash));
    }
    return result;
}

constexpr std::size_t kCounted = 3; ///< from here on, candidates() are counted, and the last is the place

/// Whether counting gives a variable a name that another one has of its own: then nobody could tell which is meant.
bool countingMisleads(const std::vector<std::vector<std::string>>& names)
{
    const auto owns = [](const std::vector<std::string>& variable, const std::string& name) {
        return std::find(variable.begin(), variable.begin() + kCounted, name) != variable.begin() + kCounted;
    };
    for (const auto& variable : names)
        for (std::size_t level = kCounted; level + 1 < variable.size(); ++level)
            if (const std::string& name = variable[level]; !name.empty() && !owns(variable, name))
                if (std::any_of(names.begin(), names.end(), [&](const auto& other) { return owns(other, name); }))
                    return true;
    return false;
}

/// What may be said of the variables of a layer, for each the best first; all have as many names, of which some are
/// empty.
std::vector<std::vector<std::string>> candidates(const std::vector<const Variable*>& variables,
                                                 const std::string& layer, bool wrapped)
{
    std::vector<std::string> roles, paths; // within the layer
    for (const Variable* variable : variables) {
        const bool below = variable->layer.size() > layer.size();
        roles.push_back((below ? variable->layer.substr(layer.size() + 1) + "/" : "") + role(*variable, wrapped));
        paths.push_back(variable->path.starts_with(layer + "/") ? variable->path.substr(layer.size() + 1) : "");
    }
    const std::vector<std::string> countedRoles = countedFromHere(roles), countedPaths = countedFromHere(paths);
    std::vector<std::vector<std::string>> names;
    const auto joined = [](const std::string& path) { return path.empty() ? path : joinedName(path); };
    for (std::size_t i = 0; i < variables.size(); ++i)
        names.push_back({joined(roles[i]), joined(paths[i]), attributeName(variables[i]->key),
                         joined(countedRoles[i]), joined(countedPaths[i]), "var" + std::to_string(i)});
    return names;
}

} // namespace

std::string expressionIdentifier(std::string_view text)
{
    text = text.substr(0, text.find(':'));
    std::string name;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        name += letter ? c : '_';
    }
    return name.empty() || (name[0] >= '0' && name[0] <= '9') ? "var" + name : name;
}

std::vector<ExpressionVariable> expressionVariables(const Model& model, const std::string& layer)
{
    std::string owner = layer;
    std::vector<const Variable*> variables = variablesWithin(model, owner);
    while (variables.empty() && owner.find('/') != std::string::npos) {
        owner.resize(owner.rfind('/'));
        const Layer* wrapper = findLayer(model, owner);
        if (wrapper == nullptr || wrapper->nested || wrapper->layers.size() != 1)
            break;
        variables = variablesWithin(model, owner);
    }
    const std::vector<std::vector<std::string>> wanted = candidates(variables, owner, owner != layer);
    std::vector<ExpressionVariable> result;
    for (const Variable* variable : variables)
        result.push_back({variable, {}});
    std::set<std::string> taken;
    for (std::size_t i = 0; i < variables.size(); ++i) // places have their names for themselves
        taken.insert(wanted[i].back());
    const std::size_t levels = wanted.empty() ? 0 : countingMisleads(wanted) ? kCounted : wanted.front().size() - 1;
    for (std::size_t level = 0; level < levels; ++level) {
        std::map<std::string, int> uses;
        for (const auto& names : wanted)
            ++uses[names[level]];
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (const std::string& name = wanted[i][level];
                uses[name] == 1 && !name.empty() && taken.insert(name).second)
                result[i].names.push_back(name);
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        result[i].names.push_back(wanted[i].back());
    return result;
}

} // namespace lw::graph
