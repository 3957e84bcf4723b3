// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/DescribeDataset.h"

#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/reader/Handle.h"

#include <array>

namespace lw::hdf5_reader {

namespace {

void describeChunk(hid_t list, Output& output)
{
    std::array<hsize_t, H5S_MAX_RANK> sizes{};
    const int rank = H5Pget_layout(list) == H5D_CHUNKED ? H5Pget_chunk(list, H5S_MAX_RANK, sizes.data()) : 0;
    output.number(static_cast<std::uint32_t>(rank > 0 ? rank : 0));
    for (int i = 0; i < rank; ++i)
        output.number(static_cast<std::uint64_t>(sizes[static_cast<std::size_t>(i)]));
}

void describeFilters(hid_t list, Output& output)
{
    const int count = H5Pget_nfilters(list);
    output.number(static_cast<std::uint32_t>(count > 0 ? count : 0));
    for (int i = 0; i < count; ++i) {
        unsigned flags = 0;
        std::size_t values = 0;
        std::array<char, 128> name{};
        // Without filter_config, which would look for a plug-in of an unknown filter.
        const H5Z_filter_t filter = H5Pget_filter2(list, static_cast<unsigned>(i), &flags, &values, nullptr,
                                                   name.size() - 1, name.data(), nullptr);
        output.number(static_cast<std::uint32_t>(filter));
        output.text(name.data());
    }
}

void describeExternal(hid_t list, Output& output)
{
    const int count = H5Pget_external_count(list);
    output.number(static_cast<std::uint32_t>(count > 0 ? count : 0));
    std::array<char, 1024> name{};
    off_t offset = 0;
    hsize_t size = 0;
    if (count > 0)
        H5Pget_external(list, 0, name.size() - 1, name.data(), &offset, &size);
    output.text(name.data());
}

/// The elements of a small dataset as they lie in the file, or nothing.
void describeInline(hid_t dataset, hid_t type, hid_t space, H5D_layout_t layout, Output& output)
{
    static std::array<char, hdf5_protocol::kMaxInlineBytes> bytes;
    const hssize_t count = layout == H5D_COMPACT ? H5Sget_simple_extent_npoints(space) : 0;
    std::uint64_t size = 0;
    const bool wanted = count > 0 && isPlain(type) &&
                        !__builtin_mul_overflow(static_cast<std::uint64_t>(count), H5Tget_size(type), &size) &&
                        size <= bytes.size() &&
                        H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) >= 0;
    output.text(wanted ? std::string_view(bytes.data(), size) : std::string_view());
}

} // namespace

namespace {

/// The common case in few calls: an offset in this file is only told of contiguous datasets without external files.
void describeContiguous(std::uint64_t offset, std::uint64_t size, Output& output)
{
    output.number(static_cast<std::uint8_t>(H5D_CONTIGUOUS));
    output.number(offset);
    output.number(size);
    for (int none = 0; none < 5; ++none) // chunk, filters, external files and their name, inline bytes
        output.number(std::uint32_t{0});
}

} // namespace

bool describeDataset(hid_t dataset, Output& output)
{
    const Handle type(H5Dget_type(dataset), H5Tclose);
    const Handle space(H5Dget_space(dataset), H5Sclose);
    if (!type.valid() || !space.valid() || !describeType(type, output) || !describeSpace(space, output))
        return false;
    if (const haddr_t offset = H5Dget_offset(dataset); offset != HADDR_UNDEF) {
        describeContiguous(offset, H5Dget_storage_size(dataset), output);
        return true;
    }
    const Handle list(H5Dget_create_plist(dataset), H5Pclose);
    if (!list.valid())
        return false;
    const H5D_layout_t layout = H5Pget_layout(list);
    output.number(static_cast<std::uint8_t>(layout));
    output.number(static_cast<std::uint64_t>(HADDR_UNDEF));
    output.number(static_cast<std::uint64_t>(layout == H5D_VIRTUAL ? 0 : H5Dget_storage_size(dataset)));
    describeChunk(list, output);
    describeFilters(list, output);
    describeExternal(list, output);
    describeInline(dataset, type, space, layout, output);
    return true;
}

} // namespace lw::hdf5_reader
