// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/DeclaredShapes.h"

#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"
#include "core/keras/LayerConfig.h"

#include <algorithm>

namespace lw::edit {

namespace {

Json shapeJson(const Shape& shape)
{
    Json json = Json::array();
    for (const std::int64_t dim : shape)
        json.push(dim == kUnknownDim ? Json() : Json(dim));
    return json;
}

/// Names that a call's input shapes have in build_config and in configs (keras/src/layers/attention).
constexpr const char* kCallShapes[] = {"query_shape", "value_shape", "key_shape"};

class Declarer {
public:
    explicit Declarer(int generation) : m_generation(generation) {}

    Json model(const Json& serialized, const std::vector<Layer>& layers, const std::vector<InboundTensor>& inputs) const
    {
        const keras::GraphIndex index(layers);
        Json result = serialized;
        const auto shape =
            inputs.size() == 1 ? keras::storedTensor(layers, index, inputs.front()).shape : std::optional<Shape>();
        const Json& config = serialized["config"];
        Json list = config.isArray() ? config : config["layers"];
        // What nobody looks at is not copied: the entries of Keras 2 say little of shapes.
        for (Json& entry : list.items()) {
            std::string name = entry["name"].toText(entry["config"]["name"].toText());
            if (const auto layer = index.layer(name))
                entry = this->layer(Json(entry), layers[*layer], layers, index);
        }
        if (config.isArray()) {
            result.set("config", std::move(list));
            return result;
        }
        Json changed = config;
        changed.set("layers", std::move(list));
        updateShape(changed, "build_input_shape", shape);
        result.set("config", std::move(changed));
        build(result, shape ? std::vector<std::optional<Shape>>{shape} : std::vector<std::optional<Shape>>());
        return result;
    }

private:
    static void updateShape(Json& json, const char* key, const std::optional<Shape>& shape)
    {
        if (!json[key].isArray())
            return;
        if (!shape)
            json.remove(key);
        else if (keras::shapeFromJson(json[key]) != shape)
            json.set(key, shapeJson(*shape));
    }

    /// Without build_config a layer is built when it is called, so what is not sure is left out.
    static void build(Json& entry, const std::vector<std::optional<Shape>>& inputs)
    {
        const Json& before = entry["build_config"];
        if (!before.isObject())
            return;
        Json now = before;
        if (before["input_shape"].isArray() && keras::shapeFromJson(before["input_shape"]))
            updateShape(now, "input_shape", inputs.size() == 1 ? inputs.front() : std::nullopt);
        Json shapes = before["shapes_dict"];
        for (std::size_t i = 0; i < std::size(kCallShapes); ++i)
            for (Json* place : {&now, &shapes})
                if ((*place)[kCallShapes[i]].isArray())
                    updateShape(*place, kCallShapes[i],
                                inputs.empty() ? std::nullopt : inputs[i < inputs.size() ? i : inputs.size() - 1]);
        if (shapes.isObject())
            now.set("shapes_dict", std::move(shapes));
        if (now.size() == 0)
            entry.remove("build_config");
        else if (!(now == before))
            entry.set("build_config", std::move(now));
    }

    Json layer(Json entry, const Layer& layer, const std::vector<Layer>& siblings, const keras::GraphIndex& index) const
    {
        if (layer.nested) {
            entry = model(entry, layer.layers, layer.inputs);
        } else if (!layer.nodes.empty() && !layer.nodes.front().inputs.empty()) {
            std::vector<std::optional<Shape>> inputs;
            for (const keras::TensorInfo& info : keras::storedInputs(siblings, index, layer.nodes.front()))
                inputs.push_back(info.shape);
            build(entry, inputs);
            Json config = entry["config"];
            for (std::size_t i = 0; i < std::size(kCallShapes); ++i)
                updateShape(config, kCallShapes[i], inputs[i < inputs.size() ? i : inputs.size() - 1]);
            if (!(config == entry["config"]))
                entry.set("config", std::move(config));
        }
        if (m_generation == 3 && entry.contains("inbound_nodes"))
            entry.set("inbound_nodes", tensors(entry["inbound_nodes"], siblings, index));
        return entry;
    }

    Json tensors(const Json& json, const std::vector<Layer>& layers, const keras::GraphIndex& index) const
    {
        Json result = json;
        if (json.isObject() && json["class_name"].toText() == "__keras_tensor__") {
            const Json& history = json["config"]["keras_history"];
            const keras::TensorInfo info = keras::storedTensor(
                layers, index,
                {history.at(0).toText(), static_cast<std::size_t>(std::max<std::int64_t>(0, history.at(1).toInt())),
                 static_cast<std::size_t>(std::max<std::int64_t>(0, history.at(2).toInt()))});
            if (!info.shape && json["config"]["shape"].isNull()) {
                // Keras looks at no shape here, but it wants one; nobody takes this one for known (GraphInference.cpp).
                Json config = json["config"];
                config.set("shape", Json::array({Json()}));
                result.set("config", std::move(config));
            }
            if (info.shape && keras::shapeFromJson(json["config"]["shape"]) != info.shape) {
                Json config = json["config"];
                config.set("shape", shapeJson(*info.shape));
                config.set("dtype", dtypeName(info.dtype));
                result.set("config", std::move(config));
            }
            return result;
        }
        if (json.isObject())
            for (auto& [key, value] : result.members())
                value = tensors(Json(value), layers, index);
        if (json.isArray())
            for (Json& item : result.items())
                item = tensors(Json(item), layers, index);
        return result;
    }

    int m_generation;
};

} // namespace

Json withDeclaredShapes(const Model& model)
{
    return Declarer(keras::kerasGeneration(model)).model(model.architecture, model.layers, model.inputRefs);
}

} // namespace lw::edit
