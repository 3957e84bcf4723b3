// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/GraftParts.h"

#include <algorithm>
#include <set>

namespace lw::edit {

namespace {

constexpr std::size_t kNamesInMessages = 3;

std::string namesText(const std::vector<InboundTensor>& tensors)
{
    std::string text;
    for (std::size_t i = 0; i < tensors.size() && i < kNamesInMessages; ++i)
        text += (i == 0 ? "" : ", ") + printable(tensors[i].layer, 60);
    return text + (tensors.size() > kNamesInMessages ? ", …" : "");
}

/// In the order of the container, each once, without inputs.
Result<std::vector<std::size_t>> chosenParts(const Blueprint& container, const std::vector<std::string>& names)
{
    std::set<std::size_t> chosen;
    for (const std::string& name : names) {
        const auto index = container.find(name);
        if (!index)
            return notFound("there is no such layer").in(name);
        if (!container.parts[*index].isInput())
            chosen.insert(*index);
    }
    if (chosen.empty())
        return invalid("an input layer does not stand between layers");
    for (const std::size_t index : chosen) {
        const BlueprintPart& part = container.parts[index];
        if (part.calls.empty())
            return invalid("the layer is never called").in(part.name);
        if (part.calls.size() > 1 && chosen.size() > 1)
            return invalid("it is called " + std::to_string(part.calls.size()) + " times, so it only goes alone")
                .in(part.name);
    }
    return std::vector<std::size_t>(chosen.begin(), chosen.end());
}

void addOnce(std::vector<InboundTensor>& tensors, const InboundTensor& tensor)
{
    if (std::find(tensors.begin(), tensors.end(), tensor) == tensors.end())
        tensors.push_back(tensor);
}

Result<void> checkOutputs(const std::string& name, const OutputCount& outputs)
{
    if (outputs(name) <= 1)
        return {};
    return invalid("it gives out " + std::to_string(outputs(name)) + " tensors, and a gap takes one").in(name);
}

Error tooManyInputs(const GraftParts& graft, const std::vector<InboundTensor>& inputs)
{
    if (graft.parts.size() == 1)
        return invalid("it reads " + std::to_string(inputs.size()) + " tensors (" + namesText(inputs) +
                       "), and a gap gives one")
            .in(graft.parts.front().name);
    return invalid("the layers read " + std::to_string(inputs.size()) + " tensors from elsewhere (" +
                   namesText(inputs) + "), and a gap gives one");
}

/// Layers that do not know each other: one behind the other.
Result<void> chain(GraftParts& graft, const OutputCount& outputs)
{
    InboundTensor before = GraftParts::entry();
    for (BlueprintPart& part : graft.parts) {
        std::vector<InboundTensor> reads;
        for (InboundTensor& input : part.calls.front().inputs) {
            addOnce(reads, input);
            input = before;
        }
        if (reads.size() != 1)
            return invalid("it reads " + std::to_string(reads.size()) + " tensors (" + namesText(reads) +
                           "), and a gap gives one")
                .in(part.name);
        LW_TRY(checkOutputs(part.name, outputs));
        before = {part.name, 0, 0};
    }
    graft.exit = before;
    return {};
}

/// Layers that read from each other, or a single one.
Result<void> connect(GraftParts& graft, const std::set<std::string>& names, const OutputCount& outputs)
{
    std::vector<InboundTensor> from, ends;
    std::set<std::string> read;
    for (BlueprintPart& part : graft.parts)
        for (InboundTensor& input : part.calls.front().inputs) {
            if (names.contains(input.layer) && graft.parts.size() > 1) {
                read.insert(input.layer);
                continue;
            }
            addOnce(from, input);
            input = GraftParts::entry();
        }
    if (from.size() != 1)
        return tooManyInputs(graft, from);
    for (const BlueprintPart& part : graft.parts)
        if (!read.contains(part.name))
            ends.push_back({part.name, 0, 0});
    if (ends.size() != 1)
        return invalid("the layers end in " + std::to_string(ends.size()) + " outputs (" + namesText(ends) +
                       "), and a gap takes one");
    LW_TRY(checkOutputs(ends.front().layer, outputs));
    graft.exit = ends.front();
    graft.reads = from.front();
    return {};
}

} // namespace

Result<GraftParts> takeParts(const Blueprint& container, const std::vector<std::string>& names,
                             const OutputCount& outputs)
{
    LW_ASSIGN(const std::vector<std::size_t> chosen, chosenParts(container, names));
    GraftParts graft;
    std::set<std::string> own;
    for (const std::size_t index : chosen) {
        graft.parts.push_back(container.parts[index]);
        graft.parts.back().calls.resize(1);
        own.insert(graft.parts.back().name);
    }
    const bool connected = std::any_of(graft.parts.begin(), graft.parts.end(), [&](const BlueprintPart& part) {
        const auto& inputs = part.calls.front().inputs;
        return std::any_of(inputs.begin(), inputs.end(),
                           [&](const InboundTensor& input) { return own.contains(input.layer); });
    });
    if (connected || graft.parts.size() == 1)
        LW_TRY(connect(graft, own, outputs));
    else
        LW_TRY(chain(graft, outputs));
    return graft;
}

Result<GraftParts> takeWhole(const Blueprint& model, const Json& serialized)
{
    if (model.inputs.size() != 1 || model.outputs.size() != 1)
        return invalid("the model has " + std::to_string(model.inputs.size()) + " inputs and " +
                       std::to_string(model.outputs.size()) + " outputs, and a gap gives one tensor and takes one");
    Json entry = serialized;
    for (const char* key : {"compile_config", "keras_version", "backend"})
        entry.remove(key);
    LW_ASSIGN(BlueprintPart part, readPart(entry, model.generation, {}));
    if (part.inner.empty())
        return unsupported("only Sequential and Functional models can become a layer");
    Blueprint inner = model;
    inner.serialized = std::move(entry);
    part.inner.front() = std::move(inner);
    part.calls.resize(1);
    part.calls.front().inputs = {GraftParts::entry()};
    GraftParts graft;
    graft.exit = {part.name, 0, 0};
    graft.parts.push_back(std::move(part));
    return graft;
}

void setSource(BlueprintPart& part, const std::shared_ptr<const Model>& source)
{
    part.source = source;
    for (Blueprint& inner : part.inner)
        for (BlueprintPart& below : inner.parts)
            setSource(below, source);
}

} // namespace lw::edit
