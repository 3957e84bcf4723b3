// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ModelJson.h"

namespace lw::cli {

namespace {

Json shapeJson(const std::optional<Shape>& shape)
{
    return shape ? cli::shapeJson(*shape) : Json();
}

/// A single output's shape, or a list of shapes; of the first call, as model.summary() shows it.
Json outputShapeJson(const Layer& layer)
{
    if (layer.nodes.empty() || layer.nodes[0].outputShapes.empty())
        return {};
    const auto& shapes = layer.nodes[0].outputShapes;
    if (shapes.size() == 1)
        return shapeJson(shapes[0]);
    Json list = Json::array();
    for (const auto& shape : shapes)
        list.push(shapeJson(shape));
    return list;
}

/// Keras leaves the input layer of a Sequential out of model.layers.
bool isListed(const Layer& layer, std::optional<ModelKind> parent)
{
    return parent != ModelKind::Sequential || layer.className != "InputLayer";
}

Json layerJson(const Layer& layer)
{
    Json json = Json::object({{"name", layer.name},
                              {"class", layer.className},
                              {"output_shape", outputShapeJson(layer)},
                              {"params", layer.parameters},
                              {"trainable", layer.trainable}});
    Json inbound = Json::array();
    for (const LayerNode& node : layer.nodes)
        for (const InboundTensor& input : node.inputs)
            inbound.push(input.layer);
    json.set("inbound", std::move(inbound));
    if (!layer.known)
        json.set("unknown", true);
    if (!layer.layers.empty()) {
        Json inner = Json::array();
        for (const Layer& child : layer.layers)
            if (isListed(child, layer.nested))
                inner.push(layerJson(child));
        json.set("layers", std::move(inner));
    }
    return json;
}

Json specsJson(const std::vector<TensorSpec>& specs)
{
    Json list = Json::array();
    for (const TensorSpec& spec : specs)
        list.push(
            Json::object({{"name", spec.name}, {"shape", shapeJson(spec.shape)}, {"dtype", dtypeName(spec.dtype)}}));
    return list;
}

Json trainingJson(const std::optional<TrainingState>& training)
{
    if (!training)
        return {};
    Json slots = Json::array();
    for (const Variable& slot : training->slotVariables)
        slots.push(slot.path);
    return Json::object({{"optimizer", training->optimizerClass.empty() ? Json() : Json(training->optimizerClass)},
                         {"optimizer_config", training->optimizerConfig},
                         {"loss", training->loss},
                         {"metrics", training->metrics},
                         {"iterations", training->iterations ? Json(*training->iterations) : Json()},
                         {"slots", std::move(slots)}});
}

} // namespace

Json shapeJson(const Shape& shape)
{
    Json list = Json::array();
    for (const std::int64_t dim : shape)
        list.push(dim == kUnknownDim ? Json() : Json(dim));
    return list;
}

Json summaryJson(const Model& model)
{
    Json layers = Json::array();
    for (const Layer& layer : model.layers)
        if (isListed(layer, model.kind))
            layers.push(layerJson(layer));
    Json signatures = Json::array();
    for (const Signature& signature : model.signatures)
        signatures.push(Json::object({{"name", signature.name},
                                      {"inputs", specsJson(signature.inputs)},
                                      {"outputs", specsJson(signature.outputs)}}));
    Json warnings = Json::array();
    for (const Diagnostic& entry : model.diagnostics.entries()) {
        static constexpr const char* kSeverities[] = {"info", "warning", "error"};
        warnings.push(Json::object({{"severity", kSeverities[static_cast<int>(entry.severity)]},
                                    {"subject", entry.subject},
                                    {"message", entry.message},
                                    {"count", static_cast<std::uint64_t>(entry.count)}}));
    }
    return Json::object({{"name", model.name},
                         {"format", model.format},
                         {"format_detail", model.formatDetail},
                         {"kind", modelKindName(model.kind)},
                         {"layers", std::move(layers)},
                         {"total_params", model.totalParameters},
                         {"trainable_params", model.trainableParameters},
                         {"non_trainable_params", model.nonTrainableParameters()},
                         {"inputs", specsJson(model.inputs)},
                         {"outputs", specsJson(model.outputs)},
                         {"signatures", std::move(signatures)},
                         {"training", trainingJson(model.training)},
                         {"warnings", std::move(warnings)}});
}

Json variableJson(const Variable& variable)
{
    return Json::object({{"path", variable.path},
                         {"name", variable.name},
                         {"key", variable.key},
                         {"layer", variable.layer},
                         {"shape", shapeJson(variable.tensor.shape())},
                         {"dtype", dtypeName(variable.tensor.dtype())},
                         {"trainable", variable.trainable}});
}

} // namespace lw::cli
