// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/sstable/Snappy.h"

#include "core/base/ByteReader.h"

#include <algorithm>

namespace lw::sstable {

namespace {

// A copy element of three bytes gives at most 64 bytes, so no block grows more than about 22 times.
constexpr std::uint64_t kLargestGrowth = 64;

enum Tag : std::uint32_t { kLiteral = 0, kCopy1 = 1, kCopy2 = 2, kCopy4 = 3 };

Result<std::uint64_t> little(ByteReader& reader, std::size_t bytes)
{
    LW_ASSIGN(const ByteSpan piece, reader.bytes(bytes));
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value |= static_cast<std::uint64_t>(piece[i]) << (8 * i);
    return value;
}

Result<void> copyLiteral(ByteReader& reader, std::uint32_t tag, std::vector<std::byte>& out, std::uint64_t size)
{
    std::uint64_t length = (tag >> 2) + 1;
    if (length > 60) {
        LW_ASSIGN(const std::uint64_t stored, little(reader, length - 60));
        length = stored + 1;
    }
    if (length > size - out.size())
        return corrupt("compressed block holds more than it claims");
    LW_ASSIGN(const ByteSpan piece, reader.bytes(length));
    out.insert(out.end(), piece.begin(), piece.end());
    return {};
}

Result<void> copyBack(ByteReader& reader, std::uint32_t tag, std::vector<std::byte>& out, std::uint64_t size)
{
    std::uint64_t length = (tag >> 2) + 1;
    std::uint64_t offset = 0;
    if ((tag & 3U) == kCopy1) {
        length = ((tag >> 2) & 7U) + 4;
        LW_ASSIGN(const std::uint64_t low, little(reader, 1));
        offset = ((tag >> 5) << 8) | low;
    } else {
        LW_ASSIGN(offset, little(reader, (tag & 3U) == kCopy2 ? 2 : 4));
    }
    if (offset == 0 || offset > out.size())
        return corrupt("compressed block copies from before its start");
    if (length > size - out.size())
        return corrupt("compressed block holds more than it claims");
    for (std::uint64_t i = 0; i < length; ++i) // byte by byte: source and target may overlap
        out.push_back(out[out.size() - offset]);
    return {};
}

} // namespace

Result<std::vector<std::byte>> snappyDecode(ByteSpan block, std::uint64_t limit)
{
    ByteReader reader(block);
    LW_ASSIGN(const std::uint64_t size, reader.varint64());
    if (size > limit || size > block.size() * kLargestGrowth)
        return corrupt("compressed block claims " + std::to_string(size) + " bytes, more than it can hold");
    std::vector<std::byte> out;
    out.reserve(size);
    while (!reader.atEnd()) {
        LW_ASSIGN(const auto tag, reader.number<std::uint8_t>());
        LW_TRY((tag & 3U) == kLiteral ? copyLiteral(reader, tag, out, size) : copyBack(reader, tag, out, size));
    }
    if (out.size() != size)
        return corrupt("compressed block holds less than it claims");
    return out;
}

} // namespace lw::sstable
