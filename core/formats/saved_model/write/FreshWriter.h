// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats {

/// Writes a SavedModel from nothing, as tf_keras writes it: object graph, traced functions, signatures, saver,
/// keras_metadata.pb, fingerprint.pb and variables/ (tf_keras/src/saving/legacy/saved_model/save.py). Unsupported, with
/// the layer's name, when the model cannot be lowered and options.traces is set; Invalid when it has no weights or is
/// no Keras model.
Result<void> writeFreshSavedModel(const Model& model, const std::string& path, const SaveOptions& options,
                                  Diagnostics& diagnostics, const Progress& progress);

} // namespace lw::formats
