// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace lw::engine::fast {

enum class Unary {
    Relu,
    Clip,
    Sigmoid,
    Tanh,
    Swish,
    Elu,
    Selu,
    LeakyRelu,
    Gelu,
    GeluTanh,
    HardSigmoid,
    HardSwish,
    Softplus,
    Softsign,
    Exp,
    Erf,
    Sqrt,
    Rsqrt,
    Square,
    Neg,
    Abs,
    Reciprocal,
    Count
};
enum class Binary { Add, Sub, Mul, Div, Max, Min, SquaredDifference, Count };

using UnaryLoop = void (*)(const float* x, float* y, std::size_t count, float alpha, float beta);
using BinaryLoop = void (*)(const float* a, const float* b, float* y, std::size_t count);

/// Loops over float32 arrays, compiled once for each generation of the processor; single-threaded, no alignment needed.
/// y may be an input. exp, tanh and erf are within a few units in the last place.
struct FastKernels {
    /// alpha and beta: Clip bounds; Elu and LeakyRelu alpha; HardSigmoid alpha * x + beta within [0, 1]; Swish x *
    /// sigmoid(alpha * x).
    UnaryLoop unary[static_cast<int>(Unary::Count)];
    BinaryLoop binary[static_cast<int>(Binary::Count)];            ///< element by element
    BinaryLoop binaryScalarRight[static_cast<int>(Binary::Count)]; ///< b has one element
    BinaryLoop binaryScalarLeft[static_cast<int>(Binary::Count)];  ///< a has one element
    /// y = x * scale + bias per column of a rows x columns array; scale or bias may be null.
    void (*affine)(const float* x, float* y, std::size_t rows, std::size_t columns, const float* scale,
                   const float* bias);
    /// exp(factor * x - max) / sum over each row.
    void (*softmax)(const float* x, float* y, std::size_t rows, std::size_t columns);
    /// (x - mean) / sqrt(variance + epsilon) * gamma + beta per row; gamma and beta may be null; rms: without the mean.
    void (*layerNorm)(const float* x, float* y, std::size_t rows, std::size_t columns, const float* gamma,
                      const float* beta, float epsilon, bool rms);
    /// Over the middle of (outer, middle, inner): sums times factor, or maxima. rowStride is from one entry of middle
    /// to the next: inner, or more when only some of the columns are wanted.
    void (*reduceSum)(const float* x, float* y, std::size_t outer, std::size_t middle, std::size_t inner,
                      std::size_t rowStride, float factor);
    void (*reduceMax)(const float* x, float* y, std::size_t outer, std::size_t middle, std::size_t inner,
                      std::size_t rowStride);
    /// y[r, c] = x[c, r] of a rows x columns y; strides between rows of each.
    void (*transpose)(const float* x, float* y, std::size_t rows, std::size_t columns, std::size_t xStride,
                      std::size_t yStride);
    const char* name;
};

/// The best for this processor; decided once.
const FastKernels& fastKernels();
/// By name ("baseline", "avx2", "avx512"), for tests; null when the processor has it not.
const FastKernels* fastKernelsNamed(const char* name);

} // namespace lw::engine::fast
