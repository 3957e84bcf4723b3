// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Elementwise.h"
#include "core/engine/ops/Families.h"

namespace lw::engine {

namespace {

/// BiasAdd: along the last dimension, or dimension 1 for NCHW.
Result<void> biasAdd(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    LW_TRY(requireRank(context, 1, 1));
    const Value& x = context.inputs[0];
    const Value& bias = context.inputs[1];
    if (x.shape.size() < 2)
        return opError(context, "the input must have two dimensions or more");
    const bool channelsFirst = context.node.textAttr("data_format", "NHWC").starts_with("NC");
    const std::size_t axis = channelsFirst ? 1 : x.shape.size() - 1;
    const std::int64_t channels = x.shape[axis];
    if (bias.shape[0] != channels)
        return opError(context, "the bias must have " + std::to_string(channels) + " elements");
    const std::int64_t inner = product(x.shape, axis + 1, x.shape.size());
    const std::int64_t outer = product(x.shape, 0, axis);
    return dispatch(NumberTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const y, context.outputOver(0, 0, x.dtype, x.shape));
        const T* in = reinterpret_cast<const T*>(x.data);
        const T* add = reinterpret_cast<const T*>(bias.data);
        T* out = reinterpret_cast<T*>(y->data);
        for (std::int64_t o = 0; o < outer; ++o)
            for (std::int64_t c = 0; c < channels; ++c)
                for (std::int64_t i = 0; i < inner; ++i, ++in, ++out)
                    *out = static_cast<T>(wrappingAdd(static_cast<Compute>(*in), static_cast<Compute>(add[c])));
        return {};
    });
}

constexpr OpEntry kTable[] = {{"BiasAdd", biasAdd}, {"BiasAddV1", biasAdd}};

} // namespace

std::span<const OpEntry> biasOps()
{
    return kTable;
}

} // namespace lw::engine
