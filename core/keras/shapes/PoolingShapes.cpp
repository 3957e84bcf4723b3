// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LayerRules.h"

namespace lw::keras {
namespace {

std::size_t spatialAxes(std::string_view className)
{
    const auto digit = className.find_first_of("123");
    return digit == std::string_view::npos ? 2 : static_cast<std::size_t>(className[digit] - '0');
}

Result<void> checkRank(const Shape& shape, std::size_t axes)
{
    if (shape.size() != axes + 2)
        return invalid("expects an input of rank " + std::to_string(axes + 2) + ", but its input is " +
                       shapeText(shape));
    return {};
}

Result<TensorInfos> pooled(const LayerCall& call)
{
    const std::size_t axes = spatialAxes(call.layer.className);
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(call.passedDtype());
    LW_TRY(checkRank(*input, axes));
    const LayerConfig config = call.config();
    const auto window = config.tuple("pool_size", axes, 2);
    const auto strides = config.has("strides") ? config.tuple("strides", axes, kUnknownDim) : window;
    const std::string padding = config.text("padding", "valid");
    const std::size_t first = config.channelsFirst() ? 2 : 1;
    Shape output = *input;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        const std::int64_t length = output[first + axis];
        if (padding == "valid" && length >= 0 && window[axis] > length)
            return invalid("has a window of " + std::to_string(window[axis]) + ", larger than its input " +
                           shapeText(*input));
        output[first + axis] = windowLength(length, window[axis], strides[axis], 1, padding);
    }
    return oneTensor(std::move(output), call.passedDtype());
}

Result<TensorInfos> globallyPooled(const LayerCall& call)
{
    const std::size_t axes = spatialAxes(call.layer.className);
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(call.passedDtype());
    LW_TRY(checkRank(*input, axes));
    const LayerConfig config = call.config();
    const bool channelsFirst = config.channelsFirst();
    const std::int64_t channels = channelsFirst ? (*input)[1] : input->back();
    if (!config.flag("keepdims", false))
        return oneTensor(Shape{input->front(), channels}, call.passedDtype());
    Shape output(input->size(), 1);
    output.front() = input->front();
    output[channelsFirst ? 1 : output.size() - 1] = channels;
    return oneTensor(std::move(output), call.passedDtype());
}

Result<TensorInfos> adaptivelyPooled(const LayerCall& call)
{
    const std::size_t axes = spatialAxes(call.layer.className);
    const auto& input = call.shape();
    if (!input)
        return unknownTensor(call.passedDtype());
    LW_TRY(checkRank(*input, axes));
    const auto size = call.config().tuple("output_size", axes, kUnknownDim);
    const std::size_t first = call.config().channelsFirst() ? 2 : 1;
    Shape output = *input;
    for (std::size_t axis = 0; axis < axes; ++axis)
        output[first + axis] = size[axis] > 0 ? size[axis] : kUnknownDim;
    return oneTensor(std::move(output), call.passedDtype());
}

constexpr ShapeRuleEntry kRules[] = {
    {"MaxPooling1D", pooled},
    {"MaxPooling2D", pooled},
    {"MaxPooling3D", pooled},
    {"MaxPool1D", pooled},
    {"MaxPool2D", pooled},
    {"MaxPool3D", pooled},
    {"AveragePooling1D", pooled},
    {"AveragePooling2D", pooled},
    {"AveragePooling3D", pooled},
    {"AvgPool1D", pooled},
    {"AvgPool2D", pooled},
    {"AvgPool3D", pooled},
    {"GlobalMaxPooling1D", globallyPooled},
    {"GlobalMaxPooling2D", globallyPooled},
    {"GlobalMaxPooling3D", globallyPooled},
    {"GlobalMaxPool1D", globallyPooled},
    {"GlobalMaxPool2D", globallyPooled},
    {"GlobalMaxPool3D", globallyPooled},
    {"GlobalAveragePooling1D", globallyPooled},
    {"GlobalAveragePooling2D", globallyPooled},
    {"GlobalAveragePooling3D", globallyPooled},
    {"GlobalAvgPool1D", globallyPooled},
    {"GlobalAvgPool2D", globallyPooled},
    {"GlobalAvgPool3D", globallyPooled},
    {"AdaptiveAveragePooling1D", adaptivelyPooled},
    {"AdaptiveAveragePooling2D", adaptivelyPooled},
    {"AdaptiveAveragePooling3D", adaptivelyPooled},
    {"AdaptiveMaxPooling1D", adaptivelyPooled},
    {"AdaptiveMaxPooling2D", adaptivelyPooled},
    {"AdaptiveMaxPooling3D", adaptivelyPooled},
};

} // namespace

std::span<const ShapeRuleEntry> poolingShapeRules()
{
    return kRules;
}

} // namespace lw::keras
