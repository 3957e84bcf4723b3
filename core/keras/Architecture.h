// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/model/Model.h"

namespace lw::keras {

/// Reads a serialized model or single layer, {"class_name": ..., "config": ...}, of any dialect (Keras 2.0 to 2.15
/// where a Sequential's config may be a bare list; Keras 3 with module, registered_name, keras_history tensors), and
/// fills model: name, kind, layers (nested ones too) with nodes, output shapes, dtypes, parameter counts, inputs,
/// outputs, totals, architecture. Shapes come from inference and, for unknown classes, from what the file says
/// (build_config, batch_shape). Trouble with one layer is a diagnostic with the layer's path; only an unusable top
/// level is an error (Corrupt, with the JSON path in Where::inner). Hostile sizes are bounded: at most 200,000 layers,
/// work linear in the JSON. What holds afterwards: names are unique among siblings, inputs of nodes refer to existing
/// nodes of siblings, and nodes form no cycle. A Sequential begins with an InputLayer (Keras makes one too, and leaves
/// it out of model.layers and of summary()). Config of a nested model is kept without its "layers": those are
/// Layer::layers; all is in architecture. Inner layers of a Bidirectional are "forward_<name>" and "backward_<name>",
/// the second with go_backwards turned.
Result<void> readArchitecture(const Json& serialized, Model& model);

/// The same without a copy: model.architecture takes over the JSON.
Result<void> readArchitecture(Json&& serialized, Model& model);

/// A weight that the architecture calls for.
struct ExpectedVariable {
    std::string path;     ///< Layerwright's path: "bidirectional/forward_lstm/lstm_cell/kernel"
    std::string layer;    ///< path of the innermost owning layer
    std::string topLayer; ///< name of the layer of the root model that holds it: the HDF5 group of Keras 2
    std::string role;     ///< "kernel"
    std::string
        keras2Name; ///< "bidirectional/forward_lstm/lstm_cell/kernel:0"; versions differ, so match by order first
    std::string keras3Key; ///< in .weights.h5: "layers/bidirectional/forward_layer/cell/vars/0"
                           ///< (keras/src/saving/saving_lib.py)
    std::string
        tfKerasKey; ///< the same in .weights.h5 of tf_keras, whose attributes differ: "layers/mha/_query_dense/vars/0"
    std::string objectKey; ///< in a TF checkpoint: "layer_with_weights-0/forward_layer/cell/kernel", without the suffix
    Shape shape;           ///< kUnknownDim where it cannot be inferred
    DType dtype = DType::Float32;
    bool trainable = true;
    bool kept = false;       ///< the layer's config holds it while a model is open (Vocabularies.h)
    std::string second = {}; ///< a further key in .weights.h5, where Keras asks for it twice
};

/// All weights in the order of model.weights: layer by layer, within each top-level layer trainable ones first, then
/// non-trainable (tf_keras base_layer.py weights; the order moves when an inner layer is frozen); nested models go
/// layer by layer (training.py weights). Layers of unknown class contribute nothing; readers take theirs from the file.
/// Roles are attributes within ExpectedVariable::layer: "kernel" also for the cell of an LSTM, "query/kernel" inside an
/// attention. Seed generators are not here: Keras does not count them as weights, and writes them to no weights file.
/// Listed: with those that the layers' configs hold while a model is open, which files keep as variables
/// (Vocabularies.h).
enum class Kept : bool { LeftOut, Listed };
std::vector<ExpectedVariable> expectedVariables(const Model& model, Kept kept = Kept::LeftOut);

/// Reorders to the order of the HDF5 groups of Keras 2 files (layer.trainable_weights + layer.non_trainable_weights per
/// layer of the root model), which for nested models differs from model.weights.
void orderAsKeras2Groups(std::vector<ExpectedVariable>& variables);

/// Sets parameter counts of all layers and of the model from model.variables (by Variable::layer and trainable) where
/// layers own variables, otherwise leaves what the architecture says. Shared layers count once.
void countParameters(Model& model);

/// Fills output shapes again after the architecture or input shapes changed; diagnostics name the layer that does not
/// fit.
void inferShapes(Model& model);

} // namespace lw::keras
