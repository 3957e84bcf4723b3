// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/GraphBuilder.h"
#include "core/graph/lower/CallArguments.h"
#include "core/keras/LayerConfig.h"
#include "core/model/Model.h"

namespace lw::graph {

class ModelLowering;

/// One call of one Keras layer that is being lowered. Functions read inputs and config, add ops through g, and set
/// outputs; trouble goes to fail() or sticks in the builder, so that nothing needs to be checked in between.
struct LayerCall {
    ModelLowering& lowering;
    GraphBuilder& g;
    const Layer& layer;
    std::string path;
    CallArguments arguments;
    std::vector<Value> inputs; ///< tensors of the first argument, floats cast to the layer's compute dtype
    bool training = false;
    bool keras3 = false;
    DType compute = DType::Float32;
    std::vector<Value> outputs;

    [[nodiscard]] keras::LayerConfig config() const { return keras::LayerConfig(layer.config); }
    [[nodiscard]] const Json& setting(std::string_view key) const { return layer.config[key]; }
    /// An input; fails when the layer is called with fewer.
    [[nodiscard]] Edge x(std::size_t index = 0) const
    {
        if (index < inputs.size())
            return inputs[index].edge;
        g.fail(corrupt("the layer is called with " + std::to_string(inputs.size()) + " tensors").in(path));
        return {};
    }
    [[nodiscard]] std::optional<Edge> mask(std::size_t index = 0) const;
    /// A mask given as keyword argument, else that of the first input.
    [[nodiscard]] std::optional<Edge> maskArgument() const;
    void out(Edge edge, std::optional<Edge> mask = std::nullopt) { outputs.push_back({edge, mask}); }

    /// The weight of this role in the layer, or in a part of it ("query"); as a constant of the compute dtype.
    Edge weight(std::string_view role, std::string_view part = {});
    /// The same in its own dtype; fails when the model has no such weight.
    Edge rawWeight(std::string_view role, std::string_view part = {});
    /// The weight under another shape of as many elements.
    Edge weightAs(std::string_view role, Shape shape, std::string_view part = {});
    [[nodiscard]] const Tensor* findWeight(std::string_view role, std::string_view part = {}) const;
    /// The layer's activation setting, applied.
    Edge activate(Edge x, std::string_view key = "activation");
    /// A training argument of the call, else the run's.
    [[nodiscard]] bool isTraining() const;

    Edge fail(Error error) { return g.fail(error.in(path)); }
    /// Unsupported: "a <class> layer with <what> cannot run".
    Edge refuse(const std::string& what);
};

/// What happens to Keras masks: passed from the first input to all outputs, dropped, or set by the function itself.
enum class MaskRule { Pass, Drop, Own, Pass3 }; ///< Pass3: passed by Keras 3 only

struct LayerRow {
    std::string_view className;
    void (*lower)(LayerCall&);
    MaskRule masks = MaskRule::Drop;
};

/// One table a family of layers.
std::span<const LayerRow> coreLayers();
std::span<const LayerRow> convolutionLayers();
std::span<const LayerRow> locallyConnectedLayers();
std::span<const LayerRow> transposedLayers();
std::span<const LayerRow> poolingLayers();
std::span<const LayerRow> normalizationLayers();
std::span<const LayerRow> activationLayers();
std::span<const LayerRow> mergingLayers();
std::span<const LayerRow> reshapingLayers();
std::span<const LayerRow> resizingLayers();
std::span<const LayerRow> regularizationLayers();
std::span<const LayerRow> preprocessingLayers();
std::span<const LayerRow> embeddingLayers();
std::span<const LayerRow> recurrentLayers();
std::span<const LayerRow> convolutionalRecurrentLayers();
std::span<const LayerRow> wrapperLayers();
std::span<const LayerRow> attentionLayers();
std::span<const LayerRow> einsumLayers();
std::span<const LayerRow> tensorFlowLayers();

const LayerRow* findLayerRow(std::string_view className);

/// Applies an activation: a name, a serialized function or layer, or null for none (Activation.cpp).
Edge applyActivation(LayerCall& call, Edge x, const Json& activation);
/// The name of an activation that is a plain function with its defaults; empty otherwise (composite ops).
std::string plainActivation(const Json& activation);
/// The name of an activation function in any serialized form, built in or not.
std::string activationFunctionName(const Json& activation);

} // namespace lw::graph
