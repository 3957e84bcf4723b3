// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerRules.h"

#include "core/keras/Catalogue.h"
#include "core/keras/operations/OperationCall.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace lw::keras {
namespace {

constexpr std::int64_t kLargestDim = std::int64_t{1} << 53;

const std::unordered_map<std::string_view, ShapeRule>& ruleTable()
{
    static const auto table = [] {
        std::unordered_map<std::string_view, ShapeRule> rules;
        for (const auto entries :
             {convolutionShapeRules(), poolingShapeRules(), recurrentShapeRules(), mergingShapeRules(),
              reshapingShapeRules(), commonShapeRules(), preprocessingShapeRules()})
            for (const ShapeRuleEntry& entry : entries)
                rules.emplace(entry.className, entry.rule);
        return rules;
    }();
    return table;
}

/// Layers that count cannot take text; only some that look words up can.
Result<void> checkStrings(const LayerCall& call)
{
    const std::string& name = call.layer.className;
    if (!call.shape())
        return {};
    const DType dtype = call.inputs.front().dtype;
    if (dtype != DType::String) {
        const bool words = name == "TextVectorization" || (name == "StringLookup" && !call.config().flag("invert", false));
        return words ? invalid("takes strings, not " + std::string(dtypeName(dtype))) : Result<void>();
    }
    switch (categoryOf(name)) {
    case Category::Convolution:
    case Category::Pooling:
    case Category::Recurrent:
    case Category::Normalization:
    case Category::Attention:
    case Category::Activation:
    case Category::Embedding:
        return invalid("takes numbers, not strings");
    default:
        return name == "Dense" || name == "EinsumDense" || name == "Normalization" || name == "Rescaling"
                   ? Result<void>(invalid("takes numbers, not strings"))
                   : Result<void>();
    }
}

} // namespace

const std::optional<Shape>& LayerCall::shape() const
{
    static const std::optional<Shape> unknown;
    return inputs.empty() ? unknown : inputs.front().shape;
}

DType LayerCall::passedDtype() const
{
    const DType dtype = inputs.empty() ? DType::Float32 : inputs.front().dtype;
    return isFloating(dtype) ? computeDtype() : dtype;
}

const Json& LayerCall::argument(std::string_view name) const
{
    if (arguments.isObject())
        return arguments["kwargs"][name];
    // Keras 2: [["layer", node, tensor, {kwargs}], ...]; every tensor carries the same keyword arguments.
    const Json& first = arguments.at(0);
    return first.isArray() ? first.at(3)[name] : arguments.at(3)[name];
}

const Json& LayerCall::positional(std::size_t index) const
{
    return arguments["args"].at(index);
}

bool hasShapeRule(std::string_view className)
{
    return ruleTable().contains(className);
}

Result<TensorInfos> inferCall(const LayerCall& call)
{
    if (isOperation(call.layer))
        return inferOperation(call);
    const auto found = call.layer.known ? ruleTable().find(call.layer.className) : ruleTable().end();
    if (found == ruleTable().end())
        return unknownTensor(call.computeDtype());
    LW_TRY(checkStrings(call));
    return found->second(call);
}

TensorInfos oneTensor(std::optional<Shape> shape, DType dtype)
{
    return {TensorInfo{std::move(shape), dtype}};
}
TensorInfos unknownTensor(DType dtype)
{
    return {TensorInfo{std::nullopt, dtype}};
}

std::optional<Shape> broadcastShapes(const Shape& a, const Shape& b)
{
    const Shape& longer = a.size() >= b.size() ? a : b;
    const Shape& shorter = a.size() >= b.size() ? b : a;
    Shape output = longer;
    const std::size_t offset = longer.size() - shorter.size();
    for (std::size_t axis = 0; axis < shorter.size(); ++axis) {
        std::int64_t& dim = output[offset + axis];
        const std::int64_t other = shorter[axis];
        if (dim == other || other == 1)
            continue;
        if (dim == 1)
            dim = other;
        else if (dim < 0 || other < 0)
            dim = std::max(dim, other);
        else
            return std::nullopt;
    }
    return output;
}

TensorInfo inputSpecOf(const Layer& inputLayer)
{
    const LayerConfig config(inputLayer.config);
    TensorInfo info;
    info.shape = shapeFromJson(config.json(config.has("batch_shape") ? "batch_shape" : "batch_input_shape"));
    if (!info.shape && config.has("shape")) {
        info.shape = shapeFromJson(config.json("shape"));
        if (info.shape)
            info.shape->insert(info.shape->begin(), kUnknownDim);
    }
    const std::string name = dtypePolicyName(config.json("dtype"));
    info.dtype = dtypeFromName(name).value_or(dtypePolicy(inputLayer.config).compute);
    return info;
}

std::int64_t dimProduct(std::int64_t a, std::int64_t b)
{
    std::int64_t product = 0;
    if (a < 0 || b < 0 || __builtin_mul_overflow(a, b, &product) || product > kLargestDim)
        return kUnknownDim;
    return product;
}

std::int64_t dimSum(std::int64_t a, std::int64_t b)
{
    if (a < 0 || b < 0 || a > kLargestDim || b > kLargestDim)
        return kUnknownDim;
    return a + b;
}

std::int64_t windowLength(std::int64_t length, std::int64_t window, std::int64_t stride, std::int64_t dilation,
                          std::string_view padding)
{
    if (length < 0 || window <= 0 || stride <= 0 || dilation <= 0)
        return kUnknownDim;
    const std::int64_t reach = dimProduct(window - 1, dilation);
    if (reach < 0)
        return kUnknownDim;
    if (padding == "valid") {
        const std::int64_t left = length - reach - 1;
        return left < 0 ? 0 : left / stride + 1;
    }
    if (padding == "full")
        return (length + reach + stride - 1) / stride;
    return (length + stride - 1) / stride; // same, causal
}

std::int64_t stftLength(const LayerConfig& config)
{
    if (config.has("fft_length"))
        return config.size("fft_length");
    const std::int64_t frame = config.size("frame_length");
    return frame > 0 ? static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(frame))) : kUnknownDim;
}

std::optional<std::size_t> axisIndex(std::int64_t axis, std::size_t rank)
{
    const auto signedRank = static_cast<std::int64_t>(rank);
    if (axis < -signedRank || axis >= signedRank)
        return std::nullopt;
    return static_cast<std::size_t>(axis < 0 ? axis + signedRank : axis);
}

} // namespace lw::keras
