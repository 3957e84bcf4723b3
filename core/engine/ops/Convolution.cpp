// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Windows.h"

#include <algorithm>

namespace lw::engine {

namespace {

/// A convolution with channels last: filters are (depth, height, width, in channels per group, out channels).
struct Convolution {
    std::int64_t batch = 0;
    std::array<WindowAxis, 3> axes;
    std::int64_t inChannels = 0, outChannels = 0, groups = 1;

    [[nodiscard]] std::int64_t inPerGroup() const { return inChannels / groups; }
    [[nodiscard]] std::int64_t outPerGroup() const { return outChannels / groups; }
};

/// Calls visit(input pixel, kernel position) for all that an output pixel sees.
template <typename Visit>
void eachTap(const Convolution& c, std::int64_t n, std::int64_t z, std::int64_t y, std::int64_t x, Visit&& visit)
{
    const auto& [az, ay, ax] = c.axes;
    for (std::int64_t kz = az.first(z); kz < az.end(z); ++kz)
        for (std::int64_t ky = ay.first(y); ky < ay.end(y); ++ky) {
            const std::int64_t iz = z * az.stride - az.before + kz * az.dilation;
            const std::int64_t iy = y * ay.stride - ay.before + ky * ay.dilation;
            const std::int64_t line = ((n * az.in + iz) * ay.in + iy) * ax.in;
            const std::int64_t kernelLine = (kz * ay.kernel + ky) * ax.kernel;
            for (std::int64_t kx = ax.first(x); kx < ax.end(x); ++kx)
                visit(line + x * ax.stride - ax.before + kx * ax.dilation, kernelLine + kx);
        }
}

/// Calls visit(n, z, y, x, output pixel) for every output pixel; looks for a cancel at every line.
template <typename Visit>
Result<void> eachPixel(const Convolution& c, const Progress& progress, Visit&& visit)
{
    std::int64_t pixel = 0;
    for (std::int64_t n = 0; n < c.batch; ++n)
        for (std::int64_t z = 0; z < c.axes[0].out; ++z)
            for (std::int64_t y = 0; y < c.axes[1].out; ++y) {
                LW_TRY(progress.check());
                for (std::int64_t x = 0; x < c.axes[2].out; ++x, ++pixel)
                    visit(n, z, y, x, pixel);
            }
    return {};
}

template <typename T>
Result<void> forwardLoop(const KernelContext& context, const Convolution& c, const T* in, const T* filter, T* out)
{
    using Compute = ComputeType<T>;
    LW_ASSIGN(const auto row, scratch<Compute>(context, static_cast<std::uint64_t>(c.outChannels)));
    const std::int64_t inGroup = c.inPerGroup(), outGroup = c.outPerGroup();
    return eachPixel(c, context.progress, [&](auto n, auto z, auto y, auto x, std::int64_t pixel) {
        std::fill_n(row.get(), c.outChannels, Compute(0));
        eachTap(c, n, z, y, x, [&](std::int64_t inPixel, std::int64_t tap) {
            const T* source = in + inPixel * c.inChannels;
            const T* weights = filter + tap * inGroup * c.outChannels;
            for (std::int64_t g = 0; g < c.groups; ++g)
                for (std::int64_t i = 0; i < inGroup; ++i) {
                    const auto factor = static_cast<Compute>(source[g * inGroup + i]);
                    const T* line = weights + i * c.outChannels + g * outGroup;
                    Compute* sums = row.get() + g * outGroup;
                    for (std::int64_t o = 0; o < outGroup; ++o)
                        sums[o] = wrappingAdd(sums[o], wrappingMultiply(factor, static_cast<Compute>(line[o])));
                }
        });
        std::transform(row.get(), row.get() + c.outChannels, out + pixel * c.outChannels,
                       [](Compute s) { return static_cast<T>(s); });
    });
}

/// The gradient with respect to the input, which is what transposed convolutions compute: c describes the forward one,
/// out has its outputs, in receives its inputs.
template <typename T>
Result<void> backwardLoop(const KernelContext& context, const Convolution& c, const T* out, const T* filter, T* in)
{
    using Compute = ComputeType<T>;
    const std::int64_t count = c.batch * c.axes[0].in * c.axes[1].in * c.axes[2].in * c.inChannels;
    LW_ASSIGN(const auto sums, scratch<Compute>(context, static_cast<std::uint64_t>(count)));
    const std::int64_t inGroup = c.inPerGroup(), outGroup = c.outPerGroup();
    LW_TRY(eachPixel(c, context.progress, [&](auto n, auto z, auto y, auto x, std::int64_t pixel) {
        const T* source = out + pixel * c.outChannels;
        eachTap(c, n, z, y, x, [&](std::int64_t inPixel, std::int64_t tap) {
            Compute* target = sums.get() + inPixel * c.inChannels;
            const T* weights = filter + tap * inGroup * c.outChannels;
            for (std::int64_t g = 0; g < c.groups; ++g)
                for (std::int64_t i = 0; i < inGroup; ++i) {
                    const T* line = weights + i * c.outChannels + g * outGroup;
                    Compute sum = 0;
                    for (std::int64_t o = 0; o < outGroup; ++o)
                        sum = wrappingAdd(sum, wrappingMultiply(static_cast<Compute>(source[g * outGroup + o]),
                                                                static_cast<Compute>(line[o])));
                    target[g * inGroup + i] = wrappingAdd(target[g * inGroup + i], sum);
                }
        });
    }));
    std::transform(sums.get(), sums.get() + count, in, [](Compute s) { return static_cast<T>(s); });
    return {};
}

using ConvolutionTypes = decltype(FloatTypes{} + TypeList<std::int32_t>{});

std::vector<std::int64_t> spaceOf(const WindowSpec& spec, const Shape& shape)
{
    std::vector<std::int64_t> dims;
    for (std::size_t i = 0; i < spec.space; ++i)
        dims.push_back(shape[spec.spaceAxis(i)]);
    return dims;
}

/// The geometry for an input shape and a filter of shape (space..., in per group, out).
Result<Convolution> describe(const KernelContext& context, const WindowSpec& spec, const Shape& in, const Shape& filter)
{
    if (in.size() != spec.space + 2 || filter.size() != spec.space + 2)
        return opError(context, "input and filter must have " + std::to_string(spec.space + 2) + " dimensions");
    Convolution c;
    c.batch = in[0];
    c.inChannels = in[spec.channelAxis()];
    c.outChannels = filter[spec.space + 1];
    const std::int64_t perGroup = filter[spec.space];
    if (perGroup < 1 || c.inChannels % perGroup != 0)
        return opError(context, "the filter does not fit the input's channels");
    c.groups = std::max<std::int64_t>(1, c.inChannels / perGroup);
    if (c.outChannels % c.groups != 0)
        return opError(context, "the output channels cannot be divided into groups");
    LW_ASSIGN(c.axes, windowAxes(context, spec, spaceOf(spec, in),
                                 {filter.begin(), filter.begin() + static_cast<std::ptrdiff_t>(spec.space)}));
    return c;
}

Result<void> runForward(KernelContext& context, const WindowSpec& spec, const Convolution& c, const Value& x,
                        const Value& filter)
{
    return dispatch(ConvolutionTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y,
                  context.output(0, x.dtype, arrange(spec, c.batch, c.axes, &WindowAxis::out, c.outChannels)));
        if (y->elements() == 0)
            return {};
        LW_ASSIGN(const Value in, channelsLast(context, spec, x));
        LW_ASSIGN(const Value out, channelsLastLike(context, spec, *y));
        LW_TRY(forwardLoop(context, c, reinterpret_cast<const T*>(in.data), reinterpret_cast<const T*>(filter.data),
                           reinterpret_cast<T*>(out.data)));
        return finishChannels(context, spec, out, *y);
    });
}

