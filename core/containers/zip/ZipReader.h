// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MappedFile.h"
#include "core/base/Progress.h"

#include <memory>
#include <string>
#include <vector>

namespace lw {

struct ZipEntry {
    std::string name;
    std::uint64_t size = 0, compressedSize = 0;
    std::uint64_t dataOffset = 0; ///< of the member's first byte in the file, from the checked local header
    std::uint32_t crc = 0;
    std::uint16_t method = 0; ///< 0 stored, 8 deflated
    [[nodiscard]] bool stored() const { return method == 0; }
};

/// A zip archive, listed on opening and read member by member into memory; nothing is ever extracted to a path. Refuses
/// duplicate names, overlapping members, local headers that disagree, encryption, and methods other than stored and
/// deflate. Immutable and thread safe. Source: APPNOTE.TXT 6.3.10.
class ZipReader {
public:
    static Result<std::shared_ptr<const ZipReader>> open(std::shared_ptr<const MappedFile> file);

    [[nodiscard]] const std::vector<ZipEntry>& entries() const { return m_entries; }
    [[nodiscard]] const ZipEntry* find(std::string_view name) const;
    [[nodiscard]] const std::shared_ptr<const MappedFile>& file() const { return m_file; }
    /// The member's bytes, CRC verified: a view of the mapping when stored, inflated otherwise (never beyond the
    /// declared size).
    [[nodiscard]] Result<Bytes> read(const ZipEntry& entry, const Progress& progress = {}) const;

private:
    ZipReader() = default;
    std::shared_ptr<const MappedFile> m_file;
    std::vector<ZipEntry> m_entries;
};

} // namespace lw
