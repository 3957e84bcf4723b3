// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/BundleLoader.h"

#include "core/base/ByteReader.h"
#include "core/containers/protobuf/Message.h"
#include "core/containers/sstable/TableReader.h"
#include "core/formats/checkpoint/BundleTensor.h"
#include "core/formats/checkpoint/CheckpointFiles.h"
#include "core/formats/checkpoint/SliceKey.h"

#include <algorithm>
#include <bundle.pb.h>

namespace lw::formats {

namespace {

constexpr int kBundleVersion = 1;  // tensor_bundle.h kTensorBundleVersion
constexpr int kMaxShards = 100000; // names have five digits
constexpr int kMaxRank = 254;      // tensor_shape.h TensorShapeRep::MaxDimensions

Result<Shape> readShape(const pb::TensorShape& stored)
{
    if (stored.unknown_rank())
        return corrupt("shape of unknown rank");
    if (stored.dim_size() > kMaxRank)
        return corrupt("shape of " + std::to_string(stored.dim_size()) + " dimensions");
    Shape shape;
    for (const auto& dim : stored.dim())
        shape.push_back(dim.size());
    LW_TRY(elementCount(shape));
    return shape;
}

bool isKnownDType(std::int32_t number)
{
    return number > 0 && number <= 255 && !dtypeName(static_cast<DType>(number)).empty() &&
           (dtypeSize(static_cast<DType>(number)) > 0 || static_cast<DType>(number) == DType::String);
}

} // namespace

Result<void> BundleLoader::readHeader(ByteSpan value)
{
    pb::BundleHeader header;
    LW_TRY(protobuf::parse(value, header));
    if (header.num_shards() < 1 || header.num_shards() >= kMaxShards)
        return corrupt("checkpoint claims " + std::to_string(header.num_shards()) + " shards");
    if (header.endianness() != 0)
        return unsupported("checkpoint was written on a big-endian machine");
    if (header.version().min_consumer() > kBundleVersion)
        return unsupported("checkpoint needs version " + std::to_string(header.version().min_consumer()) +
                           " of its format");
    m_shards = static_cast<std::uint32_t>(header.num_shards());
    m_hasHeader = true;
    return {};
}

Result<BundleLoader::Entry> BundleLoader::readEntry(std::string_view key, ByteSpan value) const
{
    pb::BundleEntry stored;
    LW_TRY(protobuf::parse(value, stored));
    Entry entry;
    entry.key = key;
    if (!isKnownDType(stored.dtype()))
        return unsupported("unknown element type " + std::to_string(stored.dtype()));
    entry.dtype = static_cast<DType>(stored.dtype());
    LW_ASSIGN(entry.shape, readShape(stored.shape()));
    if (stored.shard_id() < 0 || static_cast<std::uint32_t>(stored.shard_id()) >= m_shards)
        return corrupt("lies in shard " + std::to_string(stored.shard_id()) + " of " + std::to_string(m_shards));
    if (stored.offset() < 0 || stored.size() < 0)
        return corrupt("has a negative place or size");
    entry.shard = static_cast<std::uint32_t>(stored.shard_id());
    entry.offset = static_cast<std::uint64_t>(stored.offset());
    entry.size = static_cast<std::uint64_t>(stored.size());
    entry.maskedCrc = stored.crc32c();
    entry.partitioned = stored.slices_size() > 0;
    for (const auto& slice : stored.slices()) {
        if (static_cast<std::size_t>(slice.extent_size()) != entry.shape.size())
            return corrupt("a slice has another rank than its variable");
        auto& [start, length] = entry.slices.emplace_back();
        for (const auto& extent : slice.extent()) {
            start.push_back(extent.start());
            length.push_back(extent.has_length() ? extent.length() : kUnknownDim);
        }
    }
    if (!entry.partitioned)
        LW_TRY(checkSize(entry));
    return entry;
}

Result<void> BundleLoader::checkSize(const Entry& entry) const
{
    LW_ASSIGN(const std::uint64_t elements, elementCount(entry.shape));
    if (entry.dtype == DType::String)
        return {};
    const auto [wanted, fits] = checkedMultiply(elements, dtypeSize(entry.dtype));
    if (!fits || wanted != entry.size)
        return corrupt("has " + std::to_string(entry.size) + " bytes, but " + std::string(dtypeName(entry.dtype)) +
                       " " + shapeText(entry.shape) + " needs " + std::to_string(wanted));
    return {};
}

void BundleLoader::markOverlaps()
{
    std::vector<Entry*> order;
    for (Entry& entry : m_entries)
        if (!entry.partitioned && entry.size > 0)
            order.push_back(&entry);
    std::sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) {
        return std::pair(a->shard, a->offset) < std::pair(b->shard, b->offset);
    });
    Entry* reaching = nullptr; // the entry that reaches furthest so far
    for (Entry* entry : order) {
        if (reaching && reaching->shard == entry->shard && entry->offset - reaching->offset < reaching->size) {
            for (Entry* bad : {reaching, entry})
                bad->damage = corrupt("shares its bytes with another variable").in(bad->key).at(m_prefix);
            if (entry->size < reaching->size - (entry->offset - reaching->offset))
                continue;
        }
        reaching = entry;
    }
}

