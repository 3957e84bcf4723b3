// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/ModelTranslator.h"

#include "core/keras/ArchitectureReader.h"
#include "core/keras/Catalogue.h"
#include "core/keras/Dialect.h"
#include "core/keras/dialect/ArgumentTable.h"
#include "core/keras/dialect/CallFitting.h"

#include <algorithm>

namespace lw::keras {
namespace {

std::string today(const std::string& className)
{
    for (const ClassRename& row : classRenames())
        if (row.old == className)
            return std::string(row.today);
    return className;
}

/// Classes of one generation that the other can express, with the config changed accordingly.
std::string otherClass(const std::string& className, int target, Json& config)
{
    if (target == 3 && className == "ThresholdedReLU") {
        config.set("threshold", config["theta"]);
        config.remove("theta");
        return "ReLU";
    }
    if (target == 3 && className.starts_with("SyncBatchNormalization")) {
        config.set("synchronized", true);
        return "BatchNormalization";
    }
    return className;
}

std::string nameOf(const Json& entry)
{
    return entry["name"].toText(entry["config"]["name"].toText());
}

} // namespace

ModelTranslator::ModelTranslator(int source, int target, TranslationNotes& notes)
    : m_source(source), m_target(target), m_notes(notes),
      m_objects(source, target, notes, [this](const Json& inner, const std::string& path) {
          return entry(inner, nullptr, path, kDeepest / 2);
      })
{
}

Json ModelTranslator::entry(const Json& entry, const std::vector<Layer>* layers, const std::string& path, int depth)
{
    const std::string inside = path.empty() ? path : path + "/";
    if (depth >= kDeepest)
        return entry;
    const auto kind = ArchitectureReader::containerKind(entry);
    if (kind == ModelKind::Sequential)
        return sequential(entry, layers, inside, depth);
    if (kind == ModelKind::Functional)
        return functional(entry, layers, inside, depth);
    return plainLayer(entry, path, depth);
}

/// What stands around a config: keras/src/saving/serialization_lib.py serialize_keras_object; Keras 2 has class and
/// config only, and module and registered name for custom classes in the form of "Package>Class".
Json ModelTranslator::frame(const Json& entry, const std::string& className, Json config) const
{
    const ClassIdentity identity = classIdentity(entry);
    const bool custom = !identity.builtIn && findLayerInfo(className) == nullptr;
    Json result = Json::object();
    if (m_target == 2) {
        // The list of classes that tf_keras knows without a module lacks this one (layers/serialization.py).
        if (className == "SpectralNormalization")
            result.set("module", "keras.layers");
        result.set("class_name", custom && !identity.registeredName.empty() ? identity.registeredName : className);
        result.set("config", std::move(config));
        return result;
    }
    if (custom) {
        result.set("module", entry["module"]);
        result.set("class_name", className);
        result.set("config", std::move(config));
        result.set("registered_name", identity.registeredName.empty() ? className : identity.registeredName);
    } else {
        const bool functional = className == "Functional";
        result.set("module", functional                  ? "keras.src.models.functional"
                             : className == "Sequential" ? "keras"
                                                         : "keras.layers");
        result.set("class_name", className);
        result.set("config", std::move(config));
        result.set("registered_name", functional ? Json("Functional") : Json());
    }
    // What Keras 2 was built with has other forms for some classes; the calls tell the same.
    if (entry["build_config"].isObject() && (m_source == 3 || custom))
        result.set("build_config", entry["build_config"]);
    return result;
}

Json ModelTranslator::plainLayer(const Json& entry, const std::string& path, int depth)
{
    const ClassIdentity identity = classIdentity(entry);
    Json config = entry["config"];
    if (!identity.builtIn) {
        m_notes.impossible("The class " + printable(identity.className, 80) +
                               " is not built into Keras; its config is kept as it is",
                           path);
        return frame(entry, identity.className, std::move(config));
    }
    const std::string className = otherClass(today(identity.className), m_target, config);
    if (className != identity.className)
        m_notes.translated(identity.className + " is " + className + " today");
    const LayerInfo* info = findLayerInfo(className);
    if (info != nullptr && !(m_target == 3 ? info->keras3 : info->keras2))
        m_notes.impossible("Keras " + std::to_string(m_target) + " has no layer of the class " + className, path);
    if (className == "RandomCrop" && m_source != m_target) // keras/src/layers/preprocessing/image_preprocessing
        m_notes.impossible(
            m_target == 3 ? "RandomCrop is another function in Keras 3: out of training it leaves images as they are"
                          : "RandomCrop is another function in Keras 2: out of training it resizes and crops images",
            path);
    if (className.starts_with("CuDNN"))
        m_notes.impossible("Weights of " + className + " are arranged in another way", path);
    Json translated =
        className == "Bidirectional" ? bidirectional(config, path, depth) : m_objects.config(className, config, path);
    if (className == "InputLayer") {
        const char* const shapeKey = m_target == 3 ? "batch_shape" : "batch_input_shape";
        const char* const otherKey = m_target == 3 ? "batch_input_shape" : "batch_shape";
        Json ordered = Json::object({{shapeKey, config.contains(otherKey) ? config[otherKey] : config[shapeKey]}});
        for (const auto& [key, value] : translated.members())
            if (key != otherKey && key != shapeKey)
                ordered.set(key, value);
        if (config.contains(otherKey))
            m_notes.translated("Keras " + std::to_string(m_target) + " calls the setting " + otherKey +
                               " of input layers " + shapeKey);
        translated = std::move(ordered);
    }
    return frame(entry, className, std::move(translated));
}

/// Keras 3 writes both directions under their names, Keras 2 the layer alone unless the user gave a second one
/// (layers/rnn/bidirectional.py of both).
Json ModelTranslator::bidirectional(const Json& config, const std::string& path, int depth)
{
    Json plain = config;
    plain.remove("layer");
    plain.remove("backward_layer");
    Json result = m_objects.config("Bidirectional", plain, path);
    Json forward = config["layer"], backward = config["backward_layer"];
    if (m_target == 2 && forward.isObject() && forward.contains("config")) {
        const std::string name = forward["config"]["name"].toText();
        const std::string base = name.starts_with("forward_") ? name.substr(8) : name;
        Json expected = forward["config"], actual = backward["config"];
        expected.set("go_backwards", !expected["go_backwards"].toBool());
        for (Json* one : {&expected, &actual})
            for (const char* key : {"name", "seed", "zero_output_for_mask", "dtype"})
                one->remove(key);
        // Objects that two layers share are numbered; the numbers are no difference.
        const auto withoutIds = [&](const Json& json) { return m_objects.value({}, json, path); };
        if (backward.isObject() && withoutIds(expected) == withoutIds(actual))
            backward = Json();
        if (Json* inner = forward.find("config"))
            inner->set("name", base);
    }
    const auto inner = [&](const Json& layer) {
        Json translated = entry(layer, nullptr, path + "/" + nameOf(layer), depth + 1);
        if (m_target == 2 && translated["module"].isNull()) {
            Json framed = Json::object({{"module", "keras.layers"}});
            for (const auto& [key, value] : translated.members())
                framed.set(key, value);
            framed.set("registered_name", nullptr);
            return framed;
        }
        return translated;
    };
    if (forward.isObject())
        result.set("layer", inner(forward));
    if (backward.isObject())
        result.set("backward_layer", inner(backward));
    return result;
}

Json ModelTranslator::sequential(const Json& entry, const std::vector<Layer>* layers, const std::string& path,
                                 int depth)
{
    const Json& config = entry["config"];
    const Json& list = config.isArray() ? config : config["layers"];
    Json translated = Json::array();
    const bool hasInput = classIdentity(list.at(0)).className == "InputLayer";
    if (!hasInput && layers != nullptr && !layers->empty() && layers->front().className == "InputLayer") {
        const Json& made = layers->front().config;
        const Json& shape = made.contains("batch_shape") ? made["batch_shape"] : made["batch_input_shape"];
        if (shape.isArray()) {
            Json input = Json::object({{"class_name", "InputLayer"}, {"config", made}});
            translated.push(plainLayer(input, path + layers->front().name, depth));
            m_notes.translated("The shape of the first layer becomes an input layer");
        }
    }
    const std::size_t skipped = layers != nullptr && layers->size() == list.size() + 1 ? 1 : 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Layer* known = layers != nullptr && i + skipped < layers->size() ? &(*layers)[i + skipped] : nullptr;
        Json one =
            this->entry(list.at(i), known != nullptr ? &known->layers : nullptr, path + nameOf(list.at(i)), depth + 1);
        translated.push(std::move(one));
    }
    Json result = Json::object({{"name", config["name"].isString() ? config["name"] : Json("sequential")}});
    if (m_target == 3) {
        result.set("trainable", config.contains("trainable") ? config["trainable"] : Json(true));
        result.set("dtype", m_objects.dtype(config["dtype"].isNull() ? Json("float32") : config["dtype"], path));
    } else if (config.contains("trainable") && !config["trainable"].toBool(true)) {
        result.set("trainable", false);
    }
    result.set("layers", std::move(translated));
    if (config.contains("build_input_shape"))
        result.set("build_input_shape", config["build_input_shape"]);
    const ClassIdentity identity = classIdentity(entry);
    return frame(entry, identity.builtIn ? "Sequential" : identity.className, std::move(result));
}

