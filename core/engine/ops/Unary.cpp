// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Elementwise.h"
#include "core/engine/ops/Families.h"

#include <cmath>
#include <numbers>

namespace lw::engine {

namespace {

using FloatAndComplex = decltype(FloatTypes{} + ComplexTypes{});

// Comparisons are written so that NaN stays NaN.

constexpr auto kSigmoid = [](auto x) {
    using T = decltype(x);
    return T(1) / (T(1) + std::exp(-x));
};
/// tensorflow/core/kernels/softplus_op.h: linear and exponential far from zero.
constexpr auto kSoftplus = [](auto x) {
    using T = decltype(x);
    const T threshold = std::log(std::numeric_limits<T>::epsilon()) + T(2);
    if (x > -threshold)
        return x;
    return x < threshold ? std::exp(x) : std::log1p(std::exp(x));
};
constexpr auto kElu = [](auto x) { return x < 0 ? std::expm1(x) : x; };
constexpr auto kSelu = [](auto x) {
    using T = decltype(x);
    constexpr T kScale = T(1.0507009873554804934193349852946);
    constexpr T kScaleAlpha = T(1.7580993408473768599402175208123);
    return x < 0 ? kScaleAlpha * std::expm1(x) : kScale * x;
};
constexpr auto kSign = [](auto x) {
    using T = decltype(x);
    if (x > T(0))
        return T(1);
    if constexpr (std::is_unsigned_v<T>)
        return x;
    else
        return x < T(0) ? T(-1) : x;
};
constexpr auto kAbs = [](auto x) {
    using T = decltype(x);
    if constexpr (std::is_integral_v<T>)
        return x < T(0) ? wrappingSubtract<T>(0, x) : x;
    else
        return std::fabs(x);
};
constexpr auto kNegate = [](auto x) {
    if constexpr (std::is_integral_v<decltype(x)>)
        return wrappingSubtract<decltype(x)>(0, x);
    else
        return -x;
};
constexpr auto kSquare = [](auto x) { return wrappingMultiply(x, x); };
constexpr auto kRound = [](auto x) {
    if constexpr (std::is_integral_v<decltype(x)>)
        return x;
    else
        return std::nearbyint(x); // to even, the default mode
};
constexpr auto kRelu = [](auto x) { return x < decltype(x)(0) ? decltype(x)(0) : x; };
constexpr auto kRelu6 = [](auto x) {
    using T = decltype(x);
    return x < T(0) ? T(0) : (x > T(6) ? T(6) : x);
};
constexpr auto kSwish = [](auto x) {
    using T = decltype(x);
    return x / (T(1) + std::exp(-x));
};
constexpr auto kMish = [](auto x) { return x * std::tanh(kSoftplus(x)); };

Result<void> leakyRelu(KernelContext& context)
{
    const double alpha = context.node.floatAttr("alpha", 0.2);
    return mapElements<FloatTypes>(context,
                                   [alpha](auto x) { return x < 0 ? x * static_cast<decltype(x)>(alpha) : x; });
}

Result<void> hardSigmoid(KernelContext& context)
{
    const double slope = context.node.floatAttr("slope", 0.2);
    return mapElements<FloatTypes>(context, [slope](auto x) {
        using T = decltype(x);
        const T y = static_cast<T>(slope) * x + T(0.5);
        return y < T(0) ? T(0) : (y > T(1) ? T(1) : y);
    });
}

Result<void> gelu(KernelContext& context)
{
    if (context.node.boolAttr("approximate"))
        return mapElements<FloatTypes>(context, [](auto x) {
            using T = decltype(x);
            const T scale = static_cast<T>(std::sqrt(2 * std::numbers::inv_pi));
            return T(0.5) * x * (T(1) + std::tanh(scale * (x + T(0.044715) * x * x * x)));
        });
    return mapElements<FloatTypes>(context, [](auto x) {
        using T = decltype(x);
        return T(0.5) * x * (T(1) + std::erf(x / static_cast<T>(std::numbers::sqrt2)));
    });
}

constexpr OpEntry kTable[] = {
    {"Abs", unary<RealTypes, kAbs>},
    {"Acos", unary<FloatTypes, [](auto x) { return std::acos(x); }>},
    {"Acosh", unary<FloatTypes, [](auto x) { return std::acosh(x); }>},
    {"Asin", unary<FloatTypes, [](auto x) { return std::asin(x); }>},
    {"Asinh", unary<FloatTypes, [](auto x) { return std::asinh(x); }>},
    {"Atan", unary<FloatTypes, [](auto x) { return std::atan(x); }>},
    {"Atanh", unary<FloatTypes, [](auto x) { return std::atanh(x); }>},
    {"Ceil", unary<FloatTypes, [](auto x) { return std::ceil(x); }>},
    {"Cos", unary<FloatAndComplex, [](auto x) { return std::cos(x); }>},
    {"Cosh", unary<FloatTypes, [](auto x) { return std::cosh(x); }>},
    {"Elu", unary<FloatTypes, kElu>},
    {"Erf", unary<FloatTypes, [](auto x) { return std::erf(x); }>},
    {"Erfc", unary<FloatTypes, [](auto x) { return std::erfc(x); }>},
    {"Exp", unary<FloatAndComplex, [](auto x) { return std::exp(x); }>},
    {"Expm1", unary<FloatTypes, [](auto x) { return std::expm1(x); }>},
    {"Floor", unary<FloatTypes, [](auto x) { return std::floor(x); }>},
    {"Gelu", gelu},
    {"HardSigmoid", hardSigmoid},
    {"Inv", unary<FloatAndComplex, [](auto x) { return decltype(x)(1) / x; }>},
    {"Invert", unary<IntegerTypes, [](auto x) { return static_cast<decltype(x)>(~x); }>},
    {"IsFinite", predicate<FloatTypes, [](auto x) { return std::isfinite(x); }>},
    {"IsInf", predicate<FloatTypes, [](auto x) { return std::isinf(x); }>},
    {"IsNan", predicate<FloatTypes, [](auto x) { return std::isnan(x); }>},
    {"LeakyRelu", leakyRelu},
    {"Lgamma", unary<FloatTypes,
                     [](auto x) {
                         int sign = 0;
                         return static_cast<decltype(x)>(lgamma_r(static_cast<double>(x), &sign));
                     }>},
    {"Log", unary<FloatAndComplex, [](auto x) { return std::log(x); }>},
    {"Log1p", unary<FloatTypes, [](auto x) { return std::log1p(x); }>},
    {"LogicalNot", predicate<BoolTypes, [](bool x) { return !x; }>},
    {"Mish", unary<FloatTypes, kMish>},
    {"Neg", unary<NumberTypes, kNegate>},
    {"Reciprocal", unary<FloatAndComplex, [](auto x) { return decltype(x)(1) / x; }>},
    {"Relu", unary<RealTypes, kRelu>},
    {"Relu6", unary<RealTypes, kRelu6>},
    {"Rint", unary<FloatTypes, kRound>},
    {"Round", unary<RealTypes, kRound>},
    {"Rsqrt", unary<FloatTypes, [](auto x) { return decltype(x)(1) / std::sqrt(x); }>},
    {"Selu", unary<FloatTypes, kSelu>},
    {"Sigmoid", unary<FloatTypes, kSigmoid>},
    {"Sign", unary<RealTypes, kSign>},
    {"Sin", unary<FloatAndComplex, [](auto x) { return std::sin(x); }>},
    {"Sinh", unary<FloatTypes, [](auto x) { return std::sinh(x); }>},
    {"Softplus", unary<FloatTypes, kSoftplus>},
    {"Softsign", unary<FloatTypes, [](auto x) { return x / (std::fabs(x) + decltype(x)(1)); }>},
    {"Sqrt", unary<FloatAndComplex, [](auto x) { return std::sqrt(x); }>},
    {"Square", unary<NumberTypes, kSquare>},
    {"Swish", unary<FloatTypes, kSwish>},
    {"Tan", unary<FloatTypes, [](auto x) { return std::tan(x); }>},
    {"Tanh", unary<FloatTypes, [](auto x) { return std::tanh(x); }>},
};

} // namespace

std::span<const OpEntry> unaryOps()
{
    return kTable;
}

} // namespace lw::engine
