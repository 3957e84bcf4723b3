// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/NestedInputs.h"
#include "core/edit/surgery/StructureEdit.h"
#include "core/keras/ArgumentRules.h"
#include "core/keras/Vocabularies.h"
#include "core/keras/dialect/ArgumentTable.h"
#include "core/keras/operations/OperationCall.h"

#include <algorithm>

namespace lw::edit {

namespace {

/// always: even where the config says nothing of it; but some layers of Keras 3 take no such argument, and operations
/// (keras.src.ops) never do.
void setFlag(Json& entry, bool trainable, bool always)
{
    const bool sure = always && !keras::isOperationModule(entry["module"].toText()) &&
                      keras::takesArgument(entry["class_name"].toText(), "trainable", 3);
    if (!entry["config"].isObject() || (!sure && !entry["config"].contains("trainable")))
        return;
    Json config = entry["config"];
    config.set("trainable", trainable);
    // What a wrapper wraps (tf_keras/src/engine/base_layer.py trainable: all nested layers follow).
    for (const char* key : {"layer", "backward_layer", "cell"})
        if (Json inner = config[key]; inner.isObject()) {
            setFlag(inner, trainable, true);
            config.set(key, std::move(inner));
        }
    if (Json cells = config["cells"]; cells.isArray()) {
        for (Json& cell : cells.items())
            setFlag(cell, trainable, true);
        config.set("cells", std::move(cells));
    }
    entry.set("config", std::move(config));
}

void setTrainable(Blueprint& blueprint, bool trainable)
{
    setFlag(blueprint.serialized, trainable, blueprint.kind == ModelKind::Functional);
    for (BlueprintPart& part : blueprint.parts)
        edit::setTrainable(part, trainable);
}

void renameReferences(Blueprint& blueprint, const std::string& from, const std::string& to)
{
    const auto rename = [&](std::vector<InboundTensor>& tensors) {
        for (InboundTensor& tensor : tensors)
            if (tensor.layer == from)
                tensor.layer = to;
    };
    for (BlueprintPart& part : blueprint.parts)
        for (BlueprintCall& call : part.calls)
            rename(call.inputs);
    rename(blueprint.inputs);
    rename(blueprint.outputs);
}

Result<void> rename(Blueprint& blueprint, const std::string& layer, const std::string& name)
{
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
    if (name.empty())
        return invalid("a layer needs a name").in(layer);
    if (name.find('/') != std::string::npos)
        return invalid("the name of a layer has no slash: files take it as a folder").in(name);
    BlueprintPart& part = place.part();
    if (part.name == name)
        return {};
    if (place.container->find(name))
        return invalid("another layer has this name already").in(name);
    const std::string before = part.name;
    part.name = name;
    part.implied = false;
    renameReferences(*place.container, before, name);
    return {};
}

Result<void> changeConfig(Blueprint& blueprint, const std::string& layer, const Json& changes)
{
    if (!changes.isObject())
        return invalid("changes of a config are a JSON object").in(layer);
    for (const auto& [key, value] : changes.members()) {
        if (key == "name")
            return invalid("names change by renaming, so that others find the layer").in(layer);
        if (key == "layers" || key == "input_layers" || key == "output_layers")
            return invalid("the layers of a nested model are changed one by one").in(layer);
    }
    const auto found = locate(blueprint, layer);
    if (!found) {
        const auto slash = layer.rfind('/');
        const auto above = locate(blueprint, layer.substr(0, slash == std::string::npos ? 0 : slash));
        if (!above || !above->part().inner.empty())
            return found.error();
        if (const auto done = changeWrapped(above->part(), layer.substr(slash + 1), changes, blueprint.generation);
            !done)
            return done.error().in(layer);
        above->part().ownShapesChanged = true;
        return {};
    }
    const BlueprintPlace place = *found;
    BlueprintPart& part = place.part();
    Json& entry = part.inner.empty() ? part.entry : part.inner.front().serialized;
    if (!entry["config"].isObject())
        return invalid("its config has no names to change").in(layer);
    Json config = entry["config"];
    for (const auto& [key, value] : changes.members())
        config.set(key, value);
    if (part.inner.empty())
        if (const auto checked = keras::checkArguments(blueprint.generation, part.className(), config, changes);
            !checked)
            return checked.error().in(layer);
    if (std::any_of(changes.members().begin(), changes.members().end(),
                    [](const auto& change) { return keras::concernsWords(change.first); }))
        if (const auto settled = keras::settleWords(part.className(), config); !settled)
            return settled.error().in(layer);
    entry.set("config", std::move(config));
    part.implied = false;
    part.ownShapesChanged = true;
    return {};
}

Result<void> changeInput(Blueprint& blueprint, const Model& model, const std::string& input, const Shape& shape)
{
    std::string name = input;
    if (name.empty()) {
        if (blueprint.inputs.size() != 1)
            return invalid("the model has " + std::to_string(blueprint.inputs.size()) + " inputs: say which");
        name = blueprint.inputs.front().layer;
    }
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, name));
    BlueprintPart& part = place.part();
    if (!part.isInput())
        return invalid("it is no input layer").in(name);
    Json dims = Json::array();
    const Json& config = part.entry["config"];
    dims.push(config[config.contains("batch_shape") ? "batch_shape" : "batch_input_shape"].at(0));
    for (const std::int64_t dim : shape) {
        if (dim == 0 || dim < kUnknownDim)
            return invalid("a dimension is a positive number, or unknown").in(name);
        dims.push(dim == kUnknownDim ? Json() : Json(dim));
    }
    writeInputShape(*place.container, place.index, dims);
    return followNestedInputs(blueprint, model);
}

} // namespace

void setTrainable(BlueprintPart& part, bool trainable)
{
    setFlag(part.entry, trainable, part.inner.empty() && !part.isInput());
    for (Blueprint& inner : part.inner)
        setTrainable(inner, trainable);
}

EditPointer renameLayer(const std::string& layer, const std::string& name, const SurgeryOptions& options)
{
    return structureEdit(
        "Rename " + layer + " to " + name,
        [layer, name](Blueprint& blueprint, const Model&) { return rename(blueprint, layer, name); }, options);
}

EditPointer setTrainable(const std::string& layer, bool trainable, const SurgeryOptions& options)
{
    return setTrainable(std::vector{layer}, trainable, options);
}

EditPointer setTrainable(const std::vector<std::string>& layers, bool trainable, const SurgeryOptions& options)
{
    return structureEdit((trainable ? "Unfreeze " : "Freeze ") + namesOf(layers),
                         [layers, trainable](Blueprint& blueprint, const Model&) -> Result<void> {
                             for (const std::string& layer : layers) {
                                 if (layer.empty()) {
                                     setTrainable(blueprint, trainable);
                                     continue;
                                 }
                                 LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
                                 setTrainable(place.part(), trainable);
                             }
                             return {};
                         },
                         options);
}

EditPointer setLayerConfig(const std::string& layer, const Json& changes, const SurgeryOptions& options)
{
    return structureEdit(
        "Change the settings of " + layer,
        [layer, changes](Blueprint& blueprint, const Model&) { return changeConfig(blueprint, layer, changes); },
        options);
}

EditPointer setInputShape(const std::string& input, const Shape& shape, const SurgeryOptions& options)
{
    return structureEdit(
        "Change the input to " + shapeText(shape),
        [input, shape](Blueprint& blueprint, const Model& model) { return changeInput(blueprint, model, input, shape); },
        options);
}

} // namespace lw::edit
