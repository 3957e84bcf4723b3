// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/Broadcast.h"
#include "core/engine/ops/Dispatch.h"

/// Loops for ops that compute each element from the elements at the same place. function works on ComputeType<T>.
namespace lw::engine {

template <typename Types, typename Function>
Result<void> mapElements(KernelContext& context, Function function)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    return dispatch(Types{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const y, context.outputOver(0, 0, x.dtype, x.shape));
        const T* in = reinterpret_cast<const T*>(x.data);
        T* out = reinterpret_cast<T*>(y->data);
        const std::size_t count = x.elements();
        for (std::size_t i = 0; i < count; ++i)
            out[i] = static_cast<T>(function(static_cast<Compute>(in[i])));
        return {};
    });
}

template <typename Types, auto function>
Result<void> unary(KernelContext& context)
{
    return mapElements<Types>(context, function);
}

/// To bool.
template <typename Types, auto function>
Result<void> predicate(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    return dispatch(Types{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, DType::Bool, x.shape));
        const T* in = reinterpret_cast<const T*>(x.data);
        Boolean* out = reinterpret_cast<Boolean*>(y->data);
        const std::size_t count = x.elements();
        for (std::size_t i = 0; i < count; ++i)
            out[i] = function(static_cast<ComputeType<T>>(in[i]));
        return {};
    });
}

/// Two inputs of type In, broadcast, to Out.
template <typename In, typename Out, typename Function>
Result<void> mapPairs(KernelContext& context, const Shape& shape, Value& result, Function function)
{
    const Value& a = context.inputs[0];
    const Value& b = context.inputs[1];
    if (result.elements() == 0)
        return {};
    using Compute = ComputeType<In>;
    const BroadcastWalk<2> walk(shape, {&a.shape, &b.shape});
    const In* left = reinterpret_cast<const In*>(a.data);
    const In* right = reinterpret_cast<const In*>(b.data);
    Out* out = reinterpret_cast<Out*>(result.data);
    walk.rows([&](const std::array<std::int64_t, 2>& at, std::int64_t to) {
        const In* x = left + at[0];
        const In* y = right + at[1];
        Out* z = out + to;
        const std::int64_t n = walk.row;
        if (walk.rowStrides[0] != 0 && walk.rowStrides[1] != 0) {
            for (std::int64_t i = 0; i < n; ++i)
                z[i] = static_cast<Out>(function(static_cast<Compute>(x[i]), static_cast<Compute>(y[i])));
        } else if (walk.rowStrides[0] != 0) {
            const Compute fixed = static_cast<Compute>(*y);
            for (std::int64_t i = 0; i < n; ++i)
                z[i] = static_cast<Out>(function(static_cast<Compute>(x[i]), fixed));
        } else {
            const Compute fixed = static_cast<Compute>(*x);
            const std::int64_t step = walk.rowStrides[1];
            for (std::int64_t i = 0; i < n; ++i)
                z[i] = static_cast<Out>(function(fixed, static_cast<Compute>(y[i * step])));
        }
    });
    return {};
}

template <typename Types, auto function>
Result<void> binary(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    const Value& a = context.inputs[0];
    const Value& b = context.inputs[1];
    LW_ASSIGN(const Shape shape, broadcastShape(context, a.shape, b.shape));
    return dispatch(Types{}, context, a.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        auto result =
            a.shape == shape ? context.outputOver(0, 0, a.dtype, shape) : context.outputOver(0, 1, a.dtype, shape);
        if (!result)
            return result.error();
        return mapPairs<T, T>(context, shape, **result, function);
    });
}

template <typename Types, auto function>
Result<void> comparison(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    const Value& a = context.inputs[0];
    LW_ASSIGN(const Shape shape, broadcastShape(context, a.shape, context.inputs[1].shape));
    return dispatch(Types{}, context, a.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const result, context.output(0, DType::Bool, shape));
        return mapPairs<T, Boolean>(context, shape, *result, function);
    });
}

} // namespace lw::engine
