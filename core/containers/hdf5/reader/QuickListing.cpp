// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/reader/QuickListing.h"

#include "core/containers/hdf5/Hdf5Protocol.h"
#include "core/containers/hdf5/reader/Cursor.h"
#include "core/containers/hdf5/reader/QuickHeap.h"
#include "core/containers/hdf5/reader/QuickType.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace lw::hdf5_reader {

namespace {

using namespace hdf5_protocol;

constexpr std::uint64_t kUndefined = ~std::uint64_t{0};

/// Object header messages (IV.A.2).
enum Message : std::uint16_t {
    kNil = 0x0,
    kDataspace = 0x1,
    kDatatype = 0x3,
    kOldFill = 0x4,
    kFill = 0x5,
    kLayout = 0x8,
    kAttribute = 0xc,
    kComment = 0xd,
    kOldTime = 0xe,
    kContinuation = 0x10,
    kSymbolTable = 0x11,
    kTime = 0x12,
    kReferenceCount = 0x16,
};

struct Header {
    std::string_view dataspace, datatype, layout, symbolTable;
    std::vector<std::string_view> attributes;
};

class QuickLister {
public:
    QuickLister(std::string_view file, Output& output) : m_file(file), m_output(output), m_heap(file) {}
    bool run();

private:
    struct Pending {
        std::uint64_t address;
        std::uint32_t depth; ///< 1 for the root
    };
    bool object(const Pending& pending);
    bool readHeader(std::uint64_t address, Header& header);
    bool readMessages(std::string_view block, Header& header, std::vector<std::string_view>& more);
    bool attributes(const Header& header);
    bool attribute(std::string_view message);
    bool strings(std::string_view data, std::uint64_t count);
    bool dataset(const Header& header);
    bool group(std::string_view symbolTable);
    bool treeNode(std::uint64_t address, std::string_view heap, unsigned levels);
    bool symbols(std::uint64_t address, std::string_view heap);
    std::uint32_t numberOf(std::uint64_t address);

    std::string_view m_file;
    Output& m_output;
    GlobalHeap m_heap;
    std::deque<Pending> m_queue;
    std::unordered_map<std::uint64_t, std::uint32_t> m_numbers;
    std::uint32_t m_links = 0, m_depth = 0, m_nodes = 0;
    std::uint64_t m_attributeBytes = 0;
    std::uint64_t m_headerBytes = 0; ///< of all headers read; overlapping ones must not make work without bound
};

std::uint32_t QuickLister::numberOf(std::uint64_t address)
{
    const auto [entry, isNew] = m_numbers.try_emplace(address, static_cast<std::uint32_t>(m_numbers.size()));
    if (isNew)
        m_queue.push_back({address, m_depth + 1});
    return entry->second;
}

/// IV.A.1.a: version 1 blocks of messages.
bool QuickLister::readMessages(std::string_view block, Header& header, std::vector<std::string_view>& more)
{
    Cursor cursor(block);
    while (cursor.remaining() >= 8) {
        const auto type = cursor.number<std::uint16_t>(), size = cursor.number<std::uint16_t>();
        const auto flags = cursor.number<std::uint8_t>();
        cursor.skip(3);
        const std::string_view data = cursor.bytes(size);
        if (!cursor.good() || (flags & ~1U) != 0) // shared messages and unknown wishes: not here
            return false;
        std::string_view* single = type == kDataspace     ? &header.dataspace
                                   : type == kDatatype    ? &header.datatype
                                   : type == kLayout      ? &header.layout
                                   : type == kSymbolTable ? &header.symbolTable
                                                          : nullptr;
        if (single != nullptr) {
            if (!single->empty())
                return false;
            *single = data;
        } else if (type == kAttribute) {
            header.attributes.push_back(data);
        } else if (type == kContinuation) {
            Cursor place(data);
            const auto address = place.number<std::uint64_t>(), length = place.number<std::uint64_t>();
            Cursor there(m_file, address);
            more.push_back(there.bytes(length));
            m_headerBytes += length;
            if (!place.good() || !there.good() || m_headerBytes > 2 * m_file.size())
                return false;
        } else if (type != kNil && type != kOldFill && type != kFill && type != kComment && type != kOldTime &&
                   type != kTime && type != kReferenceCount) {
            return false;
        }
    }
    return cursor.remaining() == 0;
}

bool QuickLister::readHeader(std::uint64_t address, Header& header)
{
    Cursor cursor(m_file, address);
    const auto version = cursor.number<std::uint8_t>();
    cursor.skip(7); // reserved, number of messages, reference count
    const auto size = cursor.number<std::uint32_t>();
    cursor.skip(4);
    std::vector<std::string_view> blocks{cursor.bytes(size)};
    m_headerBytes += size;
    if (version != 1 || !cursor.good() || m_headerBytes > 2 * m_file.size())
        return false;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (!readMessages(blocks[i], header, blocks))
            return false;
    }
    return true;
}

