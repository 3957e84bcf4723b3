// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/BundleWriter.h"

#include "core/containers/protobuf/Message.h"
#include "core/containers/sstable/Crc32c.h"
#include "core/formats/checkpoint/CheckpointFiles.h"

#include <bundle.pb.h>
#include <limits>

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

} // namespace

Result<BundleWriter> BundleWriter::create(const std::string& prefix)
{
    LW_ASSIGN(SaveFile data, SaveFile::create(shardPath(prefix, 0, 1)));
    return BundleWriter(prefix, std::move(data));
}

Result<void> BundleWriter::addEntry(const std::string& key, DType dtype, const Shape& shape, std::uint64_t offset,
                                    std::uint32_t crc)
{
    pb::BundleEntry entry;
    entry.set_dtype(static_cast<int>(dtype));
    entry.mutable_shape(); // TensorFlow writes it for scalars too
    for (const std::int64_t dim : shape)
        entry.mutable_shape()->add_dim()->set_size(dim);
    if (offset > 0)
        entry.set_offset(static_cast<std::int64_t>(offset));
    entry.set_size(static_cast<std::int64_t>(m_data.position() - offset));
    entry.set_crc32c(sstable::maskCrc(crc));
    if (key.empty() || !m_entries.emplace(key, protobuf::serialize(entry)).second)
        return invalid("two variables have the same checkpoint key").in(key);
    return {};
}

Result<void> BundleWriter::addStrings(const std::string& key, const Shape& shape, const std::vector<std::string>& texts)
{
    const std::uint64_t offset = m_data.position();
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
    LW_TRY(m_data.write(lengths));
    LW_TRY(m_data.write(std::as_bytes(std::span(&lengthsCrc, 1))));
    for (const std::string& text : texts) {
        crc = sstable::crc32c(asBytes(text), crc);
        LW_TRY(m_data.write(text));
    }
    return addEntry(key, DType::String, shape, offset, crc);
}

Result<void> BundleWriter::addText(const std::string& key, const std::string& text)
{
    return addStrings(key, {}, {text});
}

Result<void> BundleWriter::add(const std::string& key, const Tensor& tensor)
{
    if (tensor.dtype() == DType::String) {
        LW_ASSIGN(const std::vector<std::string> texts, tensor.strings());
        return addStrings(key, tensor.shape(), texts);
    }
    LW_ASSIGN(const Bytes bytes, tensor.bytes());
    const std::uint64_t offset = m_data.position();
    LW_TRY(m_data.write(bytes.span));
    return addEntry(key, tensor.dtype(), tensor.shape(), offset, sstable::crc32c(bytes.span));
}

Result<void> BundleWriter::commit()
{
    pb::BundleHeader header;
    header.set_num_shards(1);
    header.mutable_version()->set_producer(kProducer);
    sstable::TableWriter table;
    LW_TRY(table.add({}, asBytes(protobuf::serialize(header))));
    for (const auto& [key, entry] : m_entries)
        LW_TRY(table.add(key, asBytes(entry)));
    LW_ASSIGN(SaveFile index, SaveFile::create(m_prefix + std::string(kIndexSuffix)));
    LW_TRY(index.write(table.finish()));
    LW_TRY(m_data.commit());
    return index.commit();
}

} // namespace lw::formats
