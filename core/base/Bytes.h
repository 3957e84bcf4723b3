// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace lw {

using ByteSpan = std::span<const std::byte>;

inline ByteSpan asBytes(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}
inline std::string_view asText(ByteSpan bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Bytes together with what keeps them alive (a mapping, a decoded buffer). Copying shares; the bytes never change.
struct Bytes {
    ByteSpan span;
    std::shared_ptr<const void> owner;

    [[nodiscard]] std::size_t size() const { return span.size(); }
    [[nodiscard]] Bytes slice(std::size_t offset, std::size_t length) const
    {
        return {span.subspan(offset, length), owner};
    }
};

} // namespace lw
