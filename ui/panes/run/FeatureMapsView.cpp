// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/FeatureMapsView.h"

#include "ui/widgets/Text.h"

#include <algorithm>

namespace lw::ui {

bool FeatureMapsView::fits(const lw::Shape& shape)
{
    return shape.size() == 4 && shape[0] > 0 && shape[1] * shape[2] > 1 && shape[1] <= 8192 && shape[2] <= 8192 &&
           shape[3] > 0 && shape[3] <= 65536;
}

void FeatureMapsView::setMaps(const lw::Shape& shape, const TensorNumbers& numbers, std::int64_t sample)
{
    m_numbers = numbers;
    m_height = static_cast<int>(shape[1]);
    m_width = static_cast<int>(shape[2]);
    m_channels = static_cast<int>(shape[3]);
    const auto size = static_cast<std::size_t>(shape[1] * shape[2] * shape[3]);
    m_offset = static_cast<std::size_t>(std::clamp<std::int64_t>(sample, 0, shape[0] - 1)) * size;
    const auto [low, high] = numbers.range(m_offset, size);
    m_scale = m_scale.over(low, high);
    if (tileCount() == m_channels)
        refresh(); // another sample: the size that the user chose stays
    else
        setTiles(m_channels, {m_width, m_height});
}

std::size_t FeatureMapsView::index(int channel, int y, int x) const
{
    return m_offset + static_cast<std::size_t>((y * m_width + x) * m_channels + channel);
}

QImage FeatureMapsView::makeTile(int tile) const
{
    QImage image(m_width, m_height, QImage::Format_ARGB32);
    for (int y = 0; y < m_height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < m_width; ++x)
            line[x] = m_scale.at(m_numbers.at(index(tile, y, x)));
    }
    return image;
}

QString FeatureMapsView::describe(int tile, QPoint pixel) const
{
    return tr("Channel %1, row %2, column %3: %4")
        .arg(tile)
        .arg(pixel.y())
        .arg(pixel.x())
        .arg(numberText(m_numbers.at(index(tile, pixel.y(), pixel.x()))));
}

} // namespace lw::ui
