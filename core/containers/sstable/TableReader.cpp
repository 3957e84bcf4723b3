// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/sstable/TableReader.h"

#include "core/base/ByteReader.h"
#include "core/base/Checksum.h"
#include "core/containers/sstable/Crc32c.h"
#include "core/containers/sstable/Snappy.h"
#include "core/containers/sstable/TableFormat.h"

#include <string>
#include <vector>

namespace lw::sstable {

namespace {

using Visitor = std::function<Result<void>(std::string_view, ByteSpan)>;

constexpr std::uint64_t kLargestBlock = std::uint64_t{1} << 31U;

/// A block's bytes: a view of the file, or decompressed.
struct Block {
    ByteSpan bytes;
    std::vector<std::byte> storage;
};

Result<BlockHandle> readHandle(ByteReader& reader)
{
    BlockHandle handle;
    LW_ASSIGN(handle.offset, reader.varint64());
    LW_ASSIGN(handle.size, reader.varint64());
    return handle;
}

Result<Block> readBlock(ByteSpan file, BlockHandle handle)
{
    const std::uint64_t room = file.size() - kFooterSize;
    if (handle.size > room || room - handle.size < kTrailerSize || handle.offset > room - handle.size - kTrailerSize)
        return corrupt("table block of " + std::to_string(handle.size) + " bytes lies outside the file")
            .atOffset(handle.offset);
    const ByteSpan stored = file.subspan(handle.offset, handle.size + 1);
    ByteReader trailer(file.subspan(handle.offset + handle.size, kTrailerSize));
    LW_ASSIGN(const auto compression, trailer.number<std::uint8_t>());
    LW_ASSIGN(const auto masked, trailer.number<std::uint32_t>());
    if (!sameChecksum(unmaskCrc(masked), crc32c(stored)))
        return corrupt("checksum of a table block does not match").atOffset(handle.offset);
    Block block;
    block.bytes = stored.first(handle.size);
    if (compression == kNoCompression)
        return block;
    if (compression != kSnappyCompression)
        return unsupported("table block has unknown compression " + std::to_string(compression))
            .atOffset(handle.offset);
    auto decoded = snappyDecode(block.bytes, kLargestBlock);
    if (!decoded)
        return decoded.error().atOffset(handle.offset);
    block.storage = std::move(decoded).value();
    block.bytes = block.storage;
    return block;
}

/// The part of a block before its restart offsets. They are not needed to read in order, but must have room.
Result<ByteSpan> entriesOf(ByteSpan block)
{
    if (block.size() < sizeof(std::uint32_t))
        return corrupt("table block is too short");
    ByteReader end(block.subspan(block.size() - sizeof(std::uint32_t)));
    LW_ASSIGN(const auto restarts, end.number<std::uint32_t>());
    const std::uint64_t tail = (std::uint64_t{restarts} + 1) * sizeof(std::uint32_t);
    if (tail > block.size())
        return corrupt("table block claims " + std::to_string(restarts) + " restart points");
    return block.first(block.size() - tail);
}

Result<void> visitBlock(ByteSpan block, const Visitor& visit)
{
    LW_ASSIGN(const ByteSpan entries, entriesOf(block));
    ByteReader reader(entries);
    std::string key;
    while (!reader.atEnd()) {
        LW_ASSIGN(const std::uint32_t shared, reader.varint32());
        LW_ASSIGN(const std::uint32_t unshared, reader.varint32());
        LW_ASSIGN(const std::uint32_t valueSize, reader.varint32());
        if (shared > key.size())
            return corrupt("table key shares more than the key before it has");
        LW_ASSIGN(const std::string_view rest, reader.text(unshared));
        LW_ASSIGN(const ByteSpan value, reader.bytes(valueSize));
        key.resize(shared);
        key += rest;
        LW_TRY(visit(key, value));
    }
    return {};
}

/// Handles of the data blocks, in order; they may not overlap or go back, so a small file cannot make endless work.
Result<std::vector<BlockHandle>> dataBlocks(ByteSpan file, BlockHandle index)
{
    LW_ASSIGN(const Block block, readBlock(file, index));
    std::vector<BlockHandle> handles;
    std::uint64_t end = 0;
    LW_TRY(visitBlock(block.bytes, [&](std::string_view, ByteSpan value) -> Result<void> {
        ByteReader reader(value);
        LW_ASSIGN(const BlockHandle handle, readHandle(reader));
        if (handle.size > file.size() || handle.offset > file.size())
            return corrupt("table block of " + std::to_string(handle.size) + " bytes lies outside the file")
                .atOffset(handle.offset);
        if (handle.offset < end)
            return corrupt("table blocks overlap").atOffset(handle.offset);
        end = handle.offset + handle.size;
        handles.push_back(handle);
        return {};
    }));
    return handles;
}

} // namespace

bool looksLikeTable(ByteSpan file)
{
    if (file.size() < kFooterSize)
        return false;
    ByteReader reader(file.subspan(file.size() - sizeof(kTableMagic)));
    const auto magic = reader.number<std::uint64_t>();
    return magic.ok() && *magic == kTableMagic;
}

Result<void> readTable(ByteSpan file, const Visitor& visit)
{
    if (file.size() < kFooterSize)
        return corrupt("too short for a checkpoint index");
    if (!looksLikeTable(file))
        return corrupt("the footer of a checkpoint index is missing").atOffset(file.size() - sizeof(kTableMagic));
    ByteReader footer(file.subspan(file.size() - kFooterSize));
    LW_TRY(readHandle(footer)); // metaindex: holds filters only, which TensorFlow does not write
    LW_ASSIGN(const BlockHandle index, readHandle(footer));
    LW_ASSIGN(const std::vector<BlockHandle> handles, dataBlocks(file, index));
    std::string last;
    bool first = true;
    for (const BlockHandle handle : handles) {
        LW_ASSIGN(const Block block, readBlock(file, handle));
        LW_TRY(visitBlock(block.bytes, [&](std::string_view key, ByteSpan value) -> Result<void> {
            if (!first && key <= last)
                return corrupt("table keys are not in order").atOffset(handle.offset);
            first = false;
            last = key;
            return visit(key, value);
        }));
    }
    return {};
}

} // namespace lw::sstable
