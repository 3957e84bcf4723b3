// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ByteReader.h"
#include "core/model/DType.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lw {

/// A datatype of an HDF5 file, complete enough to be written again (HDF5 File Format Specification 3.0, IV.A.2.d). A
/// plain value.
struct Hdf5Type {
    /// With the numbers of H5T_class_t.
    enum class Class : std::uint8_t {
        Integer = 0,
        Float = 1,
        Time = 2,
        String = 3,
        BitField = 4,
        Opaque = 5,
        Compound = 6,
        Reference = 7,
        Enum = 8,
        VariableLength = 9,
        Array = 10
    };
    enum class Order : std::uint8_t { None = 0, Little = 1, Big = 2, Other = 3 };
    struct Member {
        std::string name;
        std::uint64_t value = 0;    ///< Enum: the bytes of the value; Compound: its offset
        std::vector<Hdf5Type> type; ///< Compound: one
    };

    Class kind = Class::Integer;
    std::uint64_t size = 0; ///< bytes of an element in the file
    // Integer, BitField, Float
    Order order = Order::None;
    std::uint32_t precision = 0, bitOffset = 0;
    bool isSigned = false;
    // Float
    std::uint32_t signPosition = 0, exponentPosition = 0, exponentSize = 0, mantissaPosition = 0, mantissaSize = 0;
    std::uint64_t exponentBias = 0;
    std::uint8_t normalization = 0;
    // String
    bool variable = false;
    std::uint8_t padding = 0, characterSet = 0; ///< H5T_str_t, H5T_cset_t
    // Opaque
    std::string tag;
    // Reference
    bool regionReference = false;
    std::vector<std::uint64_t> dims; ///< Array
    std::vector<Hdf5Type> base;      ///< Enum, VariableLength, Array: one
    std::vector<Member> members;     ///< Enum, Compound

    /// The element type it stands for; Invalid for those that tensors do not have (text() names them). Booleans are
    /// h5py's enumeration of FALSE and TRUE, complex numbers its compound of r and i.
    [[nodiscard]] DType dtype() const;
    /// A value is bytes alone: nothing of variable length and no reference anywhere inside.
    [[nodiscard]] bool isPlain() const;
    /// Its bytes must be reversed in groups of this size on a little-endian machine; 0 when they need not be.
    [[nodiscard]] std::size_t swapSize() const;
    /// "big-endian float32", "compound of 3", for messages.
    [[nodiscard]] std::string text() const;

    static Result<Hdf5Type> parse(ByteReader& reader, unsigned depth = 0);
};

} // namespace lw
