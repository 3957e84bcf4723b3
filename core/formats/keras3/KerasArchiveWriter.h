// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats::keras3 {

/// Saves a model as .keras archive: metadata.json, config.json, model.weights.h5 and the assets of the archive that it
/// came from, all stored, so that the weights can be mapped. In the dialect of Keras 3, unless options.dialect or an
/// archive of tf_keras, saved again, say otherwise. What was translated and what could not be are diagnostics.
/// Errors: Invalid without an architecture, Io.
Result<void> writeArchive(const Model& model, const std::string& path, const SaveOptions& options,
                          Diagnostics& diagnostics, const Progress& progress);

/// The Keras that an archive is written for when nobody says: 3, unless the model comes from an archive of Keras 2.
int archiveDialect(const Model& model);

} // namespace lw::formats::keras3
