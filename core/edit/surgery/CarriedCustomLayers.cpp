// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/CarriedCustomLayers.h"

#include "core/graph/lower/Definitions.h"
#include "core/graph/lower/LayerOutputs.h"
#include "core/graph/objects/CarriedFunctions.h"

#include <algorithm>
#include <map>

namespace lw::edit {

namespace {

/// Where the layers of a blueprint come from.
class Origins {
public:
    Origins(const Model& before, const Blueprint& blueprint) : m_before(before) { collect(blueprint, {}); }

    struct Place {
        const Model* model = nullptr;
        std::string path;
    };
    /// Also for layers inside of wrappers, which are no parts of their own. None for fresh layers.
    [[nodiscard]] std::optional<Place> find(const std::string& path) const
    {
        for (std::size_t end = path.size(); end != std::string::npos && end > 0; end = path.rfind('/', end - 1)) {
            const auto part = m_parts.find(std::string_view(path).substr(0, end));
            if (part == m_parts.end())
                continue;
            const std::string& origin = part->second->origin.empty() ? part->second->renewed : part->second->origin;
            if (origin.empty())
                return std::nullopt;
            const Model* model = part->second->source ? part->second->source.get() : &m_before;
            return Place{model, origin + path.substr(end)};
        }
        return std::nullopt;
    }

private:
    void collect(const Blueprint& blueprint, const std::string& prefix)
    {
        for (const BlueprintPart& part : blueprint.parts) {
            m_parts.emplace(prefix + part.name, &part);
            for (const Blueprint& inner : part.inner)
                collect(inner, prefix + part.name + "/");
        }
    }

    const Model& m_before;
    std::map<std::string, const BlueprintPart*, std::less<>> m_parts;
};

bool hasCustom(const Layer& layer)
{
    return !graph::undefinedName(layer).empty() ||
           std::any_of(layer.layers.begin(), layer.layers.end(), [](const Layer& inner) { return hasCustom(inner); });
}

void keepParts(const Origins& origins, std::vector<Layer>& layers, const std::string& prefix)
{
    for (Layer& layer : layers) {
        const std::string path = prefix + layer.name;
        if (layer.known || !layer.layers.empty()) {
            keepParts(origins, layer.layers, path + "/");
            continue;
        }
        const auto origin = origins.find(path);
        if (const Layer* old = origin ? findLayer(*origin->model, origin->path) : nullptr)
            layer.layers = old->layers;
    }
}

} // namespace

void keepCustomParts(const Model& before, const Blueprint& blueprint, Model& after)
{
    keepParts(Origins(before, blueprint), after.layers, {});
}

keras::UnknownShapes customShapes(const Model& before, const Blueprint& after, const SurgeryOptions& options)
{
    const auto origins = std::make_shared<const Origins>(before, after);
    return [origins, objects = options.objects](const Layer& layer, const std::string& path,
                                                const keras::TensorInfos& inputs) -> keras::TensorInfos {
        const auto origin = origins->find(path);
        if (!origin)
            return {};
        return graph::customShapes(*origin->model, objects.get())(layer, origin->path, inputs);
    };
}

std::shared_ptr<const ModelPayload> carryFunctions(const Model& before, const Blueprint& blueprint, const Model& after)
{
    const Origins origins(before, blueprint);
    graph::CarriedFunctions::Functions functions;
    visitLayers(after, [&](const Layer& layer, const std::string& path, int) {
        const auto origin = layer.nested || !hasCustom(layer) ? std::nullopt : origins.find(path);
        if (!origin)
            return;
        auto function = graph::carriedFunction(*origin->model, origin->path, after, path, origin->model != &before);
        if (function)
            functions.emplace(path, std::move(*function));
    });
    std::shared_ptr<const ModelPayload> format = graph::formatPayload(before);
    if (graph::tracedProgram(before) != nullptr) // it computes the model as it was
        format = nullptr;
    if (functions.empty())
        return format;
    return std::make_shared<const graph::CarriedFunctions>(std::move(functions), std::move(format));
}

} // namespace lw::edit
