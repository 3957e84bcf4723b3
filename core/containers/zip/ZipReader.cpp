// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/zip/ZipReader.h"

#include "core/base/ByteReader.h"
#include "core/base/Checksum.h"
#include "core/base/MappedPages.h"
#include "core/containers/zip/ZipFormat.h"

#include <algorithm>
#include <unordered_set>
#include <zlib.h>

namespace lw {

namespace {

constexpr std::uint64_t kMaximumEntries = 1'000'000;
constexpr std::size_t kMaximumName = 4096;

struct Directory {
    std::uint64_t offset = 0, size = 0, entries = 0;
};

/// Position of the end record: searched from the back, since a comment of up to 64 KiB may follow it (4.3.16).
Result<std::size_t> findEndRecord(ByteSpan bytes)
{
    if (bytes.size() < zip::kEndSize)
        return corrupt("the archive is too short to be a zip file");
    const std::size_t lowest = bytes.size() > zip::kEndSize + 0xFFFF ? bytes.size() - zip::kEndSize - 0xFFFF : 0;
    for (std::size_t at = bytes.size() - zip::kEndSize + 1; at-- > lowest;) {
        ByteReader reader(bytes.subspan(at));
        if (*reader.number<std::uint32_t>() != zip::kEndSignature)
            continue;
        LW_TRY(reader.seek(20));
        if (*reader.number<std::uint16_t>() == bytes.size() - at - zip::kEndSize)
            return at;
    }
    return corrupt("the archive has no directory at its end; it may have been cut");
}

Result<Directory> readDirectory64(ByteSpan bytes, std::size_t endRecord)
{
    if (endRecord < zip::kLocator64Size)
        return corrupt("the archive's directory locator is missing");
    ByteReader locator(bytes.subspan(endRecord - zip::kLocator64Size, zip::kLocator64Size));
    if (*locator.number<std::uint32_t>() != zip::kLocator64Signature)
        return corrupt("the archive's directory locator is missing");
    LW_TRY(locator.skip(4));
    LW_ASSIGN(const auto offset, locator.number<std::uint64_t>());
    ByteReader record(bytes);
    LW_TRY(record.seek(offset));
    LW_ASSIGN(const auto signature, record.number<std::uint32_t>());
    if (signature != zip::kEnd64Signature)
        return corrupt("the archive's 64-bit directory record is damaged").atOffset(offset);
    LW_TRY(record.skip(28));
    Directory directory;
    LW_ASSIGN(directory.entries, record.number<std::uint64_t>());
    LW_ASSIGN(directory.size, record.number<std::uint64_t>());
    LW_ASSIGN(directory.offset, record.number<std::uint64_t>());
    return directory;
}

Result<Directory> readDirectory(ByteSpan bytes)
{
    LW_ASSIGN(const std::size_t end, findEndRecord(bytes));
    ByteReader reader(bytes.subspan(end));
    LW_TRY(reader.seek(8));
    Directory directory;
    LW_ASSIGN(directory.entries, reader.number<std::uint16_t>());
    LW_TRY(reader.skip(2));
    LW_ASSIGN(directory.size, reader.number<std::uint32_t>());
    LW_ASSIGN(directory.offset, reader.number<std::uint32_t>());
    if (directory.entries == 0xFFFF || directory.size == 0xFFFFFFFF || directory.offset == 0xFFFFFFFF) {
        LW_ASSIGN(directory, readDirectory64(bytes, end));
    }
    if (directory.offset > bytes.size() || directory.size > bytes.size() - directory.offset)
        return corrupt("the archive's directory lies outside the file").atOffset(directory.offset);
    if (directory.entries > kMaximumEntries || directory.entries * zip::kCentralSize > directory.size)
        return corrupt("the archive claims " + std::to_string(directory.entries) +
                       " members, more than its directory can hold");
    return directory;
}

/// Sizes and offset that did not fit 32 bits stand in an extra field, in this order (4.5.3).
Result<void> applyExtra64(ByteSpan extra, ZipEntry& entry, std::uint64_t& localOffset)
{
    ByteReader reader(extra);
    while (reader.remaining() >= 4) {
        LW_ASSIGN(const auto id, reader.number<std::uint16_t>());
        LW_ASSIGN(const auto size, reader.number<std::uint16_t>());
        LW_ASSIGN(const ByteSpan body, reader.bytes(size));
        if (id != zip::kExtra64)
            continue;
        ByteReader fields(body);
        for (std::uint64_t* field : {&entry.size, &entry.compressedSize, &localOffset}) {
            if (*field != 0xFFFFFFFF)
                continue;
            LW_ASSIGN(*field, fields.number<std::uint64_t>());
        }
    }
    return {};
}

Result<void> checkLocalHeader(ByteSpan bytes, std::uint64_t offset, ZipEntry& entry)
{
    ByteReader reader(bytes);
    LW_TRY(reader.seek(std::min<std::uint64_t>(offset, bytes.size() + 1)));
    LW_ASSIGN(const auto signature, reader.number<std::uint32_t>());
    if (signature != zip::kLocalSignature)
        return corrupt("the archive's directory points to something that is no member").atOffset(offset);
    LW_TRY(reader.skip(4));
    LW_ASSIGN(const auto method, reader.number<std::uint16_t>());
    LW_TRY(reader.skip(16));
    LW_ASSIGN(const auto nameLength, reader.number<std::uint16_t>());
    LW_ASSIGN(const auto extraLength, reader.number<std::uint16_t>());
    LW_ASSIGN(const std::string_view name, reader.text(nameLength));
    LW_TRY(reader.skip(extraLength));
    if (name != entry.name || method != entry.method)
        return corrupt("a member's own header contradicts the directory").atOffset(offset);
    entry.dataOffset = reader.position();
    if (entry.compressedSize > reader.remaining())
        return corrupt("a member reaches past the end of the archive; it may have been cut").atOffset(offset);
    return {};
}

Result<ZipEntry> readEntry(ByteReader& reader, ByteSpan bytes)
{
    LW_ASSIGN(const auto signature, reader.number<std::uint32_t>());
    if (signature != zip::kCentralSignature)
        return corrupt("the archive's directory is damaged").atOffset(reader.position());
    LW_TRY(reader.skip(4));
    LW_ASSIGN(const auto flags, reader.number<std::uint16_t>());
    ZipEntry entry;
    LW_ASSIGN(entry.method, reader.number<std::uint16_t>());
    LW_TRY(reader.skip(4));
    LW_ASSIGN(entry.crc, reader.number<std::uint32_t>());
    LW_ASSIGN(entry.compressedSize, reader.number<std::uint32_t>());
    LW_ASSIGN(entry.size, reader.number<std::uint32_t>());
    LW_ASSIGN(const auto nameLength, reader.number<std::uint16_t>());
    LW_ASSIGN(const auto extraLength, reader.number<std::uint16_t>());
    LW_ASSIGN(const auto commentLength, reader.number<std::uint16_t>());
    LW_TRY(reader.skip(8));
    LW_ASSIGN(const auto offset32, reader.number<std::uint32_t>());
    LW_ASSIGN(const std::string_view name, reader.text(nameLength));
    LW_ASSIGN(const ByteSpan extra, reader.bytes(extraLength));
    LW_TRY(reader.skip(commentLength));
    entry.name = name;
    std::uint64_t localOffset = offset32;
    LW_TRY(applyExtra64(extra, entry, localOffset));
    if (nameLength > kMaximumName)
        return corrupt("a member of the archive has a name of " + std::to_string(nameLength) + " bytes");
    if ((flags & zip::kFlagEncrypted) != 0)
        return unsupported("the archive is encrypted").in(entry.name);
    if (entry.method != zip::kStored && entry.method != zip::kDeflated)
        return unsupported("a member is compressed with method " + std::to_string(entry.method) +
                           "; stored and deflate are read")
            .in(entry.name);
    if (entry.stored() && entry.size != entry.compressedSize)
        return corrupt("a stored member has two sizes").in(entry.name);
    if (auto checked = checkLocalHeader(bytes, localOffset, entry); !checked)
        return checked.error().in(entry.name);
    return entry;
}

Result<void> refuseOverlaps(const std::vector<ZipEntry>& entries)
{
    std::vector<const ZipEntry*> order;
    for (const ZipEntry& entry : entries)
        order.push_back(&entry);
    std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->dataOffset < b->dataOffset; });
    for (std::size_t i = 1; i < order.size(); ++i)
        if (order[i - 1]->dataOffset + order[i - 1]->compressedSize > order[i]->dataOffset)
            return corrupt("members of the archive overlap").in(order[i]->name);
    return {};
}

