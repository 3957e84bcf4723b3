// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Vocabularies.h"

#include <unordered_map>

namespace lw::keras {

namespace {

constexpr std::string_view kKey = "vocabulary";

bool anyWords(const std::vector<Layer>& layers)
{
    for (const Layer& layer : layers)
        if (layer.config[kKey].isArray() || anyWords(layer.layers))
            return true;
    return false;
}

/// Layers nest no deeper than the JSON they come from.
void insertWords(Json& config, const std::vector<Layer>& layers)
{
    Json* const list = config.isArray() ? &config : config.find("layers");
    if (list == nullptr || !list->isArray() || !anyWords(layers))
        return;
    std::unordered_map<std::string_view, const Layer*> byName;
    for (const Layer& layer : layers)
        byName.emplace(layer.name, &layer);
    for (Json& entry : list->items()) {
        Json* const inner = entry.find("config");
        if (inner == nullptr)
            continue;
        const auto found = byName.find(inner->isObject() ? (*inner)["name"].toText() : entry["name"].toText());
        if (found == byName.end())
            continue;
        if (found->second->nested)
            insertWords(*inner, found->second->layers);
        else if (inner->contains(kKey) && (*inner)[kKey].isNull() && found->second->config[kKey].isArray())
            inner->set(kKey, found->second->config[kKey]);
    }
}

} // namespace

Json architectureWithVocabularies(const Model& model)
{
    Json architecture = model.architecture;
    if (Json* const config = anyWords(model.layers) ? architecture.find("config") : nullptr)
        insertWords(*config, model.layers);
    return architecture;
}

} // namespace lw::keras
