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

namespace lw::formats {

/// Writes a tensor bundle of one shard: PREFIX.data-00000-of-00001 as tensors are added, PREFIX.index at the end.
/// Nothing appears under the prefix before commit(), and the index is renamed last. One thread at a time.
class BundleWriter {
public:
    /// Errors of SaveFile::create.
    static Result<BundleWriter> create(const std::string& prefix);

    /// Keys may come in any order but only once (Invalid). Streams the tensor's bytes; reads and verifies it.
    Result<void> add(const std::string& key, const Tensor& tensor);
    /// A scalar string, such as the object graph, given verbatim.
    Result<void> addText(const std::string& key, const std::string& text);
    Result<void> commit();

private:
    BundleWriter(std::string prefix, SaveFile data) : m_prefix(std::move(prefix)), m_data(std::move(data)) {}
    Result<void> addEntry(const std::string& key, DType dtype, const Shape& shape, std::uint64_t offset,
                          std::uint32_t crc);
    Result<void> addStrings(const std::string& key, const Shape& shape, const std::vector<std::string>& texts);

    std::string m_prefix;
    SaveFile m_data;
    std::map<std::string, std::string, std::less<>> m_entries; ///< the table must be sorted
};

} // namespace lw::formats
