// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/ExpressionVariables.h"

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

/// What may be said of a variable, the best first.
std::vector<std::string> candidates(const Variable& variable, const std::string& layer, bool wrapped, std::size_t place)
{
    std::vector<std::string> names;
    if (variable.layer.size() > layer.size())
        names.push_back(joinedName(variable.layer.substr(layer.size() + 1) + "/" + role(variable, wrapped)));
    else
        names.push_back(expressionIdentifier(role(variable, wrapped)));
    if (variable.path.starts_with(layer + "/"))
        names.push_back(joinedName(variable.path.substr(layer.size() + 1)));
    else
        names.emplace_back();
    names.push_back(attributeName(variable.key));
    names.push_back("var" + std::to_string(place));
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
    std::vector<std::vector<std::string>> wanted;
    std::vector<ExpressionVariable> result;
    for (const Variable* variable : variables) {
        wanted.push_back(candidates(*variable, owner, owner != layer, wanted.size()));
        result.push_back({variable, {}});
    }
    std::set<std::string> taken;
    for (std::size_t i = 0; i < variables.size(); ++i) // places have their names for themselves
        taken.insert(wanted[i].back());
    for (std::size_t level = 0; !wanted.empty() && level + 1 < wanted.front().size(); ++level) {
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
