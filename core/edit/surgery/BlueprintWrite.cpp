// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Blueprint.h"
#include "core/edit/surgery/LayerOrder.h"

#include "core/keras/Catalogue.h"

#include <algorithm>
#include <functional>

namespace lw::edit {

namespace {

using Replacement = std::function<std::optional<InboundTensor>(const InboundTensor&)>;

Json numbers(const InboundTensor& tensor)
{
    return Json::array({Json(tensor.layer), Json(static_cast<std::int64_t>(tensor.node)),
                        Json(static_cast<std::int64_t>(tensor.tensor))});
}

bool isTensorList(const Json& json)
{
    return json.isArray() && json.size() >= 3 && json.at(0).isString() && json.at(1).isInteger() &&
           json.at(2).isInteger() && json.at(1).toInt() >= 0 && json.at(2).toInt() >= 0;
}

InboundTensor tensorOf(const Json& list)
{
    return {list.at(0).toText(), static_cast<std::size_t>(list.at(1).toInt()),
            static_cast<std::size_t>(list.at(2).toInt())};
}

/// The same JSON with other references in it (the forms of keras::visitTensorReferences).
Json withReferences(const Json& json, const Replacement& replacement)
{
    if (json.isObject()) {
        Json result = json;
        if (json["class_name"].toText() == "__keras_tensor__") {
            const Json& history = json["config"]["keras_history"];
            const auto other = isTensorList(history) ? replacement(tensorOf(history)) : std::nullopt;
            if (other) {
                Json config = json["config"];
                config.set("keras_history", numbers(*other));
                result.set("config", std::move(config));
            }
            return result;
        }
        for (auto& [key, value] : result.members())
            value = withReferences(Json(value), replacement);
        return result;
    }
    if (!json.isArray())
        return json;
    Json result = json;
    std::size_t first = 0;
    if (isTensorList(json)) {
        first = 3;
        if (const auto other = replacement(tensorOf(json))) {
            const Json changed = numbers(*other);
            for (std::size_t i = 0; i < first; ++i)
                result.items()[i] = changed.at(i);
        }
    }
    for (std::size_t i = first; i < result.size(); ++i)
        result.items()[i] = withReferences(Json(json.at(i)), replacement);
    return result;
}

/// declared: what the file said of this tensor, or null.
Json tensor3(const InboundTensor& tensor, const Json& declared)
{
    Json config = declared.isObject() ? declared : Json::object({{"shape", nullptr}, {"dtype", "float32"}});
    config.set("keras_history", numbers(tensor));
    return Json::object({{"class_name", "__keras_tensor__"}, {"config", std::move(config)}});
}

Json keywordsOf(const BlueprintCall& call)
{
    return call.keywords.isObject() ? call.keywords : Json::object();
}

class Writer {
public:
    explicit Writer(const Blueprint& blueprint) : m_blueprint(blueprint) {}

    Json write() const
    {
        Json serialized = m_blueprint.serialized;
        const bool sequential = m_blueprint.kind == ModelKind::Sequential;
        Json layers = Json::array();
        for (const std::size_t i : orderOfKeras(m_blueprint)) {
            const BlueprintPart& part = m_blueprint.parts[i];
            // Left out as it was, as long as the layer that implies it is the first.
            if (!part.implied || (sequential && !isImpliedStill()))
                layers.push(entryOf(part, sequential));
        }
        if (serialized["config"].isArray()) {
            serialized.set("config", std::move(layers));
            return serialized;
        }
        Json config = serialized["config"];
        config.set("layers", std::move(layers));
        if (!sequential) {
            config.set("input_layers", border(m_blueprint.inputs, config["input_layers"]));
            config.set("output_layers", border(m_blueprint.outputs, config["output_layers"]));
        }
        serialized.set("config", std::move(config));
        return serialized;
    }

private:
    [[nodiscard]] bool isImpliedStill() const
    {
        const auto& parts = m_blueprint.parts;
        const Json& config = parts.front().entry["config"];
        return (parts.size() > 1 && parts.front().name == parts[1].name + "_input") ||
               (!config["batch_shape"].isArray() && !config["batch_input_shape"].isArray());
    }

