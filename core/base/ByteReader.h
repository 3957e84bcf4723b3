// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace lw {

/// Reads little-endian numbers and pieces from a span, never past its end: every read is checked and fails with Corrupt
/// and the byte offset. The only place where core decodes integers from files.
class ByteReader {
public:
    explicit ByteReader(ByteSpan bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }
    [[nodiscard]] bool atEnd() const { return remaining() == 0; }

    Result<void> seek(std::size_t position);
    Result<void> skip(std::size_t count);
    Result<ByteSpan> bytes(std::size_t count);
    Result<std::string_view> text(std::size_t count);
    /// Unsigned LEB128, as Protocol Buffers and LevelDB have it; at most 10 (5) bytes.
    Result<std::uint64_t> varint64();
    Result<std::uint32_t> varint32();

    /// u8, u16, u32, u64 and the floats, little endian.
    template <typename T>
    Result<T> number()
    {
        static_assert(std::endian::native == std::endian::little);
        auto piece = bytes(sizeof(T));
        if (!piece)
            return piece.error();
        T value;
        std::memcpy(&value, piece->data(), sizeof(T));
        return value;
    }

private:
    [[nodiscard]] Error pastEnd(std::size_t wanted) const;
    ByteSpan m_bytes;
    std::size_t m_position = 0;
};

/// a * b without wrapping; false in the second member on overflow.
inline std::pair<std::uint64_t, bool> checkedMultiply(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t product = 0;
    const bool fits = !__builtin_mul_overflow(a, b, &product);
    return {product, fits};
}

} // namespace lw
