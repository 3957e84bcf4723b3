// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"

#include <cstdint>

namespace lw::sstable {

/// CRC-32C (Castagnoli, RFC 3720), continued from the crc of the bytes before. Uses the processor's instruction when it
/// has it.
std::uint32_t crc32c(ByteSpan bytes, std::uint32_t before = 0);
/// The same with plain tables; what the instruction is tested against.
std::uint32_t crc32cPortable(ByteSpan bytes, std::uint32_t before = 0);

/// Checksums stored inside checksummed data are masked (leveldb/util/crc32c.h), since the crc of a crc is weak.
constexpr std::uint32_t maskCrc(std::uint32_t crc)
{
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8U;
}
constexpr std::uint32_t unmaskCrc(std::uint32_t masked)
{
    const std::uint32_t rotated = masked - 0xa282ead8U;
    return (rotated >> 17) | (rotated << 15);
}

} // namespace lw::sstable
