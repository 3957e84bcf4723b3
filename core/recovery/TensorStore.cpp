// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/TensorStore.h"

#include "core/base/ByteReader.h"
#include "core/base/Checksum.h"
#include "core/base/MappedPages.h"
#include "core/base/SaveFile.h"
#include "core/containers/sstable/Crc32c.h"
#include "core/model/TensorStream.h"

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

Values placeOf(const Tensor& tensor, Values::Kind kind)
{
    Values values;
    values.kind = kind;
    values.dtype = tensor.dtype();
    values.shape = tensor.shape();
    return values;
}

/// The bytes of a tensor, piece by piece.
Result<void> streamToKeep(const Tensor& tensor, const ByteSink& sink)
{
    if (tensor.dtype() == DType::String) {
        LW_ASSIGN(const Bytes bytes, stringBytes(tensor));
        return sink(bytes.span);
    }
    if (dtypeSize(tensor.dtype()) == 0)
        return unsupported("values of type " + std::string(dtypeName(tensor.dtype())) + " cannot be kept");
    return streamBytes(tensor, sink);
}

/// One file of values while it is written.
class NewStore {
public:
    NewStore(SaveFile file, std::uint32_t number) : m_file(std::move(file)), m_number(number) {}

    /// Where the tensor was put; none when its values cannot be read, for the reason that lost gets. Io, Cancelled.
    Result<std::optional<StoredBytes>> append(const Tensor& tensor, std::string& lost, const Progress& progress)
    {
        static constexpr std::byte kPadding[kValuesAlignment] = {};
        const std::uint64_t past = m_file.position() % kValuesAlignment;
        if (past != 0)
            LW_TRY(m_file.write(ByteSpan(kPadding, kValuesAlignment - past)));
        StoredBytes stored;
        stored.store = m_number;
        stored.offset = m_file.position();
        std::optional<Error> stopped; // by this side, not by the source
        const auto read = streamToKeep(tensor, [&](ByteSpan piece) -> Result<void> {
            auto written = progress.check();
            if (written)
                written = m_file.write(piece);
            if (!written)
                stopped = written.error();
            stored.checksum = sstable::crc32c(piece, stored.checksum);
            stored.length += piece.size();
            return written;
        });
        if (stopped)
            return *stopped;
        if (read)
            return std::optional(stored);
        lost = read.error().toString();
        return std::optional<StoredBytes>();
    }
    Result<void> commit() { return m_file.commit(); }

private:
    SaveFile m_file;
    std::uint32_t m_number;
};

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
    std::optional<NewStore> file;
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
        } else {
            if (!file) {
                LW_ASSIGN(SaveFile made, SaveFile::create(storePath(m_prefix, m_next)));
                ::fchmod(made.descriptor(), S_IRUSR | S_IWUSR);
                file.emplace(std::move(made), m_next);
            }
            LW_ASSIGN(const std::optional<StoredBytes> stored, file->append(tensor, values.text, progress));
            values.kind = stored ? Values::Kind::Stored : Values::Kind::Lost;
            if (stored)
                values.stored = added[tensor.source()] = *stored;
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
    const std::pair place(values.stored.store, values.stored.offset);
    const auto known = m_tensors.find(place);
    if (known != m_tensors.end() && known->second.dtype() == values.dtype && known->second.shape() == values.shape)
        return known->second;
    auto tensor = readAnew(values);
    if (tensor)
        m_tensors.insert_or_assign(place, *tensor);
    return tensor;
}

Result<Tensor> StoreReader::readAnew(const Values& values)
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
    releasePages(bytes->span);
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
