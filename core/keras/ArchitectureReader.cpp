// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/ArchitectureReader.h"

#include "core/keras/Catalogue.h"
#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"
#include "core/keras/LayerConfig.h"

namespace lw::keras {
namespace {

constexpr int kDeepest = 100; ///< nesting of models and wrappers

/// Number of JSON values, counted up to a limit.
std::int64_t weigh(const Json& json, std::int64_t limit)
{
    std::int64_t count = 1;
    for (const Json& item : json.items())
        if ((count += weigh(item, limit - count)) > limit)
            return count;
    for (const auto& [key, value] : json.members())
        if ((count += weigh(value, limit - count)) > limit)
            return count;
    return count;
}

std::int64_t layersIn(const Layer& layer)
{
    std::int64_t count = 1;
    for (const Layer& inner : layer.layers)
        count += layersIn(inner);
    return count;
}

bool isLayerEntry(const Json& json)
{
    return json.isObject() && json["class_name"].isString() && json["config"].isObject();
}

} // namespace

void ArchitectureReader::complain(Diagnostic diagnostic)
{
    // The list is bounded, and comparing with all of it is not free.
    if (++m_complaints <= 3000)
        m_diagnostics.add(std::move(diagnostic));
}

std::optional<ModelKind> ArchitectureReader::containerKind(const Json& entry)
{
    const ClassIdentity identity = classIdentity(entry);
    const Json& config = entry["config"];
    if (identity.className == "Sequential" && (config.isArray() || config["layers"].isArray()))
        return ModelKind::Sequential;
    // Subclasses of Functional and Sequential save the same config under their own name.
    const bool entries =
        config["layers"].isArray() && (config["layers"].size() == 0 || isLayerEntry(config["layers"].at(0)));
    if (!entries)
        return std::nullopt;
    return config.contains("input_layers") || config.contains("output_layers") ? ModelKind::Functional
                                                                               : ModelKind::Sequential;
}

void ArchitectureReader::judge(const Layer& layer, const std::string& path)
{
    if (layer.className == "Lambda") {
        const Json& function = layer.config["function"];
        std::string name = function["config"]["name"].toText();
        if (name.empty())
            name = layer.config["function_type"].toText() == "function" ? function.toText() : std::string("a lambda");
        complain({Severity::Warning,
                  "This Lambda layer holds Python code (" + printable(name, 60) + "), which is never run",
                  path,
                  1,
                  "lambda",
                  {printable(name, 60)}});
        return;
    }
    if (!layer.known)
        complain({Severity::Warning,
                  "The class " + printable(layer.className, 80) + " is not built into Keras",
                  path,
                  1,
                  "unknown-layer",
                  {printable(layer.className, 80)}});
}

void ArchitectureReader::copyConfig(Layer& layer, const Json& config, int depth)
{
    if (!layer.nested) {
        // Wrappers repeat what is inside of them; at some depth a hostile file would copy itself over and over.
        if (depth > 4 && (m_copiesLeft -= weigh(config, m_copiesLeft + 1)) < 0) {
            complain({Severity::Warning,
                      "The config is nested too deeply to be kept",
                      layer.name,
                      1,
                      "config-too-deep",
                      {}});
            return;
        }
        layer.config = config;
        return;
    }
    layer.config = Json::object();
    for (const auto& [key, value] : config.members())
        if (key != "layers")
            layer.config.members().emplace_back(key, value);
}

void ArchitectureReader::uniqueName(Layer& layer, std::unordered_set<std::string>& names, const std::string& path)
{
    if (names.insert(layer.name).second)
        return;
    const std::string original = layer.name;
    for (std::size_t number = names.size();; ++number) {
        layer.name = original + "_" + std::to_string(number);
        if (names.insert(layer.name).second)
            break;
    }
    complain({Severity::Warning,
              "Another layer has the same name " + printable(original, 80),
              path + layer.name,
              1,
              "duplicate-layer",
              {printable(original, 80)}});
}

Layer ArchitectureReader::readLayer(const Json& entry, const std::string& path, int depth)
{
    --m_layersLeft;
    Layer layer;
    ClassIdentity identity = classIdentity(entry);
    const Json& config = entry["config"];
    layer.className = std::move(identity.className);
    layer.module = std::move(identity.module);
    layer.registeredName = std::move(identity.registeredName);
    layer.known = identity.builtIn;
    layer.name = entry["name"].toText();
    if (layer.name.empty())
        layer.name = config["name"].toText();
    if (layer.name.empty())
        layer.name = layer.className.empty() ? "layer" : snakeCase(layer.className);
    layer.trainable = config["trainable"].toBool(true);
    layer.buildConfig = entry["build_config"];
    const auto kind = depth < kDeepest ? containerKind(entry) : std::nullopt;
    layer.nested = kind;
    if (kind)
        layer.known = true;
    copyConfig(layer, config, depth);
    const std::string here = path + layer.name;
    // Names of a megabyte, nested, would fill memory with paths.
    if ((m_pathBytesLeft -= static_cast<std::int64_t>(here.size())) < 0)
        m_layersLeft = 0;
    judge(layer, here);
    if (depth >= kDeepest) {
        m_diagnostics.add(
            {Severity::Warning, "Layers are nested too deeply to be shown", here, 1, "nested-too-deep", {}});
    } else if (kind) {
        Container inner = readContainer(entry, *kind, here + "/", depth + 1);
        layer.layers = std::move(inner.layers);
        layer.inputs = std::move(inner.inputs);
        layer.outputs = std::move(inner.outputs);
    } else {
        readSublayers(layer, here + "/", depth + 1);
    }
    return layer;
}

void ArchitectureReader::readSublayers(Layer& layer, const std::string& path, int depth)
{
    const Json& config = layer.config;
    if (layer.className == "Bidirectional" && layer.known)
        return readBidirectional(layer, path, depth);
    std::unordered_set<std::string> names;
    const auto add = [&](const Json& entry) {
        if (!isLayerEntry(entry) || m_layersLeft <= 0)
            return;
        layer.layers.push_back(readLayer(entry, path, depth));
        uniqueName(layer.layers.back(), names, path);
    };
    for (const char* key : {"layer", "cell"})
        add(config[key]);
    for (const char* key : {"cells", "layers"})
        for (const Json& entry : config[key].items())
            add(entry);
    // Old RNN layers have their list of cells directly (tf_keras/src/layers/rnn/base_rnn.py).
    if (config["cell"].isArray())
        for (const Json& entry : config["cell"].items())
            add(entry);
}

/// keras/src/layers/rnn/bidirectional.py: the wrapped layer under two names, the second going the other way.
void ArchitectureReader::readBidirectional(Layer& layer, const std::string& path, int depth)
{
    const Json& wrapped = layer.config["layer"];
    if (!isLayerEntry(wrapped))
        return;
    const auto direction = [&](const Json& entry, const char* prefix) {
        Layer inner = readLayer(entry, path, depth);
        // Keras 3 writes the new name, Keras 2 the old one; a second layer given by the user keeps its own in Keras 3.
        if (!inner.name.starts_with(prefix) && (m_generation == 2 || &entry == &wrapped))
            inner.name = prefix + inner.name;
        if (inner.config.isObject())
            inner.config.set("name", inner.name);
        return inner;
    };
    layer.layers.push_back(direction(wrapped, "forward_"));
    const Json& second = layer.config["backward_layer"];
    if (isLayerEntry(second)) {
        layer.layers.push_back(direction(second, "backward_"));
        return;
    }
    // Copies of copies would double with every wrapper around a wrapper.
    const std::int64_t count = layersIn(layer.layers.front());
    m_copiesLeft -= weigh(layer.layers.front().config, 1 << 20);
    if (count > 64 || count >= m_layersLeft || m_copiesLeft < 0)
        return;
    m_layersLeft -= count;
    Layer backward = layer.layers.front();
    backward.name = "backward_" + backward.name.substr(std::string_view("forward_").size());
    if (backward.config.isObject()) {
        backward.config.set("name", backward.name);
        backward.config.set("go_backwards", !backward.config["go_backwards"].toBool());
    }
    layer.layers.push_back(std::move(backward));
}

ArchitectureReader::Container ArchitectureReader::readContainer(const Json& serialized, ModelKind kind,
                                                                const std::string& path, int depth)
{
    Container container;
    container.kind = kind;
    const Json& config = serialized["config"];
    const Json& list = config.isArray() ? config : config["layers"];
    if (static_cast<std::int64_t>(list.size()) > m_layersLeft) {
        m_layersLeft = 0;
        return container;
    }
    std::unordered_set<std::string> names;
    std::vector<std::size_t> entries;
    container.layers.reserve(std::min<std::size_t>(list.size(), 200000));
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (m_layersLeft <= 0)
            break;
        const Json& entry = list.at(i);
        if (!entry.isObject() || !entry["class_name"].isString()) {
            complain({Severity::Error,
                      "An entry of the list of layers is no layer",
                      path + "[" + std::to_string(i) + "]",
                      1,
                      "not-a-layer",
                      {}});
            continue;
        }
        container.layers.push_back(readLayer(entry, path, depth));
        uniqueName(container.layers.back(), names, path);
        entries.push_back(i);
    }
    if (kind == ModelKind::Sequential) {
        chainSequential(container, serialized, path);
        return container;
    }
    readNodes(container, list, entries, path);
    container.inputs = border(config["input_layers"], path);
    container.outputs = border(config["output_layers"], path);
    const GraphIndex index(container.layers);
    shiftNestedCalls(container, index, container.inputs, container.outputs);
    checkInputs(container, index, path);
    checkBorder(index, container.inputs, path);
    checkBorder(index, container.outputs, path);
    dropCycles(container, index, path);
    return container;
}

