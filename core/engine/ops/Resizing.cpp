// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>

/// Resizing of images (batch, height, width, channels). Both directions are separable: an output row or column is a
/// weighted sum of a few input ones (tensorflow/core/kernels/image).
namespace lw::engine {

namespace {

/// Input positions and weights of one output position.
struct Taps {
    std::vector<std::pair<std::int64_t, float>> all;
};

struct Sampling {
    std::int64_t in = 1, out = 1;
    bool alignCorners = false, halfPixel = false;

    [[nodiscard]] float scale() const
    {
        if (alignCorners && out > 1)
            return static_cast<float>(in - 1) / static_cast<float>(out - 1);
        return static_cast<float>(in) / static_cast<float>(out);
    }
    [[nodiscard]] float at(std::int64_t position) const
    {
        const auto x = static_cast<float>(position);
        return halfPixel ? (x + 0.5F) * scale() - 0.5F : x * scale();
    }
};

std::vector<Taps> bilinearTaps(const Sampling& s)
{
    std::vector<Taps> taps;
    for (std::int64_t i = 0; i < s.out; ++i) {
        const float at = s.at(i);
        const float floor = std::floor(at);
        const auto lower = std::max<std::int64_t>(static_cast<std::int64_t>(floor), 0);
        const auto upper = std::min(static_cast<std::int64_t>(std::ceil(at)), s.in - 1);
        const float share = at - floor;
        taps.push_back({{{std::min(lower, s.in - 1), 1 - share}, {std::max<std::int64_t>(upper, 0), share}}});
    }
    return taps;
}

std::vector<Taps> nearestTaps(const Sampling& s)
{
    std::vector<Taps> taps;
    for (std::int64_t i = 0; i < s.out; ++i) {
        const float at = s.halfPixel ? (static_cast<float>(i) + 0.5F) * s.scale() : static_cast<float>(i) * s.scale();
        const auto index = static_cast<std::int64_t>(s.alignCorners ? std::round(at) : std::floor(at));
        taps.push_back({{{std::clamp<std::int64_t>(index, 0, s.in - 1), 1.0F}}});
    }
    return taps;
}

/// Keys' cubic convolution. Without half pixels a is -0.75 and the border is repeated; with them a is -0.5 and what
/// lies outside is left out (resize_bicubic_op.cc, whose coefficients come from a table of 1024 steps).
std::vector<Taps> bicubicTaps(const Sampling& s)
{
    constexpr float kSteps = 1024;
    const float a = s.halfPixel ? -0.5F : -0.75F;
    const auto near = [a](float x) { return ((a + 2) * x - (a + 3)) * x * x + 1; };
    const auto far = [a](float x) { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a; };
    std::vector<Taps> taps;
    for (std::int64_t i = 0; i < s.out; ++i) {
        const float at = s.at(i);
        const auto base = static_cast<std::int64_t>(std::floor(at));
        const float share = std::round((at - static_cast<float>(base)) * kSteps) / kSteps;
        const float weights[4] = {far(share + 1), near(share), near(1 - share), far(2 - share)};
        Taps one;
        float sum = 0;
        for (std::int64_t k = 0; k < 4; ++k) {
            const std::int64_t from = base + k - 1;
            const std::int64_t bounded = std::clamp<std::int64_t>(from, 0, s.in - 1);
            const float weight = s.halfPixel && bounded != from ? 0.0F : weights[k];
            sum += weight;
            one.all.emplace_back(bounded, weight);
        }
        if (s.halfPixel && std::fabs(sum) >= 1000 * std::numeric_limits<float>::min())
            for (auto& tap : one.all)
                tap.second /= sum;
        taps.push_back(std::move(one));
    }
    return taps;
}

/// Every output is the mean over the area it covers.
std::vector<Taps> areaTaps(const Sampling& s)
{
    const float scale = s.scale();
    std::vector<Taps> taps;
    for (std::int64_t i = 0; i < s.out; ++i) {
        const float from = static_cast<float>(i) * scale, until = static_cast<float>(i + 1) * scale;
        Taps one;
        for (auto v = static_cast<std::int64_t>(std::floor(from)); v < static_cast<std::int64_t>(std::ceil(until));
             ++v) {
            const auto left = static_cast<float>(v), right = static_cast<float>(v + 1);
            const float covered =
                left < from ? (right > until ? scale : right - from) : (right > until ? until - left : 1.0F);
            one.all.emplace_back(std::clamp<std::int64_t>(v, 0, s.in - 1), covered / scale);
        }
        taps.push_back(std::move(one));
    }
    return taps;
}

/// Sampling kernels of ScaleAndTranslate (tensorflow/core/util/sampling_kernels.h) and how far they reach.
struct SamplingKernel {
    float radius;
    float (*weight)(float distance);
};

float cubicWeight(float x, float b, float c)
{
    const float near = (12 - 9 * b - 6 * c) * x * x * x + (-18 + 12 * b + 6 * c) * x * x + (6 - 2 * b);
    const float far = (-b - 6 * c) * x * x * x + (6 * b + 30 * c) * x * x + (-12 * b - 48 * c) * x + (8 * b + 24 * c);
    return x < 1 ? near / 6 : (x < 2 ? far / 6 : 0);
}

template <int radius>
float lanczosWeight(float x)
{
    constexpr float kPi = 3.14159265359F;
    if (x > radius)
        return 0;
    return x <= 1e-3F
               ? 1
               : static_cast<float>(radius) * std::sin(kPi * x) * std::sin(kPi * x / radius) / (kPi * kPi * x * x);
}

Result<SamplingKernel> findSamplingKernel(const KernelContext& context, const std::string& name)
{
    if (name == "lanczos1")
        return SamplingKernel{1, lanczosWeight<1>};
    if (name == "lanczos3")
        return SamplingKernel{3, lanczosWeight<3>};
    if (name == "lanczos5")
        return SamplingKernel{5, lanczosWeight<5>};
    if (name == "gaussian")
        return SamplingKernel{1.5F, [](float x) { return x >= 1.5F ? 0 : std::exp(-x * x / (2 * 0.5F * 0.5F)); }};
    if (name == "box")
        return SamplingKernel{1, [](float x) { return x < 0.5F ? 1.0F : (x == 0.5F ? 0.5F : 0.0F); }};
    if (name == "triangle")
        return SamplingKernel{1, [](float x) { return x < 1 ? 1 - x : 0; }};
    if (name == "keyscubic")
        return SamplingKernel{2, [](float x) { return cubicWeight(x, 0, 0.5F); }};
    if (name == "mitchellcubic")
        return SamplingKernel{2, [](float x) { return cubicWeight(x, 1.0F / 3, 1.0F / 3); }};
    return unsupportedForm(context, "kernel " + printable(name));
}

/// scale_and_translate_op.cc, ComputeSpansCore.
std::vector<Taps> scaledTaps(const Sampling& s, const SamplingKernel& kernel, float scale, float translation,
                             bool antialias)
{
    const float inverse = 1 / scale;
    const float kernelScale = antialias ? std::max(inverse, 1.0F) : 1.0F;
    std::vector<Taps> taps;
    for (std::int64_t i = 0; i < s.out; ++i) {
        const float center = (static_cast<float>(i) + 0.5F) * inverse - translation * inverse;
        Taps one;
        if (center >= 0 && center <= static_cast<float>(s.in)) {
            const auto bounded = [&](float x) {
                return static_cast<std::int64_t>(std::clamp(x, -1.0F, static_cast<float>(s.in) + 1));
            };
            const auto first =
                std::max<std::int64_t>(0, bounded(std::ceil(center - kernel.radius * kernelScale - 0.5F)));
            const auto last = std::min(s.in - 1, bounded(std::floor(center + kernel.radius * kernelScale - 0.5F)));
            float sum = 0;
            for (std::int64_t from = first; from <= last; ++from) {
                const float weight = kernel.weight(std::fabs(center - (static_cast<float>(from) + 0.5F)) / kernelScale);
                sum += weight;
                one.all.emplace_back(from, weight);
            }
            for (auto& tap : one.all)
                tap.second = std::fabs(sum) >= 1000 * std::numeric_limits<float>::min() ? tap.second / sum : 0.0F;
        }
        taps.push_back(std::move(one));
    }
    return taps;
}

template <typename From, typename To>
Result<void> applyTaps(const KernelContext& context, const Value& x, Value& y, const std::vector<Taps>& rows,
                       const std::vector<Taps>& columns)
{
    const std::int64_t height = x.shape[1], width = x.shape[2], channels = x.shape[3];
    const From* in = reinterpret_cast<const From*>(x.data);
    To* out = reinterpret_cast<To*>(y.data);
    LW_ASSIGN(const auto sums, scratch<float>(context, static_cast<std::uint64_t>(channels)));
    for (std::int64_t n = 0; n < x.shape[0]; ++n, in += height * width * channels)
        for (const auto& row : rows) {
            LW_TRY(context.progress.check());
            for (const auto& column : columns) {
                std::fill_n(sums.get(), channels, 0.0F);
                for (const auto& [r, rowWeight] : row.all)
                    for (const auto& [c, columnWeight] : column.all) {
                        const From* pixel = in + (r * width + c) * channels;
                        const float weight = rowWeight * columnWeight;
                        if (weight == 0)
                            continue;
                        for (std::int64_t k = 0; k < channels; ++k)
                            sums[static_cast<std::size_t>(k)] += weight * static_cast<float>(pixel[k]);
                    }
                for (std::int64_t k = 0; k < channels; ++k)
                    *out++ = convertNumber<To>(sums[static_cast<std::size_t>(k)]);
            }
        }
    return {};
}

using TapMaker = std::vector<Taps> (*)(const Sampling&);
constexpr std::int64_t kMostPixels = 1 << 24; ///< of one side

Result<std::array<Sampling, 2>> readSampling(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireRank(context, 0, 4));
    LW_ASSIGN(const auto size, intList(context, 1));
    const Shape& shape = context.inputs[0].shape;
    if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] > kMostPixels || size[1] > kMostPixels)
        return opError(context, "the new size is not possible");
    if (shape[1] < 1 || shape[2] < 1 || shape[1] > kMostPixels || shape[2] > kMostPixels)
        return opError(context, "the image is empty");
    std::array<Sampling, 2> sampling;
    for (std::size_t i = 0; i < 2; ++i)
        sampling[i] = {shape[i + 1], size[i], context.node.boolAttr("align_corners"),
                       context.node.boolAttr("half_pixel_centers")};
    return sampling;
}

