// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/checkpoint/Bundle.h"

#include <map>
#include <string>
#include <vector>

namespace lw::pb {
class BundleEntry;
class BundleHeader;
} // namespace lw::pb

namespace lw::formats {

/// Turns the entries of an index into BundleItems. Used once, by Bundle::open.
class BundleLoader {
public:
    BundleLoader(std::string prefix, Diagnostics& diagnostics) : m_prefix(std::move(prefix)), m_diagnostics(diagnostics)
    {
    }
    Result<std::shared_ptr<const Bundle>> load();

private:
    struct Entry {
        std::string key;
        DType dtype = DType::Invalid;
        Shape shape;
        std::uint32_t shard = 0, maskedCrc = 0;
        std::uint64_t offset = 0, size = 0;
        bool partitioned = false;
        std::vector<std::pair<Shape, Shape>> slices; ///< start and length of each, unknown length -1
        std::optional<Error> damage;
    };

    Result<void> readHeader(ByteSpan value);
    Result<Entry> readEntry(std::string_view key, ByteSpan value) const;
    Result<void> checkSize(const Entry& entry) const;
    void markOverlaps();
    Result<std::shared_ptr<const MappedFile>> shard(std::uint32_t number);
    BundleItem makeItem(const Entry& entry);
    BundleItem makePartitioned(const Entry& entry, const std::map<std::string, const Entry*, std::less<>>& slices);

    std::string m_prefix;
    Diagnostics& m_diagnostics;
    std::uint32_t m_shards = 0;
    bool m_hasHeader = false;
    std::vector<Entry> m_entries;
    std::map<std::uint32_t, Result<std::shared_ptr<const MappedFile>>> m_files;
};

} // namespace lw::formats