    /// The number that a file has for a call.
    [[nodiscard]] InboundTensor filed(InboundTensor tensor, bool isBorder) const
    {
        const auto index = m_blueprint.find(tensor.layer);
        if (!index || m_blueprint.parts[*index].inner.empty())
            return tensor;
        const BlueprintPart& part = m_blueprint.parts[*index];
        if (m_blueprint.generation == 2)
            tensor.node += part.firstCall;
        else if (isBorder && part.inner.front().kind == ModelKind::Functional)
            ++tensor.node;
        return tensor;
    }

    [[nodiscard]] Json entryOf(const BlueprintPart& part, bool sequential) const
    {
        Json entry = part.inner.empty() ? part.entry : writeBlueprint(part.inner.front());
        if (entry["config"].isObject() && entry["config"]["name"].toText() != part.name) {
            Json config = entry["config"];
            config.set("name", part.name);
            entry.set("config", std::move(config));
        }
        if (sequential) {
            entry.remove("inbound_nodes");
            if (entry.contains("name"))
                entry.set("name", part.name);
            return entry;
        }
        entry.set("name", part.name);
        Json nodes = Json::array();
        if (!part.isInput())
            for (const BlueprintCall& call : part.calls)
                nodes.push(callJson(part, call));
        entry.set("inbound_nodes", std::move(nodes));
        return entry;
    }

    [[nodiscard]] Json callJson(const BlueprintPart& part, const BlueprintCall& call) const
    {
        if (call.arguments.isNull() || call.read.size() != call.inputs.size())
            return newCall(part, call);
        return withReferences(call.arguments, [&](const InboundTensor& old) -> std::optional<InboundTensor> {
            for (std::size_t i = 0; i < call.read.size(); ++i)
                if (call.read[i] == old)
                    return filed(call.inputs[i], false);
            return std::nullopt;
        });
    }

    [[nodiscard]] Json newCall(const BlueprintPart& part, const BlueprintCall& call) const
    {
        Json tensors = Json::array();
        for (const InboundTensor& input : call.inputs) {
            if (m_blueprint.generation == 3) {
                tensors.push(tensor3(filed(input, false), declared(input)));
                continue;
            }
            Json one = numbers(filed(input, false));
            one.push(keywordsOf(call));
            tensors.push(std::move(one));
        }
        if (m_blueprint.generation == 2)
            return tensors;
        // One list for layers that take a list, else one argument for every tensor.
        const keras::Category category = keras::categoryOf(part.className());
        const bool takesList =
            call.inputs.size() > 1 && (category == keras::Category::Merging || part.className() == "Attention" ||
                                       part.className() == "AdditiveAttention" || !part.inner.empty());
        return Json::object({{"args", takesList ? Json::array({std::move(tensors)}) : std::move(tensors)},
                             {"kwargs", keywordsOf(call)}});
    }

    /// What the file said of a tensor; null if nothing.
    [[nodiscard]] Json declared(const InboundTensor& tensor) const
    {
        if (const auto index = m_blueprint.find(tensor.layer))
            for (const DeclaredTensor& declared : m_blueprint.parts[*index].declared)
                if (declared.node == tensor.node && declared.tensor == tensor.tensor)
                    return declared.config;
        return {};
    }

    /// As it was structured, when it has as many tensors as before.
    [[nodiscard]] Json border(const std::vector<InboundTensor>& tensors, const Json& before) const
    {
        std::size_t at = 0;
        const Json same = withReferences(before, [&](const InboundTensor&) -> std::optional<InboundTensor> {
            const std::size_t now = at++;
            return now < tensors.size() ? std::optional(filed(tensors[now], true)) : std::nullopt;
        });
        if (at == tensors.size() && at > 0)
            return same;
        if (m_blueprint.generation == 3 && tensors.size() == 1)
            return numbers(filed(tensors.front(), true));
        Json list = Json::array();
        for (const InboundTensor& tensor : tensors)
            list.push(numbers(filed(tensor, true)));
        return list;
    }

    const Blueprint& m_blueprint;
};

} // namespace

Json writeBlueprint(const Blueprint& blueprint)
{
    if (blueprint.kind == ModelKind::Sequential && !isChain(blueprint)) {
        Blueprint functional = blueprint;
        makeFunctional(functional);
        return Writer(functional).write();
    }
    return Writer(blueprint).write();
}

} // namespace lw::edit
