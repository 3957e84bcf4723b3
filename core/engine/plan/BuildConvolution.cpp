// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Convolution.h"
#include "core/engine/plan/BuildFunctions.h"
#include "core/engine/plan/Passes.h"

#include <algorithm>

namespace lw::engine::plan {

using onednn::ConvolutionSpec;

/// The middle of an attribute with one entry for every dimension of a channels-last value.
static std::vector<std::int64_t> spatialAttr(const PlanOp& op, std::string_view key, std::size_t count)
{
    auto values = op.node->intsAttr(key);
    if (values.size() != count + 2)
        return std::vector<std::int64_t>(count, 1);
    return {values.begin() + 1, values.end() - 1};
}

/// TensorFlow's padding (tensorflow/core/framework/common_shape_fns.cc): big is the larger side of the convolution.
static bool fillPadding(const PlanOp& op, const Shape& big, const Shape& small, ConvolutionSpec& spec)
{
    const auto padding = op.node->textAttr("padding");
    const auto count = spec.kernel.size();
    const auto explicitPads = op.node->intsAttr("explicit_paddings");
    for (std::size_t i = 0; i < count; ++i) {
        const auto reach = (spec.kernel[i] - 1) * spec.dilations[i] + 1;
        const auto needed = (small[i + 1] - 1) * spec.strides[i] + reach;
        std::int64_t before = 0;
        if (padding == "SAME")
            before = std::max<std::int64_t>(needed - big[i + 1], 0) / 2;
        else if (padding == "EXPLICIT") {
            if (explicitPads.size() != 2 * (count + 2))
                return false;
            before = explicitPads[2 * (i + 1)];
        } else if (padding != "VALID")
            return false;
        if (i < op.fusion.padBefore.size())
            before = op.fusion.padBefore[i];
        // The end of the image may stay unread: oneDNN takes that as negative padding.
        spec.padBefore.push_back(before);
        spec.padAfter.push_back(needed - big[i + 1] - before);
    }
    return true;
}

/// Channel-wise factors go into a copy of the weights.
static std::vector<float> scaledWeights(const Value& constant, const std::vector<float>& scale, bool transposed)
{
    auto weights = floatsOf(constant);
    const auto inner = transposed ? static_cast<std::size_t>(constant.shape.back()) : 1;
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] *= scale[i / inner % scale.size()];
    return weights;
}

Result<bool> buildConvolution(Builder& builder, const PlanOp& op)
{
    const bool transposed = op.op == "Conv2DBackpropInput" || op.op == "Conv3DBackpropInputV2";
    const int data = op.inputs[transposed ? 2 : 0], weights = op.inputs[1];
    if (!isProduct(op) || op.outputs[0] < 0 || !builder.isConstant(weights) ||
        builder.value(data).dtype != DType::Float32 || builder.value(weights).dtype != DType::Float32)
        return false;
    const auto& kernel = builder.shape(weights);
    const auto rank = builder.shape(data).size();
    if (rank < 3 || kernel.size() != rank)
        return false;

    ConvolutionSpec spec;
    spec.input = builder.shape(data);
    spec.output = builder.shape(op.outputs[0]);
    spec.kernel.assign(kernel.begin(), kernel.end() - 2);
    spec.strides = spatialAttr(op, "strides", rank - 2);
    spec.dilations = spatialAttr(op, "dilations", rank - 2);
    spec.transposed = transposed;
    spec.depthwise = op.op == "DepthwiseConv2dNative";
    const auto channels = spec.input.back();
    if (spec.depthwise)
        spec.groups = channels;
    else if (!transposed && kernel[rank - 2] > 0)
        spec.groups = channels / kernel[rank - 2];
    if (!fillPadding(op, transposed ? spec.output : spec.input, transposed ? spec.input : spec.output, spec))
        return false;

    const auto& constant = *builder.value(weights).constant;
    std::vector<float> scaled;
    spec.weights = reinterpret_cast<const float*>(constant.data);
    if (!op.fusion.scale.empty()) {
        scaled = scaledWeights(constant, op.fusion.scale, transposed);
        spec.weights = scaled.data();
    }
    spec.bias = op.fusion.bias.empty() ? nullptr : op.fusion.bias.data();
    spec.postOps = op.fusion.postOps;
    LW_ASSIGN(const bool tiled, buildTiledTransposed(builder, op, spec));
    if (tiled)
        return true;
    auto primitive = onednn::makeConvolution(spec);
    if (!primitive) {
        if (op.fusion.plain() && op.fusion.padBefore.empty())
            return false;
        return primitive.error();
    }
    LW_TRY(
        builder.addPrimitive(std::move(primitive).value(), {data}, {op.outputs[0]}, {spec.output}, op.fusion.addend));
    return true;
}

} // namespace lw::engine::plan
