// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// Facts of LevelDB's table file (leveldb/doc/table_format.md), which TensorFlow uses for a checkpoint's .index:
/// data blocks, a metaindex block, an index block (last key of a data block -> handle), and a footer. A block is
/// entries (varint shared, varint unshared, varint value size, key rest, value), restart offsets, their count; behind
/// it stand one byte of compression and the masked CRC-32C of block and that byte.
namespace lw::sstable {

inline constexpr std::uint64_t kTableMagic = 0xdb4775248b80fb57ULL;
inline constexpr std::size_t kFooterSize = 48; ///< two handles padded to 40 bytes, and the magic
inline constexpr std::size_t kTrailerSize = 5;
inline constexpr std::uint8_t kNoCompression = 0;
inline constexpr std::uint8_t kSnappyCompression = 1;
inline constexpr std::size_t kRestartInterval = 16;
inline constexpr std::size_t kBlockSize = 262144; ///< of tensorflow/core/lib/io/table_options.h

/// Where a block lies; the trailer is not counted.
struct BlockHandle {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

} // namespace lw::sstable
