// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/keras/LayerRules.h"
#include "core/model/Model.h"

#include <string_view>
#include <unordered_map>

namespace lw::keras {

/// Layers of one model by name, and its calls as numbers. Borrows the layers.
class GraphIndex {
public:
    explicit GraphIndex(const std::vector<Layer>& layers);

    /// Index of a layer among its siblings; the first of equal names.
    [[nodiscard]] std::optional<std::size_t> layer(std::string_view name) const;
    [[nodiscard]] std::size_t callCount() const { return m_firstCall.back(); }
    [[nodiscard]] std::size_t call(std::size_t layer, std::size_t node) const { return m_firstCall[layer] + node; }
    /// The call an input refers to; none when the layer or node does not exist.
    [[nodiscard]] std::optional<std::size_t> call(const InboundTensor& input) const;
    /// (layer, node) of a call.
    [[nodiscard]] std::pair<std::size_t, std::size_t> place(std::size_t call) const;
    /// Calls in an order in which inputs come first; those in cycles are left out.
    [[nodiscard]] std::vector<std::size_t> order() const;

private:
    const std::vector<Layer>& m_layers;
    std::unordered_map<std::string_view, std::size_t> m_byName;
    std::vector<std::size_t> m_firstCall; ///< one more than layers
    std::vector<std::size_t> m_layerOfCall;
};

/// Shapes of a whole model, filled into its layers' nodes; nested ones first.
struct InferenceContext {
    int generation = 2;
    Diagnostics& diagnostics;
    std::int64_t budget = 0; ///< calls that may still be evaluated, against models nested to explode; ends quietly
    const UnknownShapes* unknown = nullptr; ///< asked where no rule tells; null: nobody
};

/// Fills the nodes of layers. inputs, when given, replace what the input layers at inputRefs declare.
void inferGraph(std::vector<Layer>& layers, const std::vector<InboundTensor>& inputRefs, const TensorInfos* inputs,
                const std::string& path, InferenceContext& context);

/// A warning: somebody reads this tensor of a layer, which gives out only so many.
Diagnostic missingTensor(const std::string& layer, std::size_t tensor, std::size_t count);

/// What the nodes of layers say of a tensor: unknown when they do not.
TensorInfo storedTensor(const std::vector<Layer>& layers, const GraphIndex& index, const InboundTensor& tensor);
/// The inputs of one call, by what is stored.
TensorInfos storedInputs(const std::vector<Layer>& layers, const GraphIndex& index, const LayerNode& node);

} // namespace lw::keras
