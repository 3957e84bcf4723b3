// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/saved_model/write/KerasObjects.h"
#include "core/formats/saved_model/write/Structures.h"

namespace lw::formats {

/// keras_metadata.pb: for each Keras object the JSON from which tf_keras makes it again
/// (tf_keras/src/saving/legacy/saved_model/*_serialization.py). trainingConfig: what compile() said, null for none.
std::string kerasMetadata(const Model& model, const KerasObjects& objects, const ObjectGraph& graph,
                          const Structure& inputs, const Json& trainingConfig);

} // namespace lw::formats
