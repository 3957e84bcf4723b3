// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/LayerRules.h"
#include "core/model/Model.h"

#include <functional>

namespace lw::keras {

/// A variable that a layer makes itself.
struct OwnWeight {
    std::string role;
    Shape shape;
    DType dtype = DType::Float32;
    bool trainable = true;
    /// Keras 2's name where it differs from the role; empty: the role.
    std::string name = {};
    bool frozen = false; ///< made trainable, so it keeps that place, and frozen afterwards
    bool kept = false;   ///< the layer's config holds it (vocabularyVariables()), and no model's list of variables
    std::string_view object = {}; ///< the attributes on the way to it in a TF checkpoint, where there are some
};

/// What owns weights: a layer, or a sub-layer that exists only inside Keras (the cell of an LSTM, the query of an
/// attention).
struct WeightNode {
    std::string name;      ///< component of the path: "dense", "lstm_cell"; empty: none of its own
    std::string role;      ///< prefix of its weights' roles for sub-layers that are no Layer: "query/"; else empty
    std::string keras3;    ///< component of the key in .weights.h5 of Keras 3: "layers/dense", "cell"
    std::string tfKeras;   ///< the same in tf_keras
    std::string object;    ///< component of the key in a TF checkpoint: "layer_with_weights-0", "cell"
    std::string layerPath; ///< of the innermost Layer
    bool trainable = true;
    bool model = false;     ///< orders its weights layer by layer
    bool nameless2 = false; ///< Keras 2 leaves it out of variable names
    bool tables = false;    ///< tf_keras counts a table of words among its weights
    std::vector<OwnWeight> own;
    std::vector<WeightNode> children;

    [[nodiscard]] bool hasWeights() const;
};

/// For rules: what is known of a layer when it builds.
struct WeightCall {
    const Layer& layer;
    const TensorInfos& inputs; ///< of its first call; empty when it is in no graph
    int generation;
    const Json& arguments;

    [[nodiscard]] LayerConfig config() const { return LayerConfig(layer.config); }
    /// Shape of the n-th input, or rank 0 when unknown.
    [[nodiscard]] std::optional<Shape> shape(std::size_t index = 0) const;
    /// Dimension of the first input, kUnknownDim when it is not known.
    [[nodiscard]] std::int64_t dim(std::int64_t axis) const;
    /// The channel axis by data_format.
    [[nodiscard]] std::int64_t channels() const { return dim(config().channelsFirst() ? 1 : -1); }
};

/// A rule fills in the weights of a layer, in the order in which Keras makes them; each file of weights/ has one table.
using WeightRule = void (*)(const WeightCall&, WeightNode&);
struct WeightRuleEntry {
    std::string_view className;
    WeightRule rule;
};
std::span<const WeightRuleEntry> basicWeightRules();
std::span<const WeightRuleEntry> recurrentWeightRules();
std::span<const WeightRuleEntry> attentionWeightRules();

/// The weights of a layer and of all below it.
WeightNode weightsOf(const Layer& layer, const TensorInfos& inputs, int generation, const std::string& parentPath,
                     const Json& arguments);
/// One node per layer of a model, with keys numbered as the containers of the three file kinds do.
std::vector<WeightNode> weightsOfLayers(const std::vector<Layer>& layers, int generation,
                                        const std::string& parentPath);

} // namespace lw::keras
