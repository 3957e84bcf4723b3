// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/saved_model/SavedModelParts.h"

namespace lw::formats {

/// Gives the lookup layers of a Keras model the words that a SavedModel keeps in tables and not in their configs
/// (tf_keras/src/saving/legacy/saved_model/layer_serialization.py VocabularySavedModelSaver): constants or an asset
/// file that a static table is filled with, or entries of the checkpoint for the mutable tables of TensorFlow 2.3
/// to 2.6. Trouble is a diagnostic. layers: objects by the layers' paths.
void readLookupTables(const SavedModelParts& parts, const KerasMetadata& metadata,
                      const std::map<std::string, std::uint32_t, std::less<>>& layers, Model& model);

} // namespace lw::formats