ArchitectureReader::Container ArchitectureReader::singleLayer(const Json& entry)
{
    Container container;
    container.kind = ModelKind::Sequential;
    container.layers.push_back(readLayer(entry, {}, 0));
    chainSequential(container, entry, {});
    return container;
}

void ArchitectureReader::chainSequential(Container& container, const Json& serialized, const std::string& path)
{
    std::vector<Layer>& layers = container.layers;
    if (layers.empty())
        return;
    if (layers.front().className != "InputLayer") {
        // Keras makes the input layer from the first layer's batch_input_shape, or from what the model was built with.
        const Layer& first = layers.front();
        const Json& config = serialized["config"];
        const Json* shape = &first.config["batch_input_shape"];
        for (const Json* other : {&first.config["batch_shape"], &config["build_input_shape"],
                                  &serialized["build_config"]["input_shape"], &first.buildConfig["input_shape"]})
            if (!shapeFromJson(*shape))
                shape = other;
        const std::string dtype = first.className == "Embedding" ? "int32" : dtypePolicyName(first.config["dtype"]);
        Layer input;
        input.className = "InputLayer";
        input.name = first.name + "_input";
        if (first.nested && !first.layers.empty() && first.layers.front().className == "InputLayer")
            input.config = first.layers.front().config;
        else {
            input.config = Json::object(
                {{m_generation == 3 ? "batch_shape" : "batch_input_shape", *shape},
                 {"dtype", dtype.empty() || dtype.find('_') != std::string::npos ? Json("float32") : Json(dtype)}});
        }
        input.config.set("name", input.name);
        layers.insert(layers.begin(), std::move(input));
    }
    std::unordered_set<std::string> names;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        names.insert(layers[i].name);
        LayerNode node;
        if (i > 0)
            node.inputs.push_back({layers[i - 1].name, 0, 0});
        layers[i].nodes.assign(1, std::move(node));
    }
    if (names.size() != layers.size())
        uniqueName(layers.front(), names, path);
    if (layers.size() > 1)
        layers[1].nodes.front().inputs.front().layer = layers.front().name;
    container.inputs = {{layers.front().name, 0, 0}};
    container.outputs = {{layers.back().name, 0, 0}};
}

