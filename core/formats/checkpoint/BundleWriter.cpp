// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/BundleWriter.h"

#include "core/base/FileOperations.h"
#include "core/containers/protobuf/Message.h"
#include "core/containers/sstable/Crc32c.h"
#include "core/formats/checkpoint/CheckpointFiles.h"
#include "core/model/TensorStream.h"

#include <algorithm>
#include <bundle.pb.h>
#include <fcntl.h>
#include <filesystem>
#include <limits>
#include <sys/file.h>
#include <unistd.h>

namespace lw::formats {

namespace {

constexpr int kProducer = 1; // tensor_bundle.h kTensorBundleVersion

void appendVarint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<char>(value | 0x80));
    out.push_back(static_cast<char>(value));
}

template <typename T>
std::uint32_t extendCrc(std::uint32_t crc, T number)
{
    return sstable::crc32c(std::as_bytes(std::span(&number, 1)), crc);
}

std::optional<FileStamp> indexStamp(const std::string& path)
{
    const auto stamp = stampOf(path);
    return stamp ? std::optional(*stamp) : std::nullopt;
}

class FolderLock {
public:
    explicit FolderLock(const std::string& path) : m_folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        ::flock(m_folder, LOCK_EX);
    }
    ~FolderLock() { ::close(m_folder); }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_folder;
};

} // namespace

Result<BundleWriter> BundleWriter::create(const std::string& prefix)
{
    BundleWriter writer;
    writer.m_given = prefix;
    LW_ASSIGN(writer.m_prefix, followLinks(prefix + std::string(kIndexSuffix)));
    if (!writer.m_prefix.ends_with(kIndexSuffix))
        return invalid("the index is a symbolic link to something of another name").at(prefix);
    writer.m_note = SaveNote(writer.m_prefix);
    writer.m_replaced = indexStamp(writer.m_prefix);
    writer.m_prefix.resize(writer.m_prefix.size() - kIndexSuffix.size());
    const auto old = shardCount(writer.m_prefix);
    if (!old)
        return invalid("there is an index of this name that makes no sense; remove it or choose another name")
            .at(prefix + std::string(kIndexSuffix));
    const std::uint32_t shards = *old == 1 ? 2 : 1;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
        LW_ASSIGN(SaveFile file, SaveFile::create(shardPath(writer.m_prefix, shard, shards)));
        writer.m_shards.push_back(std::move(file));
    }
    return Result<BundleWriter>(std::move(writer));
}

Result<void> BundleWriter::addEntry(const std::string& key, DType dtype, const Shape& shape, std::uint32_t shard,
                                    std::uint64_t offset, std::uint32_t crc)
{
    pb::BundleEntry entry;
    entry.set_dtype(static_cast<int>(dtype));
    entry.mutable_shape(); // TensorFlow writes it for scalars too
    for (const std::int64_t dim : shape)
        entry.mutable_shape()->add_dim()->set_size(dim);
    if (shard > 0)
        entry.set_shard_id(static_cast<int>(shard));
    if (offset > 0)
        entry.set_offset(static_cast<std::int64_t>(offset));
    entry.set_size(static_cast<std::int64_t>(m_shards[shard].position() - offset));
    entry.set_crc32c(sstable::maskCrc(crc));
    if (key.empty() || !m_entries.emplace(key, protobuf::serialize(entry)).second)
        return invalid("two variables have the same checkpoint key").in(key);
    return {};
}

Result<void> BundleWriter::addStrings(const std::string& key, const Shape& shape, std::uint32_t shard,
                                      const std::vector<std::string>& texts)
{
    SaveFile& file = m_shards[shard];
    const std::uint64_t offset = file.position();
    std::uint32_t crc = 0;
    std::string lengths;
    for (const std::string& text : texts) {
        const bool isShort = text.size() <= std::numeric_limits<std::uint32_t>::max();
        crc = isShort ? extendCrc(crc, static_cast<std::uint32_t>(text.size()))
                      : extendCrc(crc, std::uint64_t{text.size()});
        appendVarint(lengths, text.size());
    }
    const std::uint32_t lengthsCrc = sstable::maskCrc(crc);
    crc = extendCrc(crc, lengthsCrc);
    LW_TRY(file.write(lengths));
    LW_TRY(file.write(std::as_bytes(std::span(&lengthsCrc, 1))));
    for (const std::string& text : texts) {
        crc = sstable::crc32c(asBytes(text), crc);
        LW_TRY(file.write(text));
    }
    return addEntry(key, DType::String, shape, shard, offset, crc);
}

Result<void> BundleWriter::addText(const std::string& key, const std::string& text)
{
    return addStrings(key, {}, lastShard(), {text});
}

Result<void> BundleWriter::add(const std::string& key, const Tensor& tensor)
{
    if (tensor.dtype() == DType::String) {
        LW_ASSIGN(const std::vector<std::string> texts, tensor.strings());
        return addStrings(key, tensor.shape(), 0, texts);
    }
    const std::uint64_t offset = m_shards[0].position();
    // Piece by piece, so that the bytes come from the cache when they are written.
    std::uint32_t crc = 0;
    LW_TRY(streamBytes(tensor, [&](ByteSpan piece) -> Result<void> {
        crc = sstable::crc32c(piece, crc);
        return m_shards[0].write(piece);
    }));
    return addEntry(key, tensor.dtype(), tensor.shape(), 0, offset, crc);
}

Result<void> BundleWriter::commit()
{
    pb::BundleHeader header;
    header.set_num_shards(static_cast<int>(m_shards.size()));
    header.mutable_version()->set_producer(kProducer);
    sstable::TableWriter table;
    LW_TRY(table.add({}, asBytes(protobuf::serialize(header))));
    for (const auto& [key, entry] : m_entries)
        LW_TRY(table.add(key, asBytes(entry)));
    LW_ASSIGN(SaveFile index, SaveFile::create(m_prefix + std::string(kIndexSuffix)));
    LW_TRY(index.write(table.finish()));
    const auto published = publish(index);
    removeUnreachableShards(m_prefix); // the old ones now, or ours when they did not make it
    if (m_given != m_prefix)
        removeUnreachableShards(m_given);
    m_note = {};
    return published;
}

/// The names are changed while the folder is locked, so that two programs that save here never mix their files.
Result<void> BundleWriter::publish(SaveFile& index)
{
    const FolderLock lock(folderOf(m_prefix));
    if (!(indexStamp(m_prefix + std::string(kIndexSuffix)) == m_replaced))
        return ioError("another program changed the checkpoint while it was being saved; save again").at(m_prefix);
    for (SaveFile& shard : m_shards)
        LW_TRY(shard.commit());
    LW_TRY(linkShards());
    return index.commit();
}

/// Where the index asked for is a symbolic link, readers look for the shards beside that link.
Result<void> BundleWriter::linkShards() const
{
    if (m_given == m_prefix)
        return {};
    std::error_code error;
    const auto folder = std::filesystem::absolute(folderOf(m_prefix), error);
    const auto shards = static_cast<std::uint32_t>(m_shards.size());
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
        const std::string link = shardPath(m_given, shard, shards);
        if (std::filesystem::is_symlink(link, error))
            ::unlink(link.c_str());
        std::filesystem::create_symlink(folder / fileNameOf(shardPath(m_prefix, shard, shards)), link, error);
        if (error)
            return writeError(error.value(), link);
    }
    return {};
}

} // namespace lw::formats
