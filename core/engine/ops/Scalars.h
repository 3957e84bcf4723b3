// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/DType.h"

#include <complex>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace lw::engine {

/// IEEE half precision; arithmetic happens in float.
struct Half {
    std::uint16_t bits;
    Half() = default;
    Half(float value) : bits(floatToHalf(value)) {}
    operator float() const { return halfToFloat(bits); }
};

struct BFloat16 {
    std::uint16_t bits;
    BFloat16() = default;
    BFloat16(float value) : bits(floatToBfloat16(value)) {}
    operator float() const { return bfloat16ToFloat(bits); }
};

/// An element of a bool tensor: any byte of a file but 0 reads as true, which a C++ bool would not survive.
struct Boolean {
    std::uint8_t byte;
    Boolean() = default;
    Boolean(bool value) : byte(value ? 1 : 0) {}
    operator bool() const { return byte != 0; }
};

template <typename T>
inline constexpr DType kDTypeOf = DType::Invalid;
template <>
inline constexpr DType kDTypeOf<float> = DType::Float32;
template <>
inline constexpr DType kDTypeOf<double> = DType::Float64;
template <>
inline constexpr DType kDTypeOf<Half> = DType::Float16;
template <>
inline constexpr DType kDTypeOf<BFloat16> = DType::BFloat16;
template <>
inline constexpr DType kDTypeOf<std::int8_t> = DType::Int8;
template <>
inline constexpr DType kDTypeOf<std::int16_t> = DType::Int16;
template <>
inline constexpr DType kDTypeOf<std::int32_t> = DType::Int32;
template <>
inline constexpr DType kDTypeOf<std::int64_t> = DType::Int64;
template <>
inline constexpr DType kDTypeOf<std::uint8_t> = DType::UInt8;
template <>
inline constexpr DType kDTypeOf<std::uint16_t> = DType::UInt16;
template <>
inline constexpr DType kDTypeOf<std::uint32_t> = DType::UInt32;
template <>
inline constexpr DType kDTypeOf<std::uint64_t> = DType::UInt64;
template <>
inline constexpr DType kDTypeOf<Boolean> = DType::Bool;
template <>
inline constexpr DType kDTypeOf<std::complex<float>> = DType::Complex64;
template <>
inline constexpr DType kDTypeOf<std::complex<double>> = DType::Complex128;

template <typename T>
inline constexpr bool kIsComplex = std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>;

template <typename T>
struct ComputeTypeOf {
    using Type = T;
};
template <>
struct ComputeTypeOf<Half> {
    using Type = float;
};
template <>
struct ComputeTypeOf<BFloat16> {
    using Type = float;
};
/// The type that arithmetic on T happens in.
template <typename T>
using ComputeType = typename ComputeTypeOf<T>::Type;

/// Sums of many elements: one size up, so that the order of summation does not matter.
template <typename T>
using SumType =
    std::conditional_t<std::is_same_v<T, float> || std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>, double,
                       std::conditional_t<std::is_same_v<T, std::complex<float>>, std::complex<double>, T>>;

/// Integer arithmetic wraps around, as it does in TensorFlow; floating point is as usual.
template <typename T>
T wrappingAdd(T a, T b)
{
    if constexpr (std::is_integral_v<T>)
        return static_cast<T>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
    else
        return a + b;
}
template <typename T>
T wrappingSubtract(T a, T b)
{
    if constexpr (std::is_integral_v<T>)
        return static_cast<T>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
    else
        return a - b;
}
template <typename T>
T wrappingMultiply(T a, T b)
{
    if constexpr (std::is_integral_v<T>)
        return static_cast<T>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
    else
        return a * b;
}

/// Conversion to any number without undefined behaviour: what does not fit becomes the smallest 32 or 64-bit integer,
/// cut to the target's size, as the x86 instructions TensorFlow's CPU kernels compile to have it.
template <typename To, typename From>
To convertNumber(From from)
{
    if constexpr (kIsComplex<To>) {
        using Part = typename To::value_type;
        if constexpr (kIsComplex<From>)
            return To(static_cast<Part>(from.real()), static_cast<Part>(from.imag()));
        else
            return To(convertNumber<Part>(from), 0);
    } else if constexpr (kIsComplex<From>) {
        return convertNumber<To>(from.real());
    } else if constexpr (std::is_same_v<From, Half> || std::is_same_v<From, BFloat16>) {
        return convertNumber<To>(static_cast<float>(from));
    } else if constexpr (std::is_same_v<From, Boolean>) {
        return convertNumber<To>(static_cast<int>(static_cast<bool>(from)));
    } else if constexpr (std::is_same_v<To, Boolean>) {
        return Boolean(from != From(0));
    } else if constexpr (std::is_same_v<To, Half> || std::is_same_v<To, BFloat16>) {
        return To(static_cast<float>(from));
    } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
        if constexpr (std::is_same_v<To, std::uint64_t>) {
            if (from >= From(9223372036854775808.0) && from < From(18446744073709551616.0))
                return static_cast<std::uint64_t>(from);
        }
        using Wide =
            std::conditional_t<(sizeof(To) < 4 || std::is_same_v<To, std::int32_t>), std::int32_t, std::int64_t>;
        constexpr From kEnd = static_cast<From>(sizeof(Wide) == 4 ? 2147483648.0 : 9223372036854775808.0);
        const bool fits = from > -kEnd - From(1) && from < kEnd && (sizeof(Wide) == 4 || from >= -kEnd);
        return static_cast<To>(fits ? static_cast<Wide>(from) : std::numeric_limits<Wide>::min());
    } else {
        return static_cast<To>(from);
    }
}

} // namespace lw::engine
