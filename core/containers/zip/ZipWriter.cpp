// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/zip/ZipWriter.h"

#include "core/containers/zip/ZipFormat.h"

#include <algorithm>
#include <cstring>
#include <zlib.h>

namespace lw {

namespace {

constexpr std::uint16_t kExtraPadding = 0xD935; // alignment filler as Android's zipalign writes it
constexpr std::uint64_t kAlignment = 64;
constexpr std::uint16_t kVersion = 45;         // 4.5: zip64
constexpr std::uint32_t kDosDate = 0x00210000; // 1980-01-01 00:00, so that equal content gives equal bytes

class Record {
public:
    template <typename T>
    Record& put(T value)
    {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof(T));
        return *this;
    }
    Record& put(const std::string& text)
    {
        m_bytes += text;
        return *this;
    }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

std::string localHeader(const std::string& name, std::uint64_t size, std::uint32_t crc, std::size_t padding)
{
    Record record;
    record.put(zip::kLocalSignature).put(kVersion).put(zip::kFlagUtf8).put(zip::kStored).put(kDosDate).put(crc);
    record.put(std::uint32_t{0xFFFFFFFF}).put(std::uint32_t{0xFFFFFFFF});
    record.put(static_cast<std::uint16_t>(name.size())).put(static_cast<std::uint16_t>(20 + 4 + padding)).put(name);
    record.put(zip::kExtra64).put(std::uint16_t{16}).put(size).put(size);
    record.put(kExtraPadding).put(static_cast<std::uint16_t>(padding)).put(std::string(padding, '\0'));
    return record.bytes();
}

} // namespace

Result<void> ZipWriter::begin(const std::string& name, std::uint64_t size)
{
    const std::uint64_t unpadded = m_file.position() + zip::kLocalSize + name.size() + 24;
    const std::uint64_t padding = (kAlignment - unpadded % kAlignment) % kAlignment;
    m_members.push_back({name, m_file.position(), size, 0});
    m_written = 0;
    return m_file.write(localHeader(name, size, 0, padding));
}

Result<void> ZipWriter::write(ByteSpan bytes)
{
    Member& member = m_members.back();
    for (std::size_t at = 0; at < bytes.size(); at += 1u << 30)
        member.crc =
            static_cast<std::uint32_t>(::crc32(member.crc, reinterpret_cast<const Bytef*>(bytes.data() + at),
                                               static_cast<uInt>(std::min<std::size_t>(bytes.size() - at, 1u << 30))));
    m_written += bytes.size();
    return m_file.write(bytes);
}

Result<void> ZipWriter::end()
{
    const Member& member = m_members.back();
    if (m_written != member.size)
        return invalid("a member of the archive got " + std::to_string(m_written) + " bytes instead of " +
                       std::to_string(member.size));
    constexpr std::uint64_t kCrcOffset = 14; // 4.3.7: the CRC's place in the local header
    return m_file.writeAt(member.offset + kCrcOffset, std::as_bytes(std::span(&member.crc, 1)));
}

Result<void> ZipWriter::add(const std::string& name, ByteSpan bytes)
{
    LW_TRY(begin(name, bytes.size()));
    LW_TRY(write(bytes));
    return end();
}

Result<void> ZipWriter::finish()
{
    const std::uint64_t start = m_file.position();
    for (const Member& member : m_members) {
        Record record;
        record.put(zip::kCentralSignature)
            .put(kVersion)
            .put(kVersion)
            .put(zip::kFlagUtf8)
            .put(zip::kStored)
            .put(kDosDate)
            .put(member.crc);
        record.put(std::uint32_t{0xFFFFFFFF}).put(std::uint32_t{0xFFFFFFFF});
        record.put(static_cast<std::uint16_t>(member.name.size())).put(std::uint16_t{28}).put(std::uint16_t{0});
        record.put(std::uint32_t{0}).put(std::uint32_t{0}).put(std::uint32_t{0xFFFFFFFF}).put(member.name);
        record.put(zip::kExtra64).put(std::uint16_t{24}).put(member.size).put(member.size).put(member.offset);
        LW_TRY(m_file.write(record.bytes()));
    }
    const std::uint64_t end = m_file.position(), size = end - start, count = m_members.size();
    // The 64-bit records only where they are needed: an empty archive must begin with the end record to be recognised.
    const bool large = count >= 0xFFFF || end >= 0xFFFFFFFF;
    Record record;
    if (large) {
        record.put(zip::kEnd64Signature).put(std::uint64_t{zip::kEnd64Size - 12}).put(kVersion).put(kVersion);
        record.put(std::uint32_t{0}).put(std::uint32_t{0}).put(count).put(count).put(size).put(start);
        record.put(zip::kLocator64Signature).put(std::uint32_t{0}).put(end).put(std::uint32_t{1});
    }
    const auto narrow16 = static_cast<std::uint16_t>(large ? 0xFFFF : count);
    record.put(zip::kEndSignature).put(std::uint32_t{0}).put(narrow16).put(narrow16);
    record.put(static_cast<std::uint32_t>(large ? 0xFFFFFFFF : size))
        .put(static_cast<std::uint32_t>(large ? 0xFFFFFFFF : start));
    record.put(std::uint16_t{0});
    return m_file.write(record.bytes());
}

} // namespace lw
