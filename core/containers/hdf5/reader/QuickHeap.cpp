// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/QuickHeap.h"

#include "core/containers/hdf5/reader/Cursor.h"

namespace lw::hdf5_reader {

GlobalHeap::Collection GlobalHeap::read(std::uint64_t address)
{
    Collection objects;
    Cursor cursor(m_file, address);
    cursor.expect("GCOL");
    const auto version = cursor.number<std::uint8_t>();
    cursor.skip(3);
    const auto size = cursor.number<std::uint64_t>();
    m_indexed += size;
    if (!cursor.good() || version != 1 || size < 16 || size > m_file.size() || m_indexed > 2 * m_file.size())
        return objects;
    Cursor inside(cursor.bytes(size - 16));
    while (inside.remaining() >= 16) {
        const auto index = inside.number<std::uint16_t>();
        inside.skip(6);
        const auto length = inside.number<std::uint64_t>();
        if (index == 0 || length > inside.remaining()) // the free space at the end
            break;
        objects.emplace(index, inside.bytes(length));
        inside.skip((8 - length % 8) % 8);
    }
    return objects;
}

bool GlobalHeap::find(std::uint64_t collection, std::uint32_t index, std::string_view& object)
{
    auto known = m_collections.find(collection);
    if (known == m_collections.end())
        known = m_collections.emplace(collection, read(collection)).first;
    const auto found = known->second.find(index);
    if (found == known->second.end())
        return false;
    object = found->second;
    return true;
}

} // namespace lw::hdf5_reader
