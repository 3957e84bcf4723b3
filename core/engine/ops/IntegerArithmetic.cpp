// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Elementwise.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>

/// Divisions with their roundings, and bits. Integers divided by zero are an error, as in TensorFlow.
namespace lw::engine {

namespace {

/// Quotient towards zero; the smallest number divided by -1 wraps to itself.
template <typename T>
T truncatedQuotient(T a, T b)
{
    if constexpr (std::is_signed_v<T>)
        if (b == T(-1))
            return wrappingSubtract<T>(0, a);
    return static_cast<T>(a / b);
}
template <typename T>
T truncatedRemainder(T a, T b)
{
    if constexpr (std::is_signed_v<T>)
        if (b == T(-1))
            return 0;
    return static_cast<T>(a % b);
}

constexpr auto kFloorDivide = [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_integral_v<T>) {
        const T quotient = truncatedQuotient(a, b);
        const bool down = truncatedRemainder(a, b) != 0 && ((a < T(0)) != (b < T(0)));
        return static_cast<T>(down ? quotient - 1 : quotient);
    } else {
        return std::floor(a / b);
    }
};
constexpr auto kFloorModulo = [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_integral_v<T>) {
        const T remainder = truncatedRemainder(a, b);
        return static_cast<T>(remainder != 0 && ((remainder < T(0)) != (b < T(0))) ? remainder + b : remainder);
    } else {
        const T remainder = std::fmod(a, b);
        return remainder != T(0) && ((remainder < T(0)) != (b < T(0))) ? remainder + b : remainder;
    }
};
constexpr auto kTruncateDivide = [](auto a, auto b) {
    if constexpr (std::is_integral_v<decltype(a)>)
        return truncatedQuotient(a, b);
    else
        return std::trunc(a / b);
};
constexpr auto kTruncateModulo = [](auto a, auto b) {
    if constexpr (std::is_integral_v<decltype(a)>)
        return truncatedRemainder(a, b);
    else
        return std::fmod(a, b);
};
/// Div: truncating for integers, exact for the rest.
constexpr auto kDivide = [](auto a, auto b) {
    if constexpr (std::is_integral_v<decltype(a)>)
        return truncatedQuotient(a, b);
    else
        return a / b;
};

/// Shifts by more than the width, or by a negative number, are clamped (tensorflow/core/kernels/cwise_ops.h).
template <typename T>
unsigned clampedShift(T by)
{
    constexpr unsigned kMost = sizeof(T) * 8 - 1;
    if (by < T(0))
        return 0;
    return by > T(kMost) ? kMost : static_cast<unsigned>(by);
}
constexpr auto kLeftShift = [](auto a, auto b) {
    return static_cast<decltype(a)>(static_cast<std::uint64_t>(a) << clampedShift(b));
};
constexpr auto kRightShift = [](auto a, auto b) { return static_cast<decltype(a)>(a >> clampedShift(b)); };

template <typename Types, auto function>
Result<void> checkedDivision(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& divisor = context.inputs[1];
    if (isInteger(divisor.dtype)) {
        LW_TRY(dispatch(IntegerTypes{}, context, divisor.dtype, [&](auto tag) -> Result<void> {
            const auto numbers = divisor.as<typename decltype(tag)::Type>();
            if (context.inputs[0].elements() > 0 && std::find(numbers.begin(), numbers.end(), 0) != numbers.end())
                return opError(context, "integer division by zero");
            return {};
        }));
    }
    return binary<Types, function>(context);
}

constexpr OpEntry kTable[] = {
    {"BitwiseAnd", binary<IntegerTypes, [](auto a, auto b) { return static_cast<decltype(a)>(a & b); }>},
    {"BitwiseOr", binary<IntegerTypes, [](auto a, auto b) { return static_cast<decltype(a)>(a | b); }>},
    {"BitwiseXor", binary<IntegerTypes, [](auto a, auto b) { return static_cast<decltype(a)>(a ^ b); }>},
    {"Div", checkedDivision<NumberTypes, kDivide>},
    {"FloorDiv", checkedDivision<RealTypes, kFloorDivide>},
    {"FloorMod", checkedDivision<RealTypes, kFloorModulo>},
    {"LeftShift", binary<IntegerTypes, kLeftShift>},
    {"Mod", checkedDivision<RealTypes, kTruncateModulo>},
    {"RightShift", binary<IntegerTypes, kRightShift>},
    {"TruncateDiv", checkedDivision<RealTypes, kTruncateDivide>},
    {"TruncateMod", checkedDivision<RealTypes, kTruncateModulo>},
};

} // namespace

std::span<const OpEntry> integerOps()
{
    return kTable;
}

} // namespace lw::engine
