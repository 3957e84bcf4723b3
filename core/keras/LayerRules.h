// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/keras/LayerConfig.h"
#include "core/model/Layer.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lw::keras {

/// A tensor between layers as far as it is known before a run.
struct TensorInfo {
    std::optional<Shape> shape; ///< none: rank unknown
    DType dtype = DType::Float32;
    bool operator==(const TensorInfo&) const = default;
};
using TensorInfos = std::vector<TensorInfo>;

/// One call of a layer, for shape rules. generation is 2 or 3.
struct LayerCall {
    const Layer& layer;
    const TensorInfos& inputs;
    const Json& arguments; ///< LayerNode::arguments, or null
    int generation = 2;
    std::int64_t* budget = nullptr; ///< node evaluations left for nested models; null: none

    [[nodiscard]] LayerConfig config() const { return LayerConfig(layer.config); }
    /// Shape of the first input, when its rank is known.
    [[nodiscard]] const std::optional<Shape>& shape() const;
    /// Compute dtype of the layer's policy.
    [[nodiscard]] DType computeDtype() const { return dtypePolicy(layer.config).compute; }
    /// Floats become the compute dtype (autocast, keras/src/layers/layer.py), other dtypes pass.
    [[nodiscard]] DType passedDtype() const;
    /// Value of a keyword argument of the call in either dialect, or null.
    [[nodiscard]] const Json& argument(std::string_view name) const;
    /// Positional arguments of the call (Keras 3), or null.
    [[nodiscard]] const Json& positional(std::size_t index) const;
};

/// Output tensors of a call by the rule of its class. Invalid when the input does not fit the layer (the message says
/// how); rank unknown where it cannot be told. Nested models are not handled here (see GraphInference.h). Classes
/// without a rule: one unknown output.
Result<TensorInfos> inferCall(const LayerCall& call);
/// The same, and nested models by evaluating their graph (GraphInference.cpp); for wrappers.
Result<TensorInfos> inferLayer(const LayerCall& call);
/// Whether inferCall knows the class.
bool hasShapeRule(std::string_view className);

/// Says what a layer without a rule gives out, by somebody who knows more than the architecture; empty when it cannot
/// tell either. Asked only when the shapes of all inputs are known.
using UnknownShapes =
    std::function<TensorInfos(const Layer& layer, const std::string& path, const TensorInfos& inputs)>;

/// A rule and the classes that it serves; each file of shapes/ has one table of them.
using ShapeRule = Result<TensorInfos> (*)(const LayerCall&);
struct ShapeRuleEntry {
    std::string_view className;
    ShapeRule rule;
};
std::span<const ShapeRuleEntry> convolutionShapeRules();
std::span<const ShapeRuleEntry> poolingShapeRules();
std::span<const ShapeRuleEntry> recurrentShapeRules();
std::span<const ShapeRuleEntry> mergingShapeRules();
std::span<const ShapeRuleEntry> reshapingShapeRules();
std::span<const ShapeRuleEntry> commonShapeRules();
std::span<const ShapeRuleEntry> preprocessingShapeRules();

/// Shorthands for rules.
TensorInfos oneTensor(std::optional<Shape> shape, DType dtype);
TensorInfos unknownTensor(DType dtype = DType::Float32);
/// NumPy broadcasting; none when the shapes do not fit.
std::optional<Shape> broadcastShapes(const Shape& a, const Shape& b);
/// What an InputLayer declares: batch_shape (Keras 3) or batch_input_shape (Keras 2), and its dtype.
TensorInfo inputSpecOf(const Layer& inputLayer);
/// Arithmetic on dimensions where any unknown, negative or huge operand gives kUnknownDim.
std::int64_t dimProduct(std::int64_t a, std::int64_t b);
std::int64_t dimSum(std::int64_t a, std::int64_t b);
/// Output length of a convolution or pooling along one axis: keras/src/utils/conv_utils.py conv_output_length.
std::int64_t windowLength(std::int64_t length, std::int64_t window, std::int64_t stride, std::int64_t dilation,
                          std::string_view padding);
/// fft_length of an STFTSpectrogram: by default the power of two that holds frame_length.
std::int64_t stftLength(const LayerConfig& config);
/// axis, possibly negative, as an index into rank dimensions.
std::optional<std::size_t> axisIndex(std::int64_t axis, std::size_t rank);

} // namespace lw::keras