bool QuickLister::strings(std::string_view data, std::uint64_t count)
{
    m_output.number(static_cast<std::uint8_t>(ValueKind::Strings));
    m_output.number(count);
    Cursor cursor(data);
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto length = cursor.number<std::uint32_t>();
        const auto collection = cursor.number<std::uint64_t>();
        const auto index = cursor.number<std::uint32_t>();
        std::string_view text;
        if (length > 0 && (!cursor.good() || !m_heap.find(collection, index, text) || length > text.size()))
            return false;
        text = text.substr(0, length);
        m_attributeBytes += text.size();
        if (m_attributeBytes > kMaxAttributeBytes)
            return false;
        m_output.text(text.substr(0, text.find('\0')));
    }
    return cursor.good();
}

/// IV.A.2.m; the parts of version 1 are padded to eight bytes.
bool QuickLister::attribute(std::string_view message)
{
    Cursor cursor(message);
    const auto version = cursor.number<std::uint8_t>(), flags = cursor.number<std::uint8_t>();
    const auto nameSize = cursor.number<std::uint16_t>(), typeSize = cursor.number<std::uint16_t>();
    const auto spaceSize = cursor.number<std::uint16_t>();
    if (version == 3)
        cursor.skip(1); // character set of the name
    if (version < 1 || version > 3 || (version > 1 && flags != 0))
        return false;
    const auto padded = [&](std::uint64_t size) { return version == 1 ? (size + 7) / 8 * 8 : size; };
    const std::string_view name = cursor.bytes(padded(nameSize)).substr(0, nameSize);
    const auto type = quickType(cursor.bytes(padded(typeSize)));
    const auto space = quickSpace(cursor.bytes(padded(spaceSize)));
    if (!cursor.good() || !type || !space || name.find('\0') != name.size() - 1)
        return false;
    m_output.text(name.substr(0, name.size() - 1));
    m_output.number(std::uint8_t{1});
    m_output.raw(type->description.data(), type->description.size());
    m_output.raw(space->description.data(), space->description.size());
    std::uint64_t size = 0;
    if (__builtin_mul_overflow(space->elements, type->size, &size))
        return false;
    const std::string_view data = cursor.bytes(size);
    if (!cursor.good())
        return false;
    if (type->variableString)
        return strings(data, space->elements);
    m_output.number(static_cast<std::uint8_t>(ValueKind::Raw));
    m_output.number(size);
    m_output.raw(data.data(), data.size());
    return true;
}

bool QuickLister::attributes(const Header& header)
{
    m_output.number(static_cast<std::uint32_t>(header.attributes.size()));
    for (const std::string_view message : header.attributes) {
        if (!attribute(message))
            return false;
    }
    m_output.text("");
    return true;
}

/// IV.A.2.i: data layout of version 3, contiguous or compact.
bool QuickLister::dataset(const Header& header)
{
    const auto type = quickType(header.datatype);
    const auto space = quickSpace(header.dataspace);
    Cursor layout(header.layout);
    const auto version = layout.number<std::uint8_t>(), kind = layout.number<std::uint8_t>();
    std::uint64_t size = 0;
    if (!type || !space || version != 3 || kind > 1 || __builtin_mul_overflow(space->elements, type->size, &size))
        return false;
    constexpr std::uint8_t kContiguous = 1;
    std::uint64_t offset = kUndefined;
    std::string_view inlined;
    if (kind == kContiguous) {
        offset = layout.number<std::uint64_t>();
        size = layout.number<std::uint64_t>();
        // Storage that was never used has no size, as libhdf5 tells it.
        size = offset == kUndefined ? 0 : size;
    } else {
        inlined = layout.bytes(layout.number<std::uint16_t>());
        if (type->variableString || inlined.size() != size)
            return false;
    }
    if (!layout.good())
        return false;
    m_output.raw(type->description.data(), type->description.size());
    m_output.raw(space->description.data(), space->description.size());
    m_output.number(kind);
    m_output.number(offset);
    m_output.number(size);
    for (int none = 0; none < 4; ++none) // chunk, filters, external files and their name
        m_output.number(std::uint32_t{0});
    m_output.text(inlined);
    return true;
}

