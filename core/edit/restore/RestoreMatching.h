// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/Matching.h"

namespace lw::edit {

/// A part of a model as a model of its own, as far as matching needs it: the layers below a nested model, and variables
/// with paths relative to it. indices are those of the variables within the whole.
struct ModelPart {
    Model model;
    Indices indices;
};
/// The part at a layer's path; "" and "." are all of it. NotFound; Invalid when the layer has no weights.
Result<ModelPart> partAt(const Model& model, std::string_view layer);

/// Keras 3's object paths ("layers/dense/vars/0", keras/src/saving/saving_lib.py): those that the model's architecture
/// calls for, in Keras' words or in tf_keras'. The second index of a pair is into part.model.
IndexPairs pairByObjectPaths(const Model& file, const ModelPart& part);
/// Whether the file's keys are such paths.
bool hasObjectPaths(const Model& file);

/// Equal names: paths, names as the files have them ("dense_1/kernel:0"), then the layer's own name and the role where
/// that is unique.
IndexPairs pairByNames(const Model& file, const ModelPart& part);

/// In order, layer by layer, as load_weights of Keras 2 reads HDF5 (tf_keras/src/saving/legacy/hdf5_format.py): layers
/// with weights in their order; within each, trainable ones first and then the others. Files whose inner layers were
/// frozen have another order there: it is found by names or shapes.
IndexPairs pairByOrder(const Model& file, const ModelPart& part);

/// What savers keep for themselves, and no model has: save_counter, global_step.
bool isSaverCounter(const Variable& variable);

} // namespace lw::edit
