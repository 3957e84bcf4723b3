// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/writer/TypeBuilder.h"

#include "core/containers/hdf5/writer/Hdf5Writer.h"

#include <vector>

namespace lw {

namespace {

using Class = Hdf5Type::Class;

bool setBits(hid_t id, const Hdf5Type& type)
{
    const H5T_order_t order = type.order == Hdf5Type::Order::Big ? H5T_ORDER_BE : H5T_ORDER_LE;
    return H5Tset_size(id, type.size) >= 0 && H5Tset_precision(id, type.precision) >= 0 &&
           H5Tset_offset(id, type.bitOffset) >= 0 && H5Tset_order(id, order) >= 0;
}

/// Fields must lie within the precision, and the precision within the size, at every step: shrinking goes the other way
/// round than growing.
bool setFloat(hid_t id, const Hdf5Type& type)
{
    const auto setFields = [&] {
        return H5Tset_fields(id, type.signPosition, type.exponentPosition, type.exponentSize, type.mantissaPosition,
                             type.mantissaSize) >= 0;
    };
    const bool grows = type.precision > H5Tget_precision(id);
    const H5T_order_t order = type.order == Hdf5Type::Order::Big ? H5T_ORDER_BE : H5T_ORDER_LE;
    return (grows || setFields()) && (!grows || H5Tset_size(id, type.size) >= 0) &&
           H5Tset_precision(id, type.precision) >= 0 && H5Tset_size(id, type.size) >= 0 && (!grows || setFields()) &&
           H5Tset_offset(id, type.bitOffset) >= 0 && H5Tset_ebias(id, type.exponentBias) >= 0 &&
           H5Tset_norm(id, static_cast<H5T_norm_t>(type.normalization)) >= 0 && H5Tset_order(id, order) >= 0;
}

bool setString(hid_t id, const Hdf5Type& type)
{
    return H5Tset_size(id, type.variable ? H5T_VARIABLE : type.size) >= 0 &&
           H5Tset_strpad(id, static_cast<H5T_str_t>(type.padding)) >= 0 &&
           H5Tset_cset(id, static_cast<H5T_cset_t>(type.characterSet)) >= 0;
}

/// Closes and gives -1 unless ok.
hid_t checked(hid_t id, bool ok)
{
    if (ok || id < 0)
        return id;
    H5Tclose(id);
    return -1;
}

hid_t buildEnum(const Hdf5Type& type)
{
    const hid_t base = buildType(type.base[0]);
    const hid_t id = base >= 0 ? H5Tenum_create(base) : -1;
    bool ok = id >= 0;
    for (const auto& member : type.members)
        ok = ok && H5Tenum_insert(id, member.name.c_str(), &member.value) >= 0;
    H5Tclose(base);
    return checked(id, ok);
}

hid_t buildCompound(const Hdf5Type& type)
{
    const hid_t id = H5Tcreate(H5T_COMPOUND, type.size);
    bool ok = id >= 0;
    for (const auto& member : type.members) {
        const hid_t inner = buildType(member.type[0]);
        ok = ok && inner >= 0 && H5Tinsert(id, member.name.c_str(), member.value, inner) >= 0;
        if (inner >= 0)
            H5Tclose(inner);
    }
    return checked(id, ok);
}

hid_t buildOnBase(const Hdf5Type& type)
{
    const hid_t base = buildType(type.base[0]);
    if (base < 0)
        return -1;
    const std::vector<hsize_t> dims(type.dims.begin(), type.dims.end());
    const hid_t id = type.kind == Class::VariableLength
                         ? H5Tvlen_create(base)
                         : H5Tarray_create2(base, static_cast<unsigned>(dims.size()), dims.data());
    H5Tclose(base);
    return id;
}

hid_t copyOf(hid_t type)
{
    return H5Tcopy(type);
}

} // namespace

hid_t buildType(const Hdf5Type& type)
{
    switch (type.kind) {
    case Class::Integer: {
        const hid_t id = copyOf(H5T_STD_I64LE);
        return checked(id, setBits(id, type) && H5Tset_sign(id, type.isSigned ? H5T_SGN_2 : H5T_SGN_NONE) >= 0);
    }
    case Class::BitField: {
        const hid_t id = copyOf(H5T_STD_B64LE);
        return checked(id, setBits(id, type));
    }
    case Class::Float: {
        const hid_t id = copyOf(type.size == 8 ? H5T_IEEE_F64LE : H5T_IEEE_F32LE);
        return checked(id, setFloat(id, type));
    }
    case Class::String: {
        const hid_t id = copyOf(H5T_C_S1);
        return checked(id, setString(id, type));
    }
    case Class::Opaque: {
        const hid_t id = H5Tcreate(H5T_OPAQUE, type.size);
        return checked(id, id >= 0 && H5Tset_tag(id, type.tag.c_str()) >= 0);
    }
    case Class::Enum:
        return buildEnum(type);
    case Class::Compound:
        return buildCompound(type);
    case Class::VariableLength:
    case Class::Array:
        return buildOnBase(type);
    case Class::Reference:
    case Class::Time:
        break;
    }
    return -1;
}

namespace {

Hdf5Type integer(std::uint64_t size, bool isSigned)
{
    Hdf5Type type;
    type.size = size;
    type.order = Hdf5Type::Order::Little;
    type.precision = static_cast<std::uint32_t>(size * 8);
    type.isSigned = isSigned;
    return type;
}

Hdf5Type floating(std::uint32_t size, std::uint32_t exponent, std::uint64_t bias)
{
    Hdf5Type type = integer(size, true);
    type.kind = Class::Float;
    type.signPosition = size * 8 - 1;
    type.exponentSize = exponent;
    type.mantissaSize = size * 8 - 1 - exponent;
    type.exponentPosition = type.mantissaSize;
    type.exponentBias = bias;
    type.normalization = H5T_NORM_IMPLIED;
    return type;
}

Hdf5Type complex(const Hdf5Type& part)
{
    Hdf5Type type;
    type.kind = Class::Compound;
    type.size = part.size * 2;
    type.members = {{"r", 0, {part}}, {"i", part.size, {part}}};
    return type;
}

} // namespace

Hdf5Type hdf5TypeOf(DType dtype)
{
    Hdf5Type type;
    switch (dtype) {
    case DType::Float16:
        return floating(2, 5, 15);
    case DType::Float32:
        return floating(4, 8, 127);
    case DType::Float64:
        return floating(8, 11, 1023);
    case DType::Complex64:
        return complex(floating(4, 8, 127));
    case DType::Complex128:
        return complex(floating(8, 11, 1023));
    case DType::Bool:
        type.kind = Class::Enum;
        type.size = 1;
        type.base = {integer(1, true)};
        type.members = {{"FALSE", 0, {}}, {"TRUE", 1, {}}};
        return type;
    case DType::String:
        type.kind = Class::String;
        type.variable = true;
        type.characterSet = H5T_CSET_UTF8;
        return type;
    case DType::Int8:
    case DType::Int16:
    case DType::Int32:
    case DType::Int64:
    case DType::QInt8:
    case DType::QInt16:
    case DType::QInt32:
        return integer(dtypeSize(dtype), true);
    case DType::UInt8:
    case DType::UInt16:
    case DType::UInt32:
    case DType::UInt64:
    case DType::QUInt8:
    case DType::QUInt16:
        return integer(dtypeSize(dtype), false);
    default: // bfloat16 and the 8-bit floats
        type.kind = Class::Opaque;
        type.size = dtypeSize(dtype);
        return type;
    }
}

} // namespace lw
