// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/base/SaveFile.h"
#include "core/containers/sstable/TableWriter.h"
#include "core/formats/checkpoint/Bundle.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lw::formats {

/// Writes a tensor bundle: PREFIX.data-?????-of-????? as tensors are added, PREFIX.index at the end. Nothing appears
/// under the prefix before commit(). A bundle that is there already is replaced at one instant, the renaming of the
/// index: readers find shards by the number of them that the index tells, so the new ones get names that the old index
/// does not mean, one shard where there were others than one, and two (tensors, texts) where there was one. The old
/// shards go last. One thread at a time.
class BundleWriter {
public:
    /// Errors of SaveFile::create; Invalid when an index is there that is none.
    static Result<BundleWriter> create(const std::string& prefix);

    /// Keys may come in any order but only once (Invalid). Streams the tensor's bytes; reads and verifies it.
    Result<void> add(const std::string& key, const Tensor& tensor);
    /// A scalar string, such as the object graph, given verbatim.
    Result<void> addText(const std::string& key, const std::string& text);
    /// After an error the old bundle is as it was. Io also when another program replaced it in the meantime.
    Result<void> commit();

private:
    BundleWriter() = default;
    [[nodiscard]] std::uint32_t lastShard() const { return static_cast<std::uint32_t>(m_shards.size() - 1); }
    Result<void> addEntry(const std::string& key, DType dtype, const Shape& shape, std::uint32_t shard,
                          std::uint64_t offset, std::uint32_t crc);
    Result<void> addStrings(const std::string& key, const Shape& shape, std::uint32_t shard,
                            const std::vector<std::string>& texts);
    Result<void> publish(SaveFile& index);
    Result<void> linkShards() const;

    std::string m_given;  ///< the prefix as asked for
    std::string m_prefix; ///< where its index lies, symbolic links followed
    SaveNote m_note;
    std::optional<FileStamp> m_replaced; ///< the index that was there
    std::vector<SaveFile> m_shards;
    std::map<std::string, std::string, std::less<>> m_entries; ///< the table must be sorted
};

} // namespace lw::formats
