// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/KerasObjects.h"

#include "core/graph/objects/CarriedFunctions.h"
#include "core/keras/Architecture.h"
#include "core/keras/ObjectTree.h"
#include "core/keras/WeightTree.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace lw::formats {

namespace {

constexpr int kDeepest = 64;

std::string joined(const std::string& path, std::string_view name)
{
    return path.empty() ? std::string(name) : path + "/" + std::string(name);
}

bool isRecurrent(const Layer& layer)
{
    static constexpr std::array<std::string_view, 9> kClasses = {
        "LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "CuDNNLSTM", "CuDNNGRU"};
    return std::find(kClasses.begin(), kClasses.end(), layer.className) != kClasses.end();
}

/// tf_keras/src/saving/legacy/saved_model/constants.py
const char* identifierOf(const Layer& layer)
{
    if (layer.nested)
        return *layer.nested == ModelKind::Sequential ? "_tf_keras_sequential" : "_tf_keras_network";
    if (layer.className == "InputLayer")
        return "_tf_keras_input_layer";
    return isRecurrent(layer) ? "_tf_keras_rnn_layer" : "_tf_keras_layer";
}

/// The layers' entries of a model's config by name.
std::unordered_map<std::string_view, const Json*> entriesOf(const Json& config)
{
    std::unordered_map<std::string_view, const Json*> entries;
    const Json& list = config.isArray() ? config : config["layers"];
    for (const Json& entry : list.items()) {
        const Json& name = entry["config"]["name"].isString() ? entry["config"]["name"] : entry["name"];
        entries.emplace(name.toText(), &entry);
    }
    return entries;
}

class Builder {
public:
    Builder(const Model& model, const std::vector<Variable>& variables, bool asKeras, ObjectGraph& graph)
        : m_model(model), m_modelVariables(variables), m_asKeras(asKeras), m_graph(graph)
    {
    }

    KerasObjects build()
    {
        const bool sequential = m_model.kind == ModelKind::Sequential;
        KerasObject root;
        root.object = addObject(sequential ? "_tf_keras_sequential" : "_tf_keras_network");
        root.entry = m_model.architecture;
        m_result.objects.push_back(std::move(root));
        const auto weights = keras::weightsOfLayers(m_model.layers, 2, {});
        addLayers(0, m_model.layers, weights, sequential, m_model.architecture["config"], 0);
        addVariables();
        return std::move(m_result);
    }

private:
    void addLayers(std::size_t parent, const std::vector<Layer>& layers, const std::vector<keras::WeightNode>& weights,
                   bool sequential, const Json& config, int depth)
    {
        const auto entries = entriesOf(config);
        std::size_t number = 0;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const Layer& layer = layers[i];
            if (sequential && layer.className == "InputLayer")
                continue; // tf_keras makes it from the config
            KerasObject object = objectOf(layer, m_result.objects[parent].path);
            const std::string numbered = "layer-" + std::to_string(number++);
            const std::string& weighted = weights[i].object;
            object.objectPath = joined(m_result.objects[parent].objectPath, weighted.empty() ? numbered : weighted);
            const auto entry = entries.find(layer.name);
            if (entry != entries.end())
                object.entry = *entry->second;
            object.inputs = inputShapes(layers, layer);
            object.called = true;
            const ObjectId container = m_result.objects[parent].object;
            if (!weighted.empty())
                m_graph.addChild(container, weighted, object.object);
            m_graph.addChild(container, numbered, object.object);
            m_result.objects[parent].layers.push_back(object.object);
            addParts(std::move(object), weights[i], depth);
        }
    }

    void addParts(KerasObject object, const keras::WeightNode& weights, int depth)
    {
        const Layer& layer = *object.layer;
        const Json config = object.entry["config"];
        const std::size_t place = m_result.objects.size();
        m_result.objects.push_back(std::move(object));
        if (depth > kDeepest)
            return;
        if (layer.nested) {
            addLayers(place, layer.layers, weights.children, *layer.nested == ModelKind::Sequential, config, depth + 1);
            return;
        }
        if (!layer.known)
            return addCustomParts(place, place);
        for (const Layer& inner : layer.layers) {
            const std::string path = joined(m_result.objects[place].path, inner.name);
            const auto found = std::find_if(weights.children.begin(), weights.children.end(),
                                            [&](const auto& child) { return child.layerPath == path; });
            if (found == weights.children.end() || found->object.empty())
                continue;
            KerasObject part = objectOf(inner, m_result.objects[place].path);
            part.objectPath = joined(m_result.objects[place].objectPath, found->object);
            addPart(m_result.objects[place].object, found->object, part.object);
            addParts(std::move(part), *found, depth + 1);
        }
    }

    /// The shape that a layer was built for, which its file told; Keras makes its weights by it.
    static std::vector<Shape> builtFor(const Layer& layer)
    {
        const Json& sizes = layer.buildConfig["input_shape"];
        if (!sizes.isArray() || sizes.size() == 0)
            return {};
        Shape shape;
        for (const Json& size : sizes.items())
            shape.push_back(size.isInteger() ? size.toInt() : kUnknownDim);
        return {shape};
    }

    /// The layers in a custom one, where its attributes are known: Keras takes their weights from there when it makes
    /// the layer by its class. place: of the layer itself or of one in it, among the objects.
    void addCustomParts(std::size_t custom, std::size_t place)
    {
        if (custom == place)
            readAttributes(m_result.objects[custom].path);
        for (const Layer& inner : m_result.objects[place].layer->layers) {
            const auto known = m_attributes.find(joined(m_result.objects[place].path, inner.name));
            if (known == m_attributes.end())
                continue;
            KerasObject part = objectOf(inner, m_result.objects[place].path);
            part.objectPath = joined(m_result.objects[custom].objectPath, known->second);
            part.inputs = builtFor(inner);
            addPart(m_result.objects[custom].object, known->second, part.object);
            m_result.objects.push_back(std::move(part));
            addCustomParts(custom, m_result.objects.size() - 1);
        }
    }

    /// Hangs a part under a path of edges below its layer ("cells/0").
    void addPart(ObjectId layer, const std::string& path, ObjectId part)
    {
        const std::size_t slash = path.rfind('/');
        if (slash == std::string::npos)
            return m_graph.addChild(layer, path, part);
        const std::string list = path.substr(0, slash);
        if (!m_graph.child(layer, list))
            m_graph.addChild(layer, list, m_graph.addList({}));
        m_graph.addChild(*m_graph.child(layer, list), path.substr(slash + 1), part);
    }

    ObjectId addObject(const char* identifier)
    {
        return m_graph.addUser(m_asKeras ? identifier : "_generic_user_object");
    }

    KerasObject objectOf(const Layer& layer, const std::string& parentPath)
    {
        KerasObject object;
        object.object = addObject(identifierOf(layer));
        object.layer = &layer;
        object.path = joined(parentPath, layer.name);
        return object;
    }

    static std::vector<Shape> inputShapes(const std::vector<Layer>& siblings, const Layer& layer)
    {
        std::vector<Shape> shapes;
        if (layer.nodes.empty())
            return shapes;
        for (const InboundTensor& input : layer.nodes.front().inputs) {
            const auto source = std::find_if(siblings.begin(), siblings.end(),
                                             [&](const Layer& one) { return one.name == input.layer; });
            if (source == siblings.end() || input.node >= source->nodes.size())
                return {};
            const auto& outputs = source->nodes[input.node].outputShapes;
            if (input.tensor >= outputs.size() || !outputs[input.tensor])
                return {};
            shapes.push_back(*outputs[input.tensor]);
        }
        return shapes;
    }

    void addVariables()
    {
        const auto keys = keysOfVariables();
        for (const Variable& variable : m_modelVariables) {
            const auto known = keys.find(variable.path);
            const std::string place = known != keys.end() ? known->second : placeOf(variable);
            const std::size_t slash = place.rfind('/');
            const ObjectId holder = slash == std::string::npos ? 0 : m_graph.makePath(0, place.substr(0, slash));
            const std::string attribute = slash == std::string::npos ? place : place.substr(slash + 1);
            std::string name = variable.name.empty() ? variable.path : variable.name;
            name = name.substr(0, name.find(':'));
            const ObjectId object = m_graph.addVariable(place, name, variable.trainable, variable.tensor);
            m_graph.addChild(holder, attribute, object);
            m_result.variables.emplace(variable.path, object);
            for (KerasObject& owner : m_result.objects)
                if (owner.path.empty() || variable.path.starts_with(owner.path + "/")) {
                    owner.variables.push_back(object);
                    (variable.trainable ? owner.trainable : owner.frozen).push_back(object);
                }
        }
    }

    /// Places by the variables' paths. Where a path is of the other dialect, the next weight of the same shape in the
    /// same layer of the model is meant.
    [[nodiscard]] std::unordered_map<std::string, std::string> keysOfVariables() const
    {
        std::unordered_map<std::string, std::string> keys;
        std::vector<keras::ExpectedVariable> open;
        std::unordered_map<std::string_view, const Variable*> byPath;
        for (const Variable& variable : m_modelVariables)
            byPath.emplace(variable.path, &variable);
        for (keras::ExpectedVariable& expected : keras::expectedVariables(m_model, keras::Kept::Listed)) {
            if (byPath.contains(expected.path))
                keys.emplace(expected.path, expected.objectKey);
            else
                open.push_back(std::move(expected));
        }
        for (const Variable& variable : m_modelVariables) {
            if (keys.contains(variable.path))
                continue;
            const auto fits = std::find_if(open.begin(), open.end(), [&](const keras::ExpectedVariable& expected) {
                return variable.path.starts_with(expected.topLayer + "/") && expected.shape == variable.tensor.shape();
            });
            if (fits == open.end())
                continue;
            keys.emplace(variable.path, fits->objectKey);
            open.erase(fits);
        }
        return keys;
    }

    /// Adds the places of a custom layer's variables, and of the layers in it, below the layer: with the names that the
    /// program gave its attributes ("d1/kernel"), where the SavedModel that the layer came from tells of them.
    void readAttributes(const std::string& layer)
    {
        const auto function = graph::layerFunction(m_model, layer);
        const auto* source = function ? dynamic_cast<const keras::ObjectSource*>(function->owner.get()) : nullptr;
        if (!source)
            return;
        Model carrier; // the variables with their keys in that file
        for (const auto& [key, path] : function->variables) {
            carrier.variables.emplace_back();
            carrier.variables.back().key = key;
            carrier.variables.back().path = path;
        }
        const auto tree = source->objects(carrier);
        if (!tree)
            return;
        const std::vector<std::string> paths = tree->paths();
        for (std::size_t node = 0; node < paths.size(); ++node) {
            std::string_view path = paths[node];
            while (path.starts_with("layer-") || path.starts_with("layer_with_weights-"))
                path.remove_prefix(std::min(path.find('/'), path.size() - 1) + 1);
            const std::string& variable = tree->nodes()[node].variable;
            if (path.empty() || variable.empty())
                continue;
            m_attributes.emplace(variable, path);
            // "block/dense/kernel" is "d1/kernel", so "block/dense" is "d1".
            std::string_view place = variable;
            while (place.size() > layer.size() && path.find('/') != std::string_view::npos &&
                   path.substr(path.rfind('/')) == place.substr(place.rfind('/'))) {
                path = path.substr(0, path.rfind('/'));
                place = place.substr(0, place.rfind('/'));
                m_attributes.emplace(place, path);
            }
        }
    }

    /// The outermost layer of a class that is not built in which holds a variable; null when there is none.
    [[nodiscard]] const KerasObject* customOwner(const Variable& variable) const
    {
        for (const KerasObject& object : m_result.objects) // parents come first
            if (object.layer && !object.layer->known && variable.path.starts_with(object.path + "/"))
                return &object;
        return nullptr;
    }

    /// For weights that the catalogue does not call for: below the innermost object that holds them.
    std::string placeOf(const Variable& variable)
    {
        if (const KerasObject* custom = customOwner(variable)) {
            if (const auto known = m_attributes.find(variable.path); known != m_attributes.end())
                return joined(custom->objectPath, known->second);
            const std::string_view inside = std::string_view(variable.path).substr(custom->path.size() + 1);
            const bool numbered = inside.find_first_not_of("0123456789") == std::string_view::npos;
            if (numbered || inside.find('/') != std::string_view::npos)
                m_result.guessed.insert(custom->path);
        }
        const KerasObject* owner = &m_result.objects.front();
        for (const KerasObject& object : m_result.objects)
            if (variable.path.starts_with(object.path + "/") && object.path.size() > owner->path.size())
                owner = &object;
        return joined(owner->objectPath,
                      owner->path.empty() ? variable.path : variable.path.substr(owner->path.size() + 1));
    }

    const Model& m_model;
    const std::vector<Variable>& m_modelVariables;
    const bool m_asKeras;
    ObjectGraph& m_graph;
    KerasObjects m_result;
    std::unordered_map<std::string, std::string> m_attributes;
};

} // namespace

KerasObjects addKerasObjects(const Model& model, const std::vector<Variable>& variables, bool asKeras,
                             ObjectGraph& graph)
{
    return Builder(model, variables, asKeras, graph).build();
}

bool expectsTraining(const Layer& layer)
{
    static constexpr std::array<std::string_view, 12> kClasses = {
        "Dropout",         "SpatialDropout1D",   "SpatialDropout2D", "SpatialDropout3D",
        "GaussianNoise",   "GaussianDropout",    "AlphaDropout",     "Bidirectional",
        "TimeDistributed", "MultiHeadAttention", "Attention",        "AdditiveAttention"};
    // Of a custom class it is not known: its function may be another in training.
    return layer.nested || !layer.known || isRecurrent(layer) || layer.className.starts_with("BatchNormalization") ||
           layer.className.starts_with("Random") || layer.className == "SyncBatchNormalization" ||
           layer.className == "SpectralNormalization" ||
           std::find(kClasses.begin(), kClasses.end(), layer.className) != kClasses.end();
}

} // namespace lw::formats
