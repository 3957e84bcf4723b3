// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/KernelTilesView.h"

#include "ui/widgets/Text.h"

#include <algorithm>
#include <cmath>

namespace lw::ui {

void KernelTilesView::setKernel(const TensorNumbers& numbers, const KernelLayout& layout, double low, double high)
{
    m_numbers = numbers;
    m_layout = layout;
    m_low = low;
    m_high = high;
    m_channel = canShowColour() ? -1 : 0;
    setTiles(layout.filters, {layout.width, layout.height});
}

void KernelTilesView::clear()
{
    setKernel({}, {}, 0, 0);
}

void KernelTilesView::setInputChannel(int channel)
{
    m_channel = channel;
    refresh();
}

QImage KernelTilesView::makeTile(int tile) const
{
    QImage image(m_layout.width, m_layout.height, QImage::Format_ARGB32);
    const ColourScale scale(ColourScale::Kind::Diverging, m_low, m_high);
    const double reach = scale.high();
    for (int y = 0; y < m_layout.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < m_layout.width; ++x) {
            const auto value = [&](int channel) { return m_numbers.at(m_layout.index(tile, channel, y, x)); };
            const auto part = [&](int channel) {
                const double shade = reach > 0 ? value(channel) / reach : 0.0;
                return std::isfinite(shade) ? std::clamp(static_cast<int>(127.5 * (1 + shade)), 0, 255) : 0;
            };
            line[x] = m_channel >= 0 ? scale.at(value(m_channel)) : qRgb(part(0), part(1), part(2));
        }
    }
    return image;
}

QString KernelTilesView::describe(int tile, QPoint pixel) const
{
    const auto value = [&](int channel) {
        return numberText(m_numbers.at(m_layout.index(tile, channel, pixel.y(), pixel.x())));
    };
    const QString place = tr("row %1, column %2").arg(pixel.y()).arg(pixel.x());
    if (m_channel < 0)
        return tr("Filter %1, three input channels as red, green and blue").arg(tile) + u'\n' + place +
               QStringLiteral(": %1, %2, %3").arg(value(0), value(1), value(2));
    return tr("Filter %1, input channel %2").arg(tile).arg(m_channel) + u'\n' + place +
           QStringLiteral(": %1").arg(value(m_channel));
}

} // namespace lw::ui
