// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include "core/graph/lower/ModelLowering.h"

#include <algorithm>
#include <numeric>

/// Normalisation layers (keras/src/layers/normalization; tf_keras/src/layers/normalization).
namespace lw::graph {

namespace {

/// The axes of a setting that is an integer or a list, made positive and sorted; empty when unreadable.
std::vector<std::int64_t> axesOf(const LayerCall& call, Edge x, std::string_view key, std::int64_t fallback)
{
    const auto rank = static_cast<std::int64_t>(call.g.rank(x));
    std::vector<std::int64_t> axes = call.config().integers(key).value_or(std::vector<std::int64_t>{fallback});
    for (std::int64_t& axis : axes)
        axis = axis < 0 ? axis + rank : axis;
    std::sort(axes.begin(), axes.end());
    const bool inside = std::all_of(axes.begin(), axes.end(), [&](std::int64_t a) { return a >= 0 && a < rank; });
    return inside ? axes : std::vector<std::int64_t>{};
}

std::vector<std::int64_t> otherAxes(std::size_t rank, const std::vector<std::int64_t>& axes)
{
    std::vector<std::int64_t> others;
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(rank); ++i)
        if (std::find(axes.begin(), axes.end(), i) == axes.end())
            others.push_back(i);
    return others;
}

/// A shape that spreads the elements of a weight along these axes of x.
Shape spreadShape(const LayerCall& call, Edge x, const std::vector<std::int64_t>& axes)
{
    Shape shape(call.g.rank(x), 1);
    for (const std::int64_t axis : axes)
        shape[static_cast<std::size_t>(axis)] = call.g.dim(x, axis);
    return shape;
}

/// x * scale + shift with scale = gamma / sqrt(variance + epsilon): weights fold into two constants.
Edge scaleAndShift(LayerCall& call, Edge x, Edge mean, Edge variance, std::optional<Edge> gamma,
                   std::optional<Edge> beta, double epsilon)
{
    GraphBuilder& g = call.g;
    Edge scale = g.unary("Rsqrt", g.binary("AddV2", variance, epsilon));
    if (gamma)
        scale = g.mul(scale, *gamma);
    const Edge moved = g.mul(mean, scale);
    const Edge shift = beta ? g.sub(*beta, moved) : g.unary("Neg", moved);
    return g.add(g.mul(x, scale), shift);
}

struct Moments {
    Edge mean, variance;
};

Moments moments(LayerCall& call, Edge x, const std::vector<std::int64_t>& axes)
{
    GraphBuilder& g = call.g;
    const Edge mean = g.reduce("Mean", x, axes, true);
    return {mean, g.reduce("Mean", g.op("SquaredDifference", {x, mean}), axes, true)};
}

Edge filled(LayerCall& call, std::int64_t count, double value)
{
    if (count < 0 || count > 1 << 24)
        return call.refuse("an open number of channels");
    return call.g.constant(vectorTensor(std::vector<double>(static_cast<std::size_t>(count), value), call.compute));
}

/// What training does to a moving average: moving -= (moving - batch) * (1 - momentum)
/// (tf_keras/src/layers/normalization/batch_normalization.py).
void updateAverage(LayerCall& call, const char* role, Edge batch)
{
    const Variable* variable = call.lowering.findVariable(call.path, {}, role);
    if (!variable || !call.lowering.traces())
        return;
    GraphBuilder& g = call.g;
    const double momentum = call.setting("momentum").toDouble(0.99);
    const Edge old = call.rawWeight(role);
    const Edge flat = g.op("Reshape", {g.cast(batch, g.dtype(old)), g.ints(variable->tensor.shape())});
    call.lowering.assignSub(*variable, g.binary("Mul", g.sub(old, flat), 1 - momentum));
}

void batchNormalization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const Edge x = g.cast(call.x(), call.compute);
    const auto axes = axesOf(call, x, "axis", -1);
    if (axes.empty())
        return void(call.refuse("an unreadable axis"));
    const double epsilon = call.setting("epsilon").toDouble(1e-3);
    const bool scaled = config.flag("scale", true), centred = config.flag("center", true);
    const std::int64_t channels = g.dim(x, axes.front());
    const bool batch = call.isTraining() && call.layer.trainable;
    if (!batch && axes.size() == 1 && g.rank(x) == 4 && axes.front() == 3) {
        const Edge gamma = scaled ? call.weight("gamma") : filled(call, channels, 1);
        const Edge beta = centred ? call.weight("beta") : filled(call, channels, 0);
        return call.out(g.op("FusedBatchNormV3",
                             {x, gamma, beta, call.weight("moving_mean"), call.weight("moving_variance")},
                             {{"epsilon", epsilon}, {"is_training", false}, {"data_format", "NHWC"}}));
    }
    const bool last = axes.size() == 1 && axes.front() + 1 == static_cast<std::int64_t>(g.rank(x));
    const Shape shape = last ? Shape{channels} : spreadShape(call, x, axes);
    const auto weight = [&](const char* role) { return call.weightAs(role, shape); };
    const auto gamma = scaled ? std::optional(weight("gamma")) : std::nullopt;
    const auto beta = centred ? std::optional(weight("beta")) : std::nullopt;
    if (batch) {
        const Moments found = moments(call, x, otherAxes(g.rank(x), axes));
        updateAverage(call, "moving_mean", found.mean);
        updateAverage(call, "moving_variance", found.variance);
        return call.out(scaleAndShift(call, x, found.mean, found.variance, gamma, beta, epsilon));
    }
    call.out(scaleAndShift(call, x, weight("moving_mean"), weight("moving_variance"), gamma, beta, epsilon));
}