Result<void> runBackward(KernelContext& context, const WindowSpec& spec, const Convolution& c, const Value& x,
                         const Value& filter, const Shape& sizes)
{
    if (x.shape != arrange(spec, c.batch, c.axes, &WindowAxis::out, c.outChannels))
        return opError(context, "the sizes of the result do not fit");
    return dispatch(ConvolutionTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, sizes));
        if (y->elements() == 0)
            return {};
        LW_ASSIGN(const Value spread, channelsLast(context, spec, x));
        LW_ASSIGN(const Value result, channelsLastLike(context, spec, *y));
        LW_TRY(backwardLoop(context, c, reinterpret_cast<const T*>(spread.data),
                            reinterpret_cast<const T*>(filter.data), reinterpret_cast<T*>(result.data)));
        return finishChannels(context, spec, result, *y);
    });
}

template <std::size_t space>
Result<void> convolution(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    LW_ASSIGN(const auto spec, readWindowSpec(context, space));
    const Value& x = context.inputs[0];
    const Value& filter = context.inputs[1];
    LW_ASSIGN(const auto c, describe(context, spec, x.shape, filter.shape));
    return runForward(context, spec, c, x, filter);
}

/// A depthwise filter (height, width, channels, multiplier) is a grouped one (height, width, 1, channels * multiplier).
Result<void> depthwise(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    LW_ASSIGN(const auto spec, readWindowSpec(context, 2));
    const Value& x = context.inputs[0];
    const Value& filter = context.inputs[1];
    LW_TRY(requireRank(context, 0, 4));
    LW_TRY(requireRank(context, 1, 4));
    if (filter.shape[2] != x.shape[spec.channelAxis()])
        return opError(context, "the filter does not fit the input's channels");
    LW_ASSIGN(const auto c, describe(context, spec, x.shape,
                                     {filter.shape[0], filter.shape[1], 1, filter.shape[2] * filter.shape[3]}));
    return runForward(context, spec, c, x, filter);
}

