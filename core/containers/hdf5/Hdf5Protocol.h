// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// What the program and its HDF5 reader process say to each other, over a socket pair on the reader's descriptor 0; the
/// file is descriptor 3. Both ends are built together and run on one machine, so numbers are in native order.
/// The program trusts nothing that comes back: every length, index and offset is checked again (Hdf5Listing.cpp).
namespace lw::hdf5_protocol {

inline constexpr std::uint32_t kMagic = 0x3548574cU; // "LWH5"
inline constexpr int kSocket = 0;
inline constexpr int kFile = 3;

enum class Command : std::uint32_t {
    List = 1,
    ReadNumbers = 2,
    ReadStrings = 3,
    ListThroughLibrary = 4 ///< without the quick way, for comparing the two
};

/// The first message of a connection: which part of the file is HDF5, and how much the reader may use.
struct Start {
    std::uint32_t magic = kMagic;
    std::uint32_t cpuSeconds = 0;
    std::uint64_t offset = 0, length = 0;
    std::uint64_t addressSpace = 0;
};

/// One order. ReadNumbers comes with a descriptor of shared memory of exactly `size` bytes, which the reader fills with
/// the dataset's elements in the file's own type; ReadStrings is answered with `size` bytes at most.
struct Request {
    Command command = Command::List;
    std::uint32_t reserved = 0;
    std::uint64_t address = 0; ///< of the dataset's object header, as the listing gave it
    std::uint64_t size = 0;
};

/// Precedes every answer; `length` bytes follow: the listing, the strings, or the words of what went wrong.
struct Answer {
    std::uint32_t magic = kMagic;
    std::uint32_t failed = 0;
    std::uint32_t isolation = 0; ///< which of the bits below hold
    std::uint32_t reserved = 0;
    std::uint64_t length = 0;
};
inline constexpr std::uint32_t kHasSeccomp = 1, kHasLandlock = 2;

/// An Answer to List does not know its length beforehand: the listing ends with an End record and the end of the
/// stream.
inline constexpr std::uint64_t kUntilEnd = ~std::uint64_t{0};

enum class Record : std::uint8_t { Object = 'O', End = 'E' };
enum class ObjectKind : std::uint8_t { Group = 1, Dataset = 2, NamedType = 3, Damaged = 4 };
enum class LinkKind : std::uint8_t { Hard = 0, Soft = 1, External = 2, UserDefined = 3 };
enum class ValueKind : std::uint8_t { None = 0, Raw = 1, Strings = 2 };

// Limits against hostile files; honest models stay far below them.
inline constexpr std::uint32_t kMaxLinks = 500'000;
inline constexpr std::uint32_t kMaxDepth = 512;
inline constexpr std::uint32_t kMaxAttributes = 1'000'000;
inline constexpr std::uint32_t kMaxNameLength = 1U << 20;
inline constexpr std::uint64_t kMaxAttributeBytes = 128ULL << 20;
inline constexpr std::uint64_t kMaxListingBytes = 512ULL << 20;
inline constexpr std::uint32_t kMaxTypeDepth = 8;
inline constexpr std::uint32_t kMaxTypeMembers = 4096;
inline constexpr std::uint64_t kMaxInlineBytes = 64ULL << 10; // compact layout: an object header message

} // namespace lw::hdf5_protocol
