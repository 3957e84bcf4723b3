// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/HistogramView.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QLabel>
#include <QVBoxLayout>
#include <qcustomplot.h>

namespace lw::ui {

using namespace Qt::StringLiterals;

HistogramView::HistogramView(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_numbers(new QLabel(this))
{
    m_bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_plot->setMinimumSize(200, 120);
    auto whole = QSharedPointer<QCPAxisTickerFixed>::create();
    whole->setTickStep(1);
    whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    m_plot->yAxis->setTicker(whole);
    m_plot->yAxis->setSubTicks(false);
    m_numbers->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_numbers->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_numbers);
    m_numbers->setContentsMargins(Theme::space(3), 0, Theme::space(3), Theme::space(2));
    connect(&Theme::current(), &Theme::changed, this, &HistogramView::applyTheme);
    applyTheme();
}

void HistogramView::setStatistics(std::optional<TensorStatistics> statistics)
{
    m_statistics = std::move(statistics);
    QVector<double> centres, counts;
    if (m_statistics && !m_statistics->histogram.empty()) {
        const double range = m_statistics->maximum - m_statistics->minimum;
        const double width = range > 0 ? range / static_cast<double>(m_statistics->histogram.size()) : 1.0;
        for (std::size_t bin = 0; bin < m_statistics->histogram.size(); ++bin) {
            centres << m_statistics->minimum + (static_cast<double>(bin) + 0.5) * width;
            counts << static_cast<double>(m_statistics->histogram[bin]);
        }
        m_bars->setWidth(width);
    }
    m_bars->setData(centres, counts, true);
    m_plot->rescaleAxes();
    m_plot->yAxis->setRangeLower(0);
    describe();
    m_plot->replot();
}

void HistogramView::retranslate()
{
    describe();
}

void HistogramView::describe()
{
    m_plot->xAxis->setLabel(tr("Value"));
    m_plot->yAxis->setLabel(tr("Count"));
    if (!m_statistics) {
        m_numbers->clear();
        return;
    }
    const TensorStatistics& s = *m_statistics;
    QStringList parts = {tr("min %1").arg(numberText(s.minimum)), tr("max %1").arg(numberText(s.maximum)),
                         tr("mean %1").arg(numberText(s.mean)),   tr("std %1").arg(numberText(s.deviation)),
                         tr("%1 values").arg(countText(s.count)), tr("%1 zeros").arg(countText(s.zeros))};
    if (s.nans > 0)
        parts << tr("%1 not a number").arg(countText(s.nans));
    if (s.infinities > 0)
        parts << tr("%1 infinite").arg(countText(s.infinities));
    m_numbers->setText(parts.join(u"   "_s));
}

void HistogramView::applyTheme()
{
    const Theme& theme = Theme::current();
    m_plot->setBackground(theme.color(ColorRole::Surface));
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(theme.color(ColorRole::BorderStrong));
        axis->setTickPen(theme.color(ColorRole::BorderStrong));
        axis->setSubTickPen(theme.color(ColorRole::Border));
        axis->setTickLabelColor(theme.color(ColorRole::TextMuted));
        axis->setLabelColor(theme.color(ColorRole::TextMuted));
        axis->setTickLabelFont(theme.font(Theme::TextStyle::Small));
        axis->setLabelFont(theme.font(Theme::TextStyle::Small));
        axis->grid()->setPen(QPen(theme.color(ColorRole::Border), 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(theme.color(ColorRole::Accent));
    m_plot->replot();
}

} // namespace lw::ui