/// III.B: a leaf of names.
bool QuickLister::symbols(std::uint64_t address, std::string_view heap)
{
    Cursor cursor(m_file, address);
    cursor.expect("SNOD");
    const auto version = cursor.number<std::uint8_t>();
    cursor.skip(1);
    const auto count = cursor.number<std::uint16_t>();
    if (++m_nodes > kMaxLinks)
        return false;
    for (unsigned i = 0; i < count && cursor.good(); ++i) {
        const auto nameAt = cursor.number<std::uint64_t>(), target = cursor.number<std::uint64_t>();
        const auto cacheType = cursor.number<std::uint32_t>();
        cursor.skip(20);
        constexpr std::uint32_t kSoftLink = 2;
        if (!cursor.good() || cacheType >= kSoftLink || nameAt >= heap.size() || ++m_links > kMaxLinks)
            return false;
        const std::string_view rest = heap.substr(static_cast<std::size_t>(nameAt));
        const std::size_t length = rest.find('\0');
        if (length == std::string_view::npos || length == 0)
            return false;
        m_output.text(rest.substr(0, length));
        m_output.number(static_cast<std::uint8_t>(LinkKind::Hard));
        m_output.number(numberOf(target));
    }
    return cursor.good() && version == 1;
}

/// III.A.1: a group's B-tree, whose levels count down to the leaves.
bool QuickLister::treeNode(std::uint64_t address, std::string_view heap, unsigned levels)
{
    Cursor cursor(m_file, address);
    cursor.expect("TREE");
    const auto kind = cursor.number<std::uint8_t>(), level = cursor.number<std::uint8_t>();
    const auto count = cursor.number<std::uint16_t>();
    cursor.skip(16 + 8); // siblings, first key
    if (!cursor.good() || kind != 0 || level >= levels || ++m_nodes > kMaxLinks)
        return false;
    for (unsigned i = 0; i < count; ++i) {
        const auto child = cursor.number<std::uint64_t>();
        cursor.skip(8);
        if (!cursor.good() || !(level == 0 ? symbols(child, heap) : treeNode(child, heap, level)))
            return false;
    }
    return true;
}

bool QuickLister::group(std::string_view symbolTable)
{
    Cursor cursor(symbolTable);
    const auto tree = cursor.number<std::uint64_t>();
    Cursor heap(m_file, cursor.number<std::uint64_t>());
    heap.expect("HEAP"); // III.D
    const auto version = heap.number<std::uint8_t>();
    heap.skip(3);
    const auto size = heap.number<std::uint64_t>();
    heap.skip(8);
    Cursor data(m_file, heap.number<std::uint64_t>());
    const std::string_view names = data.bytes(size);
    m_output.number(std::uint8_t{0}); // does not track the order of creation
    if (!cursor.good() || !heap.good() || !data.good() || version != 0 || !treeNode(tree, names, 8))
        return false;
    m_output.number(~std::uint32_t{0});
    m_output.text("");
    return true;
}

bool QuickLister::object(const Pending& pending)
{
    m_depth = pending.depth;
    Header header;
    if (pending.depth > kMaxDepth || m_output.written() > kMaxListingBytes / 4 || !readHeader(pending.address, header))
        return false;
    m_output.number(static_cast<std::uint8_t>(Record::Object));
    m_output.number(pending.address);
    if (!header.symbolTable.empty()) {
        if (!header.layout.empty())
            return false;
        m_output.number(static_cast<std::uint8_t>(ObjectKind::Group));
        return attributes(header) && group(header.symbolTable);
    }
    if (pending.depth == 1) // the root is no group: let libhdf5 say what it thinks of that
        return false;
    m_output.number(static_cast<std::uint8_t>(ObjectKind::Dataset));
    return dataset(header) && attributes(header);
}

bool QuickLister::run()
{
    Cursor cursor(m_file);
    cursor.expect(std::string_view("\x89HDF\r\n\x1a\n", 8));
    const auto versions = cursor.number<std::uint32_t>(); // superblock, free space, root entry, reserved: all 0
    cursor.skip(1);
    const auto offsetSize = cursor.number<std::uint8_t>(), lengthSize = cursor.number<std::uint8_t>();
    cursor.skip(1 + 4);
    const auto flags = cursor.number<std::uint32_t>();
    const auto base = cursor.number<std::uint64_t>();
    cursor.skip(8);
    const auto end = cursor.number<std::uint64_t>(), driver = cursor.number<std::uint64_t>();
    cursor.skip(8);
    const auto root = cursor.number<std::uint64_t>();
    if (!cursor.good() || versions != 0 || offsetSize != 8 || lengthSize != 8 || flags != 0 || base != 0 ||
        end > m_file.size() || driver != kUndefined)
        return false;
    numberOf(root);
    while (!m_queue.empty()) {
        const Pending next = m_queue.front();
        m_queue.pop_front();
        if (!object(next))
            return false;
    }
    m_output.number(static_cast<std::uint8_t>(Record::End));
    m_output.text("");
    return true;
}

} // namespace

bool writeQuickListing(std::string_view file, Output& output)
{
    return QuickLister(file, output).run();
}

} // namespace lw::hdf5_reader
