// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/HeatmapView.h"

#include "ui/tasks/Task.h"
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
constexpr std::int64_t kAtOnce = 1 << 16; ///< elements that are drawn without a task
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
    delete m_task;
    m_image = {};
    update();
    if (!m_slice || m_slice->rows() == 0 || m_slice->columns() == 0)
        return;
    // Only this thread may ask the theme for colours, and which of the two fit shows once the values are read.
    const auto draw = [slice = *m_slice, sequential = ColourScale(ColourScale::Kind::Sequential, 0, 1),
                       diverging = ColourScale(ColourScale::Kind::Diverging, -1, 1)](const Progress& progress) {
        Drawing drawing;
        std::tie(drawing.low, drawing.high) = slice.range();
        drawing.scale = (drawing.low < 0 && drawing.high > 0 ? diverging : sequential).over(drawing.low, drawing.high);
        drawing.image = sliceImage(slice, *drawing.scale, progress);
        return Result<Drawing>(std::move(drawing));
    };
    if (m_slice->rows() * m_slice->columns() <= kAtOnce)
        show(draw({}).value());
    else
        m_task = startTask<Drawing>(this, tr("Drawing the values"), draw, [this](Result<Drawing> drawing) {
            m_task = nullptr;
            show(std::move(drawing).value());
        });
}

void HeatmapView::show(Drawing drawing)
{
    m_scale = *drawing.scale;
    m_image = std::move(drawing.image);
    update();
    emit drawn(drawing.low, drawing.high);
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
    for (int y = 0; y < static_cast<int>(area.height()); ++y) {
        const double t = 1 - y / std::max(1.0, area.height() - 1);
        painter.fillRect(QRectF(area.left(), area.top() + y, area.width(), 1),
                         QColor(m_scale.at(m_scale.low() + t * (m_scale.high() - m_scale.low()))));
    }
    painter.setPen(Theme::current().color(ColorRole::TextMuted));
    painter.setFont(Theme::current().font(Theme::TextStyle::Small));
    const QRectF labels = area.adjusted(kBarWidth + Theme::space(1), -2, kBarRoom, 2);
    painter.drawText(labels, Qt::AlignTop | Qt::AlignLeft, numberText(m_scale.high()));
    painter.drawText(labels, Qt::AlignBottom | Qt::AlignLeft, numberText(m_scale.low()));
    if (m_scale.kind() == ColourScale::Kind::Diverging)
        painter.drawText(labels, Qt::AlignVCenter | Qt::AlignLeft, numberText(0));
}

void HeatmapView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(ColorRole::Surface));
    const QRectF area = imageArea();
    if (area.isEmpty()) {
        painter.setPen(Theme::current().color(ColorRole::TextMuted));
        painter.drawText(rect(), Qt::AlignCenter, m_task ? tr("Drawing the values…") : QString());
        return;
    }
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
