// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiled several times with different instruction sets, each time in a namespace of its own (LW_FAST_NAMESPACE). Uses no
// function of the standard library: an inline one compiled here for AVX-512 might be the copy that the linker keeps for all.

#include "core/engine/fast/FastKernels.h"

namespace lw::engine::fast::LW_FAST_NAMESPACE {

namespace {

using Size = std::size_t;

inline float smaller(float a, float b) { return a < b ? a : b; }
inline float larger(float a, float b) { return a > b ? a : b; }
inline float clamp(float x, float low, float high) { return smaller(larger(x, low), high); }

/// 2^n * e^r with r within half a ln 2; a polynomial of degree 6 for e^r.
inline float expOf(float x)
{
    const float bounded = clamp(x, -87.33654F, 88.72283F);
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
    const float shifted = bounded * 1.44269504F + kRound;
    const float whole = shifted - kRound;
    const float r = (bounded - whole * 0.693359375F) + whole * 2.12194440e-4F;
    float p = 1.38888889e-3F;
    p = p * r + 8.33333333e-3F;
    p = p * r + 4.16666667e-2F;
    p = p * r + 1.66666667e-1F;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    // Two steps, so that results up to the largest float need no exponent of 128.
    const int n = __builtin_bit_cast(int, shifted) - 0x4B400000;
    const int half = n >> 1;
    const float low = __builtin_bit_cast(float, (half + 127) << 23);
    const float high = __builtin_bit_cast(float, (n - half + 127) << 23);
    const float result = p * low * high;
    return x > 88.72283F ? __builtin_inff() : (x != x ? x : result);
}

inline float sigmoidOf(float x) { return 1.0F / (1.0F + expOf(-x)); }

/// Odd rational approximation, fitted by least squares of the relative error on [0, 9].
inline float tanhOf(float x)
{
    const float b = clamp(x, -9.0F, 9.0F);
    const float t = b * b;
    float p = -1.233845548e-11F;
    p = p * t + 3.077861537e-08F;
    p = p * t + 2.809184856e-05F;
    p = p * t + 3.872622727e-03F;
    p = p * t + 1.368337158e-01F;
    p = p * t + 9.999999996e-01F;
    float q = 1.293138979e-06F;
    q = q * t + 3.946123582e-04F;
    q = q * t + 2.726165180e-02F;
    q = q * t + 4.701670409e-01F;
    q = q * t + 1.0F;
    return x != x ? x : clamp(b * p / q, -1.0F, 1.0F);
}

/// As tanhOf, on [0, 4].
inline float erfOf(float x)
{
    const float b = clamp(x, -4.0F, 4.0F);
    const float t = b * b;
    float p = 2.001467139e-06F;
    p = p * t + 2.828314904e-04F;
    p = p * t + 3.803391000e-03F;
    p = p * t + 5.285250773e-02F;
    p = p * t + 1.916724509e-01F;
    p = p * t + 1.128379159e+00F;
    float q = 3.748285013e-05F;
    q = q * t + 1.166365295e-03F;
    q = q * t + 1.504609111e-02F;
    q = q * t + 1.145747016e-01F;
    q = q * t + 5.031981825e-01F;
    q = q * t + 1.0F;
    return x != x ? x : clamp(b * p / q, -1.0F, 1.0F);
}

/// log(1 + y) for y in [0, 1], by 2 atanh(y / (2 + y)).
inline float log1pOf(float y)
{
    const float s = y / (2.0F + y);
    const float t = s * s;
    float p = 0.1111111F + t * 0.0909091F;
    p = 0.1428571F + t * p;
    p = 0.2F + t * p;
    p = 0.3333333F + t * p;
    return 2.0F * s * (1.0F + t * p);
}

#define LW_UNARY(Name, expression)                                                                                     \
    void Name(const float* x, float* y, Size count, [[maybe_unused]] float alpha, [[maybe_unused]] float beta)         \
    {                                                                                                                  \
        _Pragma("omp simd") for (Size i = 0; i < count; ++i)                                                           \
        {                                                                                                              \
            const float v = x[i];                                                                                      \
            y[i] = expression;                                                                                         \
        }                                                                                                              \
    }

LW_UNARY(relu, v < 0.0F ? 0.0F : v)
LW_UNARY(clip, v < alpha ? alpha : (v > beta ? beta : v))
LW_UNARY(sigmoid, sigmoidOf(v))
LW_UNARY(tanhLoop, tanhOf(v))
LW_UNARY(swish, v * sigmoidOf(alpha * v))
LW_UNARY(elu, v > 0.0F ? v : alpha * (expOf(v) - 1.0F))
LW_UNARY(selu, 1.05070098F * (v > 0.0F ? v : 1.67326324F * (expOf(v) - 1.0F)))
LW_UNARY(leakyRelu, v > 0.0F ? v : alpha * v)
LW_UNARY(gelu, 0.5F * v * (1.0F + erfOf(v * 0.707106781F)))
LW_UNARY(geluTanh, 0.5F * v * (1.0F + tanhOf(0.797884561F * (v + 0.044715F * v * v * v))))
LW_UNARY(hardSigmoid, clamp(alpha * v + beta, 0.0F, 1.0F))
LW_UNARY(hardSwish, v * clamp(v * 0.166666667F + 0.5F, 0.0F, 1.0F))
LW_UNARY(softplus, larger(v, 0.0F) + log1pOf(expOf(v < 0.0F ? v : -v)))
LW_UNARY(softsign, v / (1.0F + (v < 0.0F ? -v : v)))
LW_UNARY(expLoop, expOf(v))
LW_UNARY(erfLoop, erfOf(v))
LW_UNARY(sqrtLoop, __builtin_sqrtf(v))
LW_UNARY(rsqrtLoop, 1.0F / __builtin_sqrtf(v))
LW_UNARY(square, v * v)
LW_UNARY(neg, -v)
LW_UNARY(absLoop, v < 0.0F ? -v : v)
LW_UNARY(reciprocal, 1.0F / v)
#undef LW_UNARY

#define LW_BINARY(Name, expression)                                                                                    \
    void Name(const float* a, const float* b, float* y, Size count)                                                    \
    {                                                                                                                  \
        _Pragma("omp simd") for (Size i = 0; i < count; ++i)                                                           \
        {                                                                                                              \
            const float p = a[i], q = b[i];                                                                            \
            y[i] = expression;                                                                                         \
        }                                                                                                              \
    }                                                                                                                  \
    void Name##Right(const float* a, const float* b, float* y, Size count)                                             \
    {                                                                                                                  \
        const float q = *b;                                                                                            \
        _Pragma("omp simd") for (Size i = 0; i < count; ++i)                                                           \
        {                                                                                                              \
            const float p = a[i];                                                                                      \
            y[i] = expression;                                                                                         \
        }                                                                                                              \
    }                                                                                                                  \
    void Name##Left(const float* a, const float* b, float* y, Size count)                                              \
    {                                                                                                                  \
        const float p = *a;                                                                                            \
        _Pragma("omp simd") for (Size i = 0; i < count; ++i)                                                           \
        {                                                                                                              \
            const float q = b[i];                                                                                      \
            y[i] = expression;                                                                                         \
        }                                                                                                              \
    }

LW_BINARY(add, p + q)
LW_BINARY(sub, p - q)
LW_BINARY(mul, p* q)
LW_BINARY(div, p / q)
LW_BINARY(maximum, (p > q || p != p) ? p : q)
LW_BINARY(minimum, (p < q || p != p) ? p : q)
LW_BINARY(squaredDifference, (p - q) * (p - q))
#undef LW_BINARY

void affine(const float* x, float* y, Size rows, Size columns, const float* scale, const float* bias)
{
    for (Size r = 0; r < rows; ++r, x += columns, y += columns) {
        if (scale && bias) {
#pragma omp simd
            for (Size c = 0; c < columns; ++c)
                y[c] = x[c] * scale[c] + bias[c];
        } else if (scale) {
#pragma omp simd
            for (Size c = 0; c < columns; ++c)
                y[c] = x[c] * scale[c];
        } else {
#pragma omp simd
            for (Size c = 0; c < columns; ++c)
                y[c] = x[c] + bias[c];
        }
    }
}

void softmax(const float* x, float* y, Size rows, Size columns)
{
    for (Size r = 0; r < rows; ++r, x += columns, y += columns) {
        float most = x[0];
#pragma omp simd reduction(max : most)
        for (Size c = 0; c < columns; ++c)
            most = x[c] > most ? x[c] : most;
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (Size c = 0; c < columns; ++c) {
            const float e = expOf(x[c] - most);
            y[c] = e;
            sum += e;
        }
        const float factor = 1.0F / sum;
#pragma omp simd
        for (Size c = 0; c < columns; ++c)
            y[c] *= factor;
    }
}

void layerNorm(const float* x, float* y, Size rows, Size columns, const float* gamma, const float* beta, float epsilon,
               bool rms)
{
    const float each = 1.0F / static_cast<float>(columns);
    for (Size r = 0; r < rows; ++r, x += columns, y += columns) {
        float mean = 0;
        if (!rms) {
#pragma omp simd reduction(+ : mean)
            for (Size c = 0; c < columns; ++c)
                mean += x[c];
            mean *= each;
        }
        float variance = 0;
#pragma omp simd reduction(+ : variance)
        for (Size c = 0; c < columns; ++c)
            variance += (x[c] - mean) * (x[c] - mean);
        const float factor = 1.0F / __builtin_sqrtf(variance * each + epsilon);
        if (gamma && beta) {
#pragma omp simd
            for (Size c = 0; c < columns; ++c)
                y[c] = (x[c] - mean) * factor * gamma[c] + beta[c];
        } else {
#pragma omp simd
            for (Size c = 0; c < columns; ++c)
                y[c] = (x[c] - mean) * factor * (gamma ? gamma[c] : 1.0F) + (beta ? beta[c] : 0.0F);
        }
    }
}

void reduceSum(const float* x, float* y, Size outer, Size middle, Size inner, Size rowStride, float factor)
{
    for (Size o = 0; o < outer; ++o, x += middle * rowStride, y += inner) {
        if (rowStride == 1) {
            float sum = 0;
#pragma omp simd reduction(+ : sum)
            for (Size m = 0; m < middle; ++m)
                sum += x[m];
            *y = sum * factor;
            continue;
        }
        for (Size i = 0; i < inner; ++i)
            y[i] = 0;
        for (Size m = 0; m < middle; ++m) {
            const float* row = x + m * rowStride;
#pragma omp simd
            for (Size i = 0; i < inner; ++i)
                y[i] += row[i];
        }
#pragma omp simd
        for (Size i = 0; i < inner; ++i)
            y[i] *= factor;
    }
}

void reduceMax(const float* x, float* y, Size outer, Size middle, Size inner, Size rowStride)
{
    for (Size o = 0; o < outer; ++o, x += middle * rowStride, y += inner) {
        for (Size i = 0; i < inner; ++i)
            y[i] = x[i];
        for (Size m = 1; m < middle; ++m) {
            const float* row = x + m * rowStride;
#pragma omp simd
            for (Size i = 0; i < inner; ++i)
                y[i] = row[i] > y[i] || row[i] != row[i] ? row[i] : y[i];
        }
    }
}

void transpose(const float* x, float* y, Size rows, Size columns, Size xStride, Size yStride)
{
    constexpr Size kTile = 16;
    for (Size r0 = 0; r0 < rows; r0 += kTile)
        for (Size c0 = 0; c0 < columns; c0 += kTile) {
            const Size rEnd = r0 + kTile < rows ? r0 + kTile : rows;
            const Size cEnd = c0 + kTile < columns ? c0 + kTile : columns;
            for (Size r = r0; r < rEnd; ++r)
                for (Size c = c0; c < cEnd; ++c)
                    y[r * yStride + c] = x[c * xStride + r];
        }
}

} // namespace

extern const FastKernels kKernels;
const FastKernels kKernels = {
    {relu, clip, sigmoid, tanhLoop, swish, elu, selu, leakyRelu, gelu, geluTanh, hardSigmoid, hardSwish, softplus, softsign,
     expLoop, erfLoop, sqrtLoop, rsqrtLoop, square, neg, absLoop, reciprocal},
    {add, sub, mul, div, maximum, minimum, squaredDifference},
    {addRight, subRight, mulRight, divRight, maximumRight, minimumRight, squaredDifferenceRight},
    {addLeft, subLeft, mulLeft, divLeft, maximumLeft, minimumLeft, squaredDifferenceLeft},
    affine,
    softmax,
    layerNorm,
    reduceSum,
    reduceMax,
    transpose,
    LW_FAST_NAME,
};

} // namespace lw::engine::fast::LW_FAST_NAMESPACE
