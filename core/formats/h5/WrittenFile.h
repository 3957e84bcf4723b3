// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/writer/Hdf5Writer.h"

#include <memory>
#include <string>
#include <unordered_set>

namespace lw::formats::h5 {

/// An HDF5 file that is being written: groups are made when something is put into them, tensors get their usual types.
/// Not committed means nothing happened.
class WrittenFile {
public:
    static Result<WrittenFile> create(const std::string& path);

    [[nodiscard]] Hdf5Writer& writer() { return *m_writer; }
    /// Makes the group and those above it, where they are not there.
    Result<void> group(const std::string& path);
    /// A dataset, with its groups; bfloat16 gets the attribute that Keras 3 reads (saving_lib.py H5IOStore).
    Result<void> tensor(const std::string& path, const Tensor& tensor);

    /// Writes the elements; the file is complete but not yet in its place.
    Result<void> finish(const Progress& progress);
    /// finish(), checks that it opens again, and puts it into its place.
    Result<void> commit(const Progress& progress);
    [[nodiscard]] const std::string& temporaryPath() const { return m_file->temporaryPath(); }

private:
    std::unique_ptr<SaveFile> m_file; ///< the writer refers to it
    std::unique_ptr<Hdf5Writer> m_writer;
    std::unordered_set<std::string> m_groups;
    bool m_finished = false;
};

/// Opens what was written once before it takes the old file's place.
Result<void> verifyWritten(const std::string& temporaryPath, const Progress& progress);

} // namespace lw::formats::h5