void ArchitectureReader::readNodes(Container& container, const Json& list, const std::vector<std::size_t>& entries,
                                   const std::string& path)
{
    for (std::size_t i = 0; i < container.layers.size(); ++i) {
        Layer& layer = container.layers[i];
        const Json& nodes = list.at(entries[i])["inbound_nodes"];
        // An input layer has one call without arguments, which files leave out.
        if (nodes.size() == 0 && layer.className == "InputLayer") {
            layer.nodes.resize(1);
            continue;
        }
        layer.nodes.reserve(nodes.size());
        for (const Json& json : nodes.items()) {
            if (m_callsLeft-- <= 0)
                return;
            readNode(json, layer, path, layer.nodes.emplace_back());
        }
    }
}

void ArchitectureReader::readNode(const Json& json, Layer& layer, const std::string& path, LayerNode& node)
{
    node.arguments = json;
    visitTensorReferences(json, [&](const TensorReference& reference) {
        // A layer has few outputs; an index beyond any reason would only cost memory.
        if (reference.tensor > 8)
            m_tensorsLeft -= reference.tensor;
        if (reference.node < 0 || reference.tensor < 0 || reference.tensor > 4096 || m_tensorsLeft < 0) {
            complain({Severity::Error,
                      "An input refers to a tensor that cannot exist: " + printable(reference.layer, 80),
                      path + layer.name,
                      1,
                      "dangling-input",
                      {printable(reference.layer, 80)}});
            return;
        }
        node.inputs.push_back({std::string(reference.layer), static_cast<std::size_t>(reference.node),
                               static_cast<std::size_t>(reference.tensor)});
    });
}

} // namespace lw::keras