Result<void> checkCrc(ByteSpan bytes, const ZipEntry& entry)
{
    uLong crc = ::crc32(0, nullptr, 0);
    constexpr std::size_t kPiece = std::size_t{8} << 20;
    for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
        const ByteSpan piece = bytes.subspan(at, std::min(kPiece, bytes.size() - at));
        crc = ::crc32(crc, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size()));
        if (piece.size() == kPiece)
            releasePages(piece); // a member of gigabytes is not held only because it was checked
    }
    if (!sameChecksum(entry.crc, static_cast<std::uint32_t>(crc)))
        return corrupt("the checksum of a member is wrong; the file is damaged").in(entry.name);
    return {};
}

Result<Bytes> inflateMember(ByteSpan packed, const ZipEntry& entry, const Progress& progress)
{
    // Deflate cannot shrink more than about 1032 times: a larger claim is a bomb or damage, seen before anything is
    // allocated.
    if (entry.size / 1100 > entry.compressedSize)
        return corrupt("a member claims to unpack to " + std::to_string(entry.size) + " bytes, more than deflate can")
            .in(entry.name);
    auto buffer = std::make_shared<std::vector<std::byte>>();
    try {
        buffer->resize(entry.size);
    } catch (const std::exception&) {
        return invalid("there is not enough memory for " + std::to_string(entry.size) + " bytes").in(entry.name);
    }
    z_stream stream{};
    if (::inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return ioError("zlib could not be started");
    std::size_t in = 0, out = 0;
    int status = Z_OK;
    constexpr std::size_t kStep = 1 << 20;
    Result<void> stopped;
    while (status == Z_OK && stopped.ok()) {
        stopped = progress.check();
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data() + in));
        stream.avail_in = static_cast<uInt>(std::min(packed.size() - in, kStep));
        stream.next_out = reinterpret_cast<Bytef*>(buffer->data() + out);
        stream.avail_out = static_cast<uInt>(std::min(buffer->size() - out, kStep));
        const auto inBefore = stream.avail_in, outBefore = stream.avail_out;
        status = ::inflate(&stream, Z_NO_FLUSH);
        in += inBefore - stream.avail_in;
        out += outBefore - stream.avail_out;
        progress(out, buffer->size());
        if (status == Z_OK && inBefore == stream.avail_in && outBefore == stream.avail_out)
            break;
    }
    ::inflateEnd(&stream);
    LW_TRY(stopped);
    if (status != Z_STREAM_END || out != buffer->size())
        return corrupt("a member does not unpack to its declared size").in(entry.name);
    return Bytes{*buffer, buffer};
}

} // namespace

