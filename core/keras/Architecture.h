// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/model/Model.h"

namespace lw::keras {

/// Reads a serialized model or single layer, {"class_name": ..., "config": ...}, of any dialect (Keras 2.0 to 2.15 where a
/// Sequential's config may be a bare list; Keras 3 with module, registered_name, keras_history tensors), and fills model:
/// name, kind, layers (nested ones too) with nodes, output shapes, dtypes, parameter counts, inputs, outputs, totals, architecture.
/// Shapes come from inference and, for unknown classes, from what the file says (build_config, batch_shape).
/// Trouble with one layer is a diagnostic with the layer's path; only an unusable top level is an error (Corrupt, with the
/// JSON path in Where::inner). Hostile sizes are bounded: at most 200,000 layers, work linear in the JSON.
Result<void> readArchitecture(const Json& serialized, Model& model);

/// A weight that the architecture calls for.
struct ExpectedVariable {
    std::string path;      ///< Layerwright's path: "bidirectional/forward_lstm/lstm_cell/kernel"
    std::string layer;     ///< path of the innermost owning layer
    std::string topLayer;  ///< name of the layer of the root model that holds it: the HDF5 group of Keras 2
    std::string role;      ///< "kernel"
    std::string keras2Name; ///< "bidirectional/forward_lstm/lstm_cell/kernel:0"; versions differ, so match by order first
    std::string keras3Key; ///< in .weights.h5: "layers/bidirectional/forward_layer/cell/vars/0" (keras/src/saving/saving_lib.py)
    std::string objectKey; ///< in a TF checkpoint: "layer_with_weights-0/forward_layer/cell/kernel", without the suffix
    Shape shape;           ///< kUnknownDim where it cannot be inferred
    DType dtype = DType::Float32;
    bool trainable = true;
};

/// All weights in the order of model.weights: layer by layer, within each top-level layer trainable ones first, then
/// non-trainable (tf_keras base_layer.py weights; the order moves when an inner layer is frozen). Layers of unknown class
/// contribute nothing; readers take theirs from the file.
std::vector<ExpectedVariable> expectedVariables(const Model& model);

/// Sets parameter counts of all layers and of the model from model.variables (by Variable::layer and trainable) where
/// layers own variables, otherwise leaves what the architecture says. Shared layers count once.
void countParameters(Model& model);

/// Fills output shapes again after the architecture or input shapes changed; diagnostics name the layer that does not fit.
void inferShapes(Model& model);

} // namespace lw::keras
