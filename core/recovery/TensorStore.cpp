// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/TensorStore.h"

#include "core/base/ByteReader.h"
#include "core/base/Checksum.h"
#include "core/base/SaveFile.h"
#include "core/containers/sstable/Crc32c.h"

#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace lw::recovery {

namespace {

/// Strings one after another, each behind its length.
Result<Bytes> stringBytes(const Tensor& tensor)
{
    LW_ASSIGN(const std::vector<std::string> strings, tensor.strings());
    auto text = std::make_shared<std::string>();
    for (const std::string& string : strings) {
        const auto length = static_cast<std::uint32_t>(string.size());
        if (length != string.size())
            return unsupported("a string of more than 4 GiB");
        text->append(reinterpret_cast<const char*>(&length), sizeof(length));
        text->append(string);
    }
    return Bytes{asBytes(*text), text};
}

Result<std::vector<std::string>> stringsOf(ByteSpan bytes, std::uint64_t elements)
{
    std::vector<std::string> strings;
    ByteReader reader(bytes);
    for (std::uint64_t i = 0; i < elements; ++i) {
        LW_ASSIGN(const std::uint32_t length, reader.number<std::uint32_t>());
        LW_ASSIGN(const std::string_view text, reader.text(length));
        strings.emplace_back(text);
    }
    if (!reader.atEnd())
        return corrupt("there is more behind the strings of a tensor");
    return strings;
}

Result<Bytes> bytesToKeep(const Tensor& tensor)
{
    if (tensor.dtype() == DType::String)
        return stringBytes(tensor);
    if (dtypeSize(tensor.dtype()) == 0)
        return unsupported("values of type " + std::string(dtypeName(tensor.dtype())) + " cannot be kept");
    return tensor.bytes();
}

Values placeOf(const Tensor& tensor, Values::Kind kind)
{
    Values values;
    values.kind = kind;
    values.dtype = tensor.dtype();
    values.shape = tensor.shape();
    return values;
}

Result<StoredBytes> append(SaveFile& file, std::uint32_t store, const Bytes& bytes)
{
    static constexpr std::byte kPadding[kValuesAlignment] = {};
    const std::uint64_t past = file.position() % kValuesAlignment;
    if (past != 0)
        LW_TRY(file.write(ByteSpan(kPadding, kValuesAlignment - past)));
    StoredBytes stored;
    stored.store = store;
    stored.offset = file.position();
    stored.length = bytes.size();
    stored.checksum = sstable::crc32c(bytes.span);
    LW_TRY(file.write(bytes.span));
    return stored;
}

} // namespace

/// The files that are needed for those of the tensors that are known.
std::set<std::uint32_t> TensorStore::storesOf(const std::vector<Tensor>& tensors) const
{
    std::set<std::uint32_t> stores;
    for (const Tensor& tensor : tensors)
        if (const auto known = m_places.find(tensor.source()); !tensor.isNull() && known != m_places.end())
            stores.insert(known->second.store);
    return stores;
}

Result<std::vector<Values>> TensorStore::keep(const std::vector<Tensor>& tensors, const Progress& progress)
{
    const bool anew = storesOf(tensors).size() >= kMostStores;
    std::optional<SaveFile> file;
    Places added;
    std::vector<Values> all;
    for (const Tensor& tensor : tensors) {
        LW_TRY(progress.check());
        if (tensor.isNull()) {
            all.push_back(placeOf(tensor, Values::Kind::None));
            continue;
        }
        Values values = placeOf(tensor, Values::Kind::Stored);
        const auto known = m_places.find(tensor.source());
        if (!anew && known != m_places.end()) {
            values.stored = known->second;
        } else if (const auto now = added.find(tensor.source()); now != added.end()) {
            values.stored = now->second;
        } else if (const auto bytes = bytesToKeep(tensor); !bytes.ok()) {
            values.kind = Values::Kind::Lost;
            values.text = bytes.error().toString();
        } else {
            if (!file) {
                LW_ASSIGN(SaveFile made, SaveFile::create(storePath(m_prefix, m_next)));
                file.emplace(std::move(made));
                ::fchmod(file->descriptor(), S_IRUSR | S_IWUSR);
            }
            LW_ASSIGN(values.stored, append(*file, m_next, *bytes));
            added[tensor.source()] = values.stored;
        }
        all.push_back(std::move(values));
    }
    if (file) {
        LW_TRY(file->commit());
        m_stores.insert(m_next++);
        for (auto& [source, stored] : added)
            m_places[source] = stored;
    }
    return all;
}

void TensorStore::removeUnused(const std::vector<Values>& needed)
{
    std::set<std::uint32_t> used;
    for (const Values& values : needed)
        if (values.kind == Values::Kind::Stored)
            used.insert(values.stored.store);
    for (auto store = m_stores.begin(); store != m_stores.end();) {
        if (used.contains(*store)) {
            ++store;
            continue;
        }
        ::unlink(storePath(m_prefix, *store).c_str());
        store = m_stores.erase(store);
    }
    std::erase_if(m_places, [&](const auto& place) { return !m_stores.contains(place.second.store); });
}

Result<std::shared_ptr<const MappedFile>> StoreReader::open(std::uint32_t store)
{
    if (const auto known = m_files.find(store); known != m_files.end())
        return known->second;
    if (m_files.size() > kMostStores)
        return corrupt("the record names more files of values than a record has");
    LW_ASSIGN(auto file, MappedFile::open(storePath(m_prefix, store)));
    m_files.emplace(store, file);
    return file;
}

Result<Tensor> StoreReader::read(const Values& values)
{
    const StoredBytes& stored = values.stored;
    const auto elements = elementCount(values.shape);
    if (!elements)
        return elements.error();
    LW_ASSIGN(const auto file, open(stored.store));
    const auto bytes = file->slice(stored.offset, stored.length);
    if (!bytes)
        return bytes.error().at(file->path());
    if (!sameChecksum(stored.checksum, sstable::crc32c(bytes->span)))
        return corrupt("the values do not have the checksum that they were written with")
            .at(file->path())
            .atOffset(stored.offset);
    if (values.dtype == DType::String) {
        auto strings = stringsOf(bytes->span, *elements);
        if (!strings)
            return strings.error().at(file->path()).atOffset(stored.offset);
        return Tensor::fromStrings(values.shape, std::move(*strings));
    }
    const auto [length, fits] = checkedMultiply(*elements, dtypeSize(values.dtype));
    if (!fits || dtypeSize(values.dtype) == 0 || length != stored.length)
        return corrupt("the record has " + std::to_string(stored.length) + " bytes for values of shape " +
                       shapeText(values.shape));
    return Tensor::fromBytes(values.dtype, values.shape, *bytes);
}

} // namespace lw::recovery
