// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Images.h"
#include "core/graph/lower/Windows.h"

#include <algorithm>

/// Layers that change the size of images and sequences (keras/src/layers/reshaping/up_sampling*.py,
/// keras/src/layers/preprocessing/image_preprocessing).
namespace lw::graph {

Edge resizeImage(LayerCall& call, Edge x, const Size& height, const Size& width, const std::string& interpolation)
{
    GraphBuilder& g = call.g;
    const Edge size = g.sizes({height, width});
    const Attrs attrs{{"half_pixel_centers", true}, {"align_corners", false}};
    const DType type = g.dtype(x);
    if (interpolation == "nearest")
        return g.op("ResizeNearestNeighbor", {x, size}, attrs);
    if (interpolation == "bilinear")
        return g.cast(g.op("ResizeBilinear", {x, size}, attrs), type);
    if (interpolation == "bicubic" || interpolation == "cubic")
        return g.cast(g.op("ResizeBicubic", {x, size}, attrs), type);
    if (interpolation == "area")
        return g.cast(g.op("ResizeArea", {x, size}, {{"align_corners", false}}), type);
    for (const char* kernel : {"lanczos3", "lanczos5", "gaussian", "mitchellcubic"}) {
        if (interpolation != kernel)
            continue;
        const std::int64_t h = g.dim(x, 1), w = g.dim(x, 2);
        if (h <= 0 || w <= 0 || height.value <= 0 || width.value <= 0)
            return call.refuse("the interpolation " + interpolation + " and an open image size");
        const auto ratio = [](std::int64_t to, std::int64_t from) { return static_cast<double>(to) / static_cast<double>(from); };
        const Edge scale = g.constant(vectorTensor({ratio(height.value, h), ratio(width.value, w)}, DType::Float32));
        const Edge nothing = g.constant(vectorTensor({0, 0}, DType::Float32));
        return g.cast(g.op("ScaleAndTranslate", {x, size, scale, nothing}, {{"kernel_type", kernel}, {"antialias", false}}), type);
    }
    return call.refuse("the interpolation \"" + printable(interpolation, 40) + "\"");
}

namespace {

constexpr std::int64_t kLargestImage = 1 << 24;

/// Every entry along an axis several times in a row.
Edge repeat(LayerCall& call, Edge x, std::int64_t axis, std::int64_t times)
{
    if (times == 1)
        return x;
    GraphBuilder& g = call.g;
    std::vector<std::int64_t> multiples(g.rank(x) + 1, 1);
    if (static_cast<std::size_t>(axis) + 1 >= multiples.size())
        return call.refuse("an input of too low a rank");
    multiples[static_cast<std::size_t>(axis) + 1] = times;
    std::vector<Size> sizes;
    for (std::size_t i = 0; i < g.rank(x); ++i) {
        const Size size = g.size(x, static_cast<std::int64_t>(i));
        sizes.push_back(static_cast<std::int64_t>(i) == axis ? g.times(size, {times, {}, 0, false}) : size);
    }
    return g.reshape(g.op("Tile", {g.expandDims(x, axis + 1), g.ints(multiples)}), sizes);
}

void upSampling1d(LayerCall& call)
{
    call.out(repeat(call, call.x(), 1, std::max<std::int64_t>(call.config().integer("size", 2), 1)));
}

void upSampling2d(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const auto size = call.config().tuple("size", 2, 2);
    const bool first = call.config().channelsFirst();
    const Edge x = toChannelsLast(call, g.cast(call.x(), call.compute), first);
    const Size height = g.times(g.size(x, 1), {size[0], {}, 0, false});
    const Size width = g.times(g.size(x, 2), {size[1], {}, 0, false});
    call.out(fromChannelsLast(call, resizeImage(call, x, height, width, call.config().text("interpolation", "nearest")),
                              first));
}

void upSampling3d(LayerCall& call)
{
    const auto size = call.config().tuple("size", 3, 2);
    Edge x = call.x();
    const std::int64_t first = call.config().channelsFirst() ? 2 : 1;
    for (std::size_t i = 0; i < 3; ++i)
        x = repeat(call, x, first + static_cast<std::int64_t>(i), std::max<std::int64_t>(size[i], 1));
    call.out(x);
}

/// The largest window in the middle with the target's aspect, then resized (image_utils.smart_resize).
Edge cropToAspect(LayerCall& call, Edge x, std::int64_t height, std::int64_t width)
{
    GraphBuilder& g = call.g;
    const std::int64_t h = g.dim(x, 1), w = g.dim(x, 2);
    if (h <= 0 || w <= 0 || h > kLargestImage || w > kLargestImage)
        return call.refuse("crop_to_aspect_ratio and an open image size");
    const auto scaled = [](std::int64_t a, std::int64_t b, std::int64_t c) {
        return static_cast<std::int64_t>(static_cast<float>(a * b) / static_cast<float>(c));
    };
    const std::int64_t cropHeight = std::min(h, scaled(w, height, width));
    const std::int64_t cropWidth = std::min(w, scaled(h, width, height));
    const std::int64_t top = (h - cropHeight) / 2, left = (w - cropWidth) / 2;
    x = g.slice(x, 1, top, top + cropHeight);
    return g.slice(x, 2, left, left + cropWidth);
}

/// Filled up on both sides to the target's aspect (keras/src/backend/tensorflow/image.py resize).
Edge padToAspect(LayerCall& call, Edge x, std::int64_t height, std::int64_t width)
{
    GraphBuilder& g = call.g;
    const std::int64_t h = g.dim(x, 1), w = g.dim(x, 2);
    if (h <= 0 || w <= 0 || h > kLargestImage || w > kLargestImage)
        return call.refuse("pad_to_aspect_ratio and an open image size");
    const auto border = [](std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t size) {
        const auto scaled = static_cast<std::int64_t>(static_cast<float>(a * b) / static_cast<float>(c));
        return static_cast<std::int32_t>((std::clamp<std::int64_t>(scaled, size, kLargestImage) - size) / 2);
    };
    const std::int32_t rows = border(w, height, width, h), columns = border(h, width, height, w);
    const Tensor borders = Tensor::fromVector({4, 2}, std::vector<std::int32_t>{0, 0, rows, rows, columns, columns, 0, 0});
    const double fill = call.setting("fill_value").isNumber() ? call.setting("fill_value").toDouble() : 0;
    return g.op("PadV2", {x, g.constant(borders), g.scalar(fill, g.dtype(x))});
}

bool targetSize(LayerCall& call, std::int64_t& height, std::int64_t& width)
{
    height = call.config().size("height");
    width = call.config().size("width");
    const bool usable = height > 0 && width > 0 && height <= kLargestImage && width <= kLargestImage;
    if (!usable)
        call.refuse("an unreadable size");
    return usable;
}

void resizing(LayerCall& call)
{
    std::int64_t height = 0, width = 0;
    if (!targetSize(call, height, width))
        return;
    const keras::LayerConfig config = call.config();
    if (config.flag("antialias", false))
        return void(call.refuse("antialias"));
    const bool first = config.channelsFirst();
    Edge x = toChannelsLast(call, call.g.cast(call.x(), call.compute), first);
    if (config.flag("crop_to_aspect_ratio", false))
        x = cropToAspect(call, x, height, width);
    else if (config.flag("pad_to_aspect_ratio", false))
        x = padToAspect(call, x, height, width);
    const Edge y =
        resizeImage(call, x, {height, {}, 0, false}, {width, {}, 0, false}, config.text("interpolation", "bilinear"));
    call.out(fromChannelsLast(call, y, first));
}

/// Crops in the middle; smaller images are resized instead.
void centerCrop(LayerCall& call)
{
    std::int64_t height = 0, width = 0;
    if (!targetSize(call, height, width))
        return;
    GraphBuilder& g = call.g;
    const bool first = call.config().channelsFirst();
    Edge x = toChannelsLast(call, g.cast(call.x(), call.compute), first);
    const std::int64_t h = g.dim(x, 1), w = g.dim(x, 2);
    if (h < 0 || w < 0)
        return void(call.refuse("an open image size"));
    if (h >= height && w >= width) {
        x = g.slice(x, 1, (h - height) / 2, (h - height) / 2 + height);
        x = g.slice(x, 2, (w - width) / 2, (w - width) / 2 + width);
    } else {
        x = resizeImage(call, cropToAspect(call, x, height, width), {height, {}, 0, false}, {width, {}, 0, false},
                        "bilinear");
    }
    call.out(fromChannelsLast(call, x, first));
}

/// Outside training, Keras 2 resizes the largest window of the target's aspect; Keras 3 passes images on.
void randomCrop(LayerCall& call)
{
    std::int64_t height = 0, width = 0;
    if (call.isTraining())
        return void(call.refuse("the training argument"));
    if (!targetSize(call, height, width))
        return;
    const Edge x = call.g.cast(call.x(), call.compute);
    if (call.keras3)
        return call.out(x);
    call.out(resizeImage(call, cropToAspect(call, x, height, width), {height, {}, 0, false}, {width, {}, 0, false},
                         "bilinear"));
}

constexpr LayerRow kRows[] = {
    {"UpSampling1D", upSampling1d}, {"UpSampling2D", upSampling2d}, {"UpSampling3D", upSampling3d},
    {"Resizing", resizing},         {"CenterCrop", centerCrop},     {"RandomCrop", randomCrop},
};

} // namespace

std::span<const LayerRow> resizingLayers()
{
    return kRows;
}

} // namespace lw::graph
