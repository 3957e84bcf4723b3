// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5File.h"

#include "core/containers/hdf5/DatasetReader.h"
#include "core/containers/hdf5/SharedMemory.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unistd.h>

namespace lw {

namespace {

using Layout = Hdf5Storage::Layout;

constexpr std::array<unsigned char, 8> kSignature = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
constexpr std::uint64_t kMaxDeflateRatio = 1040; // zlib: 1032 bytes out of one; some slack for the chunk index
constexpr std::uint64_t kSmall = 64ULL << 20;    // a fill value may be spread to this size without any byte in the file

/// Offset of the signature: 0, 512, 1024, 2048, ... (HDF5 File Format Specification, II.A).
std::optional<std::uint64_t> findSignature(ByteSpan bytes)
{
    for (std::uint64_t at = 0; at <= bytes.size() && bytes.size() - at >= kSignature.size();
         at = at == 0 ? 512 : at * 2) {
        if (std::memcmp(bytes.data() + at, kSignature.data(), kSignature.size()) == 0)
            return at;
    }
    return std::nullopt;
}

/// The superblock tells how long the file is; the commonest damage, a download that stopped, is named before anything
/// else.
Result<void> checkComplete(ByteSpan bytes, std::uint64_t superblock)
{
    ByteReader reader(bytes);
    LW_TRY(reader.seek(superblock + kSignature.size()));
    LW_ASSIGN(const auto version, reader.number<std::uint8_t>());
    if (version > 3)
        return unsupported("HDF5 superblock of version " + std::to_string(version) + ", which is not known");
    const std::uint64_t sizeField = superblock + (version < 2 ? 13 : 9);
    const std::uint64_t endField = superblock + (version == 0 ? 40 : version == 1 ? 44 : 28);
    LW_TRY(reader.seek(sizeField));
    LW_ASSIGN(const auto offsetSize, reader.number<std::uint8_t>());
    if (offsetSize != 8)
        return {}; // the reader process judges
    LW_TRY(reader.seek(endField));
    LW_ASSIGN(const auto end, reader.number<std::uint64_t>());
    if (end > bytes.size() && end <= (1ULL << 62))
        return corrupt("the HDF5 file is cut: it should have " + std::to_string(end) + " bytes and has " +
                       std::to_string(bytes.size()));
    return {};
}

/// Half of the machine's memory is the most that one dataset may take when it has to be decoded.
std::uint64_t decodingLimit()
{
    static const std::uint64_t limit = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                                       static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / 4 * 3;
    return limit;
}

Result<void> checkFilters(const Hdf5Storage& storage)
{
    for (const auto& filter : storage.filters) {
        if (filter.id < 1 || filter.id > 3) // H5Zpublic.h: deflate, shuffle, fletcher32
            return unsupported("it is compressed with filter " + std::to_string(filter.id) +
                               (filter.name.empty() ? "" : " (" + printable(filter.name) + ")") +
                               "; only deflate, shuffle and fletcher32 are read");
    }
    return {};
}

Result<Shape> shapeOf(const Hdf5Space& space)
{
    if (!space.elements())
        return corrupt("its dimensions multiply to more than any file can hold");
    return Shape(space.dims.begin(), space.dims.end());
}

} // namespace

bool Hdf5File::hasSignature(ByteSpan bytes)
{
    return findSignature(bytes).has_value();
}

Result<std::shared_ptr<const Hdf5File>> Hdf5File::open(std::shared_ptr<const MappedFile> file, const Progress& progress)
{
    const std::uint64_t length = file->size();
    return open(std::move(file), 0, length, progress);
}

Result<std::shared_ptr<const Hdf5File>> Hdf5File::open(std::shared_ptr<const MappedFile> file, std::uint64_t offset,
                                                       std::uint64_t length, const Progress& progress)
{
    LW_ASSIGN(Bytes window, file->slice(offset, length));
    const int descriptor = file->descriptor();
    return openWindow(std::move(window), descriptor, offset, std::move(file), progress);
}

Result<std::shared_ptr<const Hdf5File>> Hdf5File::open(Bytes bytes, const Progress& progress)
{
    LW_ASSIGN(auto memory, SharedMemory::copyOf(bytes.span));
    auto owner = std::make_shared<SharedMemory>(std::move(memory));
    const int descriptor = owner->descriptor();
    return openWindow(std::move(bytes), descriptor, 0, std::move(owner), progress);
}

Result<std::shared_ptr<const Hdf5File>> Hdf5File::openWindow(Bytes window, int descriptor, std::uint64_t offset,
                                                             std::shared_ptr<const void> owner,
                                                             const Progress& progress)
{
    const auto superblock = findSignature(window.span);
    if (!superblock)
        return corrupt("this is not an HDF5 file");
    LW_TRY(checkComplete(window.span, *superblock));
    std::shared_ptr<Hdf5File> file(new Hdf5File);
    file->m_reader = std::make_shared<DatasetReader>(descriptor, std::move(owner), offset, window.size());
    file->m_window = std::move(window);
    LW_ASSIGN(const Bytes listing, file->m_reader->list(progress, file->m_isolation));
    LW_ASSIGN(file->m_listing, Hdf5Listing::parse(listing));
    if (!file->m_listing.limit.empty())
        return unsupported("this HDF5 file is beyond what Layerwright reads: " + file->m_listing.limit);
    return std::shared_ptr<const Hdf5File>(std::move(file));
}

Result<std::shared_ptr<const Hdf5File>> Hdf5File::fromListing(Bytes bytes, const Bytes& listing)
{
    constexpr int kNoDescriptor = -1;
    std::shared_ptr<Hdf5File> file(new Hdf5File);
    file->m_reader = std::make_shared<DatasetReader>(kNoDescriptor, bytes.owner, 0, bytes.size());
    file->m_window = std::move(bytes);
    LW_ASSIGN(file->m_listing, Hdf5Listing::parse(listing));
    return std::shared_ptr<const Hdf5File>(std::move(file));
}

const Hdf5Object* Hdf5File::find(const Hdf5Object& from, std::string_view path) const
{
    const Hdf5Object* at = &from;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view name = path.substr(0, slash);
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
        if (name.empty())
            continue;
        const Hdf5Link* link = at->link(name);
        if (link == nullptr || link->kind != hdf5_protocol::LinkKind::Hard)
            return nullptr;
        at = &target(*link);
    }
    return at;
}

