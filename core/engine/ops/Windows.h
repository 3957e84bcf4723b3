// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/Movement.h"

#include <array>

/// What convolutions and pooling have in common: a window that moves over up to three space dimensions.
namespace lw::engine {

/// One space dimension. Space of two dimensions is space of three whose first is 1.
struct WindowAxis {
    std::int64_t in = 1, out = 1, kernel = 1, stride = 1, dilation = 1, before = 0;

    /// Kernel positions [first, end) that lie inside of the input for an output position.
    [[nodiscard]] std::int64_t first(std::int64_t at) const
    {
        const std::int64_t start = at * stride - before;
        return start >= 0 ? 0 : std::min(kernel, (-start + dilation - 1) / dilation);
    }
    [[nodiscard]] std::int64_t end(std::int64_t at) const
    {
        const std::int64_t room = in - (at * stride - before);
        return room <= 0 ? 0 : std::min(kernel, (room + dilation - 1) / dilation);
    }
};

/// Attributes of a window op, read and checked. space is 2 or 3.
struct WindowSpec {
    std::size_t space = 2;
    bool channelsFirst = false;
    std::vector<std::int64_t> strides, dilations; ///< one per space dimension
    std::string padding;
    std::vector<std::int64_t> explicitPads; ///< before and after per space dimension, for EXPLICIT

    [[nodiscard]] std::size_t channelAxis() const { return channelsFirst ? 1 : space + 1; }
    [[nodiscard]] std::size_t spaceAxis(std::size_t i) const { return (channelsFirst ? 2 : 1) + i; }
};

Result<WindowSpec> readWindowSpec(const KernelContext& context, std::size_t space);
/// A list attribute over all dimensions (ksize) reduced to the space ones; batch and channels must be 1.
Result<std::vector<std::int64_t>> spaceValues(const KernelContext& context, const WindowSpec& spec,
                                              const std::vector<std::int64_t>& values);
/// Output size and padding for input sizes and kernel sizes.
Result<std::array<WindowAxis, 3>> windowAxes(const KernelContext& context, const WindowSpec& spec,
                                             const std::vector<std::int64_t>& in,
                                             const std::vector<std::int64_t>& kernel);
/// {batch, space..., channels} in the order of the data format.
Shape arrange(const WindowSpec& spec, std::int64_t batch, const std::array<WindowAxis, 3>& axes,
              std::int64_t WindowAxis::*size, std::int64_t channels);
/// The input with channels last: itself, or a transposed temporary.
Result<Value> channelsLast(const KernelContext& context, const WindowSpec& spec, const Value& x);
/// Where a kernel that computes with channels last writes for this output: the output itself or a temporary.
Result<Value> channelsLastLike(const KernelContext& context, const WindowSpec& spec, const Value& y);
/// Brings what was written there into the output.
Result<void> finishChannels(const KernelContext& context, const WindowSpec& spec, const Value& written, Value& y);

} // namespace lw::engine
