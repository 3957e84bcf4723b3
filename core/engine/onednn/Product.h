// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/PostOps.h"
#include "core/engine/onednn/Primitive.h"

namespace lw::engine::onednn {

/// rows x inner times inner x columns with constant, packed weights: a Dense layer.
struct DenseSpec {
    std::int64_t rows = 0, inner = 0, columns = 0;
    const float* weights = nullptr; ///< (inner, columns), or (columns, inner) when transposed
    bool transposed = false;
    const float* bias = nullptr;
    std::vector<PostOp> postOps;
};
/// Weights and bias are copied. Unsupported when oneDNN has no implementation.
Result<Primitive> makeDense(const DenseSpec& spec);

/// Batched product of two values that are computed: left (batch..., m, k) and right (batch..., k, n), given by strides
/// in elements so that transposed values need no copy. Innermost strides must be 1 in one of the last two dimensions.
struct MatMulSpec {
    Shape left, right, output;
    std::vector<std::int64_t> leftStrides, rightStrides, outputStrides;
    float scale = 1;
    std::vector<PostOp> postOps;
};
/// Unsupported when oneDNN has no implementation.
Result<Primitive> makeMatMul(const MatMulSpec& spec);

} // namespace lw::engine::onednn