Result<std::shared_ptr<const MappedFile>> BundleLoader::shard(std::uint32_t number)
{
    const auto known = m_files.find(number);
    if (known != m_files.end())
        return known->second;
    const std::string path = shardPath(m_prefix, number, m_shards);
    auto file = MappedFile::open(path);
    if (!file)
        m_diagnostics.error("the data of these variables cannot be read: " + file.error().toString());
    m_files.emplace(number, file);
    return file;
}

BundleItem BundleLoader::makeItem(const Entry& entry)
{
    const auto unreadable = [&](Error error) {
        BundleItem item;
        item.key = entry.key;
        item.tensor = Tensor(entry.dtype, entry.shape, std::make_shared<UnreadableTensor>(std::move(error)));
        return item;
    };
    if (entry.damage) {
        m_diagnostics.error(entry.damage->message, entry.key);
        return unreadable(*entry.damage);
    }
    const auto file = shard(entry.shard);
    if (!file)
        return unreadable(file.error().in(entry.key));
    const std::uint64_t fileSize = file.value()->size();
    if (entry.size > fileSize || entry.offset > fileSize - entry.size) {
        Error error =
            corrupt("the file ends before this variable").in(entry.key).at(file.value()->path()).atOffset(entry.offset);
        m_diagnostics.error("the file ends before these variables", {});
        return unreadable(std::move(error));
    }
    BundleItem item{entry.key, {}, entry.maskedCrc, *file, entry.offset, entry.size};
    std::shared_ptr<const TensorSource> source;
    if (entry.dtype == DType::String) {
        const std::uint64_t elements = Tensor(entry.dtype, entry.shape, nullptr).elements();
        source = std::make_shared<BundleStrings>(*file, entry.offset, entry.size, entry.maskedCrc, elements, entry.key);
    } else {
        source = std::make_shared<BundleTensor>(*file, entry.offset, entry.size, entry.maskedCrc, entry.key);
    }
    item.tensor = Tensor(entry.dtype, entry.shape, std::move(source));
    return item;
}

BundleItem BundleLoader::makePartitioned(const Entry& entry,
                                         const std::map<std::string, const Entry*, std::less<>>& slices)
{
    std::vector<TensorSlice> parts;
    std::optional<Error> problem;
    if (entry.dtype == DType::String)
        problem = unsupported("a partitioned variable of strings");
    for (const auto& [start, length] : entry.slices) {
        const auto found = slices.find(sliceKey(entry.key, start, length));
        if (found == slices.end()) {
            problem = corrupt("a slice of a partitioned variable is missing");
            break;
        }
        TensorSlice slice{start, length, makeItem(*found->second).tensor};
        for (std::size_t i = 0; i < start.size(); ++i) {
            if (length[i] == kUnknownDim)
                slice.length[i] = entry.shape[i];
            if (start[i] < 0 || slice.length[i] < 0 || start[i] > entry.shape[i] - slice.length[i])
                problem = corrupt("a slice lies outside its variable");
        }
        if (slice.part.dtype() != entry.dtype || slice.part.shape() != slice.length)
            problem = corrupt("a slice has another shape than its variable says");
        parts.push_back(std::move(slice));
    }
    BundleItem item;
    item.key = entry.key;
    std::shared_ptr<const TensorSource> source;
    if (problem) {
        m_diagnostics.error(problem->message, entry.key);
        source = std::make_shared<UnreadableTensor>(problem->in(entry.key).at(m_prefix));
    } else {
        source = std::make_shared<SlicedTensor>(entry.dtype, entry.shape, std::move(parts), entry.key);
    }
    item.tensor = Tensor(entry.dtype, entry.shape, std::move(source));
    return item;
}

Result<std::shared_ptr<const Bundle>> BundleLoader::load()
{
    const std::string indexPath = m_prefix + std::string(kIndexSuffix);
    LW_ASSIGN(const auto index, MappedFile::open(indexPath));
    const auto read = sstable::readTable(index->bytes(), [&](std::string_view key, ByteSpan value) -> Result<void> {
        if (key.empty())
            return readHeader(value);
        if (!m_hasHeader)
            return corrupt("the header of a checkpoint index is missing");
        auto entry = readEntry(key, value);
        if (entry)
            m_entries.push_back(std::move(entry).value());
        else
            m_diagnostics.error("left out: " + entry.error().message, std::string(key));
        return {};
    });
    if (!read)
        return read.error().at(indexPath);
    if (!m_hasHeader)
        return corrupt("the header of a checkpoint index is missing").at(indexPath);
    markOverlaps();
    std::map<std::string, const Entry*, std::less<>> slices;
    for (const Entry& entry : m_entries)
        if (isSliceKey(entry.key))
            slices.emplace(entry.key, &entry);
    std::shared_ptr<Bundle> bundle(new Bundle);
    bundle->m_prefix = m_prefix;
    bundle->m_stamp = index->stamp();
    for (const Entry& entry : m_entries)
        if (!isSliceKey(entry.key))
            bundle->m_items.push_back(entry.partitioned ? makePartitioned(entry, slices) : makeItem(entry));
    return std::shared_ptr<const Bundle>(std::move(bundle));
}

} // namespace lw::formats
