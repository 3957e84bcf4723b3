// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Elementwise.h"
#include "core/engine/ops/Families.h"

#include <algorithm>

namespace lw::engine {

namespace {

Result<void> selectBroadcast(KernelContext& context, const Shape& conditionShape)
{
    const Value& condition = context.inputs[0];
    const Value& yes = context.inputs[1];
    const Value& no = context.inputs[2];
    LW_TRY(requireType(context, 0, DType::Bool));
    LW_TRY(requireSameType(context, 1, 2));
    LW_ASSIGN(const Shape both, broadcastShape(context, yes.shape, no.shape));
    LW_ASSIGN(const Shape shape, broadcastShape(context, conditionShape, both));
    LW_ASSIGN(Value* const result, context.output(0, yes.dtype, shape));
    if (result->elements() == 0)
        return {};
    const BroadcastWalk<3> walk(shape, {&conditionShape, &yes.shape, &no.shape});
    return dispatchCells(context, yes.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        const auto* chosen = reinterpret_cast<const Boolean*>(condition.data);
        const Cell* a = cells<Cell>(yes);
        const Cell* b = cells<Cell>(no);
        Cell* out = writableCells<Cell>(*result);
        walk.rows([&](const std::array<std::int64_t, 3>& at, std::int64_t to) {
            for (std::int64_t i = 0; i < walk.row; ++i)
                out[to + i] = chosen[at[0] + i * walk.rowStrides[0]] ? a[at[1] + i * walk.rowStrides[1]]
                                                                     : b[at[2] + i * walk.rowStrides[2]];
        });
        return {};
    });
}

Result<void> selectV2(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    return selectBroadcast(context, context.inputs[0].shape);
}

/// Version 1: a condition of rank 1 chooses rows; otherwise it has the shape of the values or is a scalar.
Result<void> selectV1(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    const Shape& values = context.inputs[1].shape;
    if (values != context.inputs[2].shape)
        return opError(context, "the two values must have one shape");
    Shape shape = context.inputs[0].shape;
    if (shape.size() == 1 && values.size() > 1 && !values.empty() && shape[0] == values[0])
        shape.resize(values.size(), 1);
    else if (shape != values && !shape.empty())
        return opError(context, "the condition does not fit the values");
    return selectBroadcast(context, shape);
}

/// The coordinates of elements that are not zero, row by row.
Result<void> where(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    const auto rank = static_cast<std::int64_t>(x.shape.size());
    return dispatch(AllTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        const auto elements = x.as<T>();
        const auto isSet = [](const T& element) { return convertNumber<Boolean>(element).byte != 0; };
        const auto count = std::count_if(elements.begin(), elements.end(), isSet);
        LW_ASSIGN(Value* const y, context.output(0, DType::Int64, {count, rank}));
        auto* out = reinterpret_cast<std::int64_t*>(y->data);
        const auto strides = rowMajorStrides(x.shape);
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (!isSet(elements[i]))
                continue;
            auto rest = static_cast<std::int64_t>(i);
            for (const auto stride : strides) {
                *out++ = rest / stride;
                rest %= stride;
            }
        }
        return {};
    });
}

/// ClipByValue: the bounds are scalars or of the input's shape; anything that broadcasts to it is taken.
Result<void> clipByValue(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_TRY(requireSameType(context, 0, 1));
    LW_TRY(requireSameType(context, 0, 2));
    const Value& x = context.inputs[0];
    const Value& low = context.inputs[1];
    const Value& high = context.inputs[2];
    LW_ASSIGN(const Shape bounds, broadcastShape(context, low.shape, high.shape));
    LW_ASSIGN(const Shape shape, broadcastShape(context, x.shape, bounds));
    if (shape != x.shape)
        return opError(context, "the bounds do not fit the input");
    return dispatch(RealTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.outputOver(0, 0, x.dtype, shape));
        if (y->elements() == 0)
            return {};
        const BroadcastWalk<3> walk(shape, {&x.shape, &low.shape, &high.shape});
        const T* in = reinterpret_cast<const T*>(x.data);
        const T* least = reinterpret_cast<const T*>(low.data);
        const T* most = reinterpret_cast<const T*>(high.data);
        T* out = reinterpret_cast<T*>(y->data);
        walk.rows([&](const std::array<std::int64_t, 3>& at, std::int64_t to) {
            for (std::int64_t i = 0; i < walk.row; ++i) {
                const T element = in[at[0] + i * walk.rowStrides[0]];
                const T from = least[at[1] + i * walk.rowStrides[1]];
                const T until = most[at[2] + i * walk.rowStrides[2]];
                const T raised = element < from ? from : element;
                out[to + i] = until < raised ? until : raised;
            }
        });
        return {};
    });
}

constexpr OpEntry kTable[] = {
    {"ClipByValue", clipByValue},
    {"Select", selectV1},
    {"SelectV2", selectV2},
    {"Where", where},
};

} // namespace

std::span<const OpEntry> selectOps()
{
    return kTable;
}

} // namespace lw::engine
