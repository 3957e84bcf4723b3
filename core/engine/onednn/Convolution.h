// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/PostOps.h"
#include "core/engine/onednn/Primitive.h"

namespace lw::engine::onednn {

/// A convolution over channels-last values (batch, spatial..., channels) with one to three spatial dimensions.
struct ConvolutionSpec {
    Shape input, output;
    std::vector<std::int64_t> kernel, strides, dilations, padBefore, padAfter; ///< per spatial dimension
    std::int64_t groups = 1;
    bool transposed = false;        ///< weights are then (kernel..., outputs, inputs) and the input is the smaller side
    bool depthwise = false;         ///< weights are (kernel..., inputs, multiplier); groups is the input's channels
    const float* weights = nullptr; ///< TensorFlow's (kernel..., inputs / groups, outputs)
    const float* bias = nullptr;    ///< one per output channel, or null
    std::vector<PostOp> postOps;
    bool winograd = true;      ///< allow F(2x2, 3x3), which is as exact as the direct sum
    bool channelsLast = false; ///< plain channels-last output and input only
    Layout preferred;          ///< where the input already lies; other layouts cost a reorder
};

/// Weights and bias are copied. Unsupported when oneDNN has no implementation.
Result<Primitive> makeConvolution(const ConvolutionSpec& spec);

} // namespace lw::engine::onednn
