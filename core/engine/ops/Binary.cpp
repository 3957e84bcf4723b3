// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Elementwise.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>

namespace lw::engine {

namespace {

using FloatAndComplex = decltype(FloatTypes{} + ComplexTypes{});

constexpr auto kAdd = [](auto a, auto b) { return wrappingAdd(a, b); };
constexpr auto kSubtract = [](auto a, auto b) { return wrappingSubtract(a, b); };
constexpr auto kMultiply = [](auto a, auto b) { return wrappingMultiply(a, b); };
constexpr auto kDivide = [](auto a, auto b) { return a / b; };
// NaN in either argument stays.
constexpr auto kMaximum = [](auto a, auto b) { return a != a || a > b ? a : b; };
constexpr auto kMinimum = [](auto a, auto b) { return a != a || a < b ? a : b; };
constexpr auto kSquaredDifference = [](auto a, auto b) {
    const auto difference = wrappingSubtract(a, b);
    return wrappingMultiply(difference, difference);
};
constexpr auto kDivideNoNan = [](auto a, auto b) { return b == decltype(b)(0) ? decltype(b)(0) : a / b; };
constexpr auto kMultiplyNoNan = [](auto a, auto b) { return b == decltype(b)(0) ? decltype(b)(0) : a * b; };
constexpr auto kXdivy = [](auto a, auto b) { return a == decltype(a)(0) ? decltype(a)(0) : a / b; };
constexpr auto kXlogy = [](auto a, auto b) { return a == decltype(a)(0) ? decltype(a)(0) : a * std::log(b); };
constexpr auto kXlog1py = [](auto a, auto b) { return a == decltype(a)(0) ? decltype(a)(0) : a * std::log1p(b); };

/// Powers of integers wrap around; a negative exponent was refused before.
constexpr auto kPower = [](auto base, auto exponent) {
    using T = decltype(base);
    if constexpr (std::is_integral_v<T>) {
        T result = 1;
        for (auto left = static_cast<std::uint64_t>(exponent); left > 0; left >>= 1) {
            if ((left & 1) != 0)
                result = wrappingMultiply(result, base);
            base = wrappingMultiply(base, base);
        }
        return result;
    } else {
        return std::pow(base, exponent);
    }
};

Result<void> power(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    if (isInteger(context.inputs[1].dtype)) {
        LW_ASSIGN(const auto exponents, intElements(context, context.inputs[1]));
        const bool isSigned = context.inputs[1].dtype != DType::UInt64;
        if (isSigned && std::any_of(exponents.begin(), exponents.end(), [](std::int64_t e) { return e < 0; }))
            return opError(context, "integers cannot have negative powers");
    }
    return binary<NumberTypes, kPower>(context);
}

Result<void> addN(KernelContext& context)
{
    LW_TRY(requireInputs(context, std::max<std::size_t>(context.inputs.size(), 1)));
    const Value& first = context.inputs[0];
    for (const Value& value : context.inputs)
        if (value.shape != first.shape || value.dtype != first.dtype)
            return opError(context, "inputs must have one shape and type");
    return dispatch(NumberTypes{}, context, first.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const result, context.output(0, first.dtype, first.shape));
        const auto sum = result->writable<T>();
        std::ranges::copy(first.as<T>(), sum.begin());
        for (std::size_t n = 1; n < context.inputs.size(); ++n) {
            LW_TRY(context.progress.check());
            const auto next = context.inputs[n].as<T>();
            for (std::size_t i = 0; i < sum.size(); ++i)
                sum[i] = static_cast<T>(wrappingAdd(static_cast<Compute>(sum[i]), static_cast<Compute>(next[i])));
        }
        return {};
    });
}

/// Strings are joined by Add.
Result<void> add(KernelContext& context)
{
    if (context.inputs.size() < 2 || context.inputs[0].dtype != DType::String)
        return binary<NumberTypes, kAdd>(context);
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireSameType(context, 0, 1));
    LW_ASSIGN(const Shape shape, broadcastShape(context, context.inputs[0].shape, context.inputs[1].shape));
    LW_ASSIGN(Value* const result, context.output(0, DType::String, shape));
    if (result->strings->empty())
        return {};
    const BroadcastWalk<2> walk(shape, {&context.inputs[0].shape, &context.inputs[1].shape});
    walk.rows([&](const std::array<std::int64_t, 2>& at, std::int64_t to) {
        for (std::int64_t i = 0; i < walk.row; ++i)
            result->strings->data()[to + i] = context.inputs[0].strings->data()[at[0] + i * walk.rowStrides[0]] +
                                              context.inputs[1].strings->data()[at[1] + i * walk.rowStrides[1]];
    });
    return {};
}

constexpr OpEntry kTable[] = {
    {"Add", add},
    {"AddN", addN},
    {"AddV2", add},
    {"Atan2", binary<FloatTypes, [](auto y, auto x) { return std::atan2(y, x); }>},
    {"DivNoNan", binary<FloatAndComplex, kDivideNoNan>},
    {"Maximum", binary<RealTypes, kMaximum>},
    {"Minimum", binary<RealTypes, kMinimum>},
    {"Mul", binary<NumberTypes, kMultiply>},
    {"MulNoNan", binary<FloatAndComplex, kMultiplyNoNan>},
    {"NextAfter", binary<TypeList<float, double>, [](auto a, auto b) { return std::nextafter(a, b); }>},
    {"Pow", power},
    {"RealDiv", binary<FloatAndComplex, kDivide>},
    {"SquaredDifference", binary<NumberTypes, kSquaredDifference>},
    {"Sub", binary<NumberTypes, kSubtract>},
    {"Xdivy", binary<FloatAndComplex, kXdivy>},
    {"Xlog1py", binary<FloatTypes, kXlog1py>},
    {"Xlogy", binary<FloatTypes, kXlogy>},
};

} // namespace

std::span<const OpEntry> binaryOps()
{
    return kTable;
}

} // namespace lw::engine
