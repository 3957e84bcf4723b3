// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/EncodeNumbers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace lw {

namespace {

template <typename T, typename Convert>
Bytes encoded(const std::vector<double>& values, const Convert& convert)
{
    const auto owner = std::make_shared<std::vector<T>>(values.size());
    std::transform(values.begin(), values.end(), owner->begin(), convert);
    return {std::as_bytes(std::span<const T>(*owner)), owner};
}

/// Compared in double, where the greatest 64-bit number is rounded up and would overflow: hence the >=.
template <typename T>
T wholeNumber(double value)
{
    constexpr double kLeast = static_cast<double>(std::numeric_limits<T>::min());
    constexpr double kGreatest = static_cast<double>(std::numeric_limits<T>::max());
    if (std::isnan(value))
        return 0;
    const double rounded = std::nearbyint(value);
    if (rounded <= kLeast)
        return std::numeric_limits<T>::min();
    if (rounded >= kGreatest)
        return std::numeric_limits<T>::max();
    return static_cast<T>(rounded);
}

/// By way of float, as TensorFlow's casts of doubles go too.
std::uint16_t half(double value)
{
    return floatToHalf(static_cast<float>(value));
}
std::uint16_t bfloat16(double value)
{
    return floatToBfloat16(static_cast<float>(value));
}

} // namespace

Result<Bytes> encodeNumbers(const std::vector<double>& values, DType dtype)
{
    switch (dtype) {
    case DType::Float32:
        return encoded<float>(values, [](double value) { return static_cast<float>(value); });
    case DType::Float64:
        return encoded<double>(values, [](double value) { return value; });
    case DType::Float16:
        return encoded<std::uint16_t>(values, half);
    case DType::BFloat16:
        return encoded<std::uint16_t>(values, bfloat16);
    case DType::Int8:
        return encoded<std::int8_t>(values, wholeNumber<std::int8_t>);
    case DType::UInt8:
        return encoded<std::uint8_t>(values, wholeNumber<std::uint8_t>);
    case DType::Int16:
        return encoded<std::int16_t>(values, wholeNumber<std::int16_t>);
    case DType::UInt16:
        return encoded<std::uint16_t>(values, wholeNumber<std::uint16_t>);
    case DType::Int32:
        return encoded<std::int32_t>(values, wholeNumber<std::int32_t>);
    case DType::UInt32:
        return encoded<std::uint32_t>(values, wholeNumber<std::uint32_t>);
    case DType::Int64:
        return encoded<std::int64_t>(values, wholeNumber<std::int64_t>);
    case DType::UInt64:
        return encoded<std::uint64_t>(values, wholeNumber<std::uint64_t>);
    case DType::Bool:
        return encoded<std::uint8_t>(values, [](double value) { return value != 0 ? 1 : 0; });
    default:
        return unsupported("values cannot be converted to " + std::string(dtypeName(dtype)));
    }
}

} // namespace lw
