// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/lower/LayerCall.h"

namespace lw::graph {

/// The window of a convolution or pooling layer, read from its config for a number of spatial dimensions.
struct Window {
    std::size_t spatial = 2;
    std::vector<std::int64_t> size, strides, dilations;
    std::string padding; ///< "SAME", "VALID", or "CAUSAL"
    bool channelsFirst = false;
};

/// Reads kernel_size or pool_size; refuses the layer when something is missing or out of range.
bool readWindow(LayerCall& call, std::string_view sizeKey, std::size_t spatial, Window& window);

/// Channels last: transposes when the layer has channels first.
Edge toChannelsLast(LayerCall& call, Edge x, bool channelsFirst);
Edge fromChannelsLast(LayerCall& call, Edge x, bool channelsFirst);
/// (batch, time, channels) as an image of one row, and back.
Edge addRow(LayerCall& call, Edge x);
Edge dropRow(LayerCall& call, Edge x);

/// {1, values..., 1}, with a leading 1 for the row of a one-dimensional layer.
std::vector<std::int64_t> fullRank(const std::vector<std::int64_t>& values);

/// A plain convolution of a channels-last x with a kernel of (window, in, out); bias and activation are not applied.
/// For one dimension x has rank 3 and the kernel rank 3. padding CAUSAL pads the past of the only dimension.
Edge convolve(LayerCall& call, Edge x, Edge kernel, const Window& window);
Edge convolveDepthwise(LayerCall& call, Edge x, Edge kernel, const Window& window);

} // namespace lw::graph
