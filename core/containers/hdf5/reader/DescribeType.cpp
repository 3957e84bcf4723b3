// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/reader/Describe.h"
#include "core/containers/hdf5/reader/Handle.h"

#include <array>

namespace lw::hdf5_reader {

namespace {

bool describe(hid_t type, Output& output, unsigned depth);

std::uint8_t orderOf(hid_t type)
{
    switch (H5Tget_order(type)) {
    case H5T_ORDER_LE:
        return 1;
    case H5T_ORDER_BE:
        return 2;
    case H5T_ORDER_NONE:
        return 0;
    default:
        return 3; // VAX or mixed
    }
}

void describeBits(hid_t type, Output& output)
{
    output.number(orderOf(type));
    output.number(static_cast<std::uint32_t>(H5Tget_precision(type)));
    output.number(static_cast<std::uint32_t>(H5Tget_offset(type)));
}

bool describeFloat(hid_t type, Output& output)
{
    size_t sign = 0, exponent = 0, exponentSize = 0, mantissa = 0, mantissaSize = 0;
    if (H5Tget_fields(type, &sign, &exponent, &exponentSize, &mantissa, &mantissaSize) < 0)
        return false;
    describeBits(type, output);
    for (const size_t field : {sign, exponent, exponentSize, mantissa, mantissaSize})
        output.number(static_cast<std::uint32_t>(field));
    output.number(static_cast<std::uint64_t>(H5Tget_ebias(type)));
    output.number(static_cast<std::uint8_t>(H5Tget_norm(type)));
    return true;
}

bool describeName(char* name, Output& output)
{
    if (name == nullptr)
        return false;
    output.text(name);
    H5free_memory(name);
    return true;
}

bool describeEnum(hid_t type, Output& output, unsigned depth)
{
    const Handle base(H5Tget_super(type), H5Tclose);
    const int members = H5Tget_nmembers(type);
    const bool fits = base.valid() && H5Tget_size(base) <= 8 && members >= 0 &&
                      static_cast<std::uint32_t>(members) <= hdf5_protocol::kMaxTypeMembers;
    if (!fits || !describe(base, output, depth + 1))
        return false;
    output.number(static_cast<std::uint32_t>(members));
    for (unsigned i = 0; i < static_cast<unsigned>(members); ++i) {
        std::uint64_t value = 0;
        if (!describeName(H5Tget_member_name(type, i), output) || H5Tget_member_value(type, i, &value) < 0)
            return false;
        output.number(value);
    }
    return true;
}

bool describeCompound(hid_t type, Output& output, unsigned depth)
{
    const int members = H5Tget_nmembers(type);
    if (members < 0 || static_cast<std::uint32_t>(members) > hdf5_protocol::kMaxTypeMembers)
        return false;
    output.number(static_cast<std::uint32_t>(members));
    for (unsigned i = 0; i < static_cast<unsigned>(members); ++i) {
        if (!describeName(H5Tget_member_name(type, i), output))
            return false;
        output.number(static_cast<std::uint64_t>(H5Tget_member_offset(type, i)));
        const Handle member(H5Tget_member_type(type, i), H5Tclose);
        if (!member.valid() || !describe(member, output, depth + 1))
            return false;
    }
    return true;
}

bool describeBase(hid_t type, Output& output, unsigned depth)
{
    const Handle base(H5Tget_super(type), H5Tclose);
    return base.valid() && describe(base, output, depth + 1);
}

bool describeArray(hid_t type, Output& output, unsigned depth)
{
    std::array<hsize_t, H5S_MAX_RANK> dims{};
    const int rank = H5Tget_array_ndims(type);
    if (rank < 0 || rank > H5S_MAX_RANK || H5Tget_array_dims2(type, dims.data()) < 0)
        return false;
    output.number(static_cast<std::uint32_t>(rank));
    for (int i = 0; i < rank; ++i)
        output.number(static_cast<std::uint64_t>(dims[static_cast<std::size_t>(i)]));
    return describeBase(type, output, depth);
}

void describeString(hid_t type, Output& output)
{
    output.number(static_cast<std::uint8_t>(H5Tis_variable_str(type) > 0));
    output.number(static_cast<std::uint8_t>(H5Tget_strpad(type)));
    output.number(static_cast<std::uint8_t>(H5Tget_cset(type)));
}

bool describe(hid_t type, Output& output, unsigned depth)
{
    if (depth > hdf5_protocol::kMaxTypeDepth)
        return false;
    const H5T_class_t kind = H5Tget_class(type);
    output.number(static_cast<std::uint8_t>(kind));
    output.number(static_cast<std::uint64_t>(H5Tget_size(type)));
    switch (kind) {
    case H5T_INTEGER:
        describeBits(type, output);
        output.number(static_cast<std::uint8_t>(H5Tget_sign(type) == H5T_SGN_2));
        return true;
    case H5T_BITFIELD:
        describeBits(type, output);
        return true;
    case H5T_FLOAT:
        return describeFloat(type, output);
    case H5T_STRING:
        describeString(type, output);
        return true;
    case H5T_OPAQUE:
        return describeName(H5Tget_tag(type), output);
    case H5T_ENUM:
        return describeEnum(type, output, depth);
    case H5T_COMPOUND:
        return describeCompound(type, output, depth);
    case H5T_VLEN:
        return describeBase(type, output, depth);
    case H5T_ARRAY:
        return describeArray(type, output, depth);
    case H5T_REFERENCE:
        output.number(static_cast<std::uint8_t>(H5Tequal(type, H5T_STD_REF_DSETREG) > 0));
        return true;
    default:
        return kind == H5T_TIME;
    }
}

} // namespace

bool describeType(hid_t type, Output& output)
{
    return describe(type, output, 0);
}

bool describeSpace(hid_t space, Output& output)
{
    std::array<hsize_t, H5S_MAX_RANK> sizes{}, maxima{};
    const int rank = H5Sget_simple_extent_dims(space, sizes.data(), maxima.data());
    if (rank < 0)
        return false;
    output.number(static_cast<std::uint8_t>(H5Sget_simple_extent_type(space)));
    output.number(static_cast<std::uint32_t>(rank));
    for (int i = 0; i < rank; ++i)
        output.number(static_cast<std::uint64_t>(sizes[static_cast<std::size_t>(i)]));
    return true;
}

namespace {

bool isPlainAt(hid_t type, unsigned depth)
{
    switch (H5Tget_class(type)) {
    case H5T_VLEN:
    case H5T_REFERENCE:
    case H5T_NO_CLASS:
        return false;
    case H5T_STRING:
        return H5Tis_variable_str(type) == 0;
    case H5T_ARRAY: {
        const Handle base(H5Tget_super(type), H5Tclose);
        return depth < hdf5_protocol::kMaxTypeDepth && base.valid() && isPlainAt(base, depth + 1);
    }
    case H5T_COMPOUND:
        break;
    default:
        return true;
    }
    const int members = H5Tget_nmembers(type);
    for (unsigned i = 0; members > 0 && i < static_cast<unsigned>(members); ++i) {
        const Handle member(H5Tget_member_type(type, i), H5Tclose);
        if (depth >= hdf5_protocol::kMaxTypeDepth || !member.valid() || !isPlainAt(member, depth + 1))
            return false;
    }
    return members >= 0;
}

} // namespace

bool isPlain(hid_t type)
{
    return isPlainAt(type, 0);
}

} // namespace lw::hdf5_reader
