// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lw {

/// Element types, with the numbers of TensorFlow's DataType (tensorflow/core/framework/types.proto).
enum class DType : std::uint8_t {
    Invalid = 0,
    Float32 = 1,
    Float64 = 2,
    Int32 = 3,
    UInt8 = 4,
    Int16 = 5,
    Int8 = 6,
    String = 7,
    Complex64 = 8,
    Int64 = 9,
    Bool = 10,
    QInt8 = 11,
    QUInt8 = 12,
    QInt32 = 13,
    BFloat16 = 14,
    QInt16 = 15,
    QUInt16 = 16,
    UInt16 = 17,
    Complex128 = 18,
    Float16 = 19,
    Resource = 20,
    Variant = 21,
    UInt32 = 22,
    UInt64 = 23,
    Float8E5M2 = 24,
    Float8E4M3FN = 25,
};

/// "float32", as NumPy and tf.DType.name say it.
std::string_view dtypeName(DType dtype);
std::optional<DType> dtypeFromName(std::string_view name);
/// Bytes of one element; 0 for String, Resource, Variant and Invalid.
std::size_t dtypeSize(DType dtype);
bool isFloating(DType dtype);
bool isInteger(DType dtype); ///< signed or unsigned, not Bool

float halfToFloat(std::uint16_t bits);
std::uint16_t floatToHalf(float value); ///< round to nearest even
float bfloat16ToFloat(std::uint16_t bits);
std::uint16_t floatToBfloat16(float value); ///< round to nearest even

} // namespace lw
