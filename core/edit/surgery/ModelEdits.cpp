// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/StructureEdit.h"

namespace lw::edit {

namespace {

Result<void> nest(Blueprint& blueprint, const std::string& name)
{
    if (name.empty() || name.find('/') != std::string::npos)
        return invalid("the new model needs a name without a slash");
    if (blueprint.inputs.size() != 1 || blueprint.outputs.size() != 1)
        return invalid("a Sequential takes models of one input and one output; this one has " +
                       std::to_string(blueprint.inputs.size()) + " and " + std::to_string(blueprint.outputs.size()));
    Blueprint outer;
    outer.kind = ModelKind::Sequential;
    outer.generation = blueprint.generation;
    outer.serialized = modelFrame(blueprint.serialized, outer.generation, ModelKind::Sequential, name);
    BlueprintPart part;
    part.name = blueprint.name().empty() ? "model" : blueprint.name();
    BlueprintPart input = blueprint.parts[*blueprint.find(blueprint.inputs.front().layer)];
    input.name = part.name + "_input";
    input.origin.clear();
    input.implied = false;
    input.calls.assign(1, {});
    for (const char* key : {"compile_config", "keras_version", "backend"})
        blueprint.serialized.remove(key);
    part.entry = blueprint.serialized;
    part.calls.resize(1);
    part.calls.front().inputs = {{input.name, 0, 0}};
    outer.inputs = {{input.name, 0, 0}};
    outer.outputs = {{part.name, 0, 0}};
    part.inner.push_back(std::move(blueprint));
    outer.parts.push_back(std::move(input));
    outer.parts.push_back(std::move(part));
    blueprint = std::move(outer);
    return {};
}

} // namespace

EditPointer resetLayer(const std::string& layer, const SurgeryOptions& options)
{
    return resetLayers({layer}, options);
}

EditPointer resetLayers(const std::vector<std::string>& layers, const SurgeryOptions& options)
{
    const bool all = layers.size() == 1 && layers.front().empty();
    return structureEdit(
        all ? "Fresh weights for all layers" : "Fresh weights for " + namesOf(layers),
        [layers](Blueprint& blueprint, const Model& model) -> Result<void> {
            for (const std::string& layer : layers) {
                if (layer.empty()) {
                    forgetOrigins(blueprint);
                    blueprint.allFresh = true;
                    continue;
                }
                if (model.variables.empty() && model.totalParameters > 0)
                    return invalid("the model has no weights yet; give fresh ones to all of it").in(layer);
                LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
                forgetOrigins(place.part());
            }
            return {};
        },
        options);
}

EditPointer cloneModel(const SurgeryOptions& options)
{
    return structureEdit(
        "Clone with fresh weights",
        [](Blueprint& blueprint, const Model&) -> Result<void> {
            forgetOrigins(blueprint);
            blueprint.allFresh = true;
            blueprint.compiled = false;
            return {};
        },
        options);
}

EditPointer nestModel(const std::string& name, const SurgeryOptions& options)
{
    return structureEdit(
        "Wrap in " + name, [name](Blueprint& blueprint, const Model&) { return nest(blueprint, name); }, options);
}

} // namespace lw::edit
