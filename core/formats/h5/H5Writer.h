// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats::h5 {

/// Saves a model as HDF5. One that came from such a file and has its layers and variables still is written as
/// everything that the file held, in its own types and order, with the tensors of changed variables in place of the old
/// ones; filters and chunks become contiguous; what cannot be carried over (references, links to other files,
/// attributes that could not be read) is a warning. Any other is written from its architecture (LayerWeightsWriter.h).
/// Without options.optimizer, training_config and optimizer_weights are left out. Errors: Invalid, Io.
Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress);

} // namespace lw::formats::h5
