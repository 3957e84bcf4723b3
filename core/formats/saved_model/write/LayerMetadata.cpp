// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/LayerMetadata.h"

#include "core/containers/protobuf/Message.h"
#include "core/keras/KerasVersion.h"

#include <algorithm>

namespace lw::formats {

namespace {

Json tupleOf(const Shape& shape)
{
    Json items = Json::array();
    for (const std::int64_t size : shape)
        items.push(size < 0 ? Json() : Json(size));
    return items;
}

Json tensorShape(const Shape& shape)
{
    return Json::object({{"class_name", "TensorShape"}, {"items", tupleOf(shape)}});
}

Json inputShape(const std::vector<Shape>& shapes)
{
    if (shapes.empty())
        return {};
    if (shapes.size() == 1)
        return tensorShape(shapes.front());
    Json list = Json::array();
    for (const Shape& shape : shapes)
        list.push(tensorShape(shape));
    return list;
}

Json typeSpec(const TensorSpec& spec)
{
    Json shape =
        spec.shape ? tensorShape(*spec.shape) : Json::object({{"class_name", "TensorShape"}, {"items", Json()}});
    return Json::object(
        {{"class_name", "TypeSpec"},
         {"type_spec", "tf.TensorSpec"},
         {"serialized",
          Json::object({{"class_name", "__tuple__"},
                        {"items", Json::array({std::move(shape), Json(dtypeName(spec.dtype)), Json(spec.name)})}})}});
}

/// What a model's inputs are, in their nesting.
Json saveSpec(const std::vector<TensorSpec>& inputs, Nesting nesting)
{
    if (nesting == Nesting::Single && inputs.size() == 1)
        return typeSpec(inputs.front());
    Json result = nesting == Nesting::Dictionary ? Json::object() : Json::array();
    for (const TensorSpec& spec : inputs) {
        if (nesting == Nesting::Dictionary)
            result.set(spec.name, typeSpec(spec));
        else
            result.push(typeSpec(spec));
    }
    return result;
}

/// A model's config, which files of Keras before 2.2.3 write as a bare list of layers.
Json modelConfig(const Json& config, const std::string& name)
{
    if (!config.isArray())
        return config;
    return Json::object({{"name", Json(name)}, {"layers", config}});
}

bool isOperationLayer(const std::string& className)
{
    return className == "TFOpLambda" || className == "SlicingOpLambda" || className == "TensorFlowOpLayer" ||
           className == "ClassMethod" || className == "InstanceMethod" || className == "InstanceProperty";
}

Json modelMetadata(const std::string& name, const std::string& className, const Json& config, const Json& inboundNodes)
{
    Json json = Json::object({{"name", Json(name)},
                              {"trainable", config["trainable"].isBool() ? config["trainable"] : Json(true)},
                              {"expects_training_arg", Json(true)},
                              {"dtype", "float32"},
                              {"batch_input_shape", Json()},
                              {"must_restore_from_config", Json(false)},
                              {"preserve_input_structure_in_config", Json(false)},
                              {"autocast", Json(false)},
                              {"class_name", Json(className)},
                              {"config", config}});
    if (!inboundNodes.isNull())
        json.set("inbound_nodes", inboundNodes);
    json.set("is_graph_network", Json(true));
    return json;
}

std::string modelClass(ModelKind kind)
{
    return kind == ModelKind::Sequential ? "Sequential" : "Functional";
}

Json layerMetadata(const KerasObject& object)
{
    const Layer& layer = *object.layer;
    const Json& config = object.entry.isObject() ? object.entry["config"] : layer.config;
    if (layer.nested) {
        Json json = modelMetadata(layer.name, modelClass(*layer.nested), modelConfig(config, layer.name),
                                  object.entry["inbound_nodes"]);
        json.set("build_input_shape", inputShape(object.inputs));
        return json;
    }
    const Json& shape = config["batch_input_shape"];
    if (layer.className == "InputLayer")
        return Json::object({{"class_name", "InputLayer"},
                             {"name", Json(layer.name)},
                             {"dtype", config["dtype"].isString() ? config["dtype"] : Json("float32")},
                             {"sparse", Json(config["sparse"].toBool())},
                             {"ragged", Json(config["ragged"].toBool())},
                             {"batch_input_shape", shape},
                             {"config", config}});
    const bool operation = isOperationLayer(layer.className);
    Json json = Json::object({{"name", Json(layer.name)},
                              {"trainable", Json(layer.trainable)},
                              {"expects_training_arg", Json(expectsTraining(layer))},
                              {"dtype", config["dtype"].isNull() ? Json("float32") : config["dtype"]},
                              {"batch_input_shape", shape},
                              {"stateful", Json(config["stateful"].toBool())},
                              {"must_restore_from_config", Json(operation)},
                              {"preserve_input_structure_in_config", Json(operation)},
                              {"autocast", Json(!operation)},
                              {"class_name", Json(layer.className)},
                              {"config", config}});
    if (object.entry["inbound_nodes"].isArray())
        json.set("inbound_nodes", object.entry["inbound_nodes"]);
    json.set("build_input_shape", inputShape(object.inputs));
    return json;
}

Json rootMetadata(const Model& model, const Structure& inputs, const Json& trainingConfig)
{
    const std::string className = modelClass(model.kind);
    const Json config = modelConfig(model.architecture["config"], model.name);
    Json json = modelMetadata(model.name, className, config, Json());
    const bool known = std::all_of(model.inputs.begin(), model.inputs.end(),
                                   [](const TensorSpec& spec) { return spec.shape.has_value(); });
    if (known && !model.inputs.empty()) {
        std::vector<Shape> shapes;
        for (const TensorSpec& spec : model.inputs)
            shapes.push_back(*spec.shape);
        json.set("build_input_shape", inputShape(shapes));
        const Json spec = saveSpec(model.inputs, inputs.nesting);
        json.set("full_save_spec", Json::object({{"class_name", "__tuple__"},
                                                 {"items", Json::array({Json::array({spec}), Json::object()})}}));
        json.set("save_spec", spec);
    }
    json.set("keras_version", keras::writtenVersion(model, 2));
    json.set("backend", "tensorflow");
    json.set("model_config", Json::object({{"class_name", Json(className)}, {"config", config}}));
    if (trainingConfig.isObject())
        json.set("training_config", trainingConfig);
    return json;
}

/// A layer that the code of another makes: with the shape that it is built with.
void addInnerLayer(const KerasObject& object, const ObjectGraph& graph, const std::string& path,
                   const std::string& attribute, const char* className, const Shape& shape, pb::KerasMetadata& metadata)
{
    const auto child = graph.child(object.object, attribute);
    if (!child)
        return;
    auto* node = metadata.add_nodes();
    node->set_node_id(*child);
    node->set_node_path(path + "." + attribute);
    node->set_identifier("_tf_keras_layer");
    const Json json = Json::object({{"name", Json(attribute.substr(1))},
                                    {"trainable", Json(object.layer->trainable)},
                                    {"expects_training_arg", Json(false)},
                                    {"dtype", "float32"},
                                    {"class_name", Json(className)},
                                    {"config", Json()},
                                    {"build_input_shape", tensorShape(shape)}});
    node->set_metadata(json.dump());
    node->mutable_version()->set_producer(2);
    node->mutable_version()->set_min_consumer(1);
}

/// The projections inside of an attention, which tf_keras makes without building them: it asks for the shapes they are
/// built with (tf_keras/src/layers/attention/multi_head_attention.py); and what looks the words of a text up.
void addInnerLayers(const KerasObject& object, const ObjectGraph& graph, const std::string& path,
                    pb::KerasMetadata& metadata)
{
    if (object.layer && object.layer->className == "TextVectorization")
        addInnerLayer(object, graph, path, "_lookup_layer", "StringLookup", {kUnknownDim, kUnknownDim}, metadata);
    if (!object.layer || object.layer->className != "MultiHeadAttention" || object.inputs.empty())
        return;
    const Json& config = object.layer->config;
    const Shape& query = object.inputs[0];
    const Shape& value = object.inputs.size() > 1 ? object.inputs[1] : query;
    const Shape& key = object.inputs.size() > 2 ? object.inputs[2] : value;
    Shape heads = query;
    if (!heads.empty())
        heads.back() = config["num_heads"].toInt(1);
    heads.push_back(config["value_dim"].isNull() ? config["key_dim"].toInt(1) : config["value_dim"].toInt(1));
    const std::pair<const char*, const Shape*> parts[] = {
        {"_query_dense", &query}, {"_key_dense", &key}, {"_value_dense", &value}, {"_output_dense", &heads}};
    for (const auto& [name, shape] : parts)
        addInnerLayer(object, graph, path, name, "EinsumDense", *shape, metadata);
}

/// "root.layer_with_weights-0.cell"
std::string nodePath(const std::string& objectPath)
{
    std::string path = objectPath.empty() ? "root" : "root." + objectPath;
    std::replace(path.begin(), path.end(), '/', '.');
    return path;
}

} // namespace

std::string kerasMetadata(const Model& model, const KerasObjects& objects, const ObjectGraph& graph,
                          const Structure& inputs, const Json& trainingConfig)
{
    pb::KerasMetadata metadata;
    const pb::SavedObjectGraph& saved = graph.saved();
    for (const KerasObject& object : objects.objects) {
        auto* node = metadata.add_nodes();
        if (object.object != 0)
            node->set_node_id(object.object);
        node->set_node_path(nodePath(object.objectPath));
        node->set_identifier(saved.nodes(object.object).user_object().identifier());
        const Json json = object.layer ? layerMetadata(object) : rootMetadata(model, inputs, trainingConfig);
        node->set_metadata(json.dump());
        node->mutable_version()->set_producer(2);
        node->mutable_version()->set_min_consumer(1);
        addInnerLayers(object, graph, nodePath(object.objectPath), metadata);
    }
    return protobuf::serialize(metadata);
}

} // namespace lw::formats
