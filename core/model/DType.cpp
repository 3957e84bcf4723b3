// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/DType.h"

#include <array>
#include <bit>
#include <cmath>

namespace lw {

namespace {

struct Row {
    DType dtype;
    std::string_view name;
    std::size_t size;
};

constexpr std::array kRows = {
    Row{DType::Invalid, "invalid", 0},
    Row{DType::Float32, "float32", 4},
    Row{DType::Float64, "float64", 8},
    Row{DType::Int32, "int32", 4},
    Row{DType::UInt8, "uint8", 1},
    Row{DType::Int16, "int16", 2},
    Row{DType::Int8, "int8", 1},
    Row{DType::String, "string", 0},
    Row{DType::Complex64, "complex64", 8},
    Row{DType::Int64, "int64", 8},
    Row{DType::Bool, "bool", 1},
    Row{DType::QInt8, "qint8", 1},
    Row{DType::QUInt8, "quint8", 1},
    Row{DType::QInt32, "qint32", 4},
    Row{DType::BFloat16, "bfloat16", 2},
    Row{DType::QInt16, "qint16", 2},
    Row{DType::QUInt16, "quint16", 2},
    Row{DType::UInt16, "uint16", 2},
    Row{DType::Complex128, "complex128", 16},
    Row{DType::Float16, "float16", 2},
    Row{DType::Resource, "resource", 0},
    Row{DType::Variant, "variant", 0},
    Row{DType::UInt32, "uint32", 4},
    Row{DType::UInt64, "uint64", 8},
    Row{DType::Float8E5M2, "float8_e5m2", 1},
    Row{DType::Float8E4M3FN, "float8_e4m3fn", 1},
};

} // namespace

std::string_view dtypeName(DType dtype)
{
    const auto index = static_cast<std::size_t>(dtype);
    return index < kRows.size() ? kRows[index].name : "invalid";
}

std::optional<DType> dtypeFromName(std::string_view name)
{
    for (const Row& row : kRows)
        if (row.name == name && row.dtype != DType::Invalid)
            return row.dtype;
    return std::nullopt;
}

std::size_t dtypeSize(DType dtype)
{
    const auto index = static_cast<std::size_t>(dtype);
    return index < kRows.size() ? kRows[index].size : 0;
}

bool isFloating(DType dtype)
{
    return dtype == DType::Float32 || dtype == DType::Float64 || dtype == DType::Float16 || dtype == DType::BFloat16 ||
           dtype == DType::Float8E5M2 || dtype == DType::Float8E4M3FN;
}

bool isInteger(DType dtype)
{
    switch (dtype) {
    case DType::Int8:
    case DType::Int16:
    case DType::Int32:
    case DType::Int64:
    case DType::UInt8:
    case DType::UInt16:
    case DType::UInt32:
    case DType::UInt64:
        return true;
    default:
        return false;
    }
}

float halfToFloat(std::uint16_t bits)
{
    const std::uint32_t sign = (bits & 0x8000u) << 16;
    const std::uint32_t exponent = bits >> 10 & 0x1Fu;
    const std::uint32_t mantissa = bits & 0x3FFu;
    if (exponent == 0) {
        const float magnitude = std::ldexp(static_cast<float>(mantissa), -24);
        return sign != 0 ? -magnitude : magnitude;
    }
    if (exponent == 31)
        return std::bit_cast<float>(sign | 0x7F800000u | mantissa << 13);
    return std::bit_cast<float>(sign | (exponent + 112) << 23 | mantissa << 13);
}

std::uint16_t floatToHalf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000u);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
    if (magnitude > 0x7F800000u)
        return static_cast<std::uint16_t>(sign | 0x7E00u);
    if (magnitude >= 0x477FF000u) // rounds to 65520 or more: infinity
        return static_cast<std::uint16_t>(sign | 0x7C00u);
    if (magnitude < 0x38800000u) { // subnormal half: rounded by the float addition itself
        const float scaled = std::bit_cast<float>(magnitude) + 0.5f;
        return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(scaled) - 0x3F000000u));
    }
    const std::uint32_t odd = magnitude >> 13 & 1u;
    return static_cast<std::uint16_t>(sign | ((magnitude - 0x38000000u + 0xFFFu + odd) >> 13));
}

float bfloat16ToFloat(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

std::uint16_t floatToBfloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7FFFFFFFu) > 0x7F800000u)
        return static_cast<std::uint16_t>(bits >> 16 | 0x40u);
    return static_cast<std::uint16_t>((bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16);
}

} // namespace lw
