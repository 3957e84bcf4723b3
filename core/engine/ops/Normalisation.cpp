// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>

namespace lw::engine {

namespace {

/// A tensor seen as (outer, channels, inner): inner is 1 with channels last.
struct Planes {
    std::int64_t outer = 1, channels = 1, inner = 1;

    template <typename Visit>
    void each(Visit&& visit) const
    {
        std::int64_t at = 0;
        for (std::int64_t o = 0; o < outer; ++o)
            for (std::int64_t c = 0; c < channels; ++c)
                for (std::int64_t i = 0; i < inner; ++i, ++at)
                    visit(static_cast<std::size_t>(c), at);
    }
};

struct Moments {
    std::vector<double> mean, variance;
};

template <typename T>
Moments batchMoments(const Planes& planes, const T* x)
{
    const auto channels = static_cast<std::size_t>(planes.channels);
    Moments moments{std::vector<double>(channels, 0), std::vector<double>(channels, 0)};
    const double count = static_cast<double>(std::max<std::int64_t>(1, planes.outer * planes.inner));
    planes.each(
        [&](std::size_t c, std::int64_t at) { moments.mean[c] += static_cast<double>(static_cast<float>(x[at])); });
    for (auto& mean : moments.mean)
        mean /= count;
    planes.each([&](std::size_t c, std::int64_t at) {
        const double difference = static_cast<double>(static_cast<float>(x[at])) - moments.mean[c];
        moments.variance[c] += difference * difference;
    });
    for (auto& variance : moments.variance)
        variance /= count;
    return moments;
}

/// A float32 parameter vector of one element per channel.
Result<std::vector<double>> parameter(const KernelContext& context, std::size_t input, std::int64_t channels)
{
    LW_TRY(requireType(context, input, DType::Float32));
    if (context.inputs[input].shape != Shape{channels})
        return opError(context, "input " + std::to_string(input) + " must have one element per channel");
    return floatElements(context, context.inputs[input]);
}

Result<void> putVector(KernelContext& context, std::size_t index, const std::vector<double>& numbers)
{
    LW_ASSIGN(Value* const y, context.output(index, DType::Float32, {static_cast<std::int64_t>(numbers.size())}));
    std::transform(numbers.begin(), numbers.end(), reinterpret_cast<float*>(y->data),
                   [](double n) { return static_cast<float>(n); });
    return {};
}

/// FusedBatchNorm: outputs y, then the mean and variance that were used or, in training, the running ones, then
/// reserves.
Result<void> fusedBatchNorm(KernelContext& context)
{
    LW_TRY(requireInputs(context, 5));
    const Value& x = context.inputs[0];
    const std::string format = context.node.textAttr("data_format", x.shape.size() == 5 ? "NDHWC" : "NHWC");
    const bool first = format == "NCHW" || format == "NCDHW";
    if (x.shape.size() != 4 && x.shape.size() != 5)
        return opError(context, "the input must have 4 or 5 dimensions");
    const std::size_t axis = first ? 1 : x.shape.size() - 1;
    const Planes planes{product(x.shape, 0, axis), x.shape[axis], product(x.shape, axis + 1, x.shape.size())};
    LW_ASSIGN(const auto scale, parameter(context, 1, planes.channels));
    LW_ASSIGN(const auto offset, parameter(context, 2, planes.channels));
    const bool training = context.node.boolAttr("is_training", true);
    const double epsilon = context.node.floatAttr("epsilon", 1e-4);
    const double factor = context.node.floatAttr("exponential_avg_factor", 1);
    Moments given;
    if (!training || factor != 1) {
        LW_ASSIGN(given.mean, parameter(context, 3, planes.channels));
        LW_ASSIGN(given.variance, parameter(context, 4, planes.channels));
    }
    return dispatch(TypeList<float, Half, BFloat16>{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        const T* in = reinterpret_cast<const T*>(x.data);
        Moments used = training ? batchMoments(planes, in) : given;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
        T* out = reinterpret_cast<T*>(y->data);
        std::vector<float> slope, shift;
        for (std::size_t c = 0; c < scale.size(); ++c) {
            const double rate = scale[c] / std::sqrt(used.variance[c] + epsilon);
            slope.push_back(static_cast<float>(rate));
            shift.push_back(static_cast<float>(offset[c] - used.mean[c] * rate));
        }
        planes.each([&](std::size_t c, std::int64_t at) {
            out[at] = static_cast<T>(static_cast<float>(in[at]) * slope[c] + shift[c]);
        });
        Moments running = used;
        if (training) {
            const double count = static_cast<double>(planes.outer * planes.inner);
            const double unbiased = count > 1 ? count / (count - 1) : 1;
            for (std::size_t c = 0; c < scale.size(); ++c) {
                running.variance[c] *= unbiased;
                if (factor != 1) {
                    running.mean[c] = running.mean[c] * factor + given.mean[c] * (1 - factor);
                    running.variance[c] = running.variance[c] * factor + given.variance[c] * (1 - factor);
                }
            }
        }
        LW_TRY(putVector(context, 1, running.mean));
        LW_TRY(putVector(context, 2, running.variance));
        LW_TRY(putVector(context, 3, used.mean));
        LW_TRY(putVector(context, 4, used.variance));
        return context.node.op == "FusedBatchNormV3" ? putVector(context, 5, {}) : Result<void>();
    });
}

/// Local response normalisation across channels.
Result<void> lrn(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_TRY(requireRank(context, 0, 4));
    const Value& x = context.inputs[0];
    const std::int64_t channels = x.shape[3];
    const std::int64_t radius = std::clamp<std::int64_t>(context.node.intAttr("depth_radius", 5), 0, channels);
    const double bias = context.node.floatAttr("bias", 1), alpha = context.node.floatAttr("alpha", 1),
                 beta = context.node.floatAttr("beta", 0.5);
    return dispatch(TypeList<float, Half, BFloat16>{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
        const T* in = reinterpret_cast<const T*>(x.data);
        T* out = reinterpret_cast<T*>(y->data);
        const std::int64_t pixels = product(x.shape, 0, 3);
        for (std::int64_t p = 0; p < pixels; ++p, in += channels, out += channels)
            for (std::int64_t c = 0; c < channels; ++c) {
                double sum = 0;
                for (std::int64_t i = std::max<std::int64_t>(0, c - radius); i <= std::min(channels - 1, c + radius);
                     ++i)
                    sum +=
                        static_cast<double>(static_cast<float>(in[i])) * static_cast<double>(static_cast<float>(in[i]));
                out[c] = static_cast<T>(static_cast<float>(static_cast<double>(static_cast<float>(in[c])) *
                                                           std::pow(bias + alpha * sum, -beta)));
            }
        return {};
    });
}

/// Softmax and its logarithm over the last dimension.
template <bool logarithm>
Result<void> softmax(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    if (x.shape.empty())
        return opError(context, "the input must have a dimension");
    return dispatch(FloatTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
        const T* in = reinterpret_cast<const T*>(x.data);
        T* out = reinterpret_cast<T*>(y->data);
        const std::int64_t count = x.shape.back();
        const std::int64_t rows = product(x.shape, 0, x.shape.size() - 1);
        LW_ASSIGN(const auto powers, scratch<Compute>(context, static_cast<std::uint64_t>(count)));
        for (std::int64_t r = 0; count > 0 && r < rows; ++r, in += count, out += count) {
            auto largest = static_cast<Compute>(in[0]);
            for (std::int64_t i = 1; i < count; ++i)
                largest = std::max(largest, static_cast<Compute>(in[i]));
            SumType<Compute> sum = 0;
            for (std::int64_t i = 0; i < count; ++i) {
                powers[static_cast<std::size_t>(i)] = std::exp(static_cast<Compute>(in[i]) - largest);
                sum += powers[static_cast<std::size_t>(i)];
            }
            const auto total = static_cast<Compute>(logarithm ? std::log(sum) : sum);
            for (std::int64_t i = 0; i < count; ++i)
                out[i] = static_cast<T>(logarithm ? static_cast<Compute>(in[i]) - largest - total
                                                  : powers[static_cast<std::size_t>(i)] / total);
        }
        return {};
    });
}

/// LayerNorm of CompositeOps.h, over any axes.
Result<void> layerNorm(KernelContext& context)
{
    const bool hasGamma = context.node.boolAttr("has_gamma"), hasBeta = context.node.boolAttr("has_beta");
    LW_TRY(requireInputs(context, 1 + (hasGamma ? 1 : 0) + (hasBeta ? 1 : 0)));
    const Value& x = context.inputs[0];
    const std::size_t rank = x.shape.size();
    std::vector<bool> normed(rank, false);
    for (const auto axis : context.node.intsAttr("axes")) {
        LW_ASSIGN(const auto at, normalAxis(context, axis, rank));
        normed[at] = true;
    }
    // Offsets of the elements of one group, and the shape of the groups.
    Shape group, groups;
    std::vector<std::int64_t> groupStrides, groupsStrides;
    const auto strides = rowMajorStrides(x.shape);
    for (std::size_t i = 0; i < rank; ++i) {
        (normed[i] ? group : groups).push_back(x.shape[i]);
        (normed[i] ? groupStrides : groupsStrides).push_back(strides[i]);
    }
    std::vector<double> gamma, beta;
    if (hasGamma) {
        LW_ASSIGN(gamma, floatElements(context, context.inputs[1]));
    }
    if (hasBeta) {
        LW_ASSIGN(beta, floatElements(context, context.inputs[hasGamma ? 2 : 1]));
    }
    const auto count = static_cast<std::size_t>(product(group));
    if ((hasGamma && gamma.size() != count) || (hasBeta && beta.size() != count))
        return opError(context, "gamma and beta must have an element for each that is normalised");
    const double epsilon = context.node.floatAttr("epsilon", 1e-3);
    const bool rms = context.node.boolAttr("rms");
    return dispatch(FloatTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
        if (y->elements() == 0)
            return {};
        const T* in = reinterpret_cast<const T*>(x.data);
        T* out = reinterpret_cast<T*>(y->data);
        LW_ASSIGN(const auto offsets, scratch<std::int64_t>(context, count));
        Odometer<1> inside(group, {groupStrides});
        for (std::size_t i = 0; i < count; ++i, inside.next())
            offsets[i] = inside.offsets[0];
        const auto at = [&](std::int64_t base, std::size_t i) {
            return static_cast<double>(static_cast<ComputeType<T>>(in[base + offsets[i]]));
        };
        Odometer<1> walk(groups, {groupsStrides});
        do {
            const std::int64_t base = walk.offsets[0];
            double mean = 0, variance = 0;
            for (std::size_t i = 0; !rms && i < count; ++i)
                mean += at(base, i);
            mean /= static_cast<double>(count);
            for (std::size_t i = 0; i < count; ++i)
                variance += (at(base, i) - mean) * (at(base, i) - mean);
            const double rate = 1 / std::sqrt(variance / static_cast<double>(count) + epsilon);
            for (std::size_t i = 0; i < count; ++i) {
                const double normal = (at(base, i) - mean) * rate * (hasGamma ? gamma[i] : 1) + (hasBeta ? beta[i] : 0);
                out[base + offsets[i]] = static_cast<T>(static_cast<ComputeType<T>>(normal));
            }
        } while (walk.next());
        return {};
    });
}

constexpr OpEntry kTable[] = {
    {"FusedBatchNorm", fusedBatchNorm},
    {"FusedBatchNormV2", fusedBatchNorm},
    {"FusedBatchNormV3", fusedBatchNorm},
    {"LRN", lrn},
    {"LayerNorm", layerNorm},
    {"LogSoftmax", softmax<true>},
    {"Softmax", softmax<false>},
};

} // namespace

std::span<const OpEntry> normalisationOps()
{
    return kTable;
}

} // namespace lw::engine
