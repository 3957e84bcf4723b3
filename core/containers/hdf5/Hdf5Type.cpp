// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5Type.h"

#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/ListingReader.h"

namespace lw {

namespace {

using Class = Hdf5Type::Class;

DType integerType(const Hdf5Type& type)
{
    if (type.precision != type.size * 8 || type.bitOffset != 0)
        return DType::Invalid;
    switch (type.size) {
    case 1:
        return type.isSigned ? DType::Int8 : DType::UInt8;
    case 2:
        return type.isSigned ? DType::Int16 : DType::UInt16;
    case 4:
        return type.isSigned ? DType::Int32 : DType::UInt32;
    case 8:
        return type.isSigned ? DType::Int64 : DType::UInt64;
    default:
        return DType::Invalid;
    }
}

/// One of the layouts below, told apart by the sizes and places of sign, exponent and mantissa.
DType floatType(const Hdf5Type& type)
{
    struct Layout {
        std::uint32_t bytes, exponent, mantissa;
        std::uint64_t bias;
        DType dtype;
    };
    static constexpr Layout kLayouts[] = {
        {8, 11, 52, 1023, DType::Float64}, {4, 8, 23, 127, DType::Float32},  {2, 5, 10, 15, DType::Float16},
        {2, 8, 7, 127, DType::BFloat16},   {1, 5, 2, 15, DType::Float8E5M2}, {1, 4, 3, 7, DType::Float8E4M3FN},
    };
    for (const Layout& layout : kLayouts) {
        const bool same = type.size == layout.bytes && type.precision == layout.bytes * 8 && type.bitOffset == 0 &&
                          type.exponentSize == layout.exponent && type.mantissaSize == layout.mantissa &&
                          type.exponentBias == layout.bias && type.mantissaPosition == 0 &&
                          type.exponentPosition == layout.mantissa && type.signPosition == layout.bytes * 8 - 1;
        if (same)
            return layout.dtype;
    }
    return DType::Invalid;
}

/// h5py: an enumeration over int8 of exactly FALSE = 0 and TRUE = 1.
bool isBoolean(const Hdf5Type& type)
{
    return type.size == 1 && type.members.size() == 2 && type.members[0].name == "FALSE" &&
           type.members[0].value == 0 && type.members[1].name == "TRUE" && type.members[1].value == 1;
}

/// h5py: a compound of r and i.
DType complexType(const Hdf5Type& type)
{
    if (type.members.size() != 2 || type.members[0].name != "r" || type.members[1].name != "i" ||
        type.members[0].value != 0 || type.members[1].value != type.size / 2)
        return DType::Invalid;
    const DType real = type.members[0].type[0].dtype(), imaginary = type.members[1].type[0].dtype();
    if (real != imaginary || type.members[0].type[0].order != type.members[1].type[0].order)
        return DType::Invalid;
    return real == DType::Float32 && type.size == 8    ? DType::Complex64
           : real == DType::Float64 && type.size == 16 ? DType::Complex128
                                                       : DType::Invalid;
}

Result<void> parseBits(ByteReader& reader, Hdf5Type& type)
{
    LW_ASSIGN(type.order, readEnum<Hdf5Type::Order>(reader, 3));
    LW_ASSIGN(type.precision, reader.number<std::uint32_t>());
    LW_ASSIGN(type.bitOffset, reader.number<std::uint32_t>());
    return {};
}

Result<void> parseFloat(ByteReader& reader, Hdf5Type& type)
{
    LW_TRY(parseBits(reader, type));
    for (std::uint32_t* field :
         {&type.signPosition, &type.exponentPosition, &type.exponentSize, &type.mantissaPosition, &type.mantissaSize}) {
        LW_ASSIGN(*field, reader.number<std::uint32_t>());
    }
    LW_ASSIGN(type.exponentBias, reader.number<std::uint64_t>());
    LW_ASSIGN(type.normalization, reader.number<std::uint8_t>());
    return {};
}

Result<void> parseBase(ByteReader& reader, Hdf5Type& type, unsigned depth)
{
    LW_ASSIGN(auto base, Hdf5Type::parse(reader, depth + 1));
    type.base.push_back(std::move(base));
    return {};
}

Result<void> parseMembers(ByteReader& reader, Hdf5Type& type, unsigned depth)
{
    if (type.kind == Class::Enum)
        LW_TRY(parseBase(reader, type, depth));
    LW_ASSIGN(const std::uint32_t count, reader.number<std::uint32_t>());
    if (count > hdf5_protocol::kMaxTypeMembers)
        return corrupt("a datatype has too many members");
    for (std::uint32_t i = 0; i < count; ++i) {
        Hdf5Type::Member member;
        LW_ASSIGN(member.name, readText(reader));
        LW_ASSIGN(member.value, reader.number<std::uint64_t>());
        if (type.kind == Class::Compound) {
            LW_ASSIGN(auto inner, Hdf5Type::parse(reader, depth + 1));
            if (member.value > type.size || inner.size > type.size - member.value)
                return corrupt("a member of a compound datatype lies outside of it");
            member.type.push_back(std::move(inner));
        }
        type.members.push_back(std::move(member));
    }
    return {};
}

Result<void> parseString(ByteReader& reader, Hdf5Type& type)
{
    LW_ASSIGN(const auto variable, reader.number<std::uint8_t>());
    type.variable = variable != 0;
    LW_ASSIGN(type.padding, reader.number<std::uint8_t>());
    LW_ASSIGN(type.characterSet, reader.number<std::uint8_t>());
    return {};
}

Result<void> parseArray(ByteReader& reader, Hdf5Type& type, unsigned depth)
{
    LW_ASSIGN(type.dims, readSizes(reader));
    return parseBase(reader, type, depth);
}

Result<void> parseFlag(ByteReader& reader, bool& flag)
{
    LW_ASSIGN(const auto value, reader.number<std::uint8_t>());
    flag = value != 0;
    return {};
}

Result<void> parseRest(ByteReader& reader, Hdf5Type& type, unsigned depth)
{
    switch (type.kind) {
    case Class::Integer:
        LW_TRY(parseBits(reader, type));
        return parseFlag(reader, type.isSigned);
    case Class::BitField:
        return parseBits(reader, type);
    case Class::Float:
        return parseFloat(reader, type);
    case Class::String:
        return parseString(reader, type);
    case Class::Opaque: {
        LW_ASSIGN(type.tag, readText(reader));
        return {};
    }
    case Class::Enum:
    case Class::Compound:
        return parseMembers(reader, type, depth);
    case Class::VariableLength:
        return parseBase(reader, type, depth);
    case Class::Array:
        return parseArray(reader, type, depth);
    case Class::Reference:
        return parseFlag(reader, type.regionReference);
    case Class::Time:
        break;
    }
    return {};
}

std::string orderText(const Hdf5Type& type)
{
    return type.order == Hdf5Type::Order::Big ? "big-endian " : "";
}

} // namespace

DType Hdf5Type::dtype() const
{
    if (order == Order::Other)
        return DType::Invalid;
    switch (kind) {
    case Class::Integer:
        return integerType(*this);
    case Class::Float:
        return floatType(*this);
    case Class::String:
        return DType::String;
    case Class::Enum:
        return isBoolean(*this) ? DType::Bool : base[0].dtype();
    case Class::Compound:
        return complexType(*this);
    default:
        return DType::Invalid;
    }
}

bool Hdf5Type::isPlain() const
{
    if (kind == Class::VariableLength || kind == Class::Reference || variable)
        return false;
    for (const Hdf5Type& inner : base) {
        if (!inner.isPlain())
            return false;
    }
    for (const Member& member : members) {
        if (!member.type.empty() && !member.type[0].isPlain())
            return false;
    }
    return true;
}

std::size_t Hdf5Type::swapSize() const
{
    const DType element = dtype();
    if (kind == Class::Enum)
        return base[0].swapSize();
    if (kind == Class::Compound && element != DType::Invalid)
        return members[0].type[0].swapSize();
    return order == Order::Big && size > 1 ? static_cast<std::size_t>(size) : 0;
}

std::string Hdf5Type::text() const
{
    const DType element = dtype();
    if (element == DType::String)
        return variable ? "string" : "string of " + std::to_string(size);
    if (element != DType::Invalid)
        return (swapSize() != 0 ? "big-endian " : "") + std::string(dtypeName(element));
    switch (kind) {
    case Class::Integer:
        return orderText(*this) + "integer of " + std::to_string(precision) + " bits";
    case Class::Float:
        return orderText(*this) + "floating-point number of " + std::to_string(precision) + " bits";
    case Class::Time:
        return "time";
    case Class::BitField:
        return "bit field of " + std::to_string(precision) + " bits";
    case Class::Opaque:
        return "opaque type of " + std::to_string(size) + " bytes";
    case Class::Compound:
        return "compound of " + std::to_string(members.size());
    case Class::Reference:
        return regionReference ? "region reference" : "object reference";
    case Class::Enum:
        return "enumeration of " + base[0].text();
    case Class::VariableLength:
        return "variable-length list of " + base[0].text();
    case Class::Array:
        return "array of " + base[0].text();
    default:
        return "unknown type";
    }
}

Result<Hdf5Type> Hdf5Type::parse(ByteReader& reader, unsigned depth)
{
    if (depth > hdf5_protocol::kMaxTypeDepth)
        return corrupt("a datatype is nested too deeply");
    Hdf5Type type;
    LW_ASSIGN(type.kind, readEnum<Class>(reader, static_cast<std::uint8_t>(Class::Array)));
    LW_ASSIGN(type.size, reader.number<std::uint64_t>());
    LW_TRY(parseRest(reader, type, depth));
    return type;
}

} // namespace lw
