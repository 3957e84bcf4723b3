// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Images.h"
#include "core/graph/lower/LayerFamilies.h"
#include "core/graph/lower/Windows.h"

#include <algorithm>
#include <cmath>

/// Contrast of images, stretched at inference too, and layers that only change images while training
/// (keras/src/layers/preprocessing/image_preprocessing).
namespace lw::graph {

namespace {

struct Range {
    double low = 0, high = 255;
    [[nodiscard]] bool whole() const { return low == 0 && high == 255; }
};

Range rangeOf(const LayerCall& call)
{
    const Json& given = call.setting("value_range");
    return given.size() == 2 ? Range{given.at(0).toDouble(), given.at(1).toDouble()} : Range{};
}

Edge moved(LayerCall& call, Edge x, const Range& from, const Range& to)
{
    GraphBuilder& g = call.g;
    if (from.low == to.low && from.high == to.high)
        return x;
    const Edge unit = g.binary("RealDiv", g.binary("Sub", x, from.low), from.high - from.low);
    return g.binary("AddV2", g.binary("Mul", unit, to.high - to.low), to.low);
}

Edge clipped(LayerCall& call, Edge x, double low, double high)
{
    return call.g.binary("Minimum", call.g.binary("Maximum", x, low), high);
}

/// auto_contrast.py: the darkest value of each channel becomes the lowest, the brightest the highest.
void autoContrast(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const Edge original = g.cast(call.x(), call.compute);
    if (g.rank(original) != 4)
        return void(call.refuse("an input that is no batch of images"));
    const Range range = rangeOf(call);
    const Edge x = moved(call, original, range, {});
    const Edge low = g.reduce("Min", x, {1, 2}, true), high = g.reduce("Max", x, {1, 2}, true);
    const Edge scale = g.div(g.scalar(255, call.compute), g.sub(high, low));
    const Edge stretched = g.add(g.mul(x, scale), g.mul(g.unary("Neg", low), scale));
    const Edge y = moved(call, clipped(call, stretched, 0, 255), {}, range);
    call.out(g.select(g.unary("IsNan", y), original, y)); // of one value only
}

/// The sizes of clahe.py: tiles of an image that is filled up to whole ones.
struct Tiles {
    std::int64_t gridHeight, gridWidth, height, width, channels;
    [[nodiscard]] std::int64_t tileHeight() const { return (height + gridHeight - 1) / gridHeight; }
    [[nodiscard]] std::int64_t tileWidth() const { return (width + gridWidth - 1) / gridWidth; }
    [[nodiscard]] std::int64_t pixels() const { return tileHeight() * tileWidth(); }
};

Edge filledUp(LayerCall& call, Edge x, const Tiles& tiles)
{
    const std::int64_t below = tiles.tileHeight() * tiles.gridHeight - tiles.height;
    const std::int64_t right = tiles.tileWidth() * tiles.gridWidth - tiles.width;
    if (below == 0 && right == 0)
        return x;
    if (below > tiles.height || right > tiles.width)
        return call.refuse("more tiles than its images have pixels");
    const std::vector<std::int32_t> borders{0, 0, 0, static_cast<std::int32_t>(below), 0, static_cast<std::int32_t>(right), 0, 0};
    return call.g.op("MirrorPad", {x, call.g.constant(Tensor::fromVector({4, 2}, borders))}, {{"mode", "SYMMETRIC"}});
}

/// What each value becomes in each tile: (batch, rows, columns, channels, 256), with the outer tiles once more around.
Edge tileCurves(LayerCall& call, Edge values, const Tiles& tiles)
{
    GraphBuilder& g = call.g;
    const auto fixed = [](std::int64_t size) { return Size{size, {}, 0, false}; };
    const Size batch = g.size(values, 0);
    Edge x = g.reshape(values, {batch, fixed(tiles.gridHeight), fixed(tiles.tileHeight()), fixed(tiles.gridWidth),
                                fixed(tiles.tileWidth()), fixed(tiles.channels)});
    x = g.transpose(x, {0, 1, 3, 5, 2, 4});
    x = g.reshape(x, {batch, fixed(tiles.gridHeight), fixed(tiles.gridWidth), fixed(tiles.channels), fixed(tiles.pixels())});
    const Edge rows = g.op("OneHot", {x, g.intScalar(256), g.scalar(1, DType::Float32), g.scalar(0, DType::Float32)}, {{"axis", -1}});
    Edge counts = g.reduce("Sum", rows, {-2}, false);
    const double limit = call.setting("clip_limit").isNumber() ? call.setting("clip_limit").toDouble() : 4;
    if (limit > 0) {
        const Edge cut = g.binary("Minimum", counts, limit * static_cast<double>(tiles.pixels()) / 256);
        const Edge excess = g.reduce("Sum", g.sub(counts, cut), {-1}, true);
        counts = g.add(cut, g.binary("RealDiv", excess, 256.0));
    }
    const Edge sums = g.op("Cumsum", {counts, g.intScalar(-1)}, {{"exclusive", false}, {"reverse", false}});
    const Edge least = g.reduce("Min", sums, {-1}, true);
    const Edge rest = g.sub(g.scalar(static_cast<double>(tiles.pixels()), DType::Float32), least);
    const Edge zero = g.scalar(0, DType::Float32);
    const Edge divisor = g.select(g.binary("Equal", rest, zero), g.scalar(1, DType::Float32), rest);
    Edge curves = clipped(call, g.div(g.binary("Mul", g.sub(sums, least), 255.0), divisor), 0, 255);
    for (const std::int64_t axis : {1, 2})
        curves = g.concat({g.slice(curves, axis, 0, 1), curves, g.slice(curves, axis, -1, std::nullopt)}, axis);
    return curves;
}

/// The two tiles next to each place along an axis, and how far it is to the second.
struct Neighbours {
    std::vector<std::int64_t> first, second;
    std::vector<double> share;
};

Neighbours neighbours(std::int64_t length, std::int64_t tile, std::int64_t grid)
{
    Neighbours result;
    for (std::int64_t i = 0; i < length; ++i) {
        const float at = (static_cast<float>(i) - static_cast<float>(tile) / 2.0F) / static_cast<float>(tile) + 1.0F;
        const float floor = std::floor(at);
        result.share.push_back(static_cast<double>(at - floor));
        const auto place = static_cast<std::int64_t>(floor);
        result.first.push_back(std::clamp<std::int64_t>(place, 0, grid + 1));
        result.second.push_back(std::clamp<std::int64_t>(place + 1, 0, grid + 1));
    }
    return result;
}

/// The curves of the four tiles around each pixel, mixed by its distance to their middles.
Edge mixedCurves(LayerCall& call, Edge curves, Edge values, const Tiles& tiles)
{
    GraphBuilder& g = call.g;
    const std::int64_t height = tiles.tileHeight() * tiles.gridHeight, width = tiles.tileWidth() * tiles.gridWidth;
    const auto fixed = [](std::int64_t size) { return Size{size, {}, 0, false}; };
    const Size batch = g.size(values, 0);
    const std::int64_t acrossX = 256 * tiles.channels, acrossY = acrossX * (tiles.gridWidth + 2);
    const Edge flat = g.reshape(curves, {batch, fixed(acrossY * (tiles.gridHeight + 2))});
    const Neighbours rows = neighbours(height, tiles.tileHeight(), tiles.gridHeight);
    const Neighbours columns = neighbours(width, tiles.tileWidth(), tiles.gridWidth);
    const auto taken = [&](const std::vector<std::int64_t>& y, const std::vector<std::int64_t>& x) {
        std::vector<std::int32_t> places;
        for (const std::int64_t row : y)
            for (const std::int64_t column : x)
                for (std::int64_t channel = 0; channel < tiles.channels; ++channel)
                    places.push_back(static_cast<std::int32_t>(row * acrossY + column * acrossX + channel * 256));
        const Edge base = g.constant(Tensor::fromVector({1, height, width, tiles.channels}, std::move(places)));
        const Edge index = g.reshape(g.add(base, values), {batch, fixed(height * width * tiles.channels)});
        const Edge found = g.op("GatherV2", {flat, index, g.intScalar(1)}, {{"batch_dims", 1}});
        return g.reshape(found, {batch, fixed(height), fixed(width), fixed(tiles.channels)});
    };
    const auto mix = [&](Edge a, Edge b, const std::vector<double>& share, Shape shape) {
        std::vector<double> other;
        for (const double part : share)
            other.push_back(1 - part);
        return g.add(g.mul(a, g.constant(vectorTensor(other, DType::Float32).reshaped(shape))),
                     g.mul(b, g.constant(vectorTensor(share, DType::Float32).reshaped(shape))));
    };
    const Edge top = mix(taken(rows.first, columns.first), taken(rows.first, columns.second), columns.share, {1, 1, width, 1});
    const Edge bottom = mix(taken(rows.second, columns.first), taken(rows.second, columns.second), columns.share, {1, 1, width, 1});
    return mix(top, bottom, rows.share, {1, height, 1, 1});
}

/// clahe.py: each tile of an image is equalised with a limit, and the results flow into each other.
void adaptiveEqualization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const bool first = call.config().channelsFirst();
    if (g.rank(call.x()) != 4)
        return void(call.refuse("an input that is no batch of images"));
    const Edge original = toChannelsLast(call, g.cast(call.x(), call.compute), first);
    const auto grid = call.config().tuple("tile_grid_size", 2, 8);
    const Tiles tiles{grid[0], grid[1], g.dim(original, 1), g.dim(original, 2), g.dim(original, 3)};
    constexpr std::int64_t kMost = 1 << 12;
    for (const std::int64_t size : {tiles.gridHeight, tiles.gridWidth, tiles.height, tiles.width, tiles.channels})
        if (size < 1 || size > kMost)
            return void(call.refuse("an open or very large size"));
    if (256 * tiles.channels * (tiles.gridWidth + 2) * (tiles.gridHeight + 2) >= std::int64_t{1} << 31)
        return void(call.refuse("too many tiles"));
    const Range range = rangeOf(call);
    const Edge x = filledUp(call, moved(call, g.cast(original, DType::Float32), range, {}), tiles);
    const Edge values = g.cast(clipped(call, x, 0, 255), DType::Int32);
    Edge y = mixedCurves(call, tileCurves(call, values, tiles), values, tiles);
    y = g.slice(g.slice(y, 1, 0, tiles.height), 2, 0, tiles.width);
    y = g.cast(moved(call, y, {}, range), call.compute);
    call.out(fromChannelsLast(call, y, first));
}

void passOn(LayerCall& call)
{
    if (call.isTraining())
        return void(call.refuse("the training argument"));
    call.out(call.g.cast(call.x(), call.compute));
}

constexpr LayerRow kRows[] = {
    {"AutoContrast", autoContrast},
    {"ContrastLimitedAdaptiveHistogramEqualization", adaptiveEqualization},
    {"Equalization", passOn},
    {"MaxNumBoundingBoxes", passOn},
    {"Solarization", passOn},
};

} // namespace

std::span<const LayerRow> contrastLayers()
{
    return kRows;
}

} // namespace lw::graph
