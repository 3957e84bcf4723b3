// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/ImageInput.h"

#include <QPainter>
#include <vector>

namespace lw::ui {

namespace {

std::int64_t channelsOf(const TensorSpec& spec)
{
    return spec.shape->size() == 4 ? spec.shape->back() : 1;
}

} // namespace

bool takesImages(const TensorSpec& spec)
{
    if (!spec.shape || (spec.shape->size() != 3 && spec.shape->size() != 4) || spec.dtype == DType::String)
        return false;
    const std::int64_t channels = channelsOf(spec);
    return channels == 1 || channels == 3 || channels == 4;
}

QImage preparedImage(const QImage& source, const TensorSpec& spec, const ImageScaling& scaling)
{
    const Shape& shape = *spec.shape;
    const QSize size(shape[2] > 0 ? static_cast<int>(shape[2]) : source.width(),
                     shape[1] > 0 ? static_cast<int>(shape[1]) : source.height());
    const auto mode = scaling.smooth ? Qt::SmoothTransformation : Qt::FastTransformation;
    const QImage colour = source.convertToFormat(QImage::Format_RGBA8888);
    QImage sized;
    if (scaling.resize == ImageScaling::Resize::Stretch) {
        sized = colour.scaled(size, Qt::IgnoreAspectRatio, mode);
    } else {
        const bool fit = scaling.resize == ImageScaling::Resize::Fit;
        const QImage scaled = colour.scaled(size, fit ? Qt::KeepAspectRatio : Qt::KeepAspectRatioByExpanding, mode);
        sized = QImage(size, QImage::Format_RGBA8888);
        sized.fill(Qt::black);
        QPainter(&sized).drawImage((size.width() - scaled.width()) / 2, (size.height() - scaled.height()) / 2, scaled);
    }
    if (scaling.invert)
        sized.invertPixels(QImage::InvertRgb);
    return channelsOf(spec) == 1 ? sized.convertToFormat(QImage::Format_Grayscale8) : sized;
}

Tensor imageTensor(const QImage& prepared, const TensorSpec& spec, const ImageScaling& scaling)
{
    const int channels = static_cast<int>(channelsOf(spec));
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(prepared.width()) * static_cast<std::size_t>(prepared.height() * channels));
    const int stride = channels == 1 ? 1 : 4;
    for (int y = 0; y < prepared.height(); ++y) {
        const uchar* line = prepared.constScanLine(y);
        for (int x = 0; x < prepared.width(); ++x)
            for (int c = 0; c < channels; ++c)
                values.push_back(static_cast<float>(line[x * stride + c] * scaling.scale + scaling.offset));
    }
    Shape shape{1, prepared.height(), prepared.width()};
    if (spec.shape->size() == 4)
        shape.push_back(channels);
    return Tensor::fromVector(shape, std::move(values));
}

} // namespace lw::ui
