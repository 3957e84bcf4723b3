// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Blueprint.h"

#include "core/keras/ArchitectureReader.h"
#include "core/keras/Dialect.h"
#include "core/keras/LayerConfig.h"
#include "core/keras/LayerRules.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lw::edit {

namespace {

constexpr int kDeepest = 100;

std::string nameOf(const Json& entry)
{
    std::string name = entry["name"].toText();
    if (name.empty())
        name = entry["config"]["name"].toText();
    return name.empty() ? keras::snakeCase(keras::classIdentity(entry).className) : name;
}

std::vector<InboundTensor> referencesIn(const Json& json)
{
    std::vector<InboundTensor> found;
    keras::visitTensorReferences(json, [&](const keras::TensorReference& reference) {
        found.push_back({std::string(reference.layer),
                         static_cast<std::size_t>(std::max<std::int64_t>(0, reference.node)),
                         static_cast<std::size_t>(std::max<std::int64_t>(0, reference.tensor))});
    });
    return found;
}

/// Whether Keras 2 counts the model's own definition as its first call (tf_keras/src/engine/functional.py
/// _should_skip_first_node).
bool beginsWithInput(const Blueprint& model)
{
    return !model.parts.empty() &&
           (!model.parts.front().implied ||
            (model.parts.size() > 1 && model.parts[1].entry["config"].contains("batch_input_shape")));
}

void countFromZero(Blueprint& blueprint)
{
    if (blueprint.generation == 3) {
        // Only the border counts so in Keras 3 (keras/src/models/functional.py get_config).
        for (auto* tensors : {&blueprint.inputs, &blueprint.outputs})
            for (InboundTensor& tensor : *tensors)
                if (const auto part = blueprint.find(tensor.layer);
                    part && tensor.node > 0 && !blueprint.parts[*part].inner.empty() &&
                    blueprint.parts[*part].inner.front().kind == ModelKind::Functional)
                    --tensor.node;
        return;
    }
    for (BlueprintPart& part : blueprint.parts) {
        if (part.inner.empty())
            continue;
        std::vector<InboundTensor*> references;
        const auto note = [&](std::vector<InboundTensor>& tensors) {
            for (InboundTensor& tensor : tensors)
                if (tensor.layer == part.name)
                    references.push_back(&tensor);
        };
        note(blueprint.inputs);
        note(blueprint.outputs);
        for (BlueprintPart& other : blueprint.parts)
            for (BlueprintCall& call : other.calls)
                note(call.inputs);
        const auto [low, high] =
            std::minmax_element(references.begin(), references.end(),
                                [](const InboundTensor* a, const InboundTensor* b) { return a->node < b->node; });
        part.firstCall = beginsWithInput(part.inner.front()) ? 1 : 0;
        if (low == references.end())
            continue;
        part.firstCall = (*low)->node >= 1 && (*high)->node == part.calls.size() ? 1 : 0;
        for (InboundTensor* tensor : references)
            tensor->node -= part.firstCall;
    }
}

/// An input layer as a Sequential has it without listing it (keras/engine/sequential.py add).
BlueprintPart impliedInput(const Json& serialized, const BlueprintPart& first, int generation)
{
    const Json& config = serialized["config"];
    const Json* shape = &first.entry["config"]["batch_input_shape"];
    for (const Json* other : {&first.entry["config"]["batch_shape"], &config["build_input_shape"],
                              &serialized["build_config"]["input_shape"], &first.entry["build_config"]["input_shape"]})
        if (!keras::shapeFromJson(*shape))
            shape = other;
    const std::string dtype =
        first.className() == "Embedding" ? "int32" : keras::dtypePolicyName(first.entry["config"]["dtype"]);
    BlueprintPart input;
    input.implied = true;
    input.name = first.name + "_input";
    Json own = Json::object({{generation == 3 ? "batch_shape" : "batch_input_shape", *shape},
                             {"dtype", dtype.empty() || dtype.find('_') != std::string::npos ? "float32" : dtype},
                             {"sparse", false},
                             {"name", input.name}});
    if (!first.inner.empty() && !first.inner.front().parts.empty() && first.inner.front().parts.front().isInput()) {
        own = first.inner.front().parts.front().entry["config"];
        own.set("name", input.name);
    }
    input.entry = Json::object({{"class_name", "InputLayer"}, {"config", std::move(own)}});
    if (generation == 3)
        input.entry = Json::object({{"module", "keras.layers"},
                                    {"class_name", "InputLayer"},
                                    {"config", input.entry["config"]},
                                    {"registered_name", nullptr}});
    return input;
}

void chain(Blueprint& blueprint)
{
    if (blueprint.parts.empty())
        return;
    if (!blueprint.parts.front().isInput()) {
        BlueprintPart input = impliedInput(blueprint.serialized, blueprint.parts.front(), blueprint.generation);
        input.name = blueprint.freeName(input.name);
        blueprint.parts.insert(blueprint.parts.begin(), std::move(input));
    }
    for (std::size_t i = 0; i < blueprint.parts.size(); ++i) {
        BlueprintCall call;
        if (i > 0)
            call.inputs = {{blueprint.parts[i - 1].name, 0, 0}};
        blueprint.parts[i].calls.assign(1, std::move(call));
    }
    blueprint.inputs = {{blueprint.parts.front().name, 0, 0}};
    blueprint.outputs = {{blueprint.parts.back().name, 0, 0}};
}

void noteDeclared(Blueprint& blueprint)
{
    std::unordered_map<std::string_view, BlueprintPart*> without;
    for (BlueprintPart& part : blueprint.parts)
        if (part.inner.empty() && (!keras::hasShapeRule(part.className()) || part.className() == "Lambda"))
            without.emplace(part.name, &part);
    if (without.empty() || blueprint.generation != 3)
        return;
    for (const BlueprintPart& reader : blueprint.parts)
        for (const BlueprintCall& call : reader.calls)
            keras::visitTensorReferences(call.arguments, [&](const keras::TensorReference& reference) {
                const auto part = without.find(reference.layer);
                if (part != without.end() && reference.declared && reference.node >= 0 && reference.tensor >= 0)
                    part->second->declared.push_back({static_cast<std::size_t>(reference.node),
                                                      static_cast<std::size_t>(reference.tensor),
                                                      *reference.declared});
            });
}

Result<void> checkReferences(const Blueprint& blueprint)
{
    const auto check = [&](const std::vector<InboundTensor>& tensors, const std::string& reader) -> Result<void> {
        for (const InboundTensor& tensor : tensors)
            if (blueprint.call(tensor) == nullptr)
                return corrupt("it reads a tensor of " + printable(tensor.layer, 80) + " that is not there").in(reader);
        return {};
    };
    for (const BlueprintPart& part : blueprint.parts)
        for (const BlueprintCall& call : part.calls)
            LW_TRY(check(call.inputs, part.name));
    LW_TRY(check(blueprint.inputs, blueprint.name()));
    return check(blueprint.outputs, blueprint.name());
}

Result<Blueprint> readAt(const Json& serialized, int generation, const std::string& origin, bool hasOrigin, int depth);

Result<BlueprintPart> partAt(const Json& entry, int generation, const std::string& origin, bool hasOrigin, int depth)
{
    if (!entry.isObject() || entry["class_name"].toText().empty())
        return invalid("a layer needs a \"class_name\"");
    BlueprintPart part;
    part.entry = entry;
    part.name = nameOf(entry);
    if (hasOrigin)
        part.origin = origin + part.name;
    if (depth > kDeepest)
        return unsupported("models are nested too deeply").in(part.name);
    if (keras::ArchitectureReader::containerKind(entry)) {
        LW_ASSIGN(Blueprint inner, readAt(entry, generation, part.origin + "/", hasOrigin, depth + 1));
        part.inner.push_back(std::move(inner));
        part.firstCall = generation == 2 && beginsWithInput(part.inner.front()) ? 1 : 0;
    }
    return part;
}

Result<Blueprint> readAt(const Json& serialized, int generation, const std::string& origin, bool hasOrigin, int depth)
{
    const auto kind = keras::ArchitectureReader::containerKind(serialized);
    if (!kind)
        return unsupported("only Sequential and Functional models have an architecture that can be changed");
    Blueprint blueprint;
    blueprint.serialized = serialized;
    blueprint.kind = *kind;
    blueprint.generation = generation;
    const Json& config = serialized["config"];
    std::unordered_set<std::string> names;
    for (const Json& entry : (config.isArray() ? config : config["layers"]).items()) {
        LW_ASSIGN(BlueprintPart part, partAt(entry, generation, origin, hasOrigin, depth));
        if (!names.insert(part.name).second)
            return corrupt("two layers have this name, so none of them can be changed").in(part.name);
        blueprint.parts.push_back(std::move(part));
    }
    if (*kind == ModelKind::Sequential) {
        chain(blueprint);
        return blueprint;
    }
    for (BlueprintPart& part : blueprint.parts) {
        for (const Json& node : part.entry["inbound_nodes"].items()) {
            BlueprintCall call;
            call.arguments = node;
            call.inputs = referencesIn(node);
            call.read = call.inputs;
            part.calls.push_back(std::move(call));
        }
        if (part.isInput() && part.calls.empty())
            part.calls.resize(1);
    }
    blueprint.inputs = referencesIn(config["input_layers"]);
    blueprint.outputs = referencesIn(config["output_layers"]);
    countFromZero(blueprint);
    noteDeclared(blueprint);
    LW_TRY(checkReferences(blueprint));
    return blueprint;
}

} // namespace

