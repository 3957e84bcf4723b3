// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats::h5 {

/// Writes any model with an architecture as the HDF5 file that model.save("x.h5") makes: model_config, model_weights
/// with a group for each top-level layer (trainable weights first), training_config and optimizer_weights. Dialect:
/// options.dialect, else the model's own (Keras 3 keeps its config in .h5 files in its own words, too). What was
/// translated and what cannot be told are diagnostics. Errors: Invalid, Io.
Result<void> writeWholeModel(const Model& model, const std::string& path, const SaveOptions& options,
                             Diagnostics& diagnostics, const Progress& progress);

/// model.save_weights("x.h5") of Keras 2: the groups of layers alone. Models without an architecture give a group to
/// each first part of the variables' paths.
Result<void> writeLayerWeights(const Model& model, const std::string& path, const SaveOptions& options,
                               Diagnostics& diagnostics, const Progress& progress);

} // namespace lw::formats::h5
