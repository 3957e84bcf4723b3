// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/reader/Describe.h"
#include "core/containers/hdf5/reader/Handle.h"
#include "core/containers/hdf5/reader/ReadOnlyDriver.h"

#include <cstdlib>
#include <memory>

namespace lw::hdf5_reader {

namespace {

using namespace hdf5_protocol;

/// The value could not be had: a text in its place.
void refuse(Output& output, std::string_view why)
{
    output.number(static_cast<std::uint8_t>(ValueKind::None));
    output.text(why);
}

void describeRaw(hid_t attribute, hid_t type, std::size_t size, Output& output)
{
    const std::unique_ptr<char, void (*)(void*)> buffer(static_cast<char*>(std::calloc(size + 1, 1)), std::free);
    if (!buffer || H5Aread(attribute, type, buffer.get()) < 0)
        return refuse(output, lastHdf5Error());
    output.number(static_cast<std::uint8_t>(ValueKind::Raw));
    output.number(static_cast<std::uint64_t>(size));
    output.raw(buffer.get(), size);
}

void describeStrings(hid_t attribute, hid_t type, std::size_t count, Output& output, std::uint64_t& budget)
{
    const std::unique_ptr<char*, void (*)(void*)> texts(static_cast<char**>(std::calloc(count + 1, sizeof(char*))),
                                                        std::free);
    if (!texts || H5Aread(attribute, type, texts.get()) < 0)
        return refuse(output, lastHdf5Error());
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < count; ++i)
        total += texts.get()[i] != nullptr ? std::strlen(texts.get()[i]) : 0;
    if (total > kMaxAttributeBytes || total > budget)
        return refuse(output, "its strings are larger than the limit of 128 MiB");
    budget -= total;
    output.number(static_cast<std::uint8_t>(ValueKind::Strings));
    output.number(static_cast<std::uint64_t>(count));
    for (std::size_t i = 0; i < count; ++i)
        output.text(texts.get()[i] != nullptr ? texts.get()[i] : "");
    // The strings themselves are left to the end of the process, which is near.
}

void describeValue(hid_t attribute, hid_t type, hid_t space, Output& output, std::uint64_t& budget)
{
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    std::uint64_t size = 0;
    if (count < 0 || __builtin_mul_overflow(static_cast<std::uint64_t>(count), H5Tget_size(type), &size) ||
        size > kMaxAttributeBytes || size > budget)
        return refuse(output, "it is larger than the limit of 128 MiB");
    budget -= size;
    if (H5Tis_variable_str(type) > 0)
        return describeStrings(attribute, type, static_cast<std::size_t>(count), output, budget);
    if (isPlain(type))
        return describeRaw(attribute, type, static_cast<std::size_t>(size), output);
    refuse(output, "its type has references or parts of variable length");
}

struct Walk {
    Output& output;
    std::uint64_t& budget;
    std::uint32_t count = 0;
};

herr_t describeAttribute(hid_t object, const char* name, const H5A_info_t*, void* data)
{
    auto& walk = *static_cast<Walk*>(data);
    const std::size_t length = std::strlen(name);
    if (length > kMaxNameLength || walk.count >= kMaxAttributes || walk.budget == 0)
        return 1;
    ++walk.count;
    walk.output.text({name, length});
    const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose);
    const Handle type(attribute.valid() ? H5Aget_type(attribute) : -1, H5Tclose);
    const Handle space(attribute.valid() ? H5Aget_space(attribute) : -1, H5Sclose);
    const std::size_t start = walk.output.mark();
    walk.output.number(std::uint8_t{1});
    if (type.valid() && space.valid() && describeType(type, walk.output) && describeSpace(space, walk.output)) {
        describeValue(attribute, type, space, walk.output, walk.budget);
    } else {
        walk.output.cutTo(start);
        walk.output.number(std::uint8_t{0});
        walk.output.text(lastHdf5Error());
    }
    walk.budget -= walk.budget < 64 + length ? walk.budget : 64 + length;
    return 0;
}

} // namespace

void describeAttributes(hid_t object, Output& output, std::uint64_t& budget)
{
    const std::size_t mark = output.mark();
    output.number(std::uint32_t{0});
    Walk walk{output, budget};
    const herr_t done = H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, describeAttribute, &walk);
    output.patch(mark, walk.count);
    // What stopped the list, or nothing.
    output.text(done == 0 ? "" : done > 0 ? "it has too many attributes" : lastHdf5Error());
}

} // namespace lw::hdf5_reader
