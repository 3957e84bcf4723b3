// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Branches.h"
#include "core/edit/surgery/StructureEdit.h"
#include "core/keras/Catalogue.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace lw::edit {

namespace {

/// The only tensor of a layer.
Result<InboundTensor> tensorOf(const BlueprintPart& part, const Model& model, const std::string& path)
{
    if (part.calls.empty())
        return invalid("the layer is never called").in(path);
    if (part.calls.size() > 1)
        return invalid("it is called " + std::to_string(part.calls.size()) +
                       " times, so it is not clear which of its outputs is meant")
            .in(path);
    if (const std::size_t count = outputCount(model, path); count > 1)
        return invalid("it gives out " + std::to_string(count) +
                       " tensors, so it is not clear which the new layer reads")
            .in(path);
    return InboundTensor{part.name, 0, 0};
}

/// Inputs are outputs only while nobody reads them.
void dropReadInputs(Blueprint& container, const std::vector<InboundTensor>& read)
{
    std::erase_if(container.outputs, [&](const InboundTensor& output) {
        return container.parts[*container.find(output.layer)].isInput() &&
               std::find(read.begin(), read.end(), output) != read.end();
    });
}

Result<void> branch(Blueprint& blueprint, const Model& model, const std::string& after, const Json& layer)
{
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, after));
    Blueprint& container = *place.container;
    LW_ASSIGN(const InboundTensor tensor, tensorOf(place.part(), model, after));
    LW_ASSIGN(BlueprintPart part, newPart(layer, container));
    if (&container != &blueprint)
        return invalid("a branch in a nested model would give it another output, which nobody reads; unwrap it first")
            .in(after);
    LW_TRY(checkInputCount(part, 1));
    BlueprintCall call;
    call.inputs = {tensor};
    part.calls.push_back(std::move(call));
    dropReadInputs(container, {tensor});
    container.outputs.push_back({part.name, 0, 0});
    container.parts.push_back(std::move(part));
    return {};
}

/// All parts that a part reads, directly or not.
std::set<std::string> ancestors(const Blueprint& container, const std::string& name)
{
    std::unordered_map<std::string_view, const BlueprintPart*> byName;
    for (const BlueprintPart& part : container.parts)
        byName.emplace(part.name, &part);
    std::set<std::string> found;
    std::vector<std::string> open{name};
    while (!open.empty()) {
        const std::string next = std::move(open.back());
        open.pop_back();
        for (const BlueprintCall& call : byName.at(next)->calls)
            for (const InboundTensor& input : call.inputs)
                if (found.insert(input.layer).second)
                    open.push_back(input.layer);
    }
    return found;
}

Result<void> merge(Blueprint& blueprint, const Model& model, const std::vector<std::string>& layers, const Json& layer,
                   MergeOrder order)
{
    const std::string className = layer["class_name"].toText();
    if (keras::categoryOf(className) != keras::Category::Merging)
        return invalid("a " + printable(className, 60) + " reads one tensor; layers are merged by Add, Concatenate, …");
    Blueprint* container = nullptr;
    std::vector<std::pair<std::size_t, std::string>> places;
    for (const std::string& path : layers) {
        LW_ASSIGN(const BlueprintPlace place, locate(blueprint, path));
        if (container != nullptr && container != place.container)
            return invalid("it is in another model than " + printable(layers.front(), 80)).in(path);
        container = place.container;
        LW_ASSIGN(const InboundTensor tensor, tensorOf(place.part(), model, path));
        if (std::none_of(places.begin(), places.end(), [&](const auto& other) { return other.first == place.index; }))
            places.emplace_back(place.index, tensor.layer);
    }
    if (places.size() < 2)
        return invalid("merging takes two layers or more");
    const auto given = places;
    std::sort(places.begin(), places.end());
    // The last in the flow: none of the others reads it.
    std::string last = places.back().second;
    std::set<std::string> above;
    for (const auto& [index, name] : places)
        above.merge(ancestors(*container, name));
    for (const auto& [index, name] : places)
        if (!above.contains(name))
            last = name;
    LW_ASSIGN(BlueprintPart part, newPart(layer, *container));
    const InboundTensor merged{part.name, 0, 0};
    BlueprintCall call;
    for (const auto& [index, name] : order == MergeOrder::AsGiven ? given : places)
        call.inputs.push_back({name, 0, 0});
    redirect(*container, {last, 0, 0}, merged);
    const auto isMerged = [&](const InboundTensor& output) {
        return std::find(call.inputs.begin(), call.inputs.end(), output) != call.inputs.end();
    };
    for (InboundTensor& output : container->outputs)
        if (isMerged(output) || output == merged) {
            output = merged;
            break;
        }
    const auto first = std::find(container->outputs.begin(), container->outputs.end(), merged);
    if (first != container->outputs.end())
        container->outputs.erase(
            std::remove_if(first + 1, container->outputs.end(),
                           [&](const InboundTensor& output) { return isMerged(output) || output == merged; }),
            container->outputs.end());
    part.calls.push_back(std::move(call));
    const std::size_t behind = std::max(places.back().first, *container->find(last));
    container->parts.insert(container->parts.begin() + static_cast<std::ptrdiff_t>(behind) + 1, std::move(part));
    return {};
}

Result<void> input(Blueprint& blueprint, const std::string& wanted, const Shape& shape, DType dtype)
{
    if (wanted.find('/') != std::string::npos)
        return invalid("the name of a layer has no slash: files take it as a folder").in(wanted);
    const std::string name = blueprint.freeName(wanted.empty() ? "input" : wanted);
    if (!wanted.empty() && name != wanted)
        return invalid("another layer has this name already").in(wanted);
    Shape batched{kUnknownDim};
    for (const std::int64_t dim : shape) {
        if (dim == 0 || dim < kUnknownDim)
            return invalid("a dimension is a positive number, or unknown").in(name);
        batched.push_back(dim);
    }
    makeFunctional(blueprint);
    BlueprintPart part = inputPart(name, batched, dtype, blueprint.generation, entriesHaveModules(blueprint));
    blueprint.inputs.push_back({name, 0, 0});
    blueprint.outputs.push_back({name, 0, 0});
    blueprint.parts.push_back(std::move(part));
    return {};
}

} // namespace

EditPointer addBranch(const std::string& after, const Json& layer, const SurgeryOptions& options)
{
    return structureEdit(
        "Branch " + printable(layer["class_name"].toText(), 60) + " off " + after,
        [after, layer](Blueprint& blueprint, const Model& model) { return branch(blueprint, model, after, layer); },
        options);
}

EditPointer mergeLayers(const std::vector<std::string>& layers, const Json& layer, const SurgeryOptions& options,
                        MergeOrder order)
{
    return structureEdit(
        "Merge " + std::to_string(layers.size()) + " layers by " + printable(layer["class_name"].toText(), 60),
        [layers, layer, order](Blueprint& blueprint, const Model& model) {
            return merge(blueprint, model, layers, layer, order);
        },
        options);
}

EditPointer addInput(const std::string& name, const Shape& shape, DType dtype, const SurgeryOptions& options)
{
    return structureEdit(
        "Add an input of " + shapeText(shape),
        [name, shape, dtype](Blueprint& blueprint, const Model&) { return input(blueprint, name, shape, dtype); },
        options);
}

} // namespace lw::edit
