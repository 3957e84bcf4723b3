// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/PictureView.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

constexpr int kTextHeight = 24, kLargestSide = 8192;

/// The usual range that the values lie in: 0 to 1, -1 to 1 or 0 to 255; else what they span.
std::pair<double, double> blackAndWhite(double low, double high)
{
    constexpr double kSlack = 1e-3; // interpolation and rounding leave a range a little
    for (const auto& [black, white] : {std::pair(0.0, 1.0), std::pair(-1.0, 1.0), std::pair(0.0, 255.0)})
        if (low >= black - kSlack * white && high <= white * (1 + kSlack))
            return {black, white};
    return {low, high};
}

} // namespace

PictureView::PictureView(QWidget* parent) : QWidget(parent)
{
    setMinimumSize(120, 100);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

bool PictureView::fits(const lw::Shape& shape)
{
    return shape.size() == 4 && shape[0] > 0 && shape[1] > 1 && shape[2] > 1 && shape[1] <= kLargestSide &&
           shape[2] <= kLargestSide && (shape[3] == 1 || shape[3] == 3);
}

void PictureView::setPicture(const lw::Shape& shape, const TensorNumbers& numbers, std::int64_t sample)
{
    const int height = static_cast<int>(shape[1]), width = static_cast<int>(shape[2]);
    const auto channels = static_cast<std::size_t>(shape[3]);
    const std::size_t size = static_cast<std::size_t>(height) * static_cast<std::size_t>(width) * channels;
    std::size_t at = static_cast<std::size_t>(std::clamp<std::int64_t>(sample, 0, shape[0] - 1)) * size;
    const auto [low, high] = numbers.range(at, size);
    std::tie(m_black, m_white) = blackAndWhite(low, high);
    const double span = m_white > m_black ? m_white - m_black : 1;
    const auto shade = [&](std::size_t index) {
        const double value = (numbers.at(index) - m_black) / span;
        return std::isfinite(value) ? static_cast<int>(std::lround(255 * std::clamp(value, 0.0, 1.0))) : 0;
    };
    m_image = QImage(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(y));
        for (int x = 0; x < width; ++x, at += channels)
            line[x] =
                channels == 1 ? qRgb(shade(at), shade(at), shade(at)) : qRgb(shade(at), shade(at + 1), shade(at + 2));
    }
    update();
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(ColorRole::Surface));
    const QRect room = rect().adjusted(Theme::space(2), Theme::space(2), -Theme::space(2), -kTextHeight);
    if (m_image.isNull() || room.isEmpty())
        return;
    const QRect area(room.topLeft(), m_image.size().scaled(room.size(), Qt::KeepAspectRatio));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_image.width() > area.width());
    painter.drawImage(area, m_image);
    painter.setPen(Theme::current().color(ColorRole::TextMuted));
    painter.drawText(QRect(room.left(), height() - kTextHeight, room.width(), kTextHeight), Qt::AlignVCenter,
                     tr("%1 × %2; black is %3, white is %4")
                         .arg(m_image.width())
                         .arg(m_image.height())
                         .arg(numberText(m_black), numberText(m_white)));
}

} // namespace lw::ui
