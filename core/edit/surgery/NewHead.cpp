// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/StructureEdit.h"

#include "core/keras/Catalogue.h"

#include <algorithm>

/// Where the head of a model is, and another one in its place.
namespace lw::edit {

namespace {

/// Layers that turn features into answers. Those that pool, normalize or recur make features: a head comes behind them.
bool isHead(const BlueprintPart& part)
{
    const std::string& name = part.className();
    return name == "Dense" || name == "EinsumDense" || name == "TimeDistributed" ||
           (keras::categoryOf(name) == keras::Category::Convolution && name.starts_with("Conv"));
}

/// The head of the only output: a layer by name, and whether it is one that a new head replaces.
Result<HeadPlace> findHead(const Blueprint& blueprint)
{
    if (blueprint.outputs.size() != 1)
        return invalid("the model has " + std::to_string(blueprint.outputs.size()) +
                       " outputs, so it is not clear which head is to be replaced")
            .in(blueprint.name());
    const BlueprintPart* part = &blueprint.parts[*blueprint.find(blueprint.outputs.front().layer)];
    const HeadPlace behind{part->name, false};
    for (std::size_t steps = 0; steps < blueprint.parts.size(); ++steps) {
        if (!part->inner.empty()) {
            LW_ASSIGN(const HeadPlace inside, findHead(part->inner.front()));
            return inside.replaces ? HeadPlace{part->name + "/" + inside.layer, true} : behind;
        }
        if (part->calls.size() != 1)
            return behind;
        if (isHead(*part))
            return HeadPlace{part->name, true};
        const auto& inputs = part->calls.front().inputs;
        if (keras::categoryOf(part->className()) != keras::Category::Activation || inputs.size() != 1)
            return behind;
        part = &blueprint.parts[*blueprint.find(inputs.front().layer)];
    }
    return behind;
}

/// The model ends with its head, at every depth: activations behind the old one go with it. For what findHead() found.
void endAtHead(Blueprint& blueprint)
{
    InboundTensor last = blueprint.outputs.front();
    const auto part = [&]() -> BlueprintPart& { return blueprint.parts[*blueprint.find(last.layer)]; };
    while (part().inner.empty() && !isHead(part()))
        last = InboundTensor(part().calls.front().inputs.front());
    const Blueprint before = blueprint;
    blueprint.outputs = {last};
    prune(blueprint, before);
    if (!part().inner.empty())
        endAtHead(part().inner.front());
}

Result<void> changeHead(Blueprint& blueprint, std::int64_t units, const std::string& activation, bool behind)
{
    if (units < 1)
        return invalid("a head needs at least one unit");
    const Json dense = Json::object({{"class_name", "Dense"},
                                     {"config", Json::object({{"units", units}, {"activation", activation}})}});
    LW_ASSIGN(const HeadPlace head, findHead(blueprint));
    if (!head.replaces || behind)
        return appendPart(blueprint, dense);
    endAtHead(blueprint);
    return replacePart(blueprint, head.layer, dense);
}

} // namespace

EditPointer newHead(std::int64_t units, const std::string& activation, const SurgeryOptions& options,
                    bool behind)
{
    return structureEdit(
        "New head of " + std::to_string(units) + " units",
        [=](Blueprint& blueprint, const Model&) { return changeHead(blueprint, units, activation, behind); },
        options);
}

Result<HeadPlace> headPlace(const Model& model)
{
    LW_ASSIGN(const Blueprint blueprint, readBlueprint(model));
    return findHead(blueprint);
}

} // namespace lw::edit
