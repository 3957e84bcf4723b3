// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include "core/graph/lower/LayerFamilies.h"
#include "core/graph/lower/ModelLowering.h"

#include <unordered_map>

namespace lw::graph {

const LayerRow* findLayerRow(std::string_view className)
{
    static const auto table = [] {
        std::unordered_map<std::string_view, const LayerRow*> rows;
        for (const auto family :
             {coreLayers(), convolutionLayers(), locallyConnectedLayers(), transposedLayers(), poolingLayers(),
              normalizationLayers(), activationLayers(), mergingLayers(), reshapingLayers(), resizingLayers(),
              regularizationLayers(), preprocessingLayers(), embeddingLayers(), recurrentLayers(),
              convolutionalRecurrentLayers(), wrapperLayers(), attentionLayers(), einsumLayers(), tensorFlowLayers(),
              lookupLayers(), textLayers(), contrastLayers(), spectrogramLayers()})
            for (const LayerRow& row : family)
                rows.emplace(row.className, &row);
        return rows;
    }();
    const auto found = table.find(className);
    return found == table.end() ? nullptr : found->second;
}

std::optional<Edge> LayerCall::mask(std::size_t index) const
{
    return index < inputs.size() ? inputs[index].mask : std::nullopt;
}

std::optional<Edge> LayerCall::maskArgument() const
{
    const Argument& given = arguments.get("mask");
    return given.kind == Argument::Kind::Tensor ? std::optional(given.tensor.edge) : mask(0);
}

const Tensor* LayerCall::findWeight(std::string_view role, std::string_view part) const
{
    const Variable* variable = lowering.findVariable(path, part, role);
    return variable ? &variable->tensor : nullptr;
}

Edge LayerCall::rawWeight(std::string_view role, std::string_view part)
{
    const Variable* variable = lowering.findVariable(path, part, role);
    if (variable && !variable->tensor.isNull())
        return lowering.weightNode(*variable);
    if (!lowering.hasWeights())
        return g.fail(invalid("this model has no weights; load them into it first"));
    return fail(invalid("the model has no weight \"" + std::string(role) + "\" for this layer"));
}

Edge LayerCall::weight(std::string_view role, std::string_view part)
{
    return g.cast(rawWeight(role, part), compute);
}

Edge LayerCall::weightAs(std::string_view role, Shape shape, std::string_view part)
{
    const Tensor* tensor = findWeight(role, part);
    if (!tensor || tensor->isNull())
        return weight(role, part);
    const auto count = elementCount(shape);
    if (!count || *count != tensor->elements())
        return fail(invalid("the weight \"" + std::string(role) + "\" has shape " + shapeText(tensor->shape()) +
                            ", which does not fit the layer's config"));
    if (tensor->shape() == shape)
        return weight(role, part);
    if (lowering.traces())
        return g.op("Reshape", {weight(role, part), g.ints(shape)});
    return g.cast(g.constant(tensor->reshaped(std::move(shape)), role), compute);
}

Edge LayerCall::activate(Edge x, std::string_view key)
{
    return applyActivation(*this, x, setting(key));
}

/// In Keras 2 an argument of the call is stronger than that of the model, in Keras 3 it is not
/// (keras/src/models/functional.py operation_fn).
bool LayerCall::isTraining() const
{
    if (keras3)
        return training;
    const Argument& given = arguments.get("training");
    return given.kind == Argument::Kind::Constant && given.constant.isBool() ? given.constant.toBool() : training;
}

Edge LayerCall::refuse(const std::string& what)
{
    return fail(unsupported("a " + printable(layer.className, 60) + " layer with " + what + " cannot be run"));
}

} // namespace lw::graph