/// The composite takes trailing axes; others are spelled out.
void layerNormalization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const bool rmsLayer = call.layer.className == "RMSNormalization";
    const Edge x = g.cast(call.x(), call.compute);
    const auto axes = axesOf(call, x, "axis", -1);
    const auto rank = static_cast<std::int64_t>(g.rank(x));
    if (axes.empty())
        return void(call.refuse("an unreadable axis"));
    const double epsilon = call.setting("epsilon").toDouble(rmsLayer ? 1e-6 : 1e-3);
    const bool oldRms = config.flag("rms_scaling", false);
    const bool scaled = rmsLayer || oldRms || config.flag("scale", true);
    const bool centred = !rmsLayer && !oldRms && config.flag("center", true);
    const char* role = rmsLayer ? "scale" : "gamma";
    const bool trailing = axes.front() + static_cast<std::int64_t>(axes.size()) == rank;
    if (trailing && !oldRms) {
        std::vector<std::int64_t> negative;
        for (const std::int64_t axis : axes)
            negative.push_back(axis - rank);
        std::vector<Edge> inputs{x};
        if (scaled)
            inputs.push_back(call.weight(role));
        if (centred)
            inputs.push_back(call.weight("beta"));
        return call.out(g.op("LayerNorm", std::move(inputs),
                             {{"axes", negative},
                              {"epsilon", epsilon},
                              {"rms", rmsLayer},
                              {"has_gamma", scaled},
                              {"has_beta", centred}}));
    }
    const Shape shape = spreadShape(call, x, axes);
    const auto gamma = scaled ? std::optional(call.weightAs(role, shape)) : std::nullopt;
    if (rmsLayer || oldRms) {
        const Edge power =
            rmsLayer ? g.reduce("Mean", g.unary("Square", x), axes, true) : moments(call, x, axes).variance;
        const Edge scale = g.unary("Rsqrt", g.binary("AddV2", power, epsilon));
        return call.out(g.mul(g.mul(x, scale), *gamma));
    }
    const auto beta = centred ? std::optional(call.weightAs("beta", shape)) : std::nullopt;
    const Moments found = moments(call, x, axes);
    call.out(scaleAndShift(call, x, found.mean, found.variance, gamma, beta, epsilon));
}

/// The channels of each group, and all other dimensions but the batch, are normalised together.
void groupNormalization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    const Edge x = g.cast(call.x(), call.compute);
    const auto axes = axesOf(call, x, "axis", -1);
    if (axes.size() != 1 || axes.front() == 0)
        return void(call.refuse("an unreadable axis"));
    if (call.maskArgument() && !call.keras3)
        return void(call.refuse("a mask"));
    const std::int64_t axis = axes.front(), channels = g.dim(x, axis);
    std::int64_t groups = config.integer("groups", 32);
    groups = groups == -1 ? channels : groups;
    if (channels <= 0 || groups <= 0 || channels % groups != 0)
        return void(call.refuse("groups that do not divide its channels"));
    std::vector<Size> grouped, original;
    Shape spread;
    for (std::size_t i = 0; i < g.rank(x); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        original.push_back(g.size(x, at));
        if (at == axis) {
            grouped.push_back({groups, {}, 0, false});
            grouped.push_back({channels / groups, {}, 0, false});
            spread.push_back(groups);
            spread.push_back(channels / groups);
        } else {
            grouped.push_back(g.size(x, at));
            spread.push_back(1);
        }
    }
    const Edge parts = g.reshape(x, grouped);
    std::vector<std::int64_t> reduced;
    for (std::int64_t i = 1; i < static_cast<std::int64_t>(grouped.size()); ++i)
        if (i != axis)
            reduced.push_back(i);
    const Moments found = moments(call, parts, reduced);
    const auto gamma = config.flag("scale", true) ? std::optional(call.weightAs("gamma", spread)) : std::nullopt;
    const auto beta = config.flag("center", true) ? std::optional(call.weightAs("beta", spread)) : std::nullopt;
    const Edge y =
        scaleAndShift(call, parts, found.mean, found.variance, gamma, beta, call.setting("epsilon").toDouble(1e-3));
    call.out(g.reshape(y, original));
}

void unitNormalization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const Edge x = g.cast(call.x(), call.compute);
    const auto axes = axesOf(call, x, "axis", -1);
    const Edge squares = g.reduce("Sum", g.unary("Square", x), axes, true);
    call.out(g.mul(x, g.unary("Rsqrt", g.binary("Maximum", squares, 1e-12))));
}

/// Outside training the wrapped layer with the kernel as it was last scaled.
void spectralNormalization(LayerCall& call)
{
    if (call.layer.layers.empty())
        return void(call.refuse("no wrapped layer"));
    if (call.isTraining())
        return void(call.refuse("the training argument"));
    const Layer& inner = call.layer.layers.front();
    call.outputs = call.lowering.lowerLayer(inner, call.path + "/" + inner.name, call.arguments);
}

constexpr LayerRow kRows[] = {
    {"BatchNormalization", batchNormalization, MaskRule::Pass},
    {"BatchNormalizationV1", batchNormalization, MaskRule::Pass},
    {"BatchNormalizationV2", batchNormalization, MaskRule::Pass},
    {"SyncBatchNormalization", batchNormalization, MaskRule::Pass},
    {"LayerNormalization", layerNormalization, MaskRule::Pass},
    {"RMSNormalization", layerNormalization},
    {"GroupNormalization", groupNormalization, MaskRule::Pass},
    {"UnitNormalization", unitNormalization, MaskRule::Pass},
    {"SpectralNormalization", spectralNormalization},
};

} // namespace

std::span<const LayerRow> normalizationLayers()
{
    return kRows;
}

} // namespace lw::graph
