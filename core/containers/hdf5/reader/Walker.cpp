// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/Walker.h"

#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/reader/DescribeDataset.h"
#include "core/containers/hdf5/reader/Handle.h"
#include "core/containers/hdf5/reader/ReadOnlyDriver.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace lw::hdf5_reader {

namespace {

using namespace hdf5_protocol;

class Walker {
public:
    Walker(hid_t file, Output& output) : m_file(file), m_output(output) {}
    void run();
    herr_t link(hid_t group, const char* name, const H5L_info_t& info);

private:
    struct Pending {
        haddr_t address;
        std::uint32_t depth;
    };
    void object(const Pending& pending);
    void group(hid_t id);
    void linkTarget(hid_t group, const char* name, const H5L_info_t& info);
    std::uint32_t numberOf(haddr_t address);

    hid_t m_file;
    Output& m_output;
    std::deque<Pending> m_queue;
    std::unordered_map<haddr_t, std::uint32_t> m_numbers;
    std::uint32_t m_links = 0, m_depth = 0;
    std::uint64_t m_attributeBudget = kMaxListingBytes / 2;
    const char* m_limit = nullptr;
};

std::uint32_t Walker::numberOf(haddr_t address)
{
    const auto [entry, isNew] = m_numbers.try_emplace(address, static_cast<std::uint32_t>(m_numbers.size()));
    if (isNew)
        m_queue.push_back({address, m_depth + 1});
    return entry->second;
}

/// Soft: the target's path; external: the file and the path; user-defined: the class number.
void Walker::linkTarget(hid_t group, const char* name, const H5L_info_t& info)
{
    const std::size_t size = info.u.val_size <= kMaxNameLength ? info.u.val_size : 0;
    std::vector<char> value(size + 1, '\0');
    unsigned flags = 0;
    const char *file = "", *path = "";
    const bool got = size > 0 && H5Lget_val(group, name, value.data(), size, H5P_DEFAULT) >= 0;
    if (got && info.type == H5L_TYPE_EXTERNAL && H5Lunpack_elink_val(value.data(), size, &flags, &file, &path) < 0)
        file = path = "";
    m_output.text(info.type == H5L_TYPE_EXTERNAL ? file : value.data());
    m_output.text(path);
}

herr_t Walker::link(hid_t group, const char* name, const H5L_info_t& info)
{
    const std::size_t length = std::strlen(name);
    if (m_links >= kMaxLinks || length > kMaxNameLength || m_output.written() > kMaxListingBytes) {
        m_limit = m_links >= kMaxLinks      ? "it has more than 500,000 links"
                  : length > kMaxNameLength ? "a name in it is longer than 1 MiB"
                                            : "its structure is larger than 512 MiB";
        return -1;
    }
    ++m_links;
    m_output.text({name, length});
    const LinkKind kind = info.type == H5L_TYPE_HARD       ? LinkKind::Hard
                          : info.type == H5L_TYPE_SOFT     ? LinkKind::Soft
                          : info.type == H5L_TYPE_EXTERNAL ? LinkKind::External
                                                           : LinkKind::UserDefined;
    m_output.number(static_cast<std::uint8_t>(kind));
    if (kind == LinkKind::Hard)
        m_output.number(numberOf(info.u.address));
    else if (kind != LinkKind::UserDefined)
        linkTarget(group, name, info);
    m_output.flushIfLarge();
    return 0;
}

herr_t visitLink(hid_t group, const char* name, const H5L_info_t* info, void* data)
{
    return static_cast<Walker*>(data)->link(group, name, *info);
}

/// Whether the group remembers the order in which its members were made (h5py: track_order).
bool tracksOrder(hid_t group)
{
    H5G_info_t info{};
    if (H5Gget_info(group, &info) < 0 || info.storage_type == H5G_STORAGE_TYPE_SYMBOL_TABLE)
        return false;
    const Handle list(H5Gget_create_plist(group), H5Pclose);
    unsigned flags = 0;
    return list.valid() && H5Pget_link_creation_order(list, &flags) >= 0 && (flags & H5P_CRT_ORDER_TRACKED) != 0;
}

void Walker::group(hid_t id)
{
    const bool ordered = tracksOrder(id);
    m_output.number(static_cast<std::uint8_t>(ordered));
    // The list ends with an impossible length of a name, and with what stopped it.
    const herr_t done = H5Literate(id, ordered ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME,
                                   ordered ? H5_ITER_INC : H5_ITER_NATIVE, nullptr, visitLink, this);
    m_output.number(~std::uint32_t{0});
    m_output.text(done < 0 && m_limit == nullptr ? lastHdf5Error() : "");
}

void Walker::object(const Pending& pending)
{
    m_depth = pending.depth;
    if (pending.depth > kMaxDepth) {
        m_limit = "its groups are nested more than 512 deep";
        return;
    }
    m_output.number(static_cast<std::uint8_t>(Record::Object));
    m_output.number(static_cast<std::uint64_t>(pending.address));
    const Handle id(H5Oopen_by_addr(m_file, pending.address), H5Oclose);
    const H5I_type_t type = id.valid() ? H5Iget_type(id) : H5I_BADID;
    const std::size_t start = m_output.mark();
    bool described = true;
    if (type == H5I_GROUP) {
        m_output.number(static_cast<std::uint8_t>(ObjectKind::Group));
        describeAttributes(id, m_output, m_attributeBudget);
        group(id);
    } else if (type == H5I_DATASET) {
        m_output.number(static_cast<std::uint8_t>(ObjectKind::Dataset));
        described = describeDataset(id, m_output);
        if (described)
            describeAttributes(id, m_output, m_attributeBudget);
    } else if (type == H5I_DATATYPE) {
        m_output.number(static_cast<std::uint8_t>(ObjectKind::NamedType));
        described = describeType(id, m_output);
        if (described)
            describeAttributes(id, m_output, m_attributeBudget);
    } else {
        described = false;
    }
    if (!described) {
        m_output.cutTo(start);
        m_output.number(static_cast<std::uint8_t>(ObjectKind::Damaged));
        m_output.text(lastHdf5Error());
    }
}

void Walker::run()
{
    H5O_info_t root{};
    if (H5Oget_info2(m_file, &root, H5O_INFO_BASIC) >= 0)
        numberOf(root.addr);
    else
        m_limit = "its root group cannot be read";
    while (!m_queue.empty() && m_limit == nullptr) {
        const Pending next = m_queue.front();
        m_queue.pop_front();
        object(next);
        m_output.flushIfLarge();
    }
    m_output.number(static_cast<std::uint8_t>(Record::End));
    m_output.text(m_limit != nullptr ? m_limit : "");
    m_output.flush();
}

} // namespace

void writeListing(hid_t file, Output& output)
{
    Walker(file, output).run();
}

} // namespace lw::hdf5_reader
