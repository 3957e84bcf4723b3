// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/HeatmapView.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace lw::ui {

namespace {
constexpr int kBarWidth = 14;
constexpr int kBarRoom = 88; ///< colour bar with its two labels
constexpr int kTextRoom = 24;
constexpr double kLargestCell = 48;
} // namespace

HeatmapView::HeatmapView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumSize(200, 140);
    connect(&Theme::current(), &Theme::changed, this, &HeatmapView::render);
}

void HeatmapView::setSlice(std::optional<TensorSlice> slice)
{
    m_slice = std::move(slice);
    m_hover.clear();
    render();
}

void HeatmapView::render()
{
    m_image = {};
    if (m_slice) {
        std::tie(m_low, m_high) = m_slice->range();
        m_scale = m_low < 0 && m_high > 0 ? ColourScale::Diverging : ColourScale::Sequential;
        m_image = sliceImage(*m_slice, m_scale, m_low, m_high);
    }
    update();
}

QRectF HeatmapView::imageArea() const
{
    const QRectF room =
        QRectF(rect()).adjusted(Theme::space(2), Theme::space(2), -kBarRoom, -kTextRoom - Theme::space(1));
    if (m_image.isNull() || room.isEmpty())
        return {};
    const double cell = std::min({room.width() / m_image.width(), room.height() / m_image.height(), kLargestCell});
    // Very long matrices are stretched: a line one pixel high would show nothing.
    const double width = std::max(m_image.width() * cell, std::min(room.width(), 8.0 * m_image.width()));
    const double height = std::max(m_image.height() * cell, std::min(room.height(), 8.0 * m_image.height()));
    return {room.left(), room.top(), std::min(width, room.width()), std::min(height, room.height())};
}

void HeatmapView::paintColourBar(QPainter& painter, const QRectF& area) const
{
    const double reach = std::max(std::abs(m_low), std::abs(m_high));
    const bool diverging = m_scale == ColourScale::Diverging;
    for (int y = 0; y < static_cast<int>(area.height()); ++y) {
        const double t = 1 - y / std::max(1.0, area.height() - 1);
        painter.fillRect(QRectF(area.left(), area.top() + y, area.width(), 1),
                         diverging ? Theme::current().diverging(2 * t - 1) : Theme::sequential(t));
    }
    painter.setPen(Theme::current().color(ColorRole::TextMuted));
    painter.setFont(Theme::current().font(Theme::TextStyle::Small));
    const QRectF labels = area.adjusted(kBarWidth + Theme::space(1), -2, kBarRoom, 2);
    painter.drawText(labels, Qt::AlignTop | Qt::AlignLeft, numberText(diverging ? reach : m_high));
    painter.drawText(labels, Qt::AlignBottom | Qt::AlignLeft, numberText(diverging ? -reach : m_low));
    if (diverging)
        painter.drawText(labels, Qt::AlignVCenter | Qt::AlignLeft, numberText(0));
}

void HeatmapView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(ColorRole::Surface));
    const QRectF area = imageArea();
    if (area.isEmpty())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          m_image.width() > area.width() || m_image.height() > area.height());
    painter.drawImage(area, m_image);
    painter.setPen(Theme::current().color(ColorRole::Border));
    painter.drawRect(area);
    paintColourBar(
        painter, QRectF(area.right() + Theme::space(3), area.top(), kBarWidth, std::clamp(area.height(), 96.0, 240.0)));
    painter.setPen(Theme::current().color(ColorRole::TextMuted));
    painter.drawText(QRectF(area.left(), height() - kTextRoom, width() - area.left(), kTextRoom),
                     Qt::AlignVCenter | Qt::AlignLeft,
                     m_hover.isEmpty() ? tr("%1 × %2; point at a cell to read its value")
                                             .arg(countText(static_cast<std::uint64_t>(m_slice->rows())),
                                                  countText(static_cast<std::uint64_t>(m_slice->columns())))
                                       : m_hover);
}

void HeatmapView::mouseMoveEvent(QMouseEvent* event)
{
    const QRectF area = imageArea();
    QString hover;
    if (m_slice && area.contains(event->position())) {
        const auto row = std::min(m_slice->rows() - 1,
                                  static_cast<std::int64_t>((event->position().y() - area.top()) / area.height() *
                                                            static_cast<double>(m_slice->rows())));
        const auto column = std::min(m_slice->columns() - 1,
                                     static_cast<std::int64_t>((event->position().x() - area.left()) / area.width() *
                                                               static_cast<double>(m_slice->columns())));
        hover = tr("row %1, column %2: %3").arg(row).arg(column).arg(m_slice->at(row, column), 0, 'g', 9);
    }
    if (hover != m_hover) {
        m_hover = hover;
        update();
    }
}

void HeatmapView::leaveEvent(QEvent*)
{
    m_hover.clear();
    update();
}

void HeatmapView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace lw::ui