/// Results are float32 whatever the image is.
template <TapMaker maker>
Result<void> resize(KernelContext& context)
{
    LW_ASSIGN(const auto sampling, readSampling(context));
    const Value& x = context.inputs[0];
    return dispatch(RealTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        LW_ASSIGN(Value* const y,
                  context.output(0, DType::Float32, {x.shape[0], sampling[0].out, sampling[1].out, x.shape[3]}));
        return applyTaps<typename decltype(tag)::Type, float>(context, x, *y, maker(sampling[0]), maker(sampling[1]));
    });
}

/// Pixels are copied, of any type.
Result<void> resizeNearest(KernelContext& context)
{
    LW_ASSIGN(const auto sampling, readSampling(context));
    const Value& x = context.inputs[0];
    const auto rows = nearestTaps(sampling[0]), columns = nearestTaps(sampling[1]);
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, {x.shape[0], sampling[0].out, sampling[1].out, x.shape[3]}));
    return dispatchCells(context, x.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        const std::int64_t channels = x.shape[3];
        Cell* out = writableCells<Cell>(*y);
        for (std::int64_t n = 0; n < x.shape[0]; ++n)
            for (const auto& row : rows)
                for (const auto& column : columns) {
                    const std::int64_t pixel = (n * x.shape[1] + row.all[0].first) * x.shape[2] + column.all[0].first;
                    std::copy_n(cells<Cell>(x) + pixel * channels, channels, out);
                    out += channels;
                }
        return {};
    });
}

