// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/Hdf5Type.h"

#include <optional>
#include <string>
#include <vector>

namespace lw {

/// Extent of an attribute or dataset.
struct Hdf5Space {
    enum class Class : std::uint8_t { Scalar = 0, Simple = 1, Null = 2 }; ///< H5S_class_t
    Class kind = Class::Scalar;
    std::vector<std::uint64_t> dims;

    /// Product of the dimensions, 0 for Null; none when it does not fit 62 bits.
    [[nodiscard]] std::optional<std::uint64_t> elements() const;
};

/// Strings of a fixed size in raw elements, freed from their padding (H5T_str_t).
std::vector<std::string> fixedStrings(ByteSpan raw, std::uint64_t size, std::uint8_t padding);

/// A named small value of a group or dataset. Either raw bytes in the file's own type, or strings, or the reason why it
/// could not be read.
struct Hdf5Attribute {
    std::string name;
    Hdf5Type type;
    Hdf5Space space;
    Bytes raw;                         ///< elements in the file's type, for types of fixed size
    std::vector<std::string> variable; ///< elements of a string of variable length
    std::string problem;               ///< not empty: it has no value

    [[nodiscard]] bool isString() const { return problem.empty() && type.kind == Hdf5Type::Class::String; }
    /// All elements of a string attribute, of fixed or variable length, padding removed; empty for others.
    [[nodiscard]] std::vector<std::string> strings() const;
    /// The first string; empty for others.
    [[nodiscard]] std::string text() const;
};

struct Hdf5Link {
    std::string name;
    hdf5_protocol::LinkKind kind = hdf5_protocol::LinkKind::Hard;
    std::uint32_t object = 0; ///< Hard: index of the object
    std::string target;       ///< Soft: a path; External: the file
    std::string targetPath;   ///< External: a path in it
};

/// Where and how a dataset lies in the file.
struct Hdf5Storage {
    enum class Layout : std::uint8_t { Compact = 0, Contiguous = 1, Chunked = 2, Virtual = 3 }; ///< H5D_layout_t
    struct Filter {
        std::int32_t id = 0; ///< 1 deflate, 2 shuffle, 3 fletcher32, 4 szip (H5Zpublic.h)
        std::string name;
    };
    Layout layout = Layout::Contiguous;
    std::optional<std::uint64_t>
        offset;             ///< Contiguous: of the first byte within the HDF5 file; none when nothing was written
    std::uint64_t size = 0; ///< bytes that lie in the file
    std::vector<std::uint64_t> chunk;
    std::vector<Filter> filters;
    std::uint32_t externalFiles = 0;
    std::string externalName; ///< the first of them
    Bytes inlineBytes;        ///< Compact: the elements
};

struct Hdf5Object {
    hdf5_protocol::ObjectKind kind = hdf5_protocol::ObjectKind::Damaged;
    std::uint64_t address = 0;
    std::vector<Hdf5Attribute> attributes;
    std::vector<Hdf5Link> links; ///< Group
    bool sortedLinks = false;    ///< Group: links are in the order of their names
    bool tracksOrder = false;    ///< Group: links are in the order of their making
    Hdf5Type type;               ///< Dataset, NamedType
    Hdf5Space space;             ///< Dataset
    Hdf5Storage storage;         ///< Dataset
    std::string problem;         ///< why it, or a part of it, could not be read; or empty

    [[nodiscard]] bool isGroup() const { return kind == hdf5_protocol::ObjectKind::Group; }
    [[nodiscard]] bool isDataset() const { return kind == hdf5_protocol::ObjectKind::Dataset; }
    [[nodiscard]] const Hdf5Attribute* attribute(std::string_view name) const;
    [[nodiscard]] const Hdf5Link* link(std::string_view name) const;
};

/// Everything in an HDF5 file but the elements. Objects are numbered breadth first; 0 is the root group.
struct Hdf5Listing {
    std::vector<Hdf5Object> objects;
    std::string limit; ///< not empty: the file goes beyond a limit, and the listing is not complete

    /// From the bytes that the reader process sent, which are not trusted: every index and length is checked. The
    /// listing shares the bytes. Corrupt when they contradict themselves.
    static Result<Hdf5Listing> parse(const Bytes& bytes);
};

} // namespace lw
