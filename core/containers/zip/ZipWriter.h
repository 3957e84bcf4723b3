// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/SaveFile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lw {

/// Writes a zip archive of stored members, one after the other, into a SaveFile; zip64 where needed. Member data starts
/// at a multiple of 64 bytes, so that arrays inside can be mapped. Call finish() last, then commit the SaveFile.
class ZipWriter {
public:
    explicit ZipWriter(SaveFile& file) : m_file(file) {}
    /// size must be the sum of what write() then gets.
    Result<void> begin(const std::string& name, std::uint64_t size);
    Result<void> write(ByteSpan bytes);
    Result<void> end();
    Result<void> add(const std::string& name, ByteSpan bytes);
    Result<void> finish();

private:
    struct Member {
        std::string name;
        std::uint64_t offset = 0, size = 0;
        std::uint32_t crc = 0;
    };
    SaveFile& m_file;
    std::vector<Member> m_members;
    std::uint64_t m_written = 0;
};

} // namespace lw
