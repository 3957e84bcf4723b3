// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats::h5 {

/// Writes a model that was read from an HDF5 file as HDF5 again: everything that the file held, in its own types and
/// order, with the tensors of changed variables in place of the old ones. Filters and chunks become contiguous. What
/// cannot be carried over (references, links to other files, attributes that could not be read) is a warning. Without
/// options.optimizer, training_config and optimizer_weights are left out.
/// Errors: Unsupported for models of another origin; Io.
Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress);

} // namespace lw::formats::h5
