// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/base/MappedFile.h"
#include "core/base/Progress.h"
#include "core/model/Model.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lw::graph {
class CustomObjects;
}

namespace lw::formats {

/// What is known of a path before a reader is chosen: cheap to make, touches only the first bytes or the folder's
/// names.
struct Probe {
    std::string path; ///< as given
    bool isFolder = false;
    bool exists = false;                    ///< false for checkpoint prefixes, which name files that start with them
    std::shared_ptr<const MappedFile> file; ///< regular files only
    ByteSpan head;                          ///< first 4 KiB of the file
    std::vector<std::string> entries;       ///< names in the folder (not recursive, at most 10,000)

    [[nodiscard]] bool hasEntry(std::string_view name) const;
};

/// NotFound, Io, Invalid (device, FIFO). A path that does not exist is no error when name.index exists beside it.
Result<Probe> probe(const std::string& path);

struct SaveOptions {
    bool optimizer = true;    ///< keep training state
    bool traces = true;       ///< SavedModel only
    std::string weightsDtype; ///< "" as they are, or one of Capabilities::dtypes
    int dialect = 0; ///< 2 or 3: of Keras, for formats that hold both; 0: what the format or the model suggests
    std::shared_ptr<const graph::CustomObjects> objects; ///< definitions of custom classes; null for none
};

/// What a format can hold: decides what a save dialog offers and warns of.
struct Capabilities {
    bool architecture = false, weights = false, training = false, tracedFunctions = false;
    /// Types in which floating weights can be saved, whatever the architecture computes in: the reader casts them into
    /// its own variables. Empty where a stored weight has the type of its variable (SavedModel, checkpoint).
    std::span<const std::string_view> dtypes = {};
};

/// A format is data and stateless functions (design decision 7). read and write may run on any thread.
struct Format {
    std::string_view id;                        ///< of command-line.md: "h5", "saved_model"
    std::string_view title;                     ///< "Keras 2 HDF5"
    std::span<const std::string_view> suffixes; ///< with dot, the usual first; empty for folders
    bool folder = false;
    Capabilities holds;
    /// How sure the content is of this format: 0 no, 100 certain. Content only; the suffix breaks ties elsewhere.
    int (*sniff)(const Probe&);
    Result<Model> (*read)(const Probe&, const Progress&);
    /// Null when the format is only read. Must save through SaveFile or SaveFolder.
    Result<void> (*write)(const Model&, const std::string& path, const SaveOptions&, Diagnostics&, const Progress&);
};

} // namespace lw::formats
