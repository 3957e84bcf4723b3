// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerRules.h"

namespace lw::keras {
namespace {

/// Number of spatial axes, from the digit in the class name ("Conv2DTranspose").
std::size_t spatialAxes(std::string_view className)
{
    const auto digit = className.find_first_of("123");
    return digit == std::string_view::npos ? 2 : static_cast<std::size_t>(className[digit] - '0');
}

/// Checks the rank that a convolution needs; none when the input's rank is unknown.
Result<std::optional<Shape>> imageShape(const LayerCall& call, std::size_t axes)
{
    const auto& shape = call.shape();
    if (!shape)
        return std::optional<Shape>();
    // Convolutions of one or more batch axes: Keras 2 takes any leading ones (conv_utils.squeeze_batch_dims).
    if (shape->size() < axes + 2)
        return invalid("expects an input of rank " + std::to_string(axes + 2) + ", but its input is " +
                       shapeText(*shape));
    return shape;
}

struct Window {
    std::vector<std::int64_t> kernel, strides, dilation;
    std::string padding;
};

Window windowOf(const LayerConfig& config, std::size_t axes)
{
    return {config.tuple("kernel_size", axes, kUnknownDim), config.tuple("strides", axes, 1),
            config.tuple("dilation_rate", axes, 1), config.text("padding", "valid")};
}

Result<void> checkWindow(const Shape& shape, std::size_t first, const Window& window)
{
    if (window.padding != "valid")
        return {};
    for (std::size_t axis = 0; axis < window.kernel.size(); ++axis) {
        const std::int64_t length = shape[first + axis];
        const std::int64_t reach = dimProduct(window.kernel[axis] - 1, window.dilation[axis]);
        if (length >= 0 && window.kernel[axis] > 0 && reach >= length)
            return invalid("has a window of " + std::to_string(window.kernel[axis]) + ", larger than its input " +
                           shapeText(shape));
    }
    return {};
}

Result<TensorInfos> convolved(const LayerCall& call, std::size_t axes, std::int64_t filters)
{
    const LayerConfig config = call.config();
    LW_ASSIGN(const auto input, imageShape(call, axes));
    if (!input)
        return unknownTensor(call.computeDtype());
    const bool channelsFirst = config.channelsFirst();
    const std::size_t rank = input->size(), channel = channelsFirst ? rank - axes - 1 : rank - 1;
    const std::size_t first = channelsFirst ? rank - axes : rank - axes - 1;
    const Window window = windowOf(config, axes);
    LW_TRY(checkWindow(*input, first, window));
    const std::int64_t groups = config.integer("groups", 1), channels = (*input)[channel];
    if (groups > 1 && channels >= 0 && channels % groups != 0)
        return invalid("has " + std::to_string(groups) + " groups, which do not divide the channels of its input " +
                       shapeText(*input));
    Shape output = *input;
    for (std::size_t axis = 0; axis < axes; ++axis)
        output[first + axis] = windowLength(output[first + axis], window.kernel[axis], window.strides[axis],
                                            window.dilation[axis], window.padding);
    output[channel] = filters;
    return oneTensor(std::move(output), call.computeDtype());
}

Result<TensorInfos> convolution(const LayerCall& call)
{
    return convolved(call, spatialAxes(call.layer.className), call.config().size("filters"));
}

Result<TensorInfos> depthwise(const LayerCall& call)
{
    const std::size_t axes = spatialAxes(call.layer.className);
    std::int64_t filters = kUnknownDim;
    if (const auto& shape = call.shape(); shape && shape->size() >= axes + 2) {
        const std::size_t channel = call.config().channelsFirst() ? shape->size() - axes - 1 : shape->size() - 1;
        filters = dimProduct((*shape)[channel], call.config().integer("depth_multiplier", 1));
    }
    return convolved(call, axes, filters);
}

/// keras/src/backend/common/backend_utils.py compute_conv_transpose_output_length, tf_keras
/// conv_utils.deconv_output_length.
std::int64_t transposedLength(std::int64_t length, std::int64_t kernel, std::int64_t stride, std::int64_t dilation,
                              const std::string& padding, std::optional<std::int64_t> outputPadding)
{
    const std::int64_t reach = dimProduct(kernel - 1, dilation);
    const std::int64_t scaled = dimProduct(length, stride);
    if (reach < 0 || scaled < 0 || stride <= 0)
        return kUnknownDim;
    const std::int64_t window = reach + 1;
    std::int64_t output = 0;
    if (!outputPadding)
        output = padding == "valid" ? scaled + std::max<std::int64_t>(window - stride, 0) : scaled;
    else
        output = scaled - stride + window + *outputPadding - (padding == "same" ? 2 * (window / 2) : 0);
    return output < 0 ? kUnknownDim : output;
}

Result<TensorInfos> transposed(const LayerCall& call)
{
    const std::size_t axes = spatialAxes(call.layer.className);
    const LayerConfig config = call.config();
    LW_ASSIGN(const auto input, imageShape(call, axes));
    if (!input)
        return unknownTensor(call.computeDtype());
    const bool channelsFirst = config.channelsFirst();
    const std::size_t rank = input->size(), channel = channelsFirst ? rank - axes - 1 : rank - 1;
    const std::size_t first = channelsFirst ? rank - axes : rank - axes - 1;
    const Window window = windowOf(config, axes);
    const auto outputPadding = config.tuple("output_padding", axes);
    Shape output = *input;
    for (std::size_t axis = 0; axis < axes; ++axis)
        output[first + axis] =
            transposedLength(output[first + axis], window.kernel[axis], window.strides[axis], window.dilation[axis],
                             window.padding, outputPadding ? std::optional((*outputPadding)[axis]) : std::nullopt);
    output[channel] = config.size("filters");
    return oneTensor(std::move(output), call.computeDtype());
}

constexpr ShapeRuleEntry kRules[] = {
    {"Conv1D", convolution},
    {"Conv2D", convolution},
    {"Conv3D", convolution},
    {"Convolution1D", convolution},
    {"Convolution2D", convolution},
    {"Convolution3D", convolution},
    {"AtrousConvolution1D", convolution},
    {"AtrousConvolution2D", convolution},
    {"SeparableConv1D", convolution},
    {"SeparableConv2D", convolution},
    {"SeparableConvolution1D", convolution},
    {"SeparableConvolution2D", convolution},
    {"LocallyConnected1D", convolution},
    {"LocallyConnected2D", convolution},
    {"DepthwiseConv1D", depthwise},
    {"DepthwiseConv2D", depthwise},
    {"DepthwiseConvolution1D", depthwise},
    {"DepthwiseConvolution2D", depthwise},
    {"Conv1DTranspose", transposed},
    {"Conv2DTranspose", transposed},
    {"Conv3DTranspose", transposed},
    {"Convolution1DTranspose", transposed},
    {"Convolution2DTranspose", transposed},
    {"Convolution3DTranspose", transposed},
    {"Deconvolution2D", transposed},
    {"Deconvolution3D", transposed},
};

} // namespace

std::span<const ShapeRuleEntry> convolutionShapeRules()
{
    return kRules;
}

} // namespace lw::keras
