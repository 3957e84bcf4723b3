// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Windows.h"

#include <algorithm>

namespace lw::engine {

namespace {

struct Pooling {
    std::int64_t batch = 0, channels = 0;
    std::array<WindowAxis, 3> axes;
};

/// Largest or mean of what a window sees; what lies outside of the input does not count. T with channels last.
template <typename T, bool largest>
Result<void> poolLoop(const KernelContext& context, const Pooling& p, const T* in, T* out)
{
    using Compute = ComputeType<T>;
    const auto& [az, ay, ax] = p.axes;
    LW_ASSIGN(const auto row, scratch<Compute>(context, static_cast<std::uint64_t>(p.channels)));
    for (std::int64_t n = 0; n < p.batch; ++n)
        for (std::int64_t z = 0; z < az.out; ++z)
            for (std::int64_t y = 0; y < ay.out; ++y) {
                LW_TRY(context.progress.check());
                for (std::int64_t x = 0; x < ax.out; ++x, out += p.channels) {
                    std::int64_t seen = 0;
                    std::fill_n(row.get(), p.channels, Compute(0));
                    for (std::int64_t kz = az.first(z); kz < az.end(z); ++kz)
                        for (std::int64_t ky = ay.first(y); ky < ay.end(y); ++ky)
                            for (std::int64_t kx = ax.first(x); kx < ax.end(x); ++kx, ++seen) {
                                const std::int64_t iz = z * az.stride - az.before + kz;
                                const std::int64_t iy = y * ay.stride - ay.before + ky;
                                const std::int64_t ix = x * ax.stride - ax.before + kx;
                                const T* source = in + (((n * az.in + iz) * ay.in + iy) * ax.in + ix) * p.channels;
                                for (std::int64_t c = 0; c < p.channels; ++c) {
                                    const auto element = static_cast<Compute>(source[c]);
                                    if constexpr (largest)
                                        row[static_cast<std::size_t>(c)] =
                                            seen == 0 || row[static_cast<std::size_t>(c)] < element ||
                                                    element != element
                                                ? element
                                                : row[static_cast<std::size_t>(c)];
                                    else
                                        row[static_cast<std::size_t>(c)] =
                                            wrappingAdd(row[static_cast<std::size_t>(c)], element);
                                }
                            }
                    for (std::int64_t c = 0; c < p.channels; ++c) {
                        Compute result = row[static_cast<std::size_t>(c)];
                        if constexpr (!largest)
                            result = seen > 0 ? static_cast<Compute>(result / static_cast<Compute>(seen)) : Compute(0);
                        out[c] = static_cast<T>(result);
                    }
                }
            }
    return {};
}

template <std::size_t space, bool largest>
Result<void> pool(KernelContext& context, const std::vector<std::int64_t>& sizes, const WindowSpec& spec)
{
    const Value& x = context.inputs[0];
    LW_TRY(requireRank(context, 0, space + 2));
    LW_ASSIGN(const auto kernel, spaceValues(context, spec, sizes));
    Pooling p;
    p.batch = x.shape[0];
    p.channels = x.shape[spec.channelAxis()];
    std::vector<std::int64_t> in;
    for (std::size_t i = 0; i < space; ++i)
        in.push_back(x.shape[spec.spaceAxis(i)]);
    LW_ASSIGN(p.axes, windowAxes(context, spec, in, kernel));
    using Types = std::conditional_t<largest, RealTypes, FloatTypes>;
    return dispatch(Types{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y,
                  context.output(0, x.dtype, arrange(spec, p.batch, p.axes, &WindowAxis::out, p.channels)));
        if (y->elements() == 0)
            return {};
        LW_ASSIGN(const Value source, channelsLast(context, spec, x));
        LW_ASSIGN(const Value target, channelsLastLike(context, spec, *y));
        LW_TRY((poolLoop<T, largest>(context, p, reinterpret_cast<const T*>(source.data),
                                     reinterpret_cast<T*>(target.data))));
        return finishChannels(context, spec, target, *y);
    });
}

template <std::size_t space, bool largest>
Result<void> poolByAttributes(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_ASSIGN(const auto spec, readWindowSpec(context, space));
    return pool<space, largest>(context, context.node.intsAttr("ksize"), spec);
}

/// MaxPoolV2 takes window and strides as inputs.
Result<void> maxPoolV2(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(auto spec, readWindowSpec(context, 2));
    LW_ASSIGN(const auto sizes, intList(context, 1));
    LW_ASSIGN(const auto strides, intList(context, 2));
    LW_ASSIGN(spec.strides, spaceValues(context, spec, strides));
    return pool<2, true>(context, sizes, spec);
}

constexpr OpEntry kTable[] = {
    {"AvgPool", poolByAttributes<2, false>},
    {"AvgPool3D", poolByAttributes<3, false>},
    {"MaxPool", poolByAttributes<2, true>},
    {"MaxPool3D", poolByAttributes<3, true>},
    {"MaxPoolV2", maxPoolV2},
};

} // namespace

std::span<const OpEntry> poolingOps()
{
    return kTable;
}

} // namespace lw::engine
