// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include <cmath>

/// Layers that only do something in training: noise and dropout (keras/src/layers/regularization), and augmentation.
namespace lw::graph {

namespace {

double rateOf(const LayerCall& call)
{
    const Json& rate = call.setting("rate");
    return (rate.isNumber() ? rate : call.setting("p")).toDouble();
}

bool active(const LayerCall& call, double amount)
{
    return call.isTraining() && amount > 0;
}

/// The shape of the random numbers: that of x, with 1 where noise_shape or the layer says that they are shared.
Edge noiseShape(LayerCall& call, const std::vector<std::int64_t>& shared)
{
    GraphBuilder& g = call.g;
    const Json& given = call.setting("noise_shape");
    std::vector<Size> sizes;
    for (std::size_t i = 0; i < g.rank(call.x()); ++i) {
        Size size = g.size(call.x(), static_cast<std::int64_t>(i));
        if (given.at(i).isNumber() && given.at(i).toInt(-1) > 0)
            size = {given.at(i).toInt(), {}, 0, false};
        for (const std::int64_t axis : shared)
            if (axis == static_cast<std::int64_t>(i))
                size = {1, {}, 0, false};
        sizes.push_back(size);
    }
    return g.sizes(sizes);
}

Edge random(LayerCall& call, const char* op, Edge shape)
{
    return call.g.op(op, {shape}, {{"dtype", call.compute}});
}

void dropShared(LayerCall& call, const std::vector<std::int64_t>& shared)
{
    GraphBuilder& g = call.g;
    const double rate = rateOf(call);
    if (!active(call, rate))
        return call.out(call.x());
    if (rate >= 1)
        return call.out(g.unary("ZerosLike", call.x()));
    const Edge numbers = random(call, "RandomUniform", noiseShape(call, shared));
    const Edge keep = g.cast(g.binary("GreaterEqual", numbers, rate), call.compute);
    call.out(g.mul(g.binary("Mul", call.x(), 1 / (1 - rate)), keep));
}

void dropout(LayerCall& call)
{
    dropShared(call, {});
}

template <std::int64_t spatial>
void spatialDropout(LayerCall& call)
{
    std::vector<std::int64_t> shared;
    for (std::int64_t i = 0; i < spatial; ++i)
        shared.push_back(i + (call.config().channelsFirst() ? 2 : 1));
    dropShared(call, shared);
}

void gaussianNoise(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const double deviation = call.setting("stddev").toDouble();
    if (!active(call, deviation))
        return call.out(call.x());
    const Edge noise = random(call, "RandomStandardNormal", noiseShape(call, {}));
    call.out(g.add(call.x(), g.binary("Mul", noise, deviation)));
}

void gaussianDropout(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const double rate = rateOf(call);
    if (!active(call, rate) || rate >= 1)
        return call.out(call.x());
    const Edge noise = random(call, "RandomStandardNormal", noiseShape(call, {}));
    call.out(g.mul(call.x(), g.binary("AddV2", g.binary("Mul", noise, std::sqrt(rate / (1 - rate))), 1.0)));
}

/// Keeps mean and variance of SELU networks.
void alphaDropout(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const double rate = rateOf(call);
    if (!active(call, rate) || rate >= 1)
        return call.out(call.x());
    constexpr double kAlpha = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;
    const double a = 1 / std::sqrt((1 - rate) * (1 + rate * kAlpha * kAlpha));
    const double b = -a * kAlpha * rate;
    const Edge numbers = random(call, "RandomUniform", noiseShape(call, {}));
    const Edge keep = g.cast(g.binary("GreaterEqual", numbers, rate), call.compute);
    const Edge dropped = g.binary("Mul", g.sub(g.scalar(1, call.compute), keep), kAlpha);
    call.out(g.binary("AddV2", g.binary("Mul", g.add(g.mul(call.x(), keep), dropped), a), b));
}

/// Augmentation passes images on unless it is trained.
void augmentation(LayerCall& call)
{
    if (call.isTraining())
        return void(call.refuse("the training argument"));
    call.out(call.g.cast(call.x(), call.compute));
}

constexpr LayerRow kRows[] = {
    {"Dropout", dropout, MaskRule::Pass},
    {"SpatialDropout1D", spatialDropout<1>, MaskRule::Pass},
    {"SpatialDropout2D", spatialDropout<2>, MaskRule::Pass},
    {"SpatialDropout3D", spatialDropout<3>, MaskRule::Pass},
    {"GaussianNoise", gaussianNoise, MaskRule::Pass},
    {"GaussianDropout", gaussianDropout, MaskRule::Pass},
    {"AlphaDropout", alphaDropout, MaskRule::Pass},
    {"RandomFlip", augmentation},
    {"RandomRotation", augmentation},
    {"RandomZoom", augmentation},
    {"RandomTranslation", augmentation},
    {"RandomContrast", augmentation},
    {"RandomBrightness", augmentation},
    {"RandomHeight", augmentation},
    {"RandomWidth", augmentation},
    {"RandomShear", augmentation},
    {"RandomHue", augmentation},
    {"RandomSaturation", augmentation},
    {"RandomSharpness", augmentation},
    {"RandomPerspective", augmentation},
    {"RandomGaussianBlur", augmentation},
    {"RandomGrayscale", augmentation},
    {"RandomInvert", augmentation},
    {"RandomPosterization", augmentation},
    {"RandomColorJitter", augmentation},
    {"RandomColorDegeneration", augmentation},
    {"RandomErasing", augmentation},
    {"RandomElasticTransform", augmentation},
    {"RandAugment", augmentation},
    {"MixUp", augmentation},
    {"CutMix", augmentation},
    {"AugMix", augmentation},
};

} // namespace

std::span<const LayerRow> regularizationLayers()
{
    return kRows;
}

} // namespace lw::graph
