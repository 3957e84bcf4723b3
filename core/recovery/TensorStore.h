// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/recovery/Record.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace lw::recovery {

/// The files of values beside one record. A tensor is written once, however often the record is: what was written is
/// known again by its source, which is immutable. Files are never changed, only added and removed, so that the record
/// on disk stays whole while the next one is made. One thread at a time.
class TensorStore {
public:
    explicit TensorStore(std::string prefix) : m_prefix(std::move(prefix)) {}

    /// Makes sure that all these tensors are on disk, and says where, in their order; unreadable ones become Lost. What
    /// is new goes into one new file. On an error (Io: a full disk; Cancelled) what was kept before is as it was.
    Result<std::vector<Values>> keep(const std::vector<Tensor>& tensors, const Progress& progress);
    /// Removes the files that these values, all that the record has now, do not need.
    void removeUnused(const std::vector<Values>& needed);
    void removeAll() { removeUnused({}); }

private:
    using Key = std::weak_ptr<const TensorSource>;
    using Places = std::map<Key, StoredBytes, std::owner_less<Key>>;

    [[nodiscard]] std::set<std::uint32_t> storesOf(const std::vector<Tensor>& tensors) const;
    std::string m_prefix;
    Places m_places;
    std::set<std::uint32_t> m_stores;
    std::uint32_t m_next = 0;
};

/// Tensors that were kept, as views of the files. Trusts nothing: every checksum is checked. Corrupt or NotFound.
class StoreReader {
public:
    explicit StoreReader(std::string prefix) : m_prefix(std::move(prefix)) {}
    /// values: of kind Stored. The same values are read once.
    Result<Tensor> read(const Values& values);

private:
    Result<Tensor> readAnew(const Values& values);
    Result<std::shared_ptr<const MappedFile>> open(std::uint32_t store);
    std::string m_prefix;
    std::map<std::uint32_t, std::shared_ptr<const MappedFile>> m_files;
    std::map<std::pair<std::uint32_t, std::uint64_t>, Tensor> m_tensors; ///< by file and place
};

} // namespace lw::recovery
