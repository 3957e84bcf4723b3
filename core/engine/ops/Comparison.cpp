// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Elementwise.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>

namespace lw::engine {

namespace {

/// Equal and NotEqual: also of strings, and of shapes that do not fit when incompatible_shape_error is false.
template <bool equal>
Result<void> equality(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    const Value& a = context.inputs[0];
    const Value& b = context.inputs[1];
    const auto shape = broadcastShape(context, a.shape, b.shape);
    if (!shape && !context.node.boolAttr("incompatible_shape_error", true)) {
        LW_ASSIGN(Value* const result, context.output(0, DType::Bool, {}));
        *reinterpret_cast<Boolean*>(result->data) = !equal;
        return {};
    }
    if (a.dtype != DType::String)
        return comparison<AllTypes, [](auto x, auto y) { return (x == y) == equal; }>(context);
    if (!shape)
        return shape.error();
    LW_ASSIGN(Value* const result, context.output(0, DType::Bool, *shape));
    if (result->elements() == 0)
        return {};
    const BroadcastWalk<2> walk(*shape, {&a.shape, &b.shape});
    walk.rows([&](const std::array<std::int64_t, 2>& at, std::int64_t to) {
        for (std::int64_t i = 0; i < walk.row; ++i)
            reinterpret_cast<Boolean*>(result->data)[to + i] =
                (a.strings->data()[at[0] + i * walk.rowStrides[0]] ==
                 b.strings->data()[at[1] + i * walk.rowStrides[1]]) == equal;
    });
    return {};
}

Result<void> approximateEqual(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    const Value& a = context.inputs[0];
    if (a.shape != context.inputs[1].shape)
        return opError(context, "shapes differ");
    const double tolerance = context.node.floatAttr("tolerance", 1e-5);
    return dispatch(FloatTypes{}, context, a.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const result, context.output(0, DType::Bool, a.shape));
        return mapPairs<T, Boolean>(context, a.shape, *result, [tolerance](auto x, auto y) {
            return std::fabs(x - y) < static_cast<decltype(x)>(tolerance);
        });
    });
}

constexpr OpEntry kTable[] = {
    {"ApproximateEqual", approximateEqual},
    {"Equal", equality<true>},
    {"Greater", comparison<RealTypes, [](auto a, auto b) { return (a > b); }>},
    {"GreaterEqual", comparison<RealTypes, [](auto a, auto b) { return (a >= b); }>},
    {"Less", comparison<RealTypes, [](auto a, auto b) { return a < b; }>},
    {"LessEqual", comparison<RealTypes, [](auto a, auto b) { return a <= b; }>},
    {"LogicalAnd", comparison<BoolTypes, [](bool a, bool b) { return a && b; }>},
    {"LogicalOr", comparison<BoolTypes, [](bool a, bool b) { return a || b; }>},
    {"NotEqual", equality<false>},
};

} // namespace

std::span<const OpEntry> comparisonOps()
{
    return kTable;
}

} // namespace lw::engine
