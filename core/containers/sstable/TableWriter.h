// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <string>
#include <string_view>
#include <vector>

namespace lw::sstable {

/// Builds a table in memory: small, since it is an index. Keys must be added in ascending order.
class TableWriter {
public:
    /// Invalid when the key does not follow the last one.
    Result<void> add(std::string_view key, ByteSpan value);
    /// The whole file. Nothing may be added afterwards.
    [[nodiscard]] std::string finish();

private:
    struct BlockBuilder {
        std::string bytes, lastKey;
        std::vector<std::uint32_t> restarts{0};
        std::size_t sinceRestart = 0;
        void add(std::string_view key, ByteSpan value);
        std::string finish();
    };
    std::string appendBlock(BlockBuilder& block); ///< the encoded handle
    void flush();

    std::string m_file;
    BlockBuilder m_data, m_index;
    bool m_empty = true;
};

} // namespace lw::sstable
