// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/base/Progress.h"
#include "core/base/SaveFile.h"
#include "core/containers/hdf5/Hdf5Listing.h"
#include "core/model/Tensor.h"

#include <memory>
#include <string>
#include <vector>

namespace lw {

struct SaveFileState;

/// Writes a fresh HDF5 file into a SaveFile: first the structure, by libhdf5, with a place reserved for every dataset;
/// then, in finish(), the elements, straight to their places, so that memory never holds more than one dataset. Paths
/// are from the root, without a leading slash; parents must be added before children. The same calls give the same
/// bytes: no times are stored. Commit the SaveFile after finish(). One thread. Errors: Io (disk full), Invalid (a name
/// twice), or what a source says when its bytes are asked for.
class Hdf5Writer {
public:
    struct Options {
        bool largeAttributes = false; ///< attributes over 64 KiB need the file format of HDF5 1.8
        bool rootTracksOrder = false;
    };
    static Result<Hdf5Writer> create(SaveFile& file, Options options);
    static Result<Hdf5Writer> create(SaveFile& file) { return create(file, Options()); }
    ~Hdf5Writer();
    Hdf5Writer(Hdf5Writer&& other) noexcept;
    Hdf5Writer& operator=(Hdf5Writer&&) = delete;

    Result<void> addGroup(const std::string& path, bool tracksOrder = false);
    /// Elements come from source when finish() runs: as many bytes as space and type say, in that type.
    Result<void> addDataset(const std::string& path, const Hdf5Type& type, const Hdf5Space& space,
                            std::shared_ptr<const TensorSource> source);
    /// Strings of variable length, written at once.
    Result<void> addStrings(const std::string& path, const Hdf5Type& type, const Hdf5Space& space,
                            const std::vector<std::string>& strings);
    Result<void> addNamedType(const std::string& path, const Hdf5Type& type);
    Result<void> addHardLink(const std::string& path, const std::string& existing);
    Result<void> addSoftLink(const std::string& path, const std::string& target);
    /// To the object at path, empty for the root; with its own type, strings or raw bytes.
    Result<void> addAttribute(const std::string& path, const Hdf5Attribute& attribute);

    Result<void> finish(const Progress& progress);

private:
    struct Pending {
        std::string path;
        std::uint64_t offset = 0, size = 0;
        std::shared_ptr<const TensorSource> source;
    };
    Hdf5Writer() = default;
    Result<void> close();
    [[nodiscard]] Error failure(const std::string& path) const;

    SaveFile* m_target = nullptr;
    std::int64_t m_file = -1; ///< hid_t
    std::unique_ptr<SaveFileState> m_state;
    std::vector<Pending> m_pending;
};

/// The type that a tensor of this dtype is written with; h5py's conventions for bool and complex numbers; bfloat16 as
/// two opaque bytes, as h5py does with ml_dtypes.
Hdf5Type hdf5TypeOf(DType dtype);

} // namespace lw
