// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ByteReader.h"

#include <string>
#include <vector>

namespace lw {

// Small pieces of the reader process's listing, each bounded (Hdf5Protocol.h).

/// A length and that many bytes.
inline Result<std::string> readText(ByteReader& reader)
{
    LW_ASSIGN(const std::uint32_t length, reader.number<std::uint32_t>());
    LW_ASSIGN(const std::string_view text, reader.text(length));
    return std::string(text);
}

/// An enumerator from 0 to last.
template <typename Enum>
Result<Enum> readEnum(ByteReader& reader, std::uint8_t last)
{
    LW_ASSIGN(const std::uint8_t value, reader.number<std::uint8_t>());
    if (value > last)
        return corrupt("unknown kind " + std::to_string(value) + " in the listing of the HDF5 reader");
    return static_cast<Enum>(value);
}

/// A rank of at most 32 (H5S_MAX_RANK) and as many sizes.
inline Result<std::vector<std::uint64_t>> readSizes(ByteReader& reader)
{
    LW_ASSIGN(const std::uint32_t rank, reader.number<std::uint32_t>());
    if (rank > 32)
        return corrupt("a dataspace has more than 32 dimensions");
    std::vector<std::uint64_t> sizes(rank);
    for (std::uint64_t& size : sizes) {
        LW_ASSIGN(size, reader.number<std::uint64_t>());
    }
    return sizes;
}

} // namespace lw