Result<std::shared_ptr<const ZipReader>> ZipReader::open(std::shared_ptr<const MappedFile> file)
{
    const ByteSpan bytes = file->bytes();
    const std::string path = file->path();
    const auto failed = [&](const Error& error) { return error.at(path); };
    auto directory = readDirectory(bytes);
    if (!directory)
        return failed(directory.error());
    std::shared_ptr<ZipReader> zip(new ZipReader);
    zip->m_file = std::move(file);
    ByteReader reader(bytes.subspan(directory->offset, directory->size));
    std::unordered_set<std::string> names;
    for (std::uint64_t i = 0; i < directory->entries; ++i) {
        auto entry = readEntry(reader, bytes);
        if (!entry)
            return failed(entry.error());
        if (!names.insert(entry->name).second)
            return failed(corrupt("two members of the archive have the same name").in(entry->name));
        zip->m_entries.push_back(std::move(entry).value());
    }
    if (auto separate = refuseOverlaps(zip->m_entries); !separate)
        return failed(separate.error());
    return std::shared_ptr<const ZipReader>(zip);
}

const ZipEntry* ZipReader::find(std::string_view name) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const ZipEntry& entry) { return entry.name == name; });
    return found == m_entries.end() ? nullptr : &*found;
}

Result<Bytes> ZipReader::read(const ZipEntry& entry, const Progress& progress) const
{
    LW_ASSIGN(const Bytes packed, m_file->slice(entry.dataOffset, entry.compressedSize));
    auto plain = entry.stored() ? Result<Bytes>(packed) : inflateMember(packed.span, entry, progress);
    if (!plain)
        return plain.error().at(m_file->path());
    if (auto checked = checkCrc(plain->span, entry); !checked)
        return checked.error().at(m_file->path());
    return plain;
}

} // namespace lw
