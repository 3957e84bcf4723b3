// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Windows.h"

#include <algorithm>

/// Convolutions (keras/src/layers/convolutional; tf_keras/src/layers/convolutional).
namespace lw::graph {

bool readWindow(LayerCall& call, std::string_view sizeKey, std::size_t spatial, Window& window)
{
    const keras::LayerConfig config = call.config();
    const auto size = config.tuple(sizeKey, spatial);
    if (!size) {
        call.refuse("an unreadable " + std::string(sizeKey));
        return false;
    }
    window.spatial = spatial;
    window.size = *size;
    window.strides = config.tuple("strides", spatial, 1);
    if (sizeKey == "pool_size" && !config.has("strides"))
        window.strides = *size;
    window.dilations = config.tuple("dilation_rate", spatial, 1);
    window.padding = config.text("padding", config.text("border_mode", "valid"));
    std::transform(window.padding.begin(), window.padding.end(), window.padding.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    window.channelsFirst = config.channelsFirst();
    const auto positive = [](const std::vector<std::int64_t>& list) {
        return std::all_of(list.begin(), list.end(), [](std::int64_t value) { return value > 0 && value < 1 << 24; });
    };
    const bool known = window.padding == "SAME" || window.padding == "VALID" || window.padding == "CAUSAL";
    if (!known || !positive(window.size) || !positive(window.strides) || !positive(window.dilations)) {
        call.refuse("an unreadable window");
        return false;
    }
    return true;
}

namespace {

std::vector<std::int64_t> channelOrder(std::size_t rank, bool toLast)
{
    std::vector<std::int64_t> order{0};
    if (toLast) {
        for (std::size_t i = 2; i < rank; ++i)
            order.push_back(static_cast<std::int64_t>(i));
        order.push_back(1);
    } else {
        order.push_back(static_cast<std::int64_t>(rank) - 1);
        for (std::size_t i = 1; i + 1 < rank; ++i)
            order.push_back(static_cast<std::int64_t>(i));
    }
    return order;
}

} // namespace

Edge toChannelsLast(LayerCall& call, Edge x, bool channelsFirst)
{
    return channelsFirst && call.g.rank(x) > 2 ? call.g.transpose(x, channelOrder(call.g.rank(x), true)) : x;
}

Edge fromChannelsLast(LayerCall& call, Edge x, bool channelsFirst)
{
    return channelsFirst && call.g.rank(x) > 2 ? call.g.transpose(x, channelOrder(call.g.rank(x), false)) : x;
}

Edge addRow(LayerCall& call, Edge x)
{
    return call.g.expandDims(x, 1);
}
Edge dropRow(LayerCall& call, Edge x)
{
    return call.g.squeeze(x, {1});
}

std::vector<std::int64_t> fullRank(const std::vector<std::int64_t>& values)
{
    std::vector<std::int64_t> full{1};
    if (values.size() == 1)
        full.push_back(1);
    full.insert(full.end(), values.begin(), values.end());
    full.push_back(1);
    return full;
}

namespace {

/// Zeros before the first step, so that no output sees the future.
Edge padPast(LayerCall& call, Edge x, const Window& window)
{
    const std::int64_t past = (window.size[0] - 1) * window.dilations[0];
    const Tensor amounts =
        Tensor::fromVector(Shape{3, 2}, std::vector<std::int32_t>{0, 0, static_cast<std::int32_t>(past), 0, 0, 0});
    return past == 0 ? x : call.g.op("Pad", {x, call.g.constant(amounts)});
}

Attrs windowAttrs(const Window& window)
{
    return {{"strides", fullRank(window.strides)},
            {"dilations", fullRank(window.dilations)},
            {"padding", window.padding == "CAUSAL" ? std::string("VALID") : window.padding},
            {"data_format", window.spatial == 3 ? "NDHWC" : "NHWC"}};
}

} // namespace

Edge convolve(LayerCall& call, Edge x, Edge kernel, const Window& window)
{
    GraphBuilder& g = call.g;
    if (window.padding == "CAUSAL" && window.spatial == 1)
        x = padPast(call, x, window);
    if (window.spatial == 3)
        return g.op("Conv3D", {x, kernel}, windowAttrs(window));
    if (window.spatial == 2)
        return g.op("Conv2D", {x, kernel}, windowAttrs(window));
    return dropRow(call, g.op("Conv2D", {addRow(call, x), g.expandDims(kernel, 0)}, windowAttrs(window)));
}

Edge convolveDepthwise(LayerCall& call, Edge x, Edge kernel, const Window& window)
{
    GraphBuilder& g = call.g;
    if (window.spatial == 2)
        return g.op("DepthwiseConv2dNative", {x, kernel}, windowAttrs(window));
    if (window.padding == "CAUSAL")
        x = padPast(call, x, window);
    Attrs attrs = windowAttrs(window);
    // The op wants equal strides (tensorflow/core/kernels/depthwise_conv_op.cc); the row's own never matters.
    attrs["strides"] = std::vector<std::int64_t>{1, window.strides[0], window.strides[0], 1};
    return dropRow(call, g.op("DepthwiseConv2dNative", {addRow(call, x), g.expandDims(kernel, 0)}, attrs));
}

namespace {

void finish(LayerCall& call, Edge y, const Window& window)
{
    if (call.config().flag("use_bias", true))
        y = call.g.biasAdd(y, call.weight("bias"));
    call.out(fromChannelsLast(call, call.activate(y), window.channelsFirst));
}

template <std::size_t spatial>
void convolution(LayerCall& call)
{
    Window window;
    if (!readWindow(call, "kernel_size", spatial, window))
        return;
    const Edge x = toChannelsLast(call, call.g.cast(call.x(), call.compute), window.channelsFirst);
    finish(call, convolve(call, x, call.weight("kernel"), window), window);
}

/// Grouped Conv3D: TensorFlow's CPU kernel takes filters of lesser depth for Conv2D only, so the channels are split.
void convolution3d(LayerCall& call)
{
    const std::int64_t groups = call.config().integer("groups", 1);
    if (groups <= 1)
        return convolution<3>(call);
    Window window;
    if (groups > 4096 || !readWindow(call, "kernel_size", 3, window))
        return;
    GraphBuilder& g = call.g;
    const Edge x = toChannelsLast(call, g.cast(call.x(), call.compute), window.channelsFirst);
    const Edge xs = g.op("Split", {g.intScalar(4), x}, {{"num_split", groups}});
    const Edge kernels = g.op("Split", {g.intScalar(4), call.weight("kernel")}, {{"num_split", groups}});
    std::vector<Edge> parts;
    for (std::uint32_t i = 0; i < groups; ++i)
        parts.push_back(convolve(call, GraphBuilder::output(xs, i), GraphBuilder::output(kernels, i), window));
    finish(call, g.concat(std::move(parts), 4), window);
}

std::string depthwiseRole(const LayerCall& call)
{
    return call.findWeight("depthwise_kernel") || !call.findWeight("kernel") ? "depthwise_kernel" : "kernel";
}

template <std::size_t spatial>
void depthwise(LayerCall& call)
{
    Window window;
    if (!readWindow(call, "kernel_size", spatial, window))
        return;
    const Edge x = toChannelsLast(call, call.g.cast(call.x(), call.compute), window.channelsFirst);
    finish(call, convolveDepthwise(call, x, call.weight(depthwiseRole(call)), window), window);
}

template <std::size_t spatial>
void separable(LayerCall& call)
{
    Window window;
    if (!readWindow(call, "kernel_size", spatial, window))
        return;
    const Edge x = toChannelsLast(call, call.g.cast(call.x(), call.compute), window.channelsFirst);
    const Edge deep = convolveDepthwise(call, x, call.weight("depthwise_kernel"), window);
    Window point = window;
    point.size = point.strides = point.dilations = std::vector<std::int64_t>(spatial, 1);
    point.padding = "VALID";
    finish(call, convolve(call, deep, call.weight("pointwise_kernel"), point), window);
}

constexpr LayerRow kRows[] = {
    {"Conv1D", convolution<1>},
    {"Conv2D", convolution<2>},
    {"Conv3D", convolution3d},
    {"Convolution1D", convolution<1>},
    {"Convolution2D", convolution<2>},
    {"Convolution3D", convolution3d},
    {"DepthwiseConv1D", depthwise<1>},
    {"DepthwiseConv2D", depthwise<2>},
    {"SeparableConv1D", separable<1>},
    {"SeparableConv2D", separable<2>},
    {"SeparableConvolution1D", separable<1>},
    {"SeparableConvolution2D", separable<2>},
};

} // namespace

std::span<const LayerRow> convolutionLayers()
{
    return kRows;
}

} // namespace lw::graph