/// inputs: sizes of the result, filter, the values to spread.
template <std::size_t space>
Result<void> convolutionInput(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_TRY(requireSameType(context, 1, 2));
    LW_ASSIGN(const auto spec, readWindowSpec(context, space));
    LW_ASSIGN(auto sizes, intList(context, 0));
    const Value& filter = context.inputs[1];
    const Value& x = context.inputs[2];
    if (sizes.size() == space) { // without batch and channels
        sizes.insert(sizes.begin(), x.shape.empty() ? 0 : x.shape[0]);
        const std::int64_t channels = filter.shape.size() == space + 2 ? filter.shape[space] : 0;
        sizes.insert(spec.channelsFirst ? sizes.begin() + 1 : sizes.end(), channels);
    }
    if (const auto possible = checkedElements(sizes); !possible)
        return opError(context, possible.error().message);
    LW_ASSIGN(const auto c, describe(context, spec, sizes, filter.shape));
    return runBackward(context, spec, c, x, filter, sizes);
}

Result<void> depthwiseInput(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_TRY(requireSameType(context, 1, 2));
    LW_TRY(requireRank(context, 1, 4));
    LW_ASSIGN(const auto spec, readWindowSpec(context, 2));
    LW_ASSIGN(const auto sizes, intList(context, 0));
    const Value& filter = context.inputs[1];
    const Value& x = context.inputs[2];
    if (const auto possible = checkedElements(sizes); !possible || sizes.size() != 4)
        return opError(context, "the sizes of the result are not possible");
    if (filter.shape[2] != sizes[spec.channelAxis()])
        return opError(context, "the filter does not fit the channels");
    LW_ASSIGN(const auto c,
              describe(context, spec, sizes, {filter.shape[0], filter.shape[1], 1, filter.shape[2] * filter.shape[3]}));
    return runBackward(context, spec, c, x, filter, sizes);
}

constexpr OpEntry kTable[] = {
    {"Conv2D", convolution<2>},           {"Conv2DBackpropInput", convolutionInput<2>},
    {"Conv3D", convolution<3>},           {"Conv3DBackpropInputV2", convolutionInput<3>},
    {"DepthwiseConv2dNative", depthwise}, {"DepthwiseConv2dNativeBackpropInput", depthwiseInput},
};

} // namespace

std::span<const OpEntry> convolutionOps()
{
    return kTable;
}

} // namespace lw::engine
