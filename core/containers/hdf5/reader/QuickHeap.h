// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace lw::hdf5_reader {

/// Objects of variable length, in collections that are indexed when first asked for (HDF5 File Format Specification,
/// III.E).
class GlobalHeap {
public:
    explicit GlobalHeap(std::string_view file) : m_file(file) {}
    /// False when there is no such object.
    bool find(std::uint64_t collection, std::uint32_t index, std::string_view& object);

private:
    using Collection = std::unordered_map<std::uint32_t, std::string_view>;
    Collection read(std::uint64_t address);
    std::string_view m_file;
    std::uint64_t m_indexed = 0; ///< bytes of all collections; overlapping ones must not make work without bound
    std::unordered_map<std::uint64_t, Collection> m_collections;
};

} // namespace lw::hdf5_reader
