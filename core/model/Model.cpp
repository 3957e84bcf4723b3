// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Model.h"

namespace lw {

std::string_view modelKindName(ModelKind kind)
{
    switch (kind) {
    case ModelKind::Sequential:
        return "sequential";
    case ModelKind::Functional:
        return "functional";
    case ModelKind::Subclassed:
        return "subclassed";
    case ModelKind::Graph:
        return "graph";
    case ModelKind::Weights:
        return "weights";
    }
    return "weights";
}

namespace {

/// Layer names may hold slashes, so every layer whose name starts the path is tried.
const Layer* findIn(const std::vector<Layer>& layers, std::string_view path)
{
    for (const Layer& layer : layers) {
        if (!path.starts_with(layer.name))
            continue;
        const std::string_view rest = path.substr(layer.name.size());
        if (rest.empty())
            return &layer;
        if (rest.front() == '/')
            if (const Layer* inner = findIn(layer.layers, rest.substr(1)))
                return inner;
    }
    return nullptr;
}

void visitIn(const std::vector<Layer>& layers, const std::string& prefix, int depth,
             const std::function<void(const Layer&, const std::string&, int)>& visit)
{
    for (const Layer& layer : layers) {
        const std::string path = prefix + layer.name;
        visit(layer, path, depth);
        visitIn(layer.layers, path + "/", depth + 1, visit);
    }
}

} // namespace

const Layer* findLayer(const Model& model, std::string_view path)
{
    return findIn(model.layers, path);
}

const Variable* findVariable(const Model& model, std::string_view address)
{
    const auto findBy = [&](std::string Variable::*field) -> const Variable* {
        const auto search = [&](const std::vector<Variable>& list) -> const Variable* {
            for (const Variable& variable : list)
                if (variable.*field == address)
                    return &variable;
            return nullptr;
        };
        if (const Variable* found = search(model.variables))
            return found;
        return model.training ? search(model.training->slotVariables) : nullptr;
    };
    if (const Variable* found = findBy(&Variable::path))
        return found;
    if (const Variable* found = findBy(&Variable::key))
        return found;
    const Variable* only = nullptr;
    for (const Variable& variable : model.variables) {
        if (variable.name != address)
            continue;
        if (only)
            return nullptr;
        only = &variable;
    }
    return only;
}

void visitLayers(const Model& model, const std::function<void(const Layer&, const std::string& path, int depth)>& visit)
{
    visitIn(model.layers, {}, 0, visit);
}

} // namespace lw
