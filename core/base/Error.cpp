// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

namespace lw {

namespace {

/// Length of the valid UTF-8 sequence at text[0], or 0; decodes it into codePoint.
std::size_t decodeUtf8(std::string_view text, std::uint32_t& codePoint)
{
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xC2 && first < 0xE0 ? 2
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    if (length == 0 || text.size() < length)
        return 0;
    codePoint = length == 1 ? first : first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80)
            return 0;
        codePoint = codePoint << 6 | (next & 0x3Fu);
    }
    const bool overlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
    const bool surrogate = codePoint >= 0xD800 && codePoint < 0xE000;
    return overlong || surrogate || codePoint > 0x10FFFF ? 0 : length;
}

/// Characters that would change how the text around them is shown.
bool disturbs(std::uint32_t codePoint)
{
    return codePoint < 0x20 || (codePoint >= 0x7F && codePoint < 0xA0) || codePoint == 0x200E || codePoint == 0x200F ||
           (codePoint >= 0x2028 && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069) ||
           codePoint == 0xFEFF;
}

void appendHex(std::string& out, std::uint32_t value, int digits)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        out += "0123456789abcdef"[value >> shift & 0xF];
}

} // namespace

std::string printable(std::string_view text, std::size_t limit)
{
    std::string out;
    while (!text.empty()) {
        if (out.size() >= limit)
            return out + "\u2026";
        std::uint32_t codePoint = 0;
        const std::size_t length = decodeUtf8(text, codePoint);
        if (length == 0) {
            out += "\\x";
            appendHex(out, static_cast<unsigned char>(text[0]), 2);
        } else if (disturbs(codePoint)) {
            out += codePoint < 0x100 ? "\\x" : "\\u";
            appendHex(out, codePoint, codePoint < 0x100 ? 2 : 4);
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

Error Error::at(std::string path) const
{
    Error copy = *this;
    if (copy.where.path.empty())
        copy.where.path = std::move(path);
    return copy;
}

Error Error::in(std::string inner) const
{
    Error copy = *this;
    if (copy.where.inner.empty())
        copy.where.inner = std::move(inner);
    return copy;
}

Error Error::atOffset(std::uint64_t offset) const
{
    Error copy = *this;
    if (!copy.where.offset)
        copy.where.offset = offset;
    return copy;
}

std::string Error::toString() const
{
    std::string out;
    if (!where.path.empty())
        out += printable(where.path, 4096) + ": ";
    if (!where.inner.empty())
        out += printable(where.inner) + ": ";
    out += printable(message, 2000);
    if (where.offset)
        out += " (at byte " + std::to_string(*where.offset) + ")";
    return out;
}

} // namespace lw