Json ModelTranslator::calls(const Item& item, const std::vector<Call>& calls, const Graph& graph) const
{
    Json nodes = Json::array();
    const auto shift = [&](const std::string& layer) {
        const auto found = graph.targetShift.find(layer);
        return m_target == 2 && found != graph.targetShift.end() ? found->second : 0;
    };
    for (const Call& call : calls) {
        // Names change last, so that everything else goes by those of the file.
        Call named = call;
        if (!graph.names.empty()) {
            const auto rename = [&](const CallTensor& tensor) {
                const auto found = graph.names.find(tensor.layer);
                CallTensor result = tensor;
                if (found != graph.names.end())
                    result.layer = found->second;
                return tensorValue(result);
            };
            for (Json& argument : named.args)
                argument = replaceTensors(argument, rename);
            named.kwargs = replaceTensors(named.kwargs, rename);
        }
        if (m_target == 2)
            nodes.push(writeCall2(named, item.operation, shift));
        else
            nodes.push(writeCall3(named, shift, [&](const CallTensor& tensor) { return describe(tensor, graph); }));
    }
    return nodes;
}

Json ModelTranslator::functional(const Json& entry, const std::vector<Layer>* layers, const std::string& path,
                                 int depth)
{
    const Json& config = entry["config"];
    const Json& list = config["layers"];
    Graph graph;
    graph.layers = layers;
    if (layers != nullptr)
        for (const Layer& layer : *layers)
            graph.byName.emplace(layer.name, &layer);
    std::vector<Item> items = readItems(list, graph, path);
    if (m_source == 3 && m_target == 2)
        dropMasks(items, config["output_layers"]);
    if (m_source == 2 && m_target == 3)
        settleShapes(items, graph, config["output_layers"]);
    Json translated = Json::array();
    for (Item& item : items) {
        const std::string here = path + item.name;
        std::vector<Call> calls = item.calls;
        Json one;
        if (item.operation) {
            one = operation(item, graph, calls, here);
        } else {
            for (Call& call : calls)
                fitCall(item, graph, call);
            const auto known = graph.byName.find(item.name);
            one = this->entry(*item.entry, known != graph.byName.end() ? &known->second->layers : nullptr, here,
                              depth + 1);
            if (m_source == 2 && m_target == 3 && one["class_name"].toText() == "HashedCrossing")
                checkCrossing(item, here);
            if (m_target == 2 && one["class_name"].toText() == "MultiHeadAttention")
                attentionShapes(item, graph, *one.find("config"));
        }
        const auto renamed = graph.names.find(item.name);
        const std::string& name = renamed != graph.names.end() ? renamed->second : item.name;
        if (renamed != graph.names.end() && one.find("config") != nullptr)
            one.find("config")->set("name", name);
        one.set("name", name);
        one.set("inbound_nodes", this->calls(item, calls, graph));
        translated.push(std::move(one));
    }
    Json result = Json::object({{"name", config["name"].isString() ? config["name"] : Json("model")},
                                {"trainable", config.contains("trainable") ? config["trainable"] : Json(true)},
                                {"layers", std::move(translated)},
                                {"input_layers", border(config["input_layers"], graph)},
                                {"output_layers", border(config["output_layers"], graph)}});
    const ClassIdentity identity = classIdentity(entry);
    const bool plain = identity.builtIn || identity.className == "Functional" || identity.className == "Model";
    return frame(entry, plain ? "Functional" : identity.className, std::move(result));
}

} // namespace lw::keras
