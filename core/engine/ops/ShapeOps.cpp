// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Broadcast.h"
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>

/// Ops about shapes: those that ask for them and those that give the same elements another one.
namespace lw::engine {

namespace {

/// The same elements under another shape.
Result<void> forwardAs(KernelContext& context, Shape shape)
{
    LW_TRY(checkedElements(shape));
    Value value = context.inputs[0];
    value.shape = std::move(shape);
    context.forward(0, std::move(value));
    return {};
}

Result<void> reshape(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_ASSIGN(Shape shape, intList(context, 1));
    const auto count = static_cast<std::int64_t>(context.inputs[0].elements());
    std::int64_t known = 1;
    std::int64_t free = -1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == -1 && free < 0)
            free = static_cast<std::int64_t>(i);
        else if (shape[i] < 0 || __builtin_mul_overflow(known, shape[i], &known))
            return opError(context, "the new shape " + shapeText(shape) + " is not possible");
    }
    if (free >= 0) {
        if (known == 0 || count % known != 0)
            return opError(context, "the elements do not fit shape " + shapeText(shape));
        shape[static_cast<std::size_t>(free)] = count / known;
        known = count;
    }
    if (known != count)
        return opError(context, "the elements do not fit shape " + shapeText(shape));
    return forwardAs(context, std::move(shape));
}

Result<void> squeeze(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Shape& from = context.inputs[0].shape;
    auto axes = context.node.intsAttr("squeeze_dims");
    if (axes.empty())
        axes = context.node.intsAttr("axis");
    std::vector<bool> dropped(from.size(), false);
    for (const auto axis : axes) {
        LW_ASSIGN(const auto at, normalAxis(context, axis, from.size()));
        if (from[at] != 1)
            return opError(context, "dimension " + std::to_string(axis) + " is not 1");
        dropped[at] = true;
    }
    Shape shape;
    for (std::size_t i = 0; i < from.size(); ++i)
        if (axes.empty() ? from[i] != 1 : !dropped[i])
            shape.push_back(from[i]);
    return forwardAs(context, std::move(shape));
}

Result<void> expandDims(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_ASSIGN(const auto axis, scalarInt(context, 1));
    Shape shape = context.inputs[0].shape;
    LW_ASSIGN(const auto at, normalAxis(context, axis, shape.size() + 1));
    shape.insert(shape.begin() + static_cast<std::ptrdiff_t>(at), 1);
    return forwardAs(context, std::move(shape));
}

/// A list of numbers as int32 or int64, as out_type says.
Result<void> putIntegers(KernelContext& context, std::size_t index, DType dtype, const Shape& shape,
                         const std::vector<std::int64_t>& numbers)
{
    return dispatch(IndexTypes{}, context, dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(index, dtype, shape));
        std::transform(numbers.begin(), numbers.end(), reinterpret_cast<T*>(y->data),
                       [](std::int64_t n) { return static_cast<T>(n); });
        return {};
    });
}

Result<void> shapeOf(KernelContext& context)
{
    const DType dtype = context.node.typeAttr("out_type", DType::Int32);
    LW_TRY(requireInputs(context, context.inputs.size()));
    for (std::size_t i = 0; i < context.inputs.size(); ++i) {
        const Shape& shape = context.inputs[i].shape;
        LW_TRY(putIntegers(context, i, dtype, {static_cast<std::int64_t>(shape.size())}, shape));
    }
    return {};
}

Result<void> sizeOf(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    return putIntegers(context, 0, context.node.typeAttr("out_type", DType::Int32), {},
                       {static_cast<std::int64_t>(context.inputs[0].elements())});
}

Result<void> rankOf(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    return putIntegers(context, 0, DType::Int32, {}, {static_cast<std::int64_t>(context.inputs[0].shape.size())});
}

Result<void> broadcastArgs(KernelContext& context)
{
    LW_ASSIGN(const Shape a, intList(context, 0));
    LW_ASSIGN(const Shape b, intList(context, 1));
    LW_ASSIGN(const Shape shape, broadcastShape(context, a, b));
    return putIntegers(context, 0, context.inputs[0].dtype, {static_cast<std::int64_t>(shape.size())}, shape);
}

Result<void> broadcastTo(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const Shape shape, intList(context, 1));
    LW_TRY(checkedElements(shape));
    if (x.shape.size() > shape.size())
        return opError(context, "the input does not fit shape " + shapeText(shape));
    LW_ASSIGN(const Shape both, broadcastShape(context, x.shape, shape));
    if (both != shape)
        return opError(context, "the input does not fit shape " + shapeText(shape));
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    if (y->elements() == 0)
        return {};
    const BroadcastWalk<1> walk(shape, {&x.shape});
    return dispatchCells(context, x.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        const Cell* in = cells<Cell>(x);
        Cell* out = writableCells<Cell>(*y);
        walk.rows([&](const std::array<std::int64_t, 1>& at, std::int64_t to) {
            for (std::int64_t i = 0; i < walk.row; ++i)
                out[to + i] = in[at[0] + i * walk.rowStrides[0]];
        });
        return {};
    });
}

constexpr OpEntry kTable[] = {
    {"BroadcastArgs", broadcastArgs},
    {"BroadcastTo", broadcastTo},
    {"ExpandDims", expandDims},
    {"Rank", rankOf},
    {"Reshape", reshape},
    {"Shape", shapeOf},
    {"ShapeN", shapeOf},
    {"Size", sizeOf},
    {"Squeeze", squeeze},
};

} // namespace

std::span<const OpEntry> shapeOps()
{
    return kTable;
}

} // namespace lw::engine
