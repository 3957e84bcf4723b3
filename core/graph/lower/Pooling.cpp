// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Windows.h"

/// Pooling (keras/src/layers/pooling).
namespace lw::graph {

namespace {

template <std::size_t spatial, bool maximum>
void pool(LayerCall& call)
{
    Window window;
    const char* key = spatial == 1 && !call.config().has("pool_size") ? "pool_length" : "pool_size";
    if (!readWindow(call, key, spatial, window))
        return;
    GraphBuilder& g = call.g;
    Edge x = toChannelsLast(call, g.cast(call.x(), call.compute), window.channelsFirst);
    if (spatial == 1)
        x = addRow(call, x);
    const Attrs attrs{{"ksize", fullRank(window.size)},
                      {"strides", fullRank(window.strides)},
                      {"padding", window.padding},
                      {"data_format", spatial == 3 ? "NDHWC" : "NHWC"}};
    const char* op = spatial == 3 ? (maximum ? "MaxPool3D" : "AvgPool3D") : (maximum ? "MaxPool" : "AvgPool");
    Edge y = g.op(op, {x}, attrs);
    if (spatial == 1)
        y = dropRow(call, y);
    call.out(fromChannelsLast(call, y, window.channelsFirst));
}

std::vector<std::int64_t> spatialAxes(std::size_t spatial, bool channelsFirst)
{
    std::vector<std::int64_t> axes;
    for (std::size_t i = 0; i < spatial; ++i)
        axes.push_back(static_cast<std::int64_t>(i) + (channelsFirst ? 2 : 1));
    return axes;
}

template <std::size_t spatial, bool maximum>
void globalPool(LayerCall& call)
{
    const keras::LayerConfig config = call.config();
    const Edge x = call.g.cast(call.x(), call.compute);
    call.out(call.g.reduce(maximum ? "Max" : "Mean", x, spatialAxes(spatial, config.channelsFirst()),
                           config.flag("keepdims", false)));
}

/// Only the steps that the mask keeps count.
void globalAverage1d(LayerCall& call)
{
    const auto mask = call.maskArgument();
    if (!mask)
        return globalPool<1, false>(call);
    GraphBuilder& g = call.g;
    const bool first = call.config().channelsFirst(), keep = call.config().flag("keepdims", false);
    const std::vector<std::int64_t> axis{first ? 2 : 1};
    const Edge weights = g.expandDims(g.cast(*mask, call.compute), first ? 1 : 2);
    const Edge kept = g.mul(g.cast(call.x(), call.compute), weights);
    call.out(g.div(g.reduce("Sum", kept, axis, keep), g.reduce("Sum", weights, axis, keep)));
}

/// Adaptive pooling as one mean or maximum a cell; output sizes are small in practice.
template <std::size_t spatial, bool maximum>
void adaptive(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const auto sizes = config.tuple("output_size", spatial);
    Edge x = toChannelsLast(call, g.cast(call.x(), call.compute), config.channelsFirst());
    for (std::size_t i = 0; i < spatial; ++i) {
        const auto axis = static_cast<std::int64_t>(i) + 1;
        const std::int64_t length = g.dim(x, axis), count = sizes ? (*sizes)[i] : 0;
        if (length < 0 || count <= 0 || count > 512) {
            call.refuse("an open or very large size");
            return;
        }
        std::vector<Edge> cells;
        for (std::int64_t cell = 0; cell < count; ++cell)
            cells.push_back(g.reduce(maximum ? "Max" : "Mean",
                                     g.slice(x, axis, cell * length / count, ((cell + 1) * length + count - 1) / count),
                                     {axis}, true));
        x = g.concat(std::move(cells), axis);
    }
    call.out(fromChannelsLast(call, x, config.channelsFirst()));
}

constexpr LayerRow kRows[] = {
    {"MaxPooling1D", pool<1, true>},
    {"MaxPooling2D", pool<2, true>},
    {"MaxPooling3D", pool<3, true>},
    {"MaxPool1D", pool<1, true>},
    {"MaxPool2D", pool<2, true>},
    {"MaxPool3D", pool<3, true>},
    {"AveragePooling1D", pool<1, false>},
    {"AveragePooling2D", pool<2, false>},
    {"AveragePooling3D", pool<3, false>},
    {"AvgPool1D", pool<1, false>},
    {"AvgPool2D", pool<2, false>},
    {"AvgPool3D", pool<3, false>},
    {"GlobalMaxPooling1D", globalPool<1, true>},
    {"GlobalMaxPooling2D", globalPool<2, true>},
    {"GlobalMaxPooling3D", globalPool<3, true>},
    {"GlobalMaxPool1D", globalPool<1, true>},
    {"GlobalMaxPool2D", globalPool<2, true>},
    {"GlobalMaxPool3D", globalPool<3, true>},
    {"GlobalAveragePooling1D", globalAverage1d},
    {"GlobalAveragePooling2D", globalPool<2, false>},
    {"GlobalAveragePooling3D", globalPool<3, false>},
    {"GlobalAvgPool1D", globalAverage1d},
    {"GlobalAvgPool2D", globalPool<2, false>},
    {"GlobalAvgPool3D", globalPool<3, false>},
    {"AdaptiveAveragePooling1D", adaptive<1, false>},
    {"AdaptiveAveragePooling2D", adaptive<2, false>},
    {"AdaptiveAveragePooling3D", adaptive<3, false>},
    {"AdaptiveMaxPooling1D", adaptive<1, true>},
    {"AdaptiveMaxPooling2D", adaptive<2, true>},
    {"AdaptiveMaxPooling3D", adaptive<3, true>},
};

} // namespace

std::span<const LayerRow> poolingLayers()
{
    return kRows;
}

} // namespace lw::graph
