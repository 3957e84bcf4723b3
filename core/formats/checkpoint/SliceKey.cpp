// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/SliceKey.h"

#include <array>
#include <bit>
#include <cstdint>

namespace lw::formats {

namespace {

// tensorflow/core/lib/strings/ordered_code.cc, kLengthToHeaderBits: how a signed number tells its length.
constexpr std::array<std::array<unsigned char, 2>, 11> kHeaderBits = {{{0, 0},
                                                                       {0x80, 0},
                                                                       {0xc0, 0},
                                                                       {0xe0, 0},
                                                                       {0xf0, 0},
                                                                       {0xf8, 0},
                                                                       {0xfc, 0},
                                                                       {0xfe, 0},
                                                                       {0xff, 0},
                                                                       {0xff, 0x80},
                                                                       {0xff, 0xc0}}};
constexpr unsigned kBitsAByte = 7;

void appendUnsigned(std::string& out, std::uint64_t value)
{
    const int bytes = (std::bit_width(value) + 7) / 8;
    out.push_back(static_cast<char>(bytes));
    for (int i = bytes - 1; i >= 0; --i)
        out.push_back(static_cast<char>(value >> (8 * i)));
}

void appendText(std::string& out, std::string_view text)
{
    for (const char c : text) {
        out.push_back(c);
        if (c == '\0')
            out.push_back('\xff');
        else if (c == '\xff')
            out.push_back('\0');
    }
    out += std::string_view("\0\1", 2);
}

void appendSigned(std::string& out, std::int64_t value)
{
    const std::uint64_t magnitude = static_cast<std::uint64_t>(value < 0 ? ~value : value);
    const std::size_t length = static_cast<std::size_t>(std::bit_width(magnitude)) / kBitsAByte + 1;
    std::array<unsigned char, 10> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) { // big endian, sign extended
        const std::size_t shift = 8 * (bytes.size() - 1 - i);
        bytes[i] = static_cast<unsigned char>(shift >= 64 ? (value < 0 ? 0xff : 0)
                                                          : static_cast<std::uint64_t>(value) >> shift);
    }
    const std::size_t begin = bytes.size() - length;
    bytes[begin] ^= kHeaderBits[length][0];
    if (length > 1)
        bytes[begin + 1] ^= kHeaderBits[length][1];
    out.append(reinterpret_cast<const char*>(bytes.data()) + begin, length);
}

} // namespace

std::string sliceKey(std::string_view name, const Shape& start, const Shape& length)
{
    std::string key;
    appendUnsigned(key, 0);
    appendText(key, name);
    appendUnsigned(key, start.size());
    for (std::size_t i = 0; i < start.size(); ++i) {
        appendSigned(key, start[i]);
        appendSigned(key, length[i]);
    }
    return key;
}

} // namespace lw::formats
