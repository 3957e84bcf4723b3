// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/sstable/TableWriter.h"

#include "core/containers/sstable/Crc32c.h"
#include "core/containers/sstable/TableFormat.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lw::sstable {

namespace {

void appendVarint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<char>(value | 0x80));
    out.push_back(static_cast<char>(value));
}

template <typename T>
void appendNumber(std::string& out, T value)
{
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
}

} // namespace

void TableWriter::BlockBuilder::add(std::string_view key, ByteSpan value)
{
    std::size_t shared = 0;
    if (sinceRestart == kRestartInterval) {
        restarts.push_back(static_cast<std::uint32_t>(bytes.size()));
        sinceRestart = 0;
    } else {
        const std::size_t most = std::min(key.size(), lastKey.size());
        while (shared < most && key[shared] == lastKey[shared])
            ++shared;
    }
    appendVarint(bytes, shared);
    appendVarint(bytes, key.size() - shared);
    appendVarint(bytes, value.size());
    bytes += key.substr(shared);
    bytes += asText(value);
    lastKey = key;
    ++sinceRestart;
}

std::string TableWriter::BlockBuilder::finish()
{
    for (const std::uint32_t restart : restarts)
        appendNumber(bytes, restart);
    appendNumber(bytes, static_cast<std::uint32_t>(restarts.size()));
    return std::exchange(*this, BlockBuilder()).bytes;
}

std::string TableWriter::appendBlock(BlockBuilder& block)
{
    std::string stored = block.finish();
    std::string handle;
    appendVarint(handle, m_file.size());
    appendVarint(handle, stored.size());
    stored.push_back(static_cast<char>(kNoCompression));
    const std::uint32_t crc = maskCrc(crc32c(asBytes(stored)));
    m_file += stored;
    appendNumber(m_file, crc);
    return handle;
}

void TableWriter::flush()
{
    const std::string last = m_data.lastKey;
    const std::string handle = appendBlock(m_data);
    m_index.add(last, asBytes(handle));
    m_data.lastKey = last; // keys must go on ascending over blocks
    m_data.sinceRestart = kRestartInterval;
    m_data.restarts.clear();
}

Result<void> TableWriter::add(std::string_view key, ByteSpan value)
{
    if (!m_empty && key <= m_data.lastKey)
        return invalid("table keys must ascend").in(std::string(key));
    m_empty = false;
    m_data.add(key, value);
    if (m_data.bytes.size() >= kBlockSize)
        flush();
    return {};
}

std::string TableWriter::finish()
{
    if (!m_data.bytes.empty())
        flush();
    BlockBuilder metaindex;
    std::string footer = appendBlock(metaindex);
    footer += appendBlock(m_index);
    footer.resize(kFooterSize - sizeof(kTableMagic));
    appendNumber(footer, kTableMagic);
    m_file += footer;
    return std::move(m_file);
}

} // namespace lw::sstable
