// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/objects/CarriedFunctions.h"

namespace lw::graph {

namespace {

bool isWithin(const std::string& layer, const std::string& path)
{
    return layer.starts_with(path) && (layer.size() == path.size() || layer[path.size()] == '/');
}

/// The variable of the layer at path that is what another is in the layer at origin.
const Variable* counterpart(const Variable& old, const std::string& origin, const Model& after, const std::string& path)
{
    const std::string wanted = old.path.starts_with(origin) ? path + old.path.substr(origin.size()) : old.path;
    const std::string layer = path + old.layer.substr(origin.size());
    const Variable* byRole = nullptr;
    for (const Variable& variable : after.variables) {
        if (!isWithin(variable.layer, path))
            continue;
        if (variable.path == wanted)
            return &variable;
        if (variable.layer == layer && variable.role == old.role)
            byRole = &variable;
    }
    return byRole;
}

} // namespace

const LayerFunction* CarriedFunctions::find(std::string_view path) const
{
    const auto found = m_functions.find(path);
    return found == m_functions.end() ? nullptr : &found->second;
}

const std::shared_ptr<const ModelPayload>& formatPayload(const Model& model)
{
    const auto* carried = dynamic_cast<const CarriedFunctions*>(model.payload.get());
    return carried ? carried->format() : model.payload;
}

std::optional<LayerFunction> layerFunction(const Model& model, const std::string& path)
{
    if (const auto* carried = dynamic_cast<const CarriedFunctions*>(model.payload.get())) {
        const LayerFunction* function = carried->find(path);
        return function ? std::optional(*function) : std::nullopt;
    }
    const TracedProgram* program = tracedProgram(model);
    if (program == nullptr)
        return std::nullopt;
    LayerFunction function{model.payload, program, path, {}};
    for (const Variable& variable : model.variables)
        if (!variable.key.empty() && isWithin(variable.layer, path))
            function.variables.emplace(variable.key, variable.path);
    return function;
}

std::optional<LayerFunction> carriedFunction(const Model& before, const std::string& origin, const Model& after,
                                             const std::string& path, bool isOther)
{
    auto function = layerFunction(before, origin);
    if (!function)
        return std::nullopt;
    function->ownKeys = function->ownKeys && !isOther;
    std::map<std::string_view, const Variable*> byPath;
    for (const Variable& variable : before.variables)
        byPath.emplace(variable.path, &variable);
    for (auto entry = function->variables.begin(); entry != function->variables.end();) {
        const auto old = byPath.find(entry->second);
        const Variable* now = old == byPath.end() ? nullptr : counterpart(*old->second, origin, after, path);
        if (now == nullptr) {
            entry = function->variables.erase(entry);
            continue;
        }
        entry->second = now->path;
        ++entry;
    }
    return function;
}

} // namespace lw::graph
