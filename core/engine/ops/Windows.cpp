// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Windows.h"

#include <algorithm>

namespace lw::engine {

namespace {

constexpr std::int64_t kMostStep = std::int64_t(1) << 31;

std::vector<std::size_t> orderToLast(const WindowSpec& spec)
{
    std::vector<std::size_t> order{0};
    for (std::size_t i = 0; i < spec.space; ++i)
        order.push_back(2 + i);
    order.push_back(1);
    return order;
}
std::vector<std::size_t> orderToFirst(const WindowSpec& spec)
{
    std::vector<std::size_t> order{0, spec.space + 1};
    for (std::size_t i = 0; i < spec.space; ++i)
        order.push_back(1 + i);
    return order;
}
Shape permuted(const Shape& shape, const std::vector<std::size_t>& order)
{
    Shape result;
    for (const auto axis : order)
        result.push_back(shape[axis]);
    return result;
}

} // namespace

Result<std::vector<std::int64_t>> spaceValues(const KernelContext& context, const WindowSpec& spec,
                                              const std::vector<std::int64_t>& values)
{
    std::vector<std::int64_t> result;
    if (values.size() != spec.space + 2 || values[0] != 1 || values[spec.channelAxis()] != 1)
        return opError(context, "windows must leave batch and channels alone");
    for (std::size_t i = 0; i < spec.space; ++i) {
        const std::int64_t value = values[spec.spaceAxis(i)];
        if (value < 1 || value > kMostStep)
            return opError(context, "a window, stride or dilation is not possible");
        result.push_back(value);
    }
    return result;
}

Result<WindowSpec> readWindowSpec(const KernelContext& context, std::size_t space)
{
    WindowSpec spec;
    spec.space = space;
    const std::string format = context.node.textAttr("data_format", space == 3 ? "NDHWC" : "NHWC");
    spec.channelsFirst = format == "NCHW" || format == "NCDHW";
    if (!spec.channelsFirst && format != "NHWC" && format != "NDHWC")
        return unsupportedForm(context, "data format " + printable(format));
    const std::vector<std::int64_t> ones(space + 2, 1);
    const auto strides = context.node.intsAttr("strides");
    LW_ASSIGN(spec.strides, spaceValues(context, spec, strides.empty() ? ones : strides));
    const auto dilations = context.node.intsAttr("dilations");
    LW_ASSIGN(spec.dilations, spaceValues(context, spec, dilations.empty() ? ones : dilations));
    spec.padding = context.node.textAttr("padding", "VALID");
    if (spec.padding == "EXPLICIT") {
        const auto pads = context.node.intsAttr("explicit_paddings");
        if (pads.size() != 2 * (space + 2))
            return opError(context, "explicit paddings must name every dimension");
        for (std::size_t i = 0; i < space; ++i)
            for (const auto pad : {pads[2 * spec.spaceAxis(i)], pads[2 * spec.spaceAxis(i) + 1]}) {
                if (pad < 0 || pad > kMostStep)
                    return opError(context, "a padding is not possible");
                spec.explicitPads.push_back(pad);
            }
    } else if (spec.padding != "SAME" && spec.padding != "VALID") {
        return opError(context, "padding " + printable(spec.padding) + " is not known");
    }
    return spec;
}

/// tensorflow/core/framework/common_shape_fns.cc, GetWindowedOutputSizeVerboseV2.
Result<std::array<WindowAxis, 3>> windowAxes(const KernelContext& context, const WindowSpec& spec,
                                             const std::vector<std::int64_t>& in,
                                             const std::vector<std::int64_t>& kernel)
{
    std::array<WindowAxis, 3> axes;
    for (std::size_t i = 0; i < spec.space; ++i) {
        WindowAxis& axis = axes[i + 3 - spec.space];
        axis.in = in[i];
        axis.kernel = kernel[i];
        axis.stride = spec.strides[i];
        axis.dilation = spec.dilations[i];
        if (axis.kernel < 1 || axis.kernel > kMostStep)
            return opError(context, "a window is not possible");
        const std::int64_t reach = (axis.kernel - 1) * axis.dilation + 1;
        if (spec.padding == "SAME") {
            axis.out = (axis.in + axis.stride - 1) / axis.stride;
            axis.before = std::max<std::int64_t>(0, (axis.out - 1) * axis.stride + reach - axis.in) / 2;
        } else {
            const std::int64_t before = spec.explicitPads.empty() ? 0 : spec.explicitPads[2 * i];
            const std::int64_t after = spec.explicitPads.empty() ? 0 : spec.explicitPads[2 * i + 1];
            axis.before = before;
            const std::int64_t room = axis.in + before + after - reach;
            if (room < 0 && axis.in > 0)
                return opError(context, "the window is larger than the input");
            axis.out = std::max<std::int64_t>(0, (room + axis.stride) / axis.stride);
        }
    }
    return axes;
}

Shape arrange(const WindowSpec& spec, std::int64_t batch, const std::array<WindowAxis, 3>& axes,
              std::int64_t WindowAxis::*size, std::int64_t channels)
{
    Shape shape{batch};
    if (spec.channelsFirst)
        shape.push_back(channels);
    for (std::size_t i = 0; i < spec.space; ++i)
        shape.push_back(axes[i + 3 - spec.space].*size);
    if (!spec.channelsFirst)
        shape.push_back(channels);
    return shape;
}

Result<Value> channelsLast(const KernelContext& context, const WindowSpec& spec, const Value& x)
{
    if (!spec.channelsFirst)
        return x;
    const auto order = orderToLast(spec);
    LW_ASSIGN(auto last, temporaryValue(context, x.dtype, permuted(x.shape, order)));
    LW_TRY(transposeInto(context, x, order, last));
    return last;
}

Result<Value> channelsLastLike(const KernelContext& context, const WindowSpec& spec, const Value& y)
{
    if (!spec.channelsFirst)
        return y;
    return temporaryValue(context, y.dtype, permuted(y.shape, orderToLast(spec)));
}

Result<void> finishChannels(const KernelContext& context, const WindowSpec& spec, const Value& written, Value& y)
{
    if (!spec.channelsFirst)
        return {};
    return transposeInto(context, written, orderToFirst(spec), y);
}

} // namespace lw::engine
