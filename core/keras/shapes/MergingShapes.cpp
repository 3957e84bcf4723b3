// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerRules.h"

#include <algorithm>

namespace lw::keras {
namespace {

DType mergedDtype(const LayerCall& call)
{
    for (const TensorInfo& input : call.inputs)
        if (isFloating(input.dtype))
            return call.computeDtype();
    return call.inputs.empty() ? call.computeDtype() : call.inputs.front().dtype;
}

/// Element-wise layers broadcast like NumPy, with the batch axis first (keras/src/layers/merging/base_merge.py).
Result<TensorInfos> elementwise(const LayerCall& call)
{
    std::optional<Shape> output;
    for (const TensorInfo& input : call.inputs) {
        if (!input.shape)
            return unknownTensor(mergedDtype(call));
        if (!output) {
            output = input.shape;
            continue;
        }
        const auto merged = broadcastShapes(*output, *input.shape);
        if (!merged)
            return invalid("cannot merge inputs of shapes " + shapeText(*output) + " and " + shapeText(*input.shape));
        output = merged;
    }
    return oneTensor(std::move(output), mergedDtype(call));
}

Result<TensorInfos> concatenate(const LayerCall& call)
{
    std::optional<Shape> output;
    const std::int64_t axis = call.config().integer(call.config().has("concat_axis") ? "concat_axis" : "axis", -1);
    for (const TensorInfo& input : call.inputs) {
        if (!input.shape)
            return unknownTensor(mergedDtype(call));
        if (!output) {
            output = input.shape;
            continue;
        }
        const auto index = axisIndex(axis, output->size());
        if (!index || input.shape->size() != output->size())
            return invalid("cannot concatenate shapes " + shapeText(*output) + " and " + shapeText(*input.shape) +
                           " along axis " + std::to_string(axis));
        for (std::size_t i = 0; i < output->size(); ++i) {
            std::int64_t& dim = (*output)[i];
            const std::int64_t other = (*input.shape)[i];
            if (i == *index)
                dim = dimSum(dim, other);
            else if (dim >= 0 && other >= 0 && dim != other)
                return invalid("cannot concatenate shapes " + shapeText(*output) + " and " + shapeText(*input.shape) +
                               " along axis " + std::to_string(axis));
            else
                dim = std::max(dim, other);
        }
    }
    return oneTensor(std::move(output), mergedDtype(call));
}

/// keras/src/layers/merging/dot.py: batch, the rest of the first, the rest of the second without batch.
Result<TensorInfos> dot(const LayerCall& call)
{
    if (call.inputs.size() != 2 || !call.inputs[0].shape || !call.inputs[1].shape)
        return unknownTensor(mergedDtype(call));
    Shape first = *call.inputs[0].shape, second = *call.inputs[1].shape;
    const auto axes = call.config().tuple(call.config().has("dot_axes") ? "dot_axes" : "axes", 2);
    if (!axes)
        return unknownTensor(mergedDtype(call));
    const auto one = axisIndex((*axes)[0], first.size()), two = axisIndex((*axes)[1], second.size());
    if (!one || !two || *one == 0 || *two == 0 ||
        (first[*one] >= 0 && second[*two] >= 0 && first[*one] != second[*two]))
        return invalid("cannot contract shapes " + shapeText(first) + " and " + shapeText(second));
    first.erase(first.begin() + static_cast<std::ptrdiff_t>(*one));
    second.erase(second.begin() + static_cast<std::ptrdiff_t>(*two));
    first.insert(first.end(), second.begin() + 1, second.end());
    if (first.size() == 1)
        first.push_back(1);
    return oneTensor(std::move(first), mergedDtype(call));
}

/// Keras 1 and early Keras 2: one class with a mode.
Result<TensorInfos> merge(const LayerCall& call)
{
    const std::string mode = call.config().text("mode", "sum");
    if (mode == "concat")
        return concatenate(call);
    return mode == "dot" || mode == "cos" ? dot(call) : elementwise(call);
}

constexpr ShapeRuleEntry kRules[] = {
    {"Add", elementwise},     {"Subtract", elementwise}, {"Multiply", elementwise},    {"Average", elementwise},
    {"Maximum", elementwise}, {"Minimum", elementwise},  {"Concatenate", concatenate}, {"Dot", dot},
    {"Merge", merge},
};

} // namespace

std::span<const ShapeRuleEntry> mergingShapeRules()
{
    return kRules;
}

} // namespace lw::keras
