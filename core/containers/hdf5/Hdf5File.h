// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/base/MappedFile.h"
#include "core/base/Progress.h"
#include "core/containers/hdf5/Hdf5Listing.h"
#include "core/model/Tensor.h"

#include <memory>
#include <string>

namespace lw {

class DatasetReader;

/// A foreign HDF5 file: listed whole when opened, by a process of its own without rights (design decision 11); elements
/// are read when a tensor is asked for its bytes. Contiguous datasets are views of the file; others are decoded by the
/// process. Immutable and thread safe. Tensors keep alive what they need of it.
class Hdf5File {
public:
    /// All of a file. Errors: Corrupt, Unsupported (limits), Io.
    static Result<std::shared_ptr<const Hdf5File>> open(std::shared_ptr<const MappedFile> file,
                                                        const Progress& progress = {});
    /// A part of a file: a stored member of an archive.
    static Result<std::shared_ptr<const Hdf5File>> open(std::shared_ptr<const MappedFile> file, std::uint64_t offset,
                                                        std::uint64_t length, const Progress& progress = {});
    /// Bytes in memory: an inflated member of an archive.
    static Result<std::shared_ptr<const Hdf5File>> open(Bytes bytes, const Progress& progress = {});

    /// Bytes whose listing is there already, without a process: for fuzzing. Compressed datasets cannot be read.
    static Result<std::shared_ptr<const Hdf5File>> fromListing(Bytes bytes, const Bytes& listing);

    /// The HDF5 signature at offset 0, 512, 1024, ... of the bytes (HDF5 File Format Specification, II.A).
    static bool hasSignature(ByteSpan bytes);

    [[nodiscard]] const std::vector<Hdf5Object>& objects() const { return m_listing.objects; }
    [[nodiscard]] const Hdf5Object& root() const { return m_listing.objects.front(); }
    [[nodiscard]] const Hdf5Object& target(const Hdf5Link& link) const { return m_listing.objects[link.object]; }
    /// The object at the end of a path of hard links from a group ("dense/kernel:0"); null when there is none.
    [[nodiscard]] const Hdf5Object* find(const Hdf5Object& from, std::string_view path) const;
    [[nodiscard]] const Hdf5Object* find(std::string_view path) const { return find(root(), path); }

    /// A dataset as a tensor whose bytes are read later. as: read it as this type of the same size instead (h5py keeps
    /// bfloat16 as opaque bytes). Errors: Unsupported for types, filters and layouts that are refused (external
    /// storage, virtual datasets, plug-in filters), by name; Corrupt for sizes that wrap or lie outside the file.
    [[nodiscard]] Result<Tensor> tensor(const Hdf5Object& dataset, DType as = DType::Invalid) const;

    /// The elements of a dataset as they lie in the file, whatever their type; for writing it again.
    [[nodiscard]] Result<std::shared_ptr<const TensorSource>> rawSource(const Hdf5Object& dataset) const;

    /// Every link or object that was refused or could not be read, and what the system lacks to isolate the reader.
    void report(Diagnostics& diagnostics) const;

private:
    Hdf5File() = default;
    static Result<std::shared_ptr<const Hdf5File>> openWindow(Bytes window, int descriptor, std::uint64_t offset,
                                                              std::shared_ptr<const void> owner,
                                                              const Progress& progress);
    [[nodiscard]] Result<Bytes> contiguousBytes(const Hdf5Object& dataset, std::uint64_t size) const;
    [[nodiscard]] Result<std::uint64_t> checkedSize(const Hdf5Object& dataset) const;

    Bytes m_window;
    Hdf5Listing m_listing;
    std::uint32_t m_isolation = 0;
    std::shared_ptr<const DatasetReader> m_reader;
};

} // namespace lw
