// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/StructureEdit.h"

#include "core/keras/Catalogue.h"

namespace lw::edit {

namespace {

BlueprintCall callOf(std::vector<InboundTensor> inputs)
{
    BlueprintCall call;
    call.inputs = std::move(inputs);
    return call;
}

/// Puts a part with one call for every call of the layer between it and its readers.
void putBetween(Blueprint& container, const BlueprintPart& layer, BlueprintPart part)
{
    for (std::size_t n = 0; n < layer.calls.size(); ++n) {
        redirect(container, {layer.name, n, 0}, {part.name, n, 0});
        part.calls.push_back(callOf({{layer.name, n, 0}}));
    }
    insertBehind(container, layer.name, std::move(part));
}

Result<void> insert(Blueprint& blueprint, const Model& model, const std::string& after, const Json& layer)
{
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, after));
    LW_ASSIGN(BlueprintPart part, newPart(layer, *place.container));
    if (outputCount(model, after) > 1)
        return invalid("it gives out " + std::to_string(outputCount(model, after)) +
                       " tensors, so it is not clear which the new layer reads")
            .in(after);
    LW_TRY(checkInputCount(part, 1));
    const BlueprintPart before = place.part();
    putBetween(*place.container, before, std::move(part));
    return {};
}

Result<void> duplicate(Blueprint& blueprint, const Model& model, const std::string& layer)
{
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
    const BlueprintPart before = place.part();
    if (before.isInput() || outputCount(model, layer) > 1)
        return invalid("only layers of one input and one output can be doubled").in(layer);
    BlueprintPart copy = before;
    copy.name = place.container->freeName(before.name + "_copy");
    copy.calls.clear();
    for (std::size_t n = 0; n < before.calls.size(); ++n) {
        if (before.calls[n].inputs.size() != 1)
            return invalid("it reads " + std::to_string(before.calls[n].inputs.size()) +
                           " tensors and gives out one, so a copy of it cannot stand behind it")
                .in(layer);
        redirect(*place.container, {before.name, n, 0}, {copy.name, n, 0});
        BlueprintCall call = before.calls[n];
        call.inputs = {{before.name, n, 0}};
        copy.calls.push_back(std::move(call));
    }
    insertBehind(*place.container, before.name, std::move(copy));
    return {};
}

} // namespace

Result<void> appendPart(Blueprint& blueprint, const Json& layer)
{
    LW_ASSIGN(BlueprintPart part, newPart(layer, blueprint));
    if (blueprint.outputs.empty())
        return invalid("the model has no output that a layer could read");
    if (blueprint.outputs.size() > 1 && keras::categoryOf(part.className()) != keras::Category::Merging)
        return invalid("the model has " + std::to_string(blueprint.outputs.size()) + " outputs, and a " +
                       printable(part.className(), 60) + " reads one; put it behind a layer, or merge them first");
    LW_TRY(checkInputCount(part, blueprint.outputs.size()));
    part.calls.push_back(callOf(blueprint.outputs));
    blueprint.outputs = {{part.name, 0, 0}};
    blueprint.parts.push_back(std::move(part));
    return {};
}

Result<void> replacePart(Blueprint& blueprint, const std::string& layer, const Json& with)
{
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
    BlueprintPart& old = place.part();
    if (old.isInput())
        return invalid("an input cannot be replaced; give it another shape").in(layer);
    Json wanted = with;
    Blueprint others = *place.container;
    erasePart(others, place.index);
    const bool named = !with["name"].toText(with["config"]["name"].toText()).empty();
    if (!named && with.isObject()) {
        Json config = with["config"].isObject() ? with["config"] : Json::object();
        config.set("name", old.name);
        wanted.set("config", std::move(config));
    }
    LW_ASSIGN(BlueprintPart part, newPart(wanted, others));
    if (part.className() == old.className() && keras::findLayerInfo(part.className()) != nullptr)
        part.shapedAs = old.origin;
    for (BlueprintCall& call : old.calls) {
        // Arguments of another class mean nothing to this one.
        if (part.className() != old.className()) {
            std::vector<InboundTensor> inputs = dataInputs(call);
            if (inputs.size() > 1 && allSame(inputs) && checkInputCount(part, 1))
                inputs.resize(1);
            if (const auto fits = checkInputCount(part, inputs.size()); !fits)
                return fits.error().in(layer);
            call = callOf(std::move(inputs));
        }
        part.calls.push_back(call);
    }
    const Blueprint whole = *place.container;
    const std::string before = old.name, now = part.name;
    old = std::move(part);
    for (std::size_t n = 0; n < old.calls.size(); ++n)
        for (std::size_t tensor = 0; tensor < 64; ++tensor)
            redirect(*place.container, {before, n, tensor}, {now, n, tensor});
    prune(*place.container, whole); // masks that nothing else reads
    return {};
}

EditPointer appendLayer(const Json& layer, const SurgeryOptions& options)
{
    return structureEdit(
        "Append " + printable(layer["class_name"].toText(), 60),
        [layer](Blueprint& blueprint, const Model&) { return appendPart(blueprint, layer); }, options);
}

EditPointer insertAfter(const std::string& after, const Json& layer, const SurgeryOptions& options)
{
    return structureEdit(
        "Insert " + printable(layer["class_name"].toText(), 60) + " after " + after,
        [after, layer](Blueprint& blueprint, const Model& model) { return insert(blueprint, model, after, layer); },
        options);
}

EditPointer replaceLayer(const std::string& layer, const Json& with, const SurgeryOptions& options)
{
    return structureEdit(
        "Replace " + layer + " by " + printable(with["class_name"].toText(), 60),
        [layer, with](Blueprint& blueprint, const Model&) { return replacePart(blueprint, layer, with); }, options);
}

EditPointer duplicateLayer(const std::string& layer, const SurgeryOptions& options)
{
    return structureEdit(
        "Duplicate " + layer,
        [layer](Blueprint& blueprint, const Model& model) { return duplicate(blueprint, model, layer); }, options);
}

} // namespace lw::edit
