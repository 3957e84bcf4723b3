// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/checkpoint/Bundle.h"
#include "core/formats/saved_model/KerasMetadata.h"
#include "core/graph/import/Inliner.h"
#include "core/graph/import/SavedModelFile.h"
#include "core/graph/import/SavedObjects.h"
#include "core/model/Model.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lw::formats {

/// A SavedModel folder, opened but not understood yet: shared by the readers of its parts and kept by the payload.
struct SavedModelParts {
    std::string folder;
    std::shared_ptr<const graph::SavedModelFile> file;
    const graph::MetaGraph* metaGraph = nullptr;
    std::shared_ptr<const graph::SavedObjects> objects;
    std::vector<graph::SignatureTensors> signatures;
    std::shared_ptr<const Bundle> bundle; ///< null when variables/ is missing or damaged
    std::optional<Error> bundleError;     ///< why
    std::vector<std::string> keys;        ///< checkpoint keys by object
};

/// The tensor of a variable object: from the checkpoint, or one that fails with the reason when it is not there.
Variable variableOfObject(const SavedModelParts& parts, std::uint32_t object);
/// The same for the importer.
Result<graph::BoundVariable> bindObject(const SavedModelParts& parts, std::uint32_t object);
Result<graph::BoundVariable> bindName(const SavedModelParts& parts, const std::string& name);

/// Layers and variables of a Keras model, its training state, and which object is which layer. False when the root is
/// none of Keras'.
bool readKerasModel(const SavedModelParts& parts, const KerasMetadata& metadata, Model& model,
                    std::map<std::string, std::uint32_t, std::less<>>& layers);
/// Variables of other SavedModels: tf.Module, Keras 3's export, TensorFlow 1. Kind Graph.
void readGraphModel(const SavedModelParts& parts, Model& model);
/// Optimizer's variables and counter, and what compile() said (training_config of the root's metadata, null for none).
void readTraining(const SavedModelParts& parts, const Json& trainingConfig, Model& model);

} // namespace lw::formats
