// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/KernelTilesView.h"

#include "ui/widgets/Theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {
constexpr int kGap = 8;
constexpr int kTextHeight = 16;
} // namespace

KernelTilesView::KernelTilesView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    connect(&Theme::current(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

bool KernelTilesView::fits(const lw::Shape& shape)
{
    // A window of a single value makes no picture; a million filters make no sense.
    return shape.size() == 4 && shape[0] * shape[1] > 1 && shape[0] <= 64 && shape[1] <= 64 && shape[2] > 0 &&
           shape[3] > 0 && shape[2] * shape[3] <= 16'777'216;
}

void KernelTilesView::setKernel(const Tensor& tensor)
{
    m_values.clear();
    m_filters = m_inputs = 0;
    if (fits(tensor.shape())) {
        if (auto values = tensor.toFloats(); values.ok()) {
            m_values = std::move(values).value();
            m_height = static_cast<int>(tensor.shape()[0]);
            m_width = static_cast<int>(tensor.shape()[1]);
            m_inputs = static_cast<int>(tensor.shape()[2]);
            m_filters = static_cast<int>(tensor.shape()[3]);
        }
    }
    m_reach = 0;
    for (const float value : m_values)
        m_reach = std::isfinite(value) ? std::max(m_reach, std::fabs(value)) : m_reach;
    m_channel = canShowColour() ? -1 : 0;
    updateScrollBar();
    viewport()->update();
}

void KernelTilesView::setInputChannel(int channel)
{
    m_channel = channel;
    viewport()->update();
}

float KernelTilesView::valueAt(int y, int x, int in, int out) const
{
    return m_values[static_cast<std::size_t>(((y * m_width + x) * m_inputs + in)) *
                        static_cast<std::size_t>(m_filters) +
                    static_cast<std::size_t>(out)];
}

int KernelTilesView::tileSide() const
{
    return std::max(40, 8 * std::max(m_height, m_width));
}

int KernelTilesView::tilesPerRow() const
{
    return std::max(1, (viewport()->width() - kGap) / (tileSide() + kGap));
}

QImage KernelTilesView::tile(int filter) const
{
    QImage image(m_width, m_height, QImage::Format_RGB32);
    const auto shade = [&](float value) { return m_reach > 0 ? value / m_reach : 0.0f; };
    for (int y = 0; y < m_height; ++y)
        for (int x = 0; x < m_width; ++x) {
            if (m_channel >= 0) {
                image.setPixel(
                    x, y,
                    Theme::current().diverging(static_cast<double>(shade(valueAt(y, x, m_channel, filter)))).rgb());
                continue;
            }
            const auto part = [&](int channel) {
                return std::clamp(static_cast<int>(127.5f * (1 + shade(valueAt(y, x, channel, filter)))), 0, 255);
            };
            image.setPixel(x, y, qRgb(part(0), part(1), part(2)));
        }
    return image;
}

void KernelTilesView::updateScrollBar()
{
    const int rows = (m_filters + tilesPerRow() - 1) / tilesPerRow();
    const int height = kGap + rows * (tileSide() + kTextHeight + kGap);
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(tileSide() / 2);
}

void KernelTilesView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void KernelTilesView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Theme& theme = Theme::current();
    painter.fillRect(viewport()->rect(), theme.color(ColorRole::Surface));
    painter.setFont(theme.font(Theme::TextStyle::Small));
    const int side = tileSide(), perRow = tilesPerRow(), rowHeight = side + kTextHeight + kGap;
    const int top = verticalScrollBar()->value();
    const int firstRow = std::max(0, (top - kGap) / rowHeight), lastRow = (top + viewport()->height()) / rowHeight;
    for (int filter = firstRow * perRow; filter < std::min(m_filters, (lastRow + 1) * perRow); ++filter) {
        const QRect area(kGap + filter % perRow * (side + kGap), kGap + filter / perRow * rowHeight - top, side, side);
        const QSize scaled = QSize(m_width, m_height).scaled(area.size(), Qt::KeepAspectRatio);
        painter.drawImage(QRect(area.topLeft(), scaled), tile(filter));
        painter.setPen(theme.color(ColorRole::TextMuted));
        painter.drawText(area.adjusted(0, side, 0, kTextHeight), Qt::AlignCenter, QString::number(filter));
    }
}

int KernelTilesView::filterAt(const QPoint& position) const
{
    const int side = tileSide(), column = (position.x() - kGap) / (side + kGap);
    const int row = (position.y() + verticalScrollBar()->value() - kGap) / (side + kTextHeight + kGap);
    const int filter = row * tilesPerRow() + column;
    return column >= 0 && column < tilesPerRow() && filter >= 0 && filter < m_filters ? filter : -1;
}

bool KernelTilesView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int filter = filterAt(help->pos());
        if (filter >= 0)
            QToolTip::showText(help->globalPos(),
                               m_channel >= 0
                                   ? tr("Filter %1, input channel %2").arg(filter).arg(m_channel)
                                   : tr("Filter %1, three input channels as red, green and blue").arg(filter),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace lw::ui
