// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/MappedPages.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace lw {

namespace {

struct Mappings {
    std::mutex mutex;
    std::map<const std::byte*, std::size_t, std::less<>> sizes; ///< by their first byte

    static Mappings& all()
    {
        static Mappings mappings;
        return mappings;
    }
};

} // namespace

void registerMapping(ByteSpan mapping)
{
    Mappings& all = Mappings::all();
    const std::lock_guard lock(all.mutex);
    all.sizes[mapping.data()] = mapping.size();
}

void unregisterMapping(ByteSpan mapping)
{
    Mappings& all = Mappings::all();
    const std::lock_guard lock(all.mutex);
    all.sizes.erase(mapping.data());
}

void releasePages(ByteSpan bytes)
{
    if (bytes.empty())
        return;
    Mappings& all = Mappings::all();
    const std::lock_guard lock(all.mutex); // held, so that the mapping stays while its pages go
    auto found = all.sizes.upper_bound(bytes.data());
    if (found == all.sizes.begin())
        return;
    --found;
    const auto begin = static_cast<std::size_t>(bytes.data() - found->first);
    if (begin >= found->second || bytes.size() > found->second - begin)
        return;
    static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t first = begin / page * page; // what is in use of the first page comes back when it is read
    const std::size_t last = (begin + bytes.size()) / page * page;
    // The mapping is private and read only: nothing is lost.
    if (last > first)
        ::madvise(const_cast<std::byte*>(found->first + first), last - first, MADV_DONTNEED);
}

} // namespace lw