Result<std::uint64_t> Hdf5File::checkedSize(const Hdf5Object& dataset) const
{
    const Hdf5Storage& storage = dataset.storage;
    if (storage.externalFiles != 0)
        return unsupported("its numbers lie in another file (" + printable(storage.externalName) +
                           "), and no file that a file names is ever opened");
    if (storage.layout == Layout::Virtual)
        return unsupported("it is a virtual dataset, made of other files, which are never opened");
    const auto elements = dataset.space.elements();
    const auto [size, fits] = checkedMultiply(elements.value_or(0), dataset.type.size);
    if (!elements || !fits)
        return corrupt("its dimensions multiply to more than any file can hold");
    return size;
}

Result<Bytes> Hdf5File::contiguousBytes(const Hdf5Object& dataset, std::uint64_t size) const
{
    const std::uint64_t offset = *dataset.storage.offset;
    if (offset > m_window.size() || size > m_window.size() - offset)
        return corrupt("it lies outside of the file").atOffset(offset);
    return m_window.slice(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
}

Result<std::shared_ptr<const TensorSource>> Hdf5File::rawSource(const Hdf5Object& dataset) const
{
    using Source = std::shared_ptr<const TensorSource>;
    LW_ASSIGN(const std::uint64_t size, checkedSize(dataset));
    const Hdf5Storage& storage = dataset.storage;
    const auto asSource = [](Bytes bytes) {
        const auto length = static_cast<std::int64_t>(bytes.size());
        return Source(Tensor::fromBytes(DType::UInt8, {length}, std::move(bytes)).source());
    };
    if (size == 0)
        return asSource({});
    if (storage.layout == Layout::Contiguous && storage.offset) {
        LW_ASSIGN(Bytes bytes, contiguousBytes(dataset, size));
        return asSource(std::move(bytes));
    }
    if (storage.layout == Layout::Compact && storage.inlineBytes.size() == size)
        return asSource(storage.inlineBytes);
    LW_TRY(checkFilters(storage));
    const std::uint64_t stored = std::min<std::uint64_t>(storage.size, m_window.size());
    if (size > kSmall && size / kMaxDeflateRatio > stored)
        return corrupt("it claims " + std::to_string(size) + " bytes, but only " + std::to_string(stored) +
                       " lie in the file");
    if (size > decodingLimit())
        return unsupported("decoding it needs " + std::to_string(size) +
                           " bytes, more than this machine's memory allows");
    return Source(std::make_shared<DecodedDatasetSource>(m_reader, dataset.address, size));
}

Result<Tensor> Hdf5File::tensor(const Hdf5Object& dataset, DType as) const
{
    if (!dataset.isDataset())
        return invalid("not a dataset");
    if (dataset.space.kind == Hdf5Space::Class::Null)
        return unsupported("the dataset is null: it has no shape and no values");
    const DType dtype = as == DType::Invalid ? dataset.type.dtype() : as;
    if (dtype == DType::Invalid)
        return unsupported("its type, " + dataset.type.text() + ", is not one of a tensor");
    LW_ASSIGN(Shape shape, shapeOf(dataset.space));
    LW_TRY(checkedSize(dataset));
    if (dtype == DType::String && dataset.type.variable) {
        auto strings = std::make_shared<VariableStringsSource>(m_reader, dataset.address, *dataset.space.elements());
        return Tensor(dtype, std::move(shape), std::move(strings));
    }
    LW_ASSIGN(auto raw, rawSource(dataset));
    if (dtype == DType::String) {
        auto strings = std::make_shared<FixedStringsSource>(std::move(raw), dataset.type.size, dataset.type.padding);
        return Tensor(dtype, std::move(shape), std::move(strings));
    }
    if (dtypeSize(dtype) != dataset.type.size)
        return unsupported("its type, " + dataset.type.text() + ", is not one of a tensor");
    if (const std::size_t group = dataset.type.swapSize(); group != 0)
        raw = std::make_shared<SwappedSource>(std::move(raw), group);
    return Tensor(dtype, std::move(shape), std::move(raw));
}

} // namespace lw
