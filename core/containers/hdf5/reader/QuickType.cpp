// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/QuickType.h"

#include "core/containers/hdf5/reader/Cursor.h"
#include "core/containers/hdf5/reader/Output.h"

#include <initializer_list>

namespace lw::hdf5_reader {

namespace {

constexpr std::uint8_t kInteger = 0, kFloat = 1, kString = 3, kVariableLength = 9; // H5T_class_t
constexpr std::uint8_t kLittle = 1, kBig = 2;

struct Head {
    std::uint8_t kind = 0, version = 0;
    std::uint32_t bits = 0, size = 0;
};

Head readHead(Cursor& cursor)
{
    Head head;
    const auto word = cursor.number<std::uint32_t>();
    head.kind = word & 0xf;
    head.version = (word >> 4) & 0xf;
    head.bits = word >> 8;
    head.size = cursor.number<std::uint32_t>();
    return head;
}

void integer(const Head& head, Cursor& cursor, Output& output)
{
    const auto offset = cursor.number<std::uint16_t>(), precision = cursor.number<std::uint16_t>();
    output.number(static_cast<std::uint8_t>((head.bits & 1) != 0 ? kBig : kLittle));
    output.number(std::uint32_t{precision});
    output.number(std::uint32_t{offset});
    output.number(static_cast<std::uint8_t>((head.bits >> 3) & 1));
}

bool floating(const Head& head, Cursor& cursor, Output& output)
{
    const auto offset = cursor.number<std::uint16_t>(), precision = cursor.number<std::uint16_t>();
    const auto exponentAt = cursor.number<std::uint8_t>(), exponentSize = cursor.number<std::uint8_t>();
    const auto mantissaAt = cursor.number<std::uint8_t>(), mantissaSize = cursor.number<std::uint8_t>();
    const auto bias = cursor.number<std::uint32_t>();
    const std::uint32_t norm = (head.bits >> 4) & 3, sign = (head.bits >> 8) & 0xff;
    if ((head.bits & 0x40) != 0 || norm > 2) // VAX order, or reserved
        return false;
    output.number(static_cast<std::uint8_t>((head.bits & 1) != 0 ? kBig : kLittle));
    for (const std::uint32_t field :
         {std::uint32_t{precision}, std::uint32_t{offset}, sign, std::uint32_t{exponentAt}, std::uint32_t{exponentSize},
          std::uint32_t{mantissaAt}, std::uint32_t{mantissaSize}})
        output.number(field);
    output.number(std::uint64_t{bias});
    // In the file 0, 1, 2 are none, always set, implied; H5T_norm_t counts the other way round.
    output.number(static_cast<std::uint8_t>(2 - norm));
    return true;
}

void string(bool variable, std::uint32_t padding, std::uint32_t characterSet, Output& output)
{
    output.number(static_cast<std::uint8_t>(variable));
    output.number(static_cast<std::uint8_t>(padding));
    output.number(static_cast<std::uint8_t>(characterSet));
}

} // namespace

std::optional<QuickType> quickType(std::string_view message)
{
    Cursor cursor(message);
    const Head head = readHead(cursor);
    if (!cursor.good() || head.version < 1 || head.version > 3 || head.size == 0)
        return std::nullopt;
    QuickType type;
    type.size = head.size;
    Output output(kNoDescriptor);
    const bool isVariableString = head.kind == kVariableLength && (head.bits & 0xf) == 1 && head.size == 16;
    output.number(isVariableString ? kString : head.kind);
    // libhdf5 tells the size of a pointer for strings that lie in a heap.
    output.number(isVariableString ? std::uint64_t{sizeof(char*)} : std::uint64_t{head.size});
    if (head.kind == kInteger) {
        integer(head, cursor, output);
    } else if (head.kind == kFloat) {
        if (!floating(head, cursor, output))
            return std::nullopt;
    } else if (head.kind == kString) {
        string(false, head.bits & 0xf, (head.bits >> 4) & 0xf, output);
    } else if (isVariableString) {
        type.variableString = true;
        string(true, (head.bits >> 4) & 0xf, (head.bits >> 8) & 0xf, output);
    } else {
        return std::nullopt;
    }
    if (!cursor.good())
        return std::nullopt;
    type.description = output.collected();
    return type;
}

std::optional<QuickSpace> quickSpace(std::string_view message)
{
    Cursor cursor(message);
    const auto version = cursor.number<std::uint8_t>(), rank = cursor.number<std::uint8_t>();
    const auto flags = cursor.number<std::uint8_t>(), kindOrReserved = cursor.number<std::uint8_t>();
    if (version == 1)
        cursor.skip(4);
    if ((version != 1 && version != 2) || rank > 32 || flags > 1)
        return std::nullopt;
    constexpr std::uint8_t kScalar = 0, kSimple = 1, kNull = 2;
    const std::uint8_t kind = version == 2 ? kindOrReserved : rank == 0 ? kScalar : kSimple;
    if (kind > kNull || (kind == kSimple) != (rank > 0))
        return std::nullopt;
    QuickSpace space;
    space.elements = kind == kNull ? 0 : 1;
    Output output(kNoDescriptor);
    output.number(kind);
    output.number(std::uint32_t{rank});
    for (unsigned i = 0; i < rank; ++i) {
        const auto size = cursor.number<std::uint64_t>();
        output.number(size);
        if (__builtin_mul_overflow(space.elements, size, &space.elements) || space.elements > (1ULL << 62))
            return std::nullopt;
    }
    if (!cursor.good())
        return std::nullopt;
    space.description = output.collected();
    return space;
}

} // namespace lw::hdf5_reader
