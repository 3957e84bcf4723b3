// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/FeatureMapsView.h"

#include "ui/widgets/Theme.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {
constexpr int kSide = 96, kGap = 8, kTextHeight = 16;
}

FeatureMapsView::FeatureMapsView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    connect(&Theme::current(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

bool FeatureMapsView::fits(const lw::Shape& shape)
{
    return shape.size() == 4 && shape[0] > 0 && shape[1] * shape[2] > 1 && shape[1] <= 8192 && shape[2] <= 8192 &&
           shape[3] > 0 && shape[3] <= 65536;
}

void FeatureMapsView::setMaps(const lw::Shape& shape, std::vector<float> values, std::int64_t sample)
{
    m_values = std::move(values);
    m_height = static_cast<int>(shape[1]);
    m_width = static_cast<int>(shape[2]);
    m_channels = static_cast<int>(shape[3]);
    const std::size_t size = static_cast<std::size_t>(shape[1] * shape[2] * shape[3]);
    m_offset = static_cast<std::size_t>(std::clamp<std::int64_t>(sample, 0, shape[0] - 1)) * size;
    m_low = HUGE_VALF;
    m_high = -HUGE_VALF;
    for (std::size_t i = m_offset; i < m_offset + size; ++i)
        if (std::isfinite(m_values[i])) {
            m_low = std::min(m_low, m_values[i]);
            m_high = std::max(m_high, m_values[i]);
        }
    updateScrollBar();
    viewport()->update();
}

QImage FeatureMapsView::map(int channel) const
{
    QImage image(m_width, m_height, QImage::Format_RGB32);
    const float span = m_high > m_low ? m_high - m_low : 1;
    for (int y = 0; y < m_height; ++y)
        for (int x = 0; x < m_width; ++x) {
            const float value = m_values[m_offset + static_cast<std::size_t>((y * m_width + x) * m_channels + channel)];
            image.setPixel(
                x, y,
                Theme::sequential(std::isfinite(value) ? static_cast<double>((value - m_low) / span) : 0.0).rgb());
        }
    return image;
}

int FeatureMapsView::tilesPerRow() const
{
    return std::max(1, (viewport()->width() - kGap) / (kSide + kGap));
}

void FeatureMapsView::updateScrollBar()
{
    const int rows = (m_channels + tilesPerRow() - 1) / tilesPerRow();
    verticalScrollBar()->setRange(0, std::max(0, kGap + rows * (kSide + kTextHeight + kGap) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(kSide / 2);
}

void FeatureMapsView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void FeatureMapsView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Theme::current().color(ColorRole::Surface));
    painter.setFont(Theme::current().font(Theme::TextStyle::Small));
    painter.setPen(Theme::current().color(ColorRole::TextMuted));
    const int perRow = tilesPerRow(), rowHeight = kSide + kTextHeight + kGap, top = verticalScrollBar()->value();
    const int firstRow = std::max(0, (top - kGap) / rowHeight), lastRow = (top + viewport()->height()) / rowHeight;
    for (int channel = firstRow * perRow; channel < std::min(m_channels, (lastRow + 1) * perRow); ++channel) {
        const QRect area(kGap + channel % perRow * (kSide + kGap), kGap + channel / perRow * rowHeight - top, kSide,
                         kSide);
        painter.drawImage(QRect(area.topLeft(), QSize(m_width, m_height).scaled(area.size(), Qt::KeepAspectRatio)),
                          map(channel));
        painter.drawText(area.adjusted(0, kSide, 0, kTextHeight), Qt::AlignCenter, QString::number(channel));
    }
}

} // namespace lw::ui
