// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/protobuf/WireReader.h"

#include <cstring>
#include <vector>

namespace lw::protobuf {

namespace {

constexpr std::size_t kDeepestGroup = 100;

} // namespace

Error WireReader::broken(const char* what) const
{
    return corrupt(what).atOffset(m_position);
}

Result<std::uint64_t> WireReader::varint()
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (m_position >= m_message.size())
            return broken("message ends inside a number");
        const auto byte = static_cast<std::uint64_t>(m_message[m_position++]);
        value |= (byte & 0x7fU) << shift;
        if (byte < 0x80U)
            return value;
    }
    return broken("number of more than ten bytes");
}

Result<std::optional<WireField>> WireReader::next()
{
    if (m_position == m_message.size())
        return std::optional<WireField>();
    LW_ASSIGN(const std::uint64_t tag, varint());
    WireField field;
    if (tag >> 32U != 0 || (tag >> 3U) == 0)
        return broken("field number out of range");
    field.number = static_cast<std::uint32_t>(tag >> 3U);
    field.type = static_cast<WireType>(tag & 7U);
    const std::size_t left = m_message.size() - m_position;
    switch (field.type) {
    case WireType::Varint: {
        LW_ASSIGN(field.value, varint());
        return std::optional(field);
    }
    case WireType::Fixed64:
    case WireType::Fixed32: {
        const std::size_t size = field.type == WireType::Fixed64 ? 8 : 4;
        if (left < size)
            return broken("message ends inside a number");
        std::memcpy(&field.value, m_message.data() + m_position, size);
        m_position += size;
        return std::optional(field);
    }
    case WireType::Bytes: {
        LW_ASSIGN(const std::uint64_t size, varint());
        if (size > m_message.size() - m_position)
            return broken("field is longer than its message");
        field.bytes = m_message.subspan(m_position, size);
        m_position += size;
        return std::optional(field);
    }
    case WireType::Group: {
        LW_TRY(skipGroup(field.number));
        return std::optional(field);
    }
    case WireType::EndGroup:
        return broken("a group ends that did not start");
    }
    return broken("unknown wire type");
}

Result<void> WireReader::skipGroup(std::uint32_t number)
{
    std::vector<std::uint32_t> open{number};
    while (!open.empty()) {
        if (m_position == m_message.size())
            return broken("message ends inside a group");
        const std::size_t start = m_position;
        LW_ASSIGN(const std::uint64_t tag, varint());
        const auto type = static_cast<WireType>(tag & 7U);
        const std::uint64_t inner = tag >> 3U;
        if (type == WireType::Group) {
            if (open.size() >= kDeepestGroup)
                return broken("groups are nested too deeply");
            open.push_back(static_cast<std::uint32_t>(inner));
        } else if (type == WireType::EndGroup) {
            if (inner != open.back())
                return broken("groups end in another order than they start");
            open.pop_back();
        } else {
            m_position = start;
            LW_TRY(next()); // no group, so this does not recurse
        }
    }
    return {};
}

} // namespace lw::protobuf
