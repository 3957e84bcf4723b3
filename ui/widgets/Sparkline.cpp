// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Sparkline.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kBins = 48;
constexpr int kBarsWidth = 96;
constexpr int kRow = 40;
constexpr int kTallBars = 72;
constexpr int kNumberRows = 4;

} // namespace

Sparkline::Sparkline(const QString& name, Tensor tensor, bool tall, QWidget* parent)
    : QWidget(parent), m_name(name), m_tensor(std::move(tensor)), m_tall(tall)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(name);
}

QSize Sparkline::sizeHint() const
{
    return {200,
            m_tall ? kTallBars + Theme::space(2) + kNumberRows * (fontMetrics().height() + Theme::space(1)) : kRow};
}

void Sparkline::showEvent(QShowEvent* event)
{
    if (!m_task && !m_statistics && m_failure.isEmpty())
        compute();
    QWidget::showEvent(event);
}

void Sparkline::compute()
{
    m_task = startTask<TensorStatistics>(
        this, {}, [tensor = m_tensor](const Progress& progress) { return computeStatistics(tensor, kBins, progress); },
        [this](Result<TensorStatistics> result) {
            if (result) {
                m_statistics = std::move(*result);
                setToolTip(tr("%1 to %2, mean %3")
                               .arg(numberText(m_statistics->minimum), numberText(m_statistics->maximum),
                                    numberText(m_statistics->mean)));
            } else {
                m_failure = errorDetail(result.error());
                setToolTip(m_failure);
            }
            update();
        });
}

void Sparkline::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit clicked();
}

void Sparkline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::current();
    if (m_tall) {
        const QRect well(0, 0, width(), kTallBars);
        painter.fillRect(well, theme.color(ColorRole::Canvas));
        paintBars(painter, QRectF(well).adjusted(4, 6, -4, 0));
        paintNumbers(painter, rect().adjusted(0, kTallBars + Theme::space(2), 0, 0));
        return;
    }
    if (underMouse())
        painter.fillRect(rect(), theme.color(ColorRole::Hover));
    const int room = width() - kBarsWidth - Theme::space(4);
    const QFontMetrics small(theme.font(Theme::TextStyle::Small));
    painter.setPen(theme.color(ColorRole::Text));
    painter.drawText(QRect(Theme::space(1), 3, room, 18), Qt::AlignVCenter,
                     fontMetrics().elidedText(m_name, Qt::ElideMiddle, room));
    painter.setFont(theme.font(Theme::TextStyle::Small));
    painter.setPen(theme.color(ColorRole::TextMuted));
    painter.drawText(QRect(Theme::space(1), 20, room, 17), Qt::AlignVCenter,
                     small.elidedText(shapeLabel(m_tensor.shape()), Qt::ElideRight, room));
    paintBars(painter, QRectF(width() - kBarsWidth - Theme::space(1), 6, kBarsWidth, height() - 12));
}

void Sparkline::paintBars(QPainter& painter, const QRectF& room) const
{
    const Theme& theme = Theme::current();
    if (!m_statistics || m_statistics->histogram.empty()) {
        painter.setPen(theme.color(ColorRole::TextMuted));
        painter.drawText(room, Qt::AlignCenter, m_failure.isEmpty() ? (m_statistics ? u"–"_s : u"…"_s) : u"!"_s);
        return;
    }
    const auto& bins = m_statistics->histogram;
    const double most = static_cast<double>(std::max<std::uint64_t>(1, *std::max_element(bins.begin(), bins.end())));
    const double step = room.width() / static_cast<double>(bins.size());
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double height = bins[i] == 0 ? 0 : std::max(1.0, room.height() * static_cast<double>(bins[i]) / most);
        painter.fillRect(QRectF(room.left() + static_cast<double>(i) * step, room.bottom() - height,
                                std::max(1.0, step - 0.6), height),
                         theme.color(ColorRole::Accent));
    }
    painter.fillRect(QRectF(room.left(), room.bottom(), room.width(), 1), theme.color(ColorRole::Border));
}

void Sparkline::paintNumbers(QPainter& painter, QRect room) const
{
    if (!m_statistics) {
        painter.setPen(Theme::current().color(ColorRole::TextMuted));
        painter.drawText(room, Qt::TextWordWrap, m_failure);
        return;
    }
    const TensorStatistics& s = *m_statistics;
    const std::pair<QString, QString> numbers[] = {
        {tr("Minimum"), numberText(s.minimum)},    {tr("Maximum"), numberText(s.maximum)},
        {tr("Mean"), numberText(s.mean)},          {tr("Deviation"), numberText(s.deviation)},
        {tr("Zeros"), countText(s.zeros)},         {tr("NaN"), countText(s.nans)},
        {tr("Infinite"), countText(s.infinities)},
    };
    const int step = fontMetrics().height() + Theme::space(1);
    const int half = room.width() / 2;
    for (int i = 0; i < static_cast<int>(std::size(numbers)); ++i) {
        const QRect cell(room.left() + (i % 2) * half, room.top() + (i / 2) * step, half - Theme::space(2), step);
        painter.setPen(Theme::current().color(ColorRole::TextMuted));
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, numbers[i].first);
        painter.setPen(Theme::current().color(ColorRole::Text));
        painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, numbers[i].second);
    }
}

} // namespace lw::ui
