// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/BundleTensor.h"

#include "core/base/ByteReader.h"
#include "core/base/Checksum.h"
#include "core/containers/sstable/Crc32c.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace lw::formats {

namespace {

Error wrongChecksum(const MappedFile& file, const std::string& key, std::uint64_t offset)
{
    return corrupt("checksum does not match: the bytes were changed").in(key).at(file.path()).atOffset(offset);
}

template <typename T>
std::uint32_t extendCrc(std::uint32_t crc, T number)
{
    return sstable::crc32c(std::as_bytes(std::span(&number, 1)), crc);
}

/// Reads the lengths and continues crc over them as TensorFlow does: as numbers of 4 or 8 bytes, not as varints.
Result<std::vector<std::uint64_t>> readLengths(ByteReader& reader, std::uint64_t elements, std::uint32_t& crc)
{
    if (elements > reader.remaining())
        return corrupt("more strings than bytes");
    std::vector<std::uint64_t> lengths;
    lengths.reserve(elements);
    for (std::uint64_t i = 0; i < elements; ++i) {
        LW_ASSIGN(const std::uint64_t length, reader.varint64());
        crc = length <= std::numeric_limits<std::uint32_t>::max() ? extendCrc(crc, static_cast<std::uint32_t>(length))
                                                                  : extendCrc(crc, length);
        lengths.push_back(length);
    }
    return lengths;
}

Result<std::vector<std::string>> decodeStrings(ByteSpan stored, std::uint64_t elements, std::uint32_t maskedCrc)
{
    ByteReader reader(stored);
    std::uint32_t crc = 0;
    LW_ASSIGN(const std::vector<std::uint64_t> lengths, readLengths(reader, elements, crc));
    LW_ASSIGN(const auto lengthsCrc, reader.number<std::uint32_t>());
    if (!sameChecksum(lengthsCrc, sstable::maskCrc(crc)))
        return corrupt("checksum of the string lengths does not match");
    crc = extendCrc(crc, lengthsCrc);
    if (!sameChecksum(sstable::unmaskCrc(maskedCrc), sstable::crc32c(stored.subspan(reader.position()), crc)))
        return corrupt("checksum does not match: the bytes were changed");
    std::vector<std::string> texts;
    texts.reserve(elements);
    for (const std::uint64_t length : lengths) {
        LW_ASSIGN(const std::string_view text, reader.text(length));
        texts.emplace_back(text);
    }
    return texts;
}

bool overlap(const TensorSlice& a, const TensorSlice& b)
{
    for (std::size_t i = 0; i < a.start.size(); ++i)
        if (a.start[i] >= b.start[i] + b.length[i] || b.start[i] >= a.start[i] + a.length[i])
            return false;
    return true;
}

/// Copies the rows of a slice to their places in the whole.
void place(const TensorSlice& slice, const Shape& shape, std::size_t elementSize, ByteSpan part,
           std::vector<std::byte>& whole)
{
    const std::size_t rank = shape.size();
    const std::size_t rowBytes =
        rank == 0 ? elementSize : static_cast<std::size_t>(slice.length[rank - 1]) * elementSize;
    if (rowBytes == 0)
        return;
    Shape index(rank, 0);
    for (std::size_t from = 0; from < part.size(); from += rowBytes) {
        std::size_t to = 0;
        for (std::size_t i = 0; i < rank; ++i)
            to = to * static_cast<std::size_t>(shape[i]) + static_cast<std::size_t>(slice.start[i] + index[i]);
        std::memcpy(whole.data() + to * elementSize, part.data() + from, rowBytes);
        for (std::size_t i = rank < 2 ? 0 : rank - 1; i-- > 0;) {
            if (++index[i] < slice.length[i])
                break;
            index[i] = 0;
        }
    }
}

} // namespace

Result<Bytes> BundleTensor::bytes() const
{
    auto piece = m_file->slice(m_offset, m_size);
    if (!piece)
        return piece.error().in(m_key);
    if (!m_verified.load(std::memory_order_acquire)) {
        if (!sameChecksum(sstable::unmaskCrc(m_maskedCrc), sstable::crc32c(piece->span)))
            return wrongChecksum(*m_file, m_key, m_offset);
        m_verified.store(true, std::memory_order_release);
    }
    return piece;
}

Result<std::vector<std::string>> BundleStrings::strings() const
{
    const auto piece = m_file->slice(m_offset, m_size);
    if (!piece)
        return piece.error().in(m_key);
    auto texts = decodeStrings(piece->span, m_elements, m_maskedCrc);
    if (!texts)
        return texts.error().in(m_key).at(m_file->path()).atOffset(m_offset);
    return texts;
}

Result<Bytes> SlicedTensor::bytes() const
{
    LW_ASSIGN(const std::uint64_t elements, elementCount(m_shape));
    std::uint64_t covered = 0;
    for (std::size_t i = 0; i < m_slices.size(); ++i) {
        covered += m_slices[i].part.elements();
        for (std::size_t j = 0; j < i; ++j)
            if (overlap(m_slices[i], m_slices[j]))
                return corrupt("slices of a partitioned variable overlap").in(m_key);
    }
    if (covered != elements)
        return corrupt("slices of a partitioned variable leave a hole").in(m_key);
    // The slices fill the whole, and their bytes lie in files, so this is no more than the files hold.
    const std::size_t elementSize = dtypeSize(m_dtype);
    auto whole = std::make_shared<std::vector<std::byte>>(elements * elementSize);
    for (const TensorSlice& slice : m_slices) {
        LW_ASSIGN(const Bytes part, slice.part.bytes());
        place(slice, m_shape, elementSize, part.span, *whole);
    }
    const ByteSpan span(*whole);
    return Bytes{span, std::move(whole)};
}

} // namespace lw::formats
