// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/base/MappedFile.h"
#include "core/model/Layer.h"
#include "core/model/TrainingState.h"
#include "core/model/Variable.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lw {

/// What a format keeps so that it can write back all that was in the file, and what other folders hang on a model
/// (graph::TracedProgram). Immutable, shared between copies of a model; found again with dynamic_cast.
class ModelPayload {
public:
    virtual ~ModelPayload() = default;
};

/// A callable of the model with named inputs and outputs (a SavedModel signature; "serving_default").
struct Signature {
    std::string name;
    std::vector<TensorSpec> inputs, outputs;
};

/// A model as a plain value. Copying is cheap for weights (shared) and deep for structure.
struct Model {
    std::string name;
    std::string path;         ///< as the user named it; a folder for SavedModels, a prefix for checkpoints
    std::string format;       ///< id of the FormatRegistry entry: "h5", "saved_model", ...
    std::string formatDetail; ///< "Keras 2.15.0, tensorflow", for people
    ModelKind kind = ModelKind::Weights;
    std::vector<Layer> layers; ///< in the order of model.layers
    std::vector<InboundTensor> inputRefs,
        outputRefs;                          ///< border of a functional or sequential model, in terms of layers
    std::vector<TensorSpec> inputs, outputs; ///< names as Keras' input_names and output_names
    std::vector<Variable> variables;         ///< in the order of model.weights; optimizer variables are in training
    std::vector<Signature> signatures;
    std::optional<TrainingState> training;
    std::vector<std::string> assets; ///< relative names
    Json architecture; ///< the whole serialized model (class_name, config, ...) verbatim; null when the file has none
    std::uint64_t totalParameters = 0, trainableParameters = 0;
    Diagnostics diagnostics;
    std::shared_ptr<const ModelPayload> payload;
    std::optional<FileStamp> stamp; ///< of the main file when it was read

    [[nodiscard]] std::uint64_t nonTrainableParameters() const { return totalParameters - trainableParameters; }
};

/// The layer with this path ("body/conv2d"), or null.
const Layer* findLayer(const Model& model, std::string_view path);
/// By path, else by key, else by name when that is unique; null otherwise.
const Variable* findVariable(const Model& model, std::string_view address);
/// Calls visit(layer, path, depth) for every layer, parents first.
void visitLayers(const Model& model,
                 const std::function<void(const Layer&, const std::string& path, int depth)>& visit);

} // namespace lw
