// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ByteReader.h"

namespace lw {

Error ByteReader::pastEnd(std::size_t wanted) const
{
    return corrupt("the data ends early: " + std::to_string(wanted) + " bytes wanted, " + std::to_string(remaining()) +
                   " left")
        .atOffset(m_position);
}

Result<void> ByteReader::seek(std::size_t position)
{
    if (position > m_bytes.size())
        return corrupt("an offset points past the end").atOffset(position);
    m_position = position;
    return {};
}

Result<void> ByteReader::skip(std::size_t count)
{
    if (count > remaining())
        return pastEnd(count);
    m_position += count;
    return {};
}

Result<ByteSpan> ByteReader::bytes(std::size_t count)
{
    if (count > remaining())
        return pastEnd(count);
    const ByteSpan piece = m_bytes.subspan(m_position, count);
    m_position += count;
    return piece;
}

Result<std::string_view> ByteReader::text(std::size_t count)
{
    LW_ASSIGN(const ByteSpan piece, bytes(count));
    return asText(piece);
}

Result<std::uint64_t> ByteReader::varint64()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        LW_ASSIGN(const auto byte, number<std::uint8_t>());
        if (shift == 63 && byte > 1)
            break;
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if ((byte & 0x80) == 0)
            return value;
    }
    return corrupt("a variable-length number is too long").atOffset(m_position);
}

Result<std::uint32_t> ByteReader::varint32()
{
    LW_ASSIGN(const std::uint64_t value, varint64());
    if (value > 0xFFFFFFFFu)
        return corrupt("a variable-length number does not fit 32 bits").atOffset(m_position);
    return static_cast<std::uint32_t>(value);
}

} // namespace lw
