// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/SliceImage.h"

#include "ui/widgets/Theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lw::ui {

namespace {

constexpr int kSteps = 512;

/// Colours of a scale, made once a picture: asking the theme for every pixel would be slow.
std::array<QRgb, kSteps> palette(ColourScale scale)
{
    std::array<QRgb, kSteps> colours{};
    for (int i = 0; i < kSteps; ++i) {
        const double t = i / (kSteps - 1.0);
        const QColor colour =
            scale == ColourScale::Sequential ? Theme::sequential(t) : Theme::current().diverging(2 * t - 1);
        colours[static_cast<std::size_t>(i)] = colour.rgb();
    }
    return colours;
}

double position(ColourScale scale, double value, double low, double high)
{
    if (scale == ColourScale::Diverging) {
        const double reach = std::max(std::fabs(low), std::fabs(high));
        return reach > 0 ? std::clamp(0.5 + 0.5 * value / reach, 0.0, 1.0) : 0.5;
    }
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
}

/// Mean of the finite elements of a block; NaN when it has none.
double blockMean(const TensorSlice& slice, std::int64_t row, std::int64_t rowEnd, std::int64_t column,
                 std::int64_t columnEnd)
{
    double sum = 0;
    std::int64_t count = 0;
    for (std::int64_t r = row; r < rowEnd; ++r)
        for (std::int64_t c = column; c < columnEnd; ++c)
            if (const double value = slice.at(r, c); std::isfinite(value)) {
                sum += value;
                ++count;
            }
    return count > 0 ? sum / static_cast<double>(count) : std::nan("");
}

} // namespace

QImage sliceImage(const TensorSlice& slice, ColourScale scale, double low, double high, int limit)
{
    const std::int64_t rowStep = (slice.rows() + limit - 1) / limit, columnStep = (slice.columns() + limit - 1) / limit;
    if (slice.rows() == 0 || slice.columns() == 0)
        return {};
    const auto height = static_cast<int>((slice.rows() + rowStep - 1) / rowStep);
    const auto width = static_cast<int>((slice.columns() + columnStep - 1) / columnStep);
    QImage image(width, height, QImage::Format_ARGB32);
    const auto colours = palette(scale);
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const std::int64_t row = y * rowStep, rowEnd = std::min(slice.rows(), row + rowStep);
        for (int x = 0; x < width; ++x) {
            const std::int64_t column = x * columnStep, columnEnd = std::min(slice.columns(), column + columnStep);
            const double value = blockMean(slice, row, rowEnd, column, columnEnd);
            line[x] =
                std::isnan(value)
                    ? qRgba(0, 0, 0, 0)
                    : colours[static_cast<std::size_t>(std::lround(position(scale, value, low, high) * (kSteps - 1)))];
        }
    }
    return image;
}

} // namespace lw::ui
