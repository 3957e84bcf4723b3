// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/model/DType.h"
#include "core/model/Shape.h"

#include <optional>
#include <string>
#include <vector>

namespace lw {

/// A tensor at the border of a layer or model.
struct TensorSpec {
    std::string name;
    DType dtype = DType::Float32;
    std::optional<Shape> shape; ///< none: rank unknown
};

/// An input of one call of a layer: the tensor-th output of the node-th call of layer (a sibling, by name).
struct InboundTensor {
    std::string layer;
    std::size_t node = 0;
    std::size_t tensor = 0;
    bool operator==(const InboundTensor&) const = default;
};

/// One call of a layer in a functional model; a shared layer has several. Keras: engine/node.py.
struct LayerNode {
    std::vector<InboundTensor> inputs; ///< tensor arguments flattened in the order of the call
    Json arguments;                    ///< positional and keyword arguments, verbatim in the file's dialect
    std::vector<std::optional<Shape>> outputShapes; ///< one per output tensor; batch is kUnknownDim
    std::vector<DType> outputDtypes;
};

/// What sort of container a layer or model is.
enum class ModelKind { Sequential, Functional, Subclassed, Graph, Weights };
std::string_view modelKindName(ModelKind kind); ///< "sequential", as command-line.md has it

/// A Keras layer as the file describes it. A plain value; nested models and wrappers keep their own layers inside.
struct Layer {
    std::string name;           ///< unique among its siblings
    std::string className;      ///< "Dense"
    std::string module;         ///< Keras 3: "keras.layers"; empty in the Keras 2 dialect
    std::string registeredName; ///< "Package>Class" or null as empty
    Json config;                ///< verbatim and ordered (design decision 4)
    Json buildConfig;           ///< Keras 3 build_config, verbatim; null when absent
    bool known = true; ///< false: a class that is not built in; it is shown and counted, and cannot run by itself
    bool trainable = true;
    std::optional<ModelKind> nested; ///< set for nested models: their layers, inputs and outputs are below
    std::vector<LayerNode> nodes;    ///< calls within the parent model; empty for layers that are not part of a graph
    std::vector<Layer> layers;       ///< sub-layers: of a nested model, a wrapper (Bidirectional) or a subclassed layer
    std::vector<InboundTensor> inputs, outputs; ///< of a nested model: its border, in terms of its own layers
    std::uint64_t parameters = 0;               ///< own and all below, each shared weight counted once
    std::uint64_t trainableParameters = 0;
};

} // namespace lw