std::optional<std::size_t> Blueprint::find(std::string_view name) const
{
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (parts[i].name == name)
            return i;
    return std::nullopt;
}

std::string Blueprint::name() const
{
    return serialized["config"]["name"].toText(serialized["name"].toText());
}

std::string Blueprint::freeName(const std::string& wanted) const
{
    std::string name = wanted;
    for (int number = 1; find(name); ++number)
        name = wanted + "_" + std::to_string(number);
    return name;
}

const BlueprintCall* Blueprint::call(const InboundTensor& tensor) const
{
    const auto part = find(tensor.layer);
    return part && tensor.node < parts[*part].calls.size() ? &parts[*part].calls[tensor.node] : nullptr;
}

Result<Blueprint> readBlueprint(const Model& model)
{
    if (!model.architecture.isObject() || !keras::ArchitectureReader::containerKind(model.architecture))
        return unsupported("only the architecture of a Sequential or Functional model can be changed; this one is " +
                           std::string(modelKindName(model.kind)));
    return readAt(model.architecture, keras::kerasGeneration(model), {}, true, 0);
}

Result<Blueprint> readBlueprint(const Json& serialized, int generation, const std::string& origin)
{
    return readAt(serialized, generation, origin.empty() ? origin : origin + "/", !origin.empty(), 0);
}

Result<BlueprintPart> readPart(const Json& entry, int generation, const std::string& origin)
{
    return partAt(entry, generation, origin.empty() ? origin : origin + "/", !origin.empty(), 0);
}

} // namespace lw::edit
