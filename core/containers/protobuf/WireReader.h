// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <cstdint>
#include <optional>

namespace lw::protobuf {

/// protobuf.dev/programming-guides/encoding, "Message Structure".
enum class WireType : std::uint8_t { Varint = 0, Fixed64 = 1, Bytes = 2, Group = 3, EndGroup = 4, Fixed32 = 5 };

/// One field of a message, not decoded further.
struct WireField {
    std::uint32_t number = 0;
    WireType type = WireType::Varint;
    std::uint64_t value = 0; ///< of Varint, Fixed64, Fixed32
    ByteSpan bytes;          ///< of Bytes: the payload, a view of the message

    [[nodiscard]] std::string_view text() const { return asText(bytes); }
    [[nodiscard]] bool is(std::uint32_t wanted, WireType wantedType) const
    {
        return number == wanted && type == wantedType;
    }
};

/// Walks over the fields of one message without decoding or copying them: how a large SavedModel is opened without
/// touching its functions. Groups are skipped whole, to a depth of 100. Fields that nobody asks for cost nothing.
class WireReader {
public:
    explicit WireReader(ByteSpan message) : m_message(message) {}
    /// The next field, or none at the end. Corrupt, with the offset in the message, when the bytes are no fields.
    Result<std::optional<WireField>> next();

private:
    Result<std::uint64_t> varint();
    Result<void> skipGroup(std::uint32_t number);
    [[nodiscard]] Error broken(const char* what) const;
    ByteSpan m_message;
    std::size_t m_position = 0;
};

} // namespace lw::protobuf
