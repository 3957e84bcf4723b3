// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/ImageInput.h"

#include <QPainter>
#include <array>
#include <cmath>
#include <vector>

namespace lw::ui {

namespace {

constexpr int kLargestSide = 16384; ///< a file may ask for any size

bool isChannels(std::int64_t count)
{
    return count == 1 || count == 3 || count == 4;
}

std::optional<int> side(std::int64_t dim)
{
    if (dim == kUnknownDim)
        return 0;
    return dim > 0 && dim <= kLargestSide ? std::optional(static_cast<int>(dim)) : std::nullopt;
}

/// The side of a square of this many elements; none when it is no square, or too small to be a picture.
std::optional<int> squareSide(std::int64_t count)
{
    const auto root = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(count))));
    return count >= 64 && root <= kLargestSide && root * root == count ? std::optional(static_cast<int>(root))
                                                                       : std::nullopt;
}

std::optional<PictureLayout> flatLayout(std::int64_t length)
{
    for (const int channels : {1, 3})
        if (length > 0 && length % channels == 0)
            if (const auto root = squareSide(length / channels))
                return PictureLayout{PictureLayout::Order::Flat, *root, *root, channels, 2};
    return std::nullopt;
}

/// value = pixel x scale + offset, for red, green, blue and alpha.
struct Affine {
    std::array<double, 4> scale, offset;
};

Affine affine(const ImageScaling& scaling)
{
    // keras/src/applications/imagenet_utils.py, _preprocess_numpy_input.
    if (scaling.mode == ImageScaling::Mode::Caffe)
        return {{1, 1, 1, 1}, {-123.68, -116.779, -103.939, 0}};
    if (scaling.mode == ImageScaling::Mode::Torch) {
        const std::array<double, 3> mean = {0.485, 0.456, 0.406}, deviation = {0.229, 0.224, 0.225};
        Affine parts{{0, 0, 0, 1.0 / 255}, {}};
        for (std::size_t c = 0; c < 3; ++c) {
            parts.scale[c] = 1 / (255 * deviation[c]);
            parts.offset[c] = -mean[c] / deviation[c];
        }
        return parts;
    }
    Affine parts{};
    parts.scale.fill((scaling.high - scaling.low) / 255);
    parts.offset.fill(scaling.low);
    return parts;
}

} // namespace

std::optional<PictureLayout> pictureLayout(const TensorSpec& spec)
{
    if (!spec.shape || spec.dtype == DType::String)
        return std::nullopt;
    const Shape& shape = *spec.shape;
    if (shape.size() == 2)
        return flatLayout(shape[1]);
    const auto made = [&](PictureLayout::Order order, std::int64_t height, std::int64_t width,
                          std::int64_t channels) -> std::optional<PictureLayout> {
        const auto h = side(height), w = side(width);
        if (!h || !w)
            return std::nullopt;
        return PictureLayout{order, *h, *w, static_cast<int>(channels), shape.size()};
    };
    if (shape.size() == 3)
        return made(PictureLayout::Order::ChannelsLast, shape[1], shape[2], 1);
    if (shape.size() != 4)
        return std::nullopt;
    if (isChannels(shape[3]))
        return made(PictureLayout::Order::ChannelsLast, shape[1], shape[2], shape[3]);
    if (isChannels(shape[1]))
        return made(PictureLayout::Order::ChannelsFirst, shape[2], shape[3], shape[1]);
    return std::nullopt;
}

QImage preparedImage(const QImage& source, const PictureLayout& layout, const ImageScaling& scaling)
{
    const QSize size(layout.width > 0 ? layout.width : source.width(),
                     layout.height > 0 ? layout.height : source.height());
    const auto mode = scaling.smooth ? Qt::SmoothTransformation : Qt::FastTransformation;
    const QImage colour = source.convertToFormat(QImage::Format_RGBA8888);
    QImage sized;
    if (scaling.resize == ImageScaling::Resize::Stretch) {
        sized = colour.scaled(size, Qt::IgnoreAspectRatio, mode).convertToFormat(QImage::Format_RGBA8888);
    } else {
        const bool fit = scaling.resize == ImageScaling::Resize::Fit;
        const QImage scaled = colour.scaled(size, fit ? Qt::KeepAspectRatio : Qt::KeepAspectRatioByExpanding, mode);
        sized = QImage(size, QImage::Format_RGBA8888);
        sized.fill(Qt::black);
        QPainter(&sized).drawImage((size.width() - scaled.width()) / 2, (size.height() - scaled.height()) / 2, scaled);
    }
    if (scaling.invert)
        sized.invertPixels(QImage::InvertRgb);
    return layout.channels == 1 ? sized.convertToFormat(QImage::Format_Grayscale8) : sized;
}

Tensor imageTensor(const QImage& prepared, const PictureLayout& layout, const ImageScaling& scaling)
{
    const int channels = layout.channels, stride = channels == 1 ? 1 : 4;
    const std::size_t pixels = static_cast<std::size_t>(prepared.width()) * static_cast<std::size_t>(prepared.height());
    const bool planes = layout.order == PictureLayout::Order::ChannelsFirst;
    const bool swap = channels >= 3 && (scaling.blueFirst || scaling.mode == ImageScaling::Mode::Caffe);
    const Affine parts = affine(scaling);
    std::vector<float> values(pixels * static_cast<std::size_t>(channels));
    std::size_t pixel = 0;
    for (int y = 0; y < prepared.height(); ++y) {
        const uchar* line = prepared.constScanLine(y);
        for (int x = 0; x < prepared.width(); ++x, ++pixel)
            for (int c = 0; c < channels; ++c) {
                const int from = swap && c < 3 ? 2 - c : c;
                const auto to = static_cast<std::size_t>(c), part = static_cast<std::size_t>(from);
                values[planes ? to * pixels + pixel : pixel * static_cast<std::size_t>(channels) + to] =
                    static_cast<float>(line[x * stride + from] * parts.scale[part] + parts.offset[part]);
            }
    }
    const std::int64_t height = prepared.height(), width = prepared.width();
    if (layout.order == PictureLayout::Order::Flat)
        return Tensor::fromVector({1, static_cast<std::int64_t>(values.size())}, std::move(values));
    if (layout.rank == 3)
        return Tensor::fromVector({1, height, width}, std::move(values));
    if (planes)
        return Tensor::fromVector({1, channels, height, width}, std::move(values));
    return Tensor::fromVector({1, height, width, channels}, std::move(values));
}

} // namespace lw::ui
