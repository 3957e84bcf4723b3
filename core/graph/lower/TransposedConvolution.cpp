// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Windows.h"

#include <algorithm>

/// Transposed convolutions: the gradient of a convolution, with the output's shape computed as Keras does
/// (tf_keras/src/utils/conv_utils.py deconv_output_length; keras/src/backend/common/backend_utils.py).
namespace lw::graph {

namespace {

/// Length of one dimension of the output, as a number or as an operation on the input's length.
Size outputLength(LayerCall& call, const Size& input, std::int64_t kernel, std::int64_t stride, std::int64_t dilation,
                  bool same, std::optional<std::int64_t> extra)
{
    const std::int64_t reach = (kernel - 1) * dilation + 1;
    std::int64_t added = 0;
    if (!extra)
        added = same ? 0 : std::max<std::int64_t>(reach - stride, 0);
    else
        added = reach - stride + *extra - (same ? 2 * (reach / 2) : 0);
    if (input.value >= 0 && input.value < std::int64_t(1) << 32)
        return {std::max<std::int64_t>(input.value * stride + added, 0), {}, 0, false};
    GraphBuilder& g = call.g;
    Edge length = g.mul(g.sizeScalar(input), g.intScalar(stride));
    if (added != 0)
        length = g.add(length, g.intScalar(added));
    return {kUnknownDim, length, 0, true};
}

template <std::size_t spatial>
void transposed(LayerCall& call)
{
    Window window;
    if (!readWindow(call, "kernel_size", spatial, window))
        return;
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const auto extra = config.has("output_padding") ? config.tuple("output_padding", spatial) : std::nullopt;
    const Edge x = toChannelsLast(call, g.cast(call.x(), call.compute), window.channelsFirst);
    const Edge kernel = call.weight("kernel");
    const bool same = window.padding == "SAME";
    std::vector<Size> sizes{g.size(x, 0)};
    if (spatial == 1)
        sizes.push_back({1, {}, 0, false});
    for (std::size_t i = 0; i < spatial; ++i)
        sizes.push_back(outputLength(call, g.size(x, static_cast<std::int64_t>(i) + 1), window.size[i],
                                     window.strides[i], window.dilations[i], same,
                                     extra ? std::optional((*extra)[i]) : std::nullopt));
    sizes.push_back({g.dim(kernel, -2), {}, 0, false});
    const Attrs attrs{{"strides", fullRank(window.strides)},
                      {"dilations", fullRank(window.dilations)},
                      {"padding", window.padding},
                      {"data_format", spatial == 3 ? "NDHWC" : "NHWC"}};
    Edge y;
    if (spatial == 3)
        y = g.op("Conv3DBackpropInputV2", {g.sizes(sizes), kernel, x}, attrs);
    else if (spatial == 2)
        y = g.op("Conv2DBackpropInput", {g.sizes(sizes), kernel, x}, attrs);
    else
        y = dropRow(call,
                    g.op("Conv2DBackpropInput", {g.sizes(sizes), g.expandDims(kernel, 0), addRow(call, x)}, attrs));
    if (config.flag("use_bias", true))
        y = g.biasAdd(y, call.weight("bias"));
    call.out(fromChannelsLast(call, call.activate(y), window.channelsFirst));
}

constexpr LayerRow kRows[] = {
    {"Conv1DTranspose", transposed<1>},        {"Conv2DTranspose", transposed<2>},
    {"Conv3DTranspose", transposed<3>},        {"Convolution1DTranspose", transposed<1>},
    {"Convolution2DTranspose", transposed<2>}, {"Convolution3DTranspose", transposed<3>},
    {"Deconvolution2D", transposed<2>},
};

} // namespace

std::span<const LayerRow> transposedLayers()
{
    return kRows;
}

} // namespace lw::graph
