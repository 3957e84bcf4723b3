// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/OpSupport.h"
#include "core/engine/ops/Scalars.h"

#include <array>
#include <string>

namespace lw::engine {

template <typename T>
struct TypeTag {
    using Type = T;
};
template <typename... Ts>
struct TypeList {};

template <typename... As, typename... Bs>
TypeList<As..., Bs...> operator+(TypeList<As...>, TypeList<Bs...>)
{
    return {};
}

using FloatTypes = TypeList<float, double, Half, BFloat16>;
using SignedTypes = TypeList<std::int8_t, std::int16_t, std::int32_t, std::int64_t>;
using UnsignedTypes = TypeList<std::uint8_t, std::uint16_t, std::uint32_t, std::uint64_t>;
using IndexTypes = TypeList<std::int32_t, std::int64_t>;
using BoolTypes = TypeList<Boolean>;
using ComplexTypes = TypeList<std::complex<float>, std::complex<double>>;
using IntegerTypes = decltype(SignedTypes{} + UnsignedTypes{});
using RealTypes = decltype(FloatTypes{} + IntegerTypes{});
using NumberTypes = decltype(RealTypes{} + ComplexTypes{});
using AllTypes = decltype(NumberTypes{} + BoolTypes{});

/// Calls function(TypeTag<T>()) with the C++ type of dtype; Unsupported, with the op's name, when it is not in the
/// list.
template <typename... Ts, typename Function>
Result<void> dispatch(TypeList<Ts...>, const KernelContext& context, DType dtype, Function&& function)
{
    Result<void> result = unsupportedType(context, dtype);
    (void)((kDTypeOf<Ts> == dtype ? (result = function(TypeTag<Ts>()), true) : false) || ...);
    return result;
}

/// An element of 16 bytes, for kernels that only move elements.
struct Cell16 {
    std::uint64_t low, high;
};

/// Calls function(TypeTag<Cell>()) with a type of the element's size (std::string for strings): data movement does not
/// care what the bits mean. Tensor lists and resources are Unsupported.
template <typename Function>
Result<void> dispatchCells(const KernelContext& context, DType dtype, Function&& function)
{
    if (dtype == DType::String)
        return function(TypeTag<std::string>());
    switch (dtypeSize(dtype)) {
    case 1:
        return function(TypeTag<std::uint8_t>());
    case 2:
        return function(TypeTag<std::uint16_t>());
    case 4:
        return function(TypeTag<std::uint32_t>());
    case 8:
        return function(TypeTag<std::uint64_t>());
    case 16:
        return function(TypeTag<Cell16>());
    default:
        return unsupportedType(context, dtype);
    }
}

template <typename Cell>
const Cell* cells(const Value& value)
{
    if constexpr (std::is_same_v<Cell, std::string>)
        return value.strings->data();
    else
        return reinterpret_cast<const Cell*>(value.data);
}
template <typename Cell>
Cell* writableCells(Value& value)
{
    if constexpr (std::is_same_v<Cell, std::string>)
        return value.strings->data();
    else
        return reinterpret_cast<Cell*>(value.data);
}

} // namespace lw::engine
