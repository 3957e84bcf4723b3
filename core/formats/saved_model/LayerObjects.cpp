// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/LayerObjects.h"

#include "core/keras/Architecture.h"
#include "core/keras/Catalogue.h"

#include <algorithm>
#include <array>

namespace lw::formats {

namespace {

constexpr std::uint32_t kRoot = 0;
constexpr int kDeepest = 64;

// What Keras hangs on every layer beside its attributes (tf_keras/saving/legacy/saved_model/serialized_attributes.py).
constexpr std::array<std::string_view, 12> kEndpoints = {"variables",
                                                         "trainable_variables",
                                                         "regularization_losses",
                                                         "non_trainable_variables",
                                                         "keras_api",
                                                         "signatures",
                                                         "optimizer",
                                                         "layer_regularization_losses",
                                                         "layer_metrics",
                                                         "metrics",
                                                         "losses",
                                                         "_self_tracked_trackables"};

/// "layer-3" and "layer_with_weights-1": second names of layers.
bool isNumberedLayer(std::string_view name)
{
    return name.starts_with("layer-") || name.starts_with("layer_with_weights-");
}

std::string join(const std::string& path, std::string_view name)
{
    return path.empty() ? std::string(name) : path + "/" + std::string(name);
}

} // namespace

bool isEndpoint(std::string_view name)
{
    return std::find(kEndpoints.begin(), kEndpoints.end(), name) != kEndpoints.end();
}

const LayerObjects::Place* LayerObjects::place(std::uint32_t variable) const
{
    const auto found = m_places.find(variable);
    return found == m_places.end() ? nullptr : &found->second;
}

void LayerObjects::addVariable(std::uint32_t object, Place place)
{
    if (m_places.emplace(object, std::move(place)).second)
        m_order.push_back(object);
}

void LayerObjects::mapArchitecture(Model& model)
{
    mapContainer(kRoot, model.layers, {}, 0);
    for (const keras::ExpectedVariable& expected : keras::expectedVariables(model, keras::Kept::Listed)) {
        const auto object = objectOf(expected.layer, expected.objectKey);
        if (object && m_parts.objects->kind(*object) == graph::ObjectKind::Variable)
            addVariable(*object, {expected.path, expected.layer, expected.role});
    }
    visitUnknown(model.layers, {}, 0);
    visit(kRoot, {}, {}, nullptr, 0); // variables of the model itself
}

/// The numbers in "layer_with_weights-3/cell/kernel" count layers that have weights, which nobody can tell of unknown
/// classes. So the layer is taken from its place, and only what follows it from the key.
std::optional<std::uint32_t> LayerObjects::objectOf(std::string_view layer, std::string_view objectKey) const
{
    while (!layer.empty()) {
        const auto found = m_layers.find(layer);
        if (found != m_layers.end()) {
            std::string_view rest = objectKey; // a component of the key for each one of the layer's path
            for (auto levels = std::count(layer.begin(), layer.end(), '/') + 1; levels > 0; --levels) {
                const std::size_t slash = rest.find('/');
                rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
            }
            return rest.empty() ? std::nullopt : m_parts.objects->find(found->second, rest);
        }
        const std::size_t slash = layer.rfind('/');
        layer = slash == std::string_view::npos ? std::string_view() : layer.substr(0, slash);
    }
    return std::nullopt;
}

void LayerObjects::mapContainer(std::uint32_t object, std::vector<Layer>& layers, const std::string& prefix, int depth)
{
    if (depth > kDeepest)
        return;
    // A Sequential's input layer is none of its layers in the object graph, but may be in its config.
    std::size_t numbered = 0;
    for (const graph::ObjectChild& child : m_parts.objects->children(object))
        numbered += child.name.starts_with("layer-") ? 1 : 0;
    const std::size_t skipped = layers.size() == numbered + 1 && layers.front().className == "InputLayer" ? 1 : 0;
    std::unordered_map<std::string_view, std::uint32_t> children;
    for (const graph::ObjectChild& child : m_parts.objects->children(object))
        children.emplace(child.name, child.node);
    for (std::size_t i = skipped; i < layers.size(); ++i) {
        const auto found = children.find("layer-" + std::to_string(i - skipped));
        if (found == children.end())
            continue;
        const std::string path = join(prefix, layers[i].name);
        m_layers.emplace(path, found->second);
        if (layers[i].nested)
            mapContainer(found->second, layers[i].layers, path, depth + 1);
    }
}

/// Variables that the catalogue does not tell, and the sub-layers of unknown classes.
void LayerObjects::visitUnknown(std::vector<Layer>& layers, const std::string& prefix, int depth)
{
    if (depth > kDeepest)
        return;
    for (Layer& layer : layers) {
        const std::string path = join(prefix, layer.name);
        const auto object = m_layers.find(path);
        if (object == m_layers.end())
            continue;
        if (layer.nested)
            visitUnknown(layer.layers, path, depth + 1);
        const bool opaque = !layer.known && layer.layers.empty();
        visit(object->second, path, {}, opaque ? &layer.layers : nullptr, depth + 1);
    }
}

void LayerObjects::visit(std::uint32_t object, const std::string& layerPath, const std::string& attributes,
                         std::vector<Layer>* layers, int depth)
{
    if (depth > kDeepest || !m_seen.insert(object).second)
        return;
    for (const graph::ObjectChild& child : m_parts.objects->children(object)) {
        const graph::ObjectKind kind = m_parts.objects->kind(child.node);
        const std::string attribute = join(attributes, child.name);
        if (isEndpoint(child.name))
            continue;
        if (kind == graph::ObjectKind::Variable) {
            addVariable(child.node, {join(layerPath, attribute), layerPath, attribute});
            continue;
        }
        if (kind != graph::ObjectKind::User || m_seen.count(child.node) != 0)
            continue;
        if (!m_metadata.isLayer(child.node)) {
            if (m_metadata.identifier(child.node).empty()) // lists, dictionaries, modules: attributes within the layer
                visit(child.node, layerPath, attribute, layers, depth + 1);
            continue;
        }
        if (!layers) { // an architecture has told the layers; this one is inside of one of them
            visit(child.node, layerPath, attribute, nullptr, depth + 1);
            continue;
        }
        layers->push_back(makeLayer(child.node, isNumberedLayer(child.name) ? std::string() : attribute));
        layers->back().name = freeName({layers->begin(), layers->end() - 1}, layers->back().name);
        const std::string path = join(layerPath, layers->back().name);
        m_layers.emplace(path, child.node);
        std::vector<Layer> inner;
        visit(child.node, path, {}, &inner, depth + 1);
        layers->back().layers = std::move(inner);
    }
}

void LayerObjects::makeLayers(Model& model)
{
    visit(kRoot, {}, {}, &model.layers, 0);
}

Layer LayerObjects::makeLayer(std::uint32_t object, const std::string& attribute) const
{
    const Json metadata = m_metadata.of(object);
    Layer layer;
    layer.name = metadata["name"].toText(metadata["config"]["name"].toText(attribute));
    if (layer.name.empty())
        layer.name = "layer_" + std::to_string(object);
    layer.className = metadata["class_name"].toText("Layer");
    layer.config = metadata["config"];
    if (const Json& items = metadata["build_input_shape"]["items"]; items.isArray()) // of one tensor
        layer.buildConfig = Json::object({{"input_shape", items}});
    layer.trainable = metadata["trainable"].toBool(true);
    const std::string_view identifier = m_metadata.identifier(object);
    const bool isModel =
        identifier == "_tf_keras_model" || identifier == "_tf_keras_network" || identifier == "_tf_keras_sequential";
    if (isModel)
        layer.nested = identifier == "_tf_keras_sequential" ? ModelKind::Sequential
                       : identifier == "_tf_keras_network"  ? ModelKind::Functional
                                                            : ModelKind::Subclassed;
    layer.known = isModel ? identifier != "_tf_keras_model" : keras::findLayerInfo(layer.className) != nullptr;
    return layer;
}

std::string LayerObjects::freeName(const std::vector<Layer>& siblings, std::string name) const
{
    const auto taken = [&](const std::string& candidate) {
        return std::any_of(siblings.begin(), siblings.end(),
                           [&](const Layer& layer) { return layer.name == candidate; });
    };
    std::string candidate = name;
    for (std::size_t number = 1; taken(candidate); ++number)
        candidate = name + "_" + std::to_string(number);
    return candidate;
}

} // namespace lw::formats