Result<void> scaleAndTranslate(KernelContext& context)
{
    LW_TRY(requireInputs(context, 4));
    LW_ASSIGN(const auto sampling, readSampling(context));
    LW_ASSIGN(const auto scale, floatElements(context, context.inputs[2]));
    LW_ASSIGN(const auto translation, floatElements(context, context.inputs[3]));
    if (scale.size() != 2 || translation.size() != 2 || !(scale[0] > 0) || !(scale[1] > 0))
        return opError(context, "scales must be two positive numbers");
    LW_ASSIGN(const auto kernel, findSamplingKernel(context, context.node.textAttr("kernel_type", "lanczos3")));
    const bool antialias = context.node.boolAttr("antialias", true);
    const auto taps = [&](std::size_t i) {
        return scaledTaps(sampling[i], kernel, static_cast<float>(scale[i]), static_cast<float>(translation[i]),
                          antialias);
    };
    const Value& x = context.inputs[0];
    return dispatch(RealTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        LW_ASSIGN(Value* const y,
                  context.output(0, DType::Float32, {x.shape[0], sampling[0].out, sampling[1].out, x.shape[3]}));
        return applyTaps<typename decltype(tag)::Type, float>(context, x, *y, taps(0), taps(1));
    });
}

constexpr OpEntry kTable[] = {
    {"ResizeArea", resize<areaTaps>},         {"ResizeBicubic", resize<bicubicTaps>},
    {"ResizeBilinear", resize<bilinearTaps>}, {"ResizeNearestNeighbor", resizeNearest},
    {"ScaleAndTranslate", scaleAndTranslate},
};

} // namespace

std::span<const OpEntry> resizingOps()
{
    return kTable;
}

} // namespace lw::engine
