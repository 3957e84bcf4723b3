// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/StructureEdit.h"

#include <algorithm>
#include <optional>

namespace lw::edit {

namespace {

/// The only output's call, when cutting it off leaves a model.
Result<InboundTensor> behindLast(const Blueprint& blueprint)
{
    if (blueprint.outputs.size() != 1)
        return invalid("the model has " + std::to_string(blueprint.outputs.size()) +
                       " outputs, so it is not clear which layer is the last; say where it is to end");
    const InboundTensor& output = blueprint.outputs.front();
    const BlueprintCall* call = blueprint.call(output);
    if (call == nullptr || call->inputs.empty())
        return invalid("nothing but the input would be left");
    if (call->inputs.size() != 1)
        return invalid("the last layer reads " + std::to_string(call->inputs.size()) +
                       " tensors, so it is not clear which becomes the output; say where the model is to end")
            .in(output.layer);
    const InboundTensor before = call->inputs.front();
    if (blueprint.parts[*blueprint.find(before.layer)].isInput())
        return invalid("nothing but the input would be left");
    return before;
}

Result<void> cutLast(Blueprint& blueprint)
{
    LW_ASSIGN(const InboundTensor end, behindLast(blueprint));
    const Blueprint before = blueprint;
    blueprint.outputs = {end};
    prune(blueprint, before);
    return {};
}

Result<void> cutAt(Blueprint& blueprint, const Model& model, const std::string& layer)
{
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
    Blueprint& container = *place.container;
    const std::string name = place.part().name;
    if (place.part().isInput())
        return invalid("nothing but the input would be left").in(layer);
    if (place.part().calls.empty())
        return invalid("the layer is never called").in(layer);
    const Blueprint before = container;
    const std::size_t last = place.part().calls.size() - 1;
    container.outputs.clear();
    for (std::size_t i = 0; i < outputCount(model, layer); ++i)
        container.outputs.push_back({name, last, i});
    prune(container, before);
    return {};
}

/// The tensor that takes the place of what a call gives out.
Result<InboundTensor> remaining(const BlueprintCall& call, const std::string& kept)
{
    const std::vector<InboundTensor> inputs = dataInputs(call);
    if (!inputs.empty() && allSame(inputs) && (kept.empty() || inputs.front().layer == kept))
        return inputs.front();
    if (kept.empty())
        return invalid("it reads " + std::to_string(inputs.size()) +
                       " tensors, so it is not clear which one takes the place of its output");
    const auto reads = [&](const InboundTensor& input) { return input.layer == kept; };
    const auto found = std::find_if(inputs.begin(), inputs.end(), reads);
    if (found == inputs.end())
        return notFound("it does not read " + printable(kept, 60));
    return *found;
}

Result<void> remove(Blueprint& blueprint, const std::string& layer, const std::string& kept)
{
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
    Blueprint& container = *place.container;
    const BlueprintPart part = place.part();
    if (part.isInput())
        return invalid("an input cannot be removed").in(layer);
    const Blueprint before = container;
    for (std::size_t n = 0; n < part.calls.size(); ++n) {
        const auto input = remaining(container.parts[place.index].calls[n], kept);
        if (!input)
            return input.error().in(layer);
        redirect(container, {part.name, n, 0}, *input);
    }
    const bool isOutput = std::any_of(container.outputs.begin(), container.outputs.end(),
                                      [&](const InboundTensor& output) { return output.layer == part.name; });
    for (const BlueprintPart& other : container.parts)
        for (const BlueprintCall& call : other.calls)
            for (const InboundTensor& input : call.inputs)
                if (isOutput || (input.layer == part.name && other.name != part.name))
                    return invalid("others read more than one of its outputs").in(layer);
    for (const InboundTensor& output : container.outputs)
        if (container.parts[*container.find(output.layer)].isInput() && container.parts.size() <= 2)
            return invalid("nothing but the input would be left").in(layer);
    erasePart(container, place.index);
    prune(container, before); // masks that nothing else reads
    return {};
}

/// True when one of the layers is a model that this one is in: it goes with that.
bool goesWithAnother(const std::string& layer, const std::vector<std::string>& layers)
{
    return std::any_of(layers.begin(), layers.end(), [&](const std::string& other) {
        return layer.size() > other.size() && layer.starts_with(other) && layer[other.size()] == '/';
    });
}

Result<void> removeAll(Blueprint& blueprint, const std::vector<std::string>& layers)
{
    std::vector<std::string> left;
    for (const std::string& layer : layers) {
        LW_TRY(locate(blueprint, layer));
        if (!goesWithAnother(layer, layers))
            left.push_back(layer);
    }
    while (!left.empty()) {
        std::optional<Error> first;
        const std::size_t before = left.size();
        std::erase_if(left, [&](const std::string& layer) {
            if (!locate(blueprint, layer))
                return true; // nothing read it any more
            Blueprint without = blueprint;
            if (const auto removed = remove(without, layer, {}); !removed) {
                if (!first)
                    first = removed.error();
                return false;
            }
            blueprint = std::move(without);
            return true;
        });
        if (left.size() == before)
            return *first;
    }
    return {};
}

} // namespace

EditPointer dropLast(const SurgeryOptions& options)
{
    return structureEdit(
        "Drop the last layer", [](Blueprint& blueprint, const Model&) { return cutLast(blueprint); }, options);
}

EditPointer endAt(const std::string& layer, const SurgeryOptions& options)
{
    return structureEdit(
        "End at " + layer, [layer](Blueprint& blueprint, const Model& model) { return cutAt(blueprint, model, layer); },
        options);
}

EditPointer removeLayer(const std::string& layer, const SurgeryOptions& options, const std::string& kept)
{
    if (kept.empty())
        return removeLayers({layer}, options);
    return structureEdit(
        "Remove " + layer,
        [layer, kept](Blueprint& blueprint, const Model&) { return remove(blueprint, layer, kept); }, options);
}

EditPointer removeLayers(const std::vector<std::string>& layers, const SurgeryOptions& options)
{
    return structureEdit(
        "Remove " + namesOf(layers), [layers](Blueprint& blueprint, const Model&) { return removeAll(blueprint, layers); },
        options);
}

std::vector<std::string> inputChoices(const Model& model, std::string_view layer)
{
    std::vector<std::string> names;
    auto blueprint = readBlueprint(model);
    const auto place = blueprint ? locate(*blueprint, layer) : Result<BlueprintPlace>(blueprint.error());
    if (!place || place->part().calls.empty())
        return names;
    for (const InboundTensor& input : dataInputs(place->part().calls.front()))
        if (std::find(names.begin(), names.end(), input.layer) == names.end())
            names.push_back(input.layer);
    return names;
}

} // namespace lw::edit
