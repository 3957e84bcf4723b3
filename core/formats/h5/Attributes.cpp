// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/Attributes.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>

namespace lw::formats::h5 {

namespace {

constexpr std::size_t kHeaderLimit = 64512; // HDF5_OBJECT_HEADER_LIMIT of Keras

Hdf5Attribute fixedList(std::string name, std::span<const std::string> names, std::size_t width)
{
    Hdf5Attribute attribute;
    attribute.name = std::move(name);
    attribute.space.kind = Hdf5Space::Class::Simple;
    attribute.space.dims = {names.size()};
    attribute.type.kind = Hdf5Type::Class::String;
    attribute.type.size = width;
    attribute.type.padding = 1; // H5T_STR_NULLPAD
    const auto owner = std::make_shared<std::vector<std::byte>>(names.size() * width);
    std::vector<std::byte>& bytes = *owner;
    for (std::size_t i = 0; i < names.size(); ++i)
        std::memcpy(bytes.data() + i * width, names[i].data(), names[i].size());
    attribute.raw = {bytes, owner};
    return attribute;
}

} // namespace

Hdf5Attribute textAttribute(std::string_view name, std::string text)
{
    Hdf5Attribute attribute;
    attribute.name = name;
    attribute.type.kind = Hdf5Type::Class::String;
    attribute.type.variable = true;
    attribute.type.size = sizeof(char*);
    attribute.type.characterSet = 1; // H5T_CSET_UTF8
    attribute.variable.push_back(std::move(text));
    return attribute;
}

std::vector<Hdf5Attribute> nameListAttributes(std::string_view name, const std::vector<std::string>& names)
{
    if (names.empty()) { // NumPy makes an empty list one of float64
        Hdf5Attribute attribute = fixedList(std::string(name), names, 1);
        return {attribute};
    }
    std::size_t width = 1;
    for (const std::string& one : names)
        width = std::max(width, one.size());
    const std::size_t most = std::max<std::size_t>(1, kHeaderLimit / width);
    if (names.size() <= most)
        return {fixedList(std::string(name), names, width)};
    std::vector<Hdf5Attribute> chunks;
    const std::span<const std::string> all(names);
    for (std::size_t at = 0; at < names.size(); at += most)
        chunks.push_back(fixedList(std::string(name) + std::to_string(chunks.size()),
                                   all.subspan(at, std::min(most, names.size() - at)), width));
    return chunks;
}

} // namespace lw::formats::h5
