// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/BarsView.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lw::ui {

namespace {
constexpr int kRow = 24, kNumberWidth = 88;
constexpr std::size_t kMostBars = 1000;
} // namespace

BarsView::BarsView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    connect(&Theme::current(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void BarsView::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    m_order.resize(m_values.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    const auto key = [this](int index) {
        const double value = m_values[static_cast<std::size_t>(index)];
        return std::isnan(value) ? -HUGE_VAL : value;
    };
    std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) { return key(a) > key(b); });
    m_order.resize(std::min(m_order.size(), kMostBars));
    updateScrollBar();
    viewport()->update();
}

void BarsView::setLabels(const QStringList& labels)
{
    m_labels = labels;
    viewport()->update();
}

QString BarsView::label(int index) const
{
    return index < m_labels.size() ? displayText(m_labels[index].toStdString(), 60) : QString::number(index);
}

void BarsView::updateScrollBar()
{
    const int height = static_cast<int>(m_order.size()) * kRow + Theme::space(2);
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(kRow);
}

void BarsView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void BarsView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Theme& theme = Theme::current();
    painter.fillRect(viewport()->rect(), theme.color(ColorRole::Surface));
    if (m_order.empty())
        return;
    int labelWidth = 24;
    for (const int index : m_order)
        labelWidth = std::max(labelWidth, fontMetrics().horizontalAdvance(label(index)));
    labelWidth = std::min(labelWidth + 4, viewport()->width() / 3);
    double low = 0, high = 0;
    for (const double value : m_values)
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    const double span = high > low ? high - low : 1;
    const double left = labelWidth + Theme::space(5), room = std::max(20.0, viewport()->width() - left - kNumberWidth);
    const double zero = left - low / span * room;
    const int first = verticalScrollBar()->value() / kRow;
    for (int row = first; row < static_cast<int>(m_order.size()); ++row) {
        const int top = Theme::space(1) + row * kRow - verticalScrollBar()->value();
        if (top > viewport()->height())
            break;
        const int index = m_order[static_cast<std::size_t>(row)];
        const double value = m_values[static_cast<std::size_t>(index)];
        const double end = std::isfinite(value) ? zero + value / span * room : zero;
        painter.fillRect(QRectF(std::min(zero, end), top + 5, std::max(1.0, std::fabs(end - zero)), kRow - 10),
                         theme.color(row == 0 ? ColorRole::Accent : ColorRole::BorderStrong));
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(QRectF(Theme::space(3), top, labelWidth, kRow), Qt::AlignVCenter | Qt::AlignRight,
                         fontMetrics().elidedText(label(index), Qt::ElideRight, labelWidth));
        painter.setPen(theme.color(ColorRole::TextMuted));
        painter.drawText(QRectF(std::max(zero, end) + Theme::space(2), top, kNumberWidth, kRow),
                         Qt::AlignVCenter | Qt::AlignLeft, numberText(value));
    }
}

} // namespace lw::ui
