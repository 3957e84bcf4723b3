// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/SliceImage.h"

#include "ui/widgets/Theme.h"

#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

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

ColourScale::ColourScale(Kind kind, double low, double high) : m_kind(kind)
{
    setRange(low, high);
    for (int i = 0; i < kSteps; ++i) {
        const double t = i / (kSteps - 1.0);
        const QColor colour = kind == Kind::Sequential ? Theme::sequential(t) : Theme::current().diverging(2 * t - 1);
        m_colours[static_cast<std::size_t>(i)] = colour.rgb();
    }
}

void ColourScale::setRange(double low, double high)
{
    m_low = low;
    m_high = high;
    if (m_kind == Kind::Diverging) {
        m_high = std::max(std::fabs(low), std::fabs(high));
        m_low = -m_high;
    }
}

ColourScale ColourScale::over(double low, double high) const
{
    ColourScale other = *this;
    other.setRange(low, high);
    return other;
}

ColourScale ColourScale::forRange(double low, double high)
{
    return {low < 0 && high > 0 ? Kind::Diverging : Kind::Sequential, low, high};
}

QRgb ColourScale::at(double value) const
{
    if (!std::isfinite(value))
        return qRgba(0, 0, 0, 0);
    const double t = m_high > m_low ? std::clamp((value - m_low) / (m_high - m_low), 0.0, 1.0) : 0.5;
    return m_colours[static_cast<std::size_t>(std::lround(t * (kSteps - 1)))];
}

QImage sliceImage(const TensorSlice& slice, const ColourScale& scale, const Progress& progress, int limit)
{
    if (slice.rows() == 0 || slice.columns() == 0)
        return {};
    const std::int64_t rowStep = (slice.rows() + limit - 1) / limit, columnStep = (slice.columns() + limit - 1) / limit;
    const auto height = static_cast<int>((slice.rows() + rowStep - 1) / rowStep);
    const auto width = static_cast<int>((slice.columns() + columnStep - 1) / columnStep);
    QImage image(width, height, QImage::Format_ARGB32);
    for (int y = 0; y < height; ++y) {
        if (progress.stop.stop_requested())
            return {};
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const std::int64_t row = y * rowStep, rowEnd = std::min(slice.rows(), row + rowStep);
        for (int x = 0; x < width; ++x) {
            const std::int64_t column = x * columnStep, columnEnd = std::min(slice.columns(), column + columnStep);
            line[x] = scale.at(blockMean(slice, row, rowEnd, column, columnEnd));
        }
    }
    return image;
}

} // namespace lw::ui
