// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/sstable/Crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace lw::sstable {

namespace {

constexpr std::uint32_t kPolynomial = 0x82f63b78U; // reflected

using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables makeTables()
{
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? (crc >> 1) ^ kPolynomial : crc >> 1;
        tables[0][byte] = crc;
    }
    for (std::size_t slice = 1; slice < tables.size(); ++slice)
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t crc = tables[slice - 1][byte];
            tables[slice][byte] = (crc >> 8) ^ tables[0][crc & 0xffU];
        }
    return tables;
}

constexpr Tables kTables = makeTables();

std::uint64_t load64(const std::byte* at)
{
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof(word));
    return word;
}

#if defined(__x86_64__)

// One stream of the instruction takes 3 cycles a word; three streams over equal pieces keep it busy every cycle. Their
// results are joined by shifting a crc over the bytes of a piece, which is a product of polynomials done by squaring.
constexpr std::size_t kPiece = 4096;

constexpr std::uint32_t multiplyPolynomials(std::uint32_t a, std::uint32_t b)
{
    std::uint32_t product = 0;
    for (std::uint32_t bit = 0x80000000U; bit != 0; bit >>= 1) {
        if ((a & bit) != 0)
            product ^= b;
        b = (b & 1U) != 0 ? (b >> 1) ^ kPolynomial : b >> 1;
    }
    return product;
}

/// x^(8 * bytes) in the reflected representation.
constexpr std::uint32_t powerOf(std::size_t bytes)
{
    std::uint32_t result = 0x80000000U; // x^0
    std::uint32_t square = 0x00800000U; // x^8
    for (std::size_t n = bytes; n != 0; n >>= 1) {
        if ((n & 1U) != 0)
            result = multiplyPolynomials(result, square);
        square = multiplyPolynomials(square, square);
    }
    return result;
}

constexpr std::uint32_t kShiftPiece = powerOf(kPiece);

__attribute__((target("sse4.2"))) std::uint32_t crcWithInstruction(const std::byte* at, std::size_t size,
                                                                   std::uint32_t before)
{
    std::uint64_t crc = before ^ 0xffffffffU;
    while (size >= 3 * kPiece) {
        std::uint64_t second = 0;
        std::uint64_t third = 0;
        for (std::size_t i = 0; i < kPiece; i += 8) {
            crc = _mm_crc32_u64(crc, load64(at + i));
            second = _mm_crc32_u64(second, load64(at + kPiece + i));
            third = _mm_crc32_u64(third, load64(at + 2 * kPiece + i));
        }
        crc = multiplyPolynomials(kShiftPiece, static_cast<std::uint32_t>(crc)) ^ second;
        crc = multiplyPolynomials(kShiftPiece, static_cast<std::uint32_t>(crc)) ^ third;
        at += 3 * kPiece;
        size -= 3 * kPiece;
    }
    for (; size >= 8; at += 8, size -= 8)
        crc = _mm_crc32_u64(crc, load64(at));
    auto tail = static_cast<std::uint32_t>(crc);
    for (; size > 0; ++at, --size)
        tail = _mm_crc32_u8(tail, static_cast<unsigned char>(*at));
    return tail ^ 0xffffffffU;
}

#endif

} // namespace

std::uint32_t crc32cPortable(ByteSpan bytes, std::uint32_t before)
{
    std::uint32_t crc = before ^ 0xffffffffU;
    const std::byte* at = bytes.data();
    std::size_t size = bytes.size();
    for (; size >= 8; at += 8, size -= 8) {
        const std::uint64_t word = load64(at) ^ crc;
        crc = 0;
        for (std::size_t i = 0; i < 8; ++i)
            crc ^= kTables[7 - i][(word >> (8 * i)) & 0xffU];
    }
    for (; size > 0; ++at, --size)
        crc = (crc >> 8) ^ kTables[0][(crc ^ static_cast<std::uint32_t>(*at)) & 0xffU];
    return crc ^ 0xffffffffU;
}

std::uint32_t crc32c(ByteSpan bytes, std::uint32_t before)
{
#if defined(__x86_64__)
    static const bool hasInstruction = __builtin_cpu_supports("sse4.2") != 0;
    if (hasInstruction)
        return crcWithInstruction(bytes.data(), bytes.size(), before);
#endif
    return crc32cPortable(bytes, before);
}

} // namespace lw::sstable
