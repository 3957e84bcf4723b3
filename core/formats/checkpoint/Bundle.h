// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/base/MappedFile.h"
#include "core/model/Tensor.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lw::formats {

/// The key under which an object-based checkpoint keeps its TrackableObjectGraph.
inline constexpr std::string_view kObjectGraphKey = "_CHECKPOINTABLE_OBJECT_GRAPH";

/// A tensor of a bundle, and how it lies there: what a writer needs to copy it without decoding.
struct BundleItem {
    std::string key;
    Tensor tensor;
    std::uint32_t maskedCrc = 0;
    std::shared_ptr<const MappedFile> file; ///< null when the shard cannot be read, and for partitioned tensors
    std::uint64_t offset = 0, size = 0;     ///< the stored bytes within file
};

/// TensorFlow's tensor bundle: PREFIX.index, a table of entries, and PREFIX.data-?????-of-?????, the bytes
/// (tensorflow/core/util/tensor_bundle). Immutable and thread safe. Tensors are views of the mapped shards; the
/// checksum of one is verified when its bytes are first asked for. Partitioned variables are put together on reading.
class Bundle {
public:
    /// Reads the index. An entry that makes no sense is a diagnostic and left out; one whose bytes are missing is kept
    /// and fails when read. Errors: what MappedFile::open says of the index; Corrupt; Unsupported (big endian, newer
    /// version).
    static Result<std::shared_ptr<const Bundle>> open(const std::string& prefix, Diagnostics& diagnostics);

    [[nodiscard]] const std::string& prefix() const { return m_prefix; }
    [[nodiscard]] const FileStamp& stamp() const { return m_stamp; }
    /// In the order of their keys.
    [[nodiscard]] const std::vector<BundleItem>& items() const { return m_items; }
    [[nodiscard]] const BundleItem* find(std::string_view key) const;
    /// The bytes of the object graph; none when the checkpoint is name-based. Corrupt.
    [[nodiscard]] Result<std::optional<std::string>> objectGraph() const;

private:
    friend class BundleLoader;
    Bundle() = default;
    std::string m_prefix;
    FileStamp m_stamp;
    std::vector<BundleItem> m_items;
};

} // namespace lw::formats
