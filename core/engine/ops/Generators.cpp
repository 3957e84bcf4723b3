// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"

#include <algorithm>
#include <cmath>

/// Ops that make tensors out of a few numbers.
namespace lw::engine {

namespace {

Result<void> fill(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_ASSIGN(const auto shape, intList(context, 0));
    const Value& element = context.inputs[1];
    if (element.elements() != 1)
        return opError(context, "the filler must be a single element");
    if (const auto count = checkedElements(shape); !count)
        return opError(context, count.error().message);
    LW_ASSIGN(Value* const y, context.output(0, element.dtype, shape));
    return dispatchCells(context, element.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        std::fill_n(writableCells<Cell>(*y), y->elements(), *cells<Cell>(element));
        return {};
    });
}

Result<void> empty(KernelContext& context)
{
    LW_ASSIGN(const auto shape, intList(context, 0));
    LW_ASSIGN(Value* const y, context.output(0, context.node.typeAttr("dtype", DType::Float32), shape));
    clearElements(*y);
    return {};
}

Result<void> range(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_TRY(requireSameType(context, 0, 1));
    LW_TRY(requireSameType(context, 0, 2));
    for (std::size_t i = 0; i < 3; ++i)
        if (context.inputs[i].elements() != 1)
            return opError(context, "needs three numbers");
    return dispatch(RealTypes{}, context, context.inputs[0].dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        const auto number = [&](std::size_t i) {
            return static_cast<Compute>(*reinterpret_cast<const T*>(context.inputs[i].data));
        };
        const Compute start = number(0), limit = number(1), delta = number(2);
        double length = 0;
        if constexpr (std::is_integral_v<Compute>) {
            if (delta == 0)
                return opError(context, "the step is zero");
            const long double span = static_cast<long double>(limit) - static_cast<long double>(start);
            length = static_cast<double>(std::ceil(span / static_cast<long double>(delta)));
        } else {
            length = std::ceil(
                std::fabs((static_cast<double>(limit) - static_cast<double>(start)) / static_cast<double>(delta)));
            if ((delta > 0 && start > limit) || (delta < 0 && start < limit))
                length = -1;
        }
        if (!(length >= 0 && length < 1e15) || delta == Compute(0))
            return length < 0 && context.inputs[0].elements() == 1 && delta != Compute(0)
                       ? opError(context, "the step leads away from the limit")
                       : opError(context, "the range is not possible");
        LW_ASSIGN(Value* const y, context.output(0, context.inputs[0].dtype, {static_cast<std::int64_t>(length)}));
        const auto out = y->template writable<T>();
        Compute at = start;
        for (auto& element : out) {
            element = static_cast<T>(at);
            at = wrappingAdd(at, delta);
        }
        return {};
    });
}

Result<void> linSpace(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_TRY(requireSameType(context, 0, 1));
    LW_ASSIGN(const double start, scalarFloat(context, 0));
    LW_ASSIGN(const double stop, scalarFloat(context, 1));
    LW_ASSIGN(const auto count, scalarInt(context, 2));
    if (count < 1)
        return opError(context, "needs at least one element");
    return dispatch(FloatTypes{}, context, context.inputs[0].dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const y, context.output(0, context.inputs[0].dtype, {count}));
        const auto out = y->template writable<T>();
        const auto from = static_cast<Compute>(start), until = static_cast<Compute>(stop);
        const Compute step = count > 1 ? (until - from) / static_cast<Compute>(count - 1) : Compute(0);
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<T>(from + step * static_cast<Compute>(i));
        if (count > 1)
            out.back() = static_cast<T>(until);
        return {};
    });
}

Result<void> oneHot(KernelContext& context)
{
    LW_TRY(requireInputs(context, 4));
    LW_TRY(requireSameType(context, 2, 3));
    const Value& indices = context.inputs[0];
    LW_ASSIGN(const auto depth, scalarInt(context, 1));
    const Value& on = context.inputs[2];
    const Value& off = context.inputs[3];
    if (depth < 0 || on.elements() != 1 || off.elements() != 1)
        return opError(context, "depth and values must be single and possible numbers");
    LW_ASSIGN(const auto axis, normalAxis(context, context.node.intAttr("axis", -1), indices.shape.size() + 1));
    Shape shape = indices.shape;
    shape.insert(shape.begin() + static_cast<std::ptrdiff_t>(axis), depth);
    LW_ASSIGN(Value* const y, context.output(0, on.dtype, shape));
    LW_ASSIGN(const auto hot, intElements(context, indices));
    const std::int64_t outer = product(shape, 0, axis);
    const std::int64_t inner = product(shape, axis + 1, shape.size());
    return dispatchCells(context, on.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        Cell* out = writableCells<Cell>(*y);
        std::fill_n(out, y->elements(), *cells<Cell>(off));
        for (std::int64_t o = 0; o < outer; ++o)
            for (std::int64_t i = 0; i < inner; ++i) {
                const std::int64_t index = hot[static_cast<std::size_t>(o * inner + i)];
                if (index >= 0 && index < depth)
                    out[(o * depth + index) * inner + i] = *cells<Cell>(on);
            }
        return {};
    });
}

/// Diag: a tensor's elements on the diagonal of one of twice its rank.
Result<void> diag(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    Shape shape = x.shape;
    shape.insert(shape.end(), x.shape.begin(), x.shape.end());
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    clearElements(*y);
    const auto count = static_cast<std::int64_t>(x.elements());
    return copyView(context, x, {0, {1}}, *y, {0, {count + 1}}, {count});
}

Result<void> diagPart(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    const std::size_t half = x.shape.size() / 2;
    if (x.shape.size() % 2 != 0 || half == 0 ||
        !std::equal(x.shape.begin(), x.shape.begin() + static_cast<std::ptrdiff_t>(half),
                    x.shape.begin() + static_cast<std::ptrdiff_t>(half)))
        return opError(context, "the two halves of the shape must be equal");
    const Shape shape(x.shape.begin(), x.shape.begin() + static_cast<std::ptrdiff_t>(half));
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    const std::int64_t count = product(shape);
    return copyView(context, x, {0, {count + 1}}, *y, {0, {1}}, {count});
}

/// MatrixBandPart: zero outside of the band; a negative width keeps that whole triangle.
Result<void> bandPart(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const auto lower, scalarInt(context, 1));
    LW_ASSIGN(const auto upper, scalarInt(context, 2));
    if (x.shape.size() < 2)
        return opError(context, "the input must be a matrix");
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    const std::int64_t rows = x.shape[x.shape.size() - 2], columns = x.shape.back();
    const std::int64_t matrices = product(x.shape, 0, x.shape.size() - 2);
    return dispatchCells(context, x.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        const Cell* in = cells<Cell>(x);
        Cell* out = writableCells<Cell>(*y);
        for (std::int64_t m = 0; m < matrices; ++m)
            for (std::int64_t r = 0; r < rows; ++r)
                for (std::int64_t c = 0; c < columns; ++c, ++in, ++out) {
                    const bool inside = (lower < 0 || r - c <= lower) && (upper < 0 || c - r <= upper);
                    *out = inside ? *in : Cell();
                }
        return {};
    });
}

constexpr OpEntry kTable[] = {
    {"Diag", diag},         {"DiagPart", diagPart},       {"Empty", empty},   {"Fill", fill},
    {"LinSpace", linSpace}, {"MatrixBandPart", bandPart}, {"OneHot", oneHot}, {"Range", range},
};

} // namespace

std::span<const OpEntry> generatorOps()
{
    return kTable;
}

} // namespace lw::engine
