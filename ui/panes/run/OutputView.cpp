// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/OutputView.h"

#include "ui/panes/run/BarsView.h"
#include "ui/panes/run/FeatureMapsView.h"
#include "ui/panes/weights/HeatmapView.h"
#include "ui/panes/weights/SliceControls.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>
#include <climits>

namespace lw::ui {

OutputView::OutputView(QWidget* parent)
    : QWidget(parent), m_tabs(new QTabBar(this)), m_sampleLabel(new QLabel(this)), m_sample(new QSpinBox(this)),
      m_controls(new SliceControls(this)), m_stack(new QStackedWidget(this)), m_bars(new BarsView(this)),
      m_maps(new FeatureMapsView(this)), m_heatmap(new HeatmapView(this))
{
    auto* grid = new QTableView(this);
    grid->setModel(&m_model);
    grid->setFrameShape(QFrame::NoFrame);
    for (QWidget* page : std::initializer_list<QWidget*>{m_bars, m_maps, m_heatmap, grid}) {
        m_tabs->addTab(QString());
        m_stack->addWidget(page);
    }
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    m_sampleLabel->setBuddy(m_sample);
    auto* strip = new QHBoxLayout;
    strip->setSpacing(Theme::space(3));
    strip->addWidget(m_tabs);
    strip->addWidget(m_sampleLabel);
    strip->addWidget(m_sample);
    strip->addWidget(m_controls);
    strip->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space(1));
    layout->addLayout(strip);
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        const bool matrix = tab == Heatmap || tab == Numbers;
        m_controls->setVisible(matrix && m_tensor.rank() >= 2);
        m_sample->setVisible(!matrix);
        m_sampleLabel->setVisible(!matrix);
    });
    connect(m_sample, &QSpinBox::valueChanged, this, &OutputView::showSample);
    connect(m_controls, &SliceControls::changed, this, &OutputView::showSlice);
    retranslate();
}

void OutputView::retranslate()
{
    m_tabs->setTabText(Bars, tr("Bars"));
    m_tabs->setTabText(Maps, tr("Feature maps"));
    m_tabs->setTabText(Heatmap, tr("Heatmap"));
    m_tabs->setTabText(Numbers, tr("Numbers"));
    m_sampleLabel->setText(tr("Sample"));
    m_controls->retranslate();
}

void OutputView::setLabels(const QStringList& labels)
{
    m_bars->setLabels(labels);
}

void OutputView::setTensor(const Tensor& tensor)
{
    m_tensor = tensor;
    auto values = tensor.toFloats();
    m_values = values.ok() ? std::move(values).value() : std::vector<float>();
    const lw::Shape& shape = tensor.shape();
    const bool vectors = shape.size() == 2 && shape[1] > 0, maps = FeatureMapsView::fits(shape) && !m_values.empty();
    m_tabs->setTabVisible(Bars, vectors);
    m_tabs->setTabVisible(Maps, maps);
    m_controls->setShape(shape, {});
    m_sample->setRange(
        0,
        shape.empty() ? 0 : static_cast<int>(std::min<std::int64_t>(std::max<std::int64_t>(0, shape[0] - 1), INT_MAX)));
    m_tabs->setCurrentIndex(vectors ? Bars : maps ? Maps : Numbers);
    emit m_tabs->currentChanged(m_tabs->currentIndex());
    showSample(m_sample->value());
    showSlice();
}

void OutputView::showSample(int sample)
{
    const lw::Shape& shape = m_tensor.shape();
    if (m_values.empty())
        return;
    if (m_tabs->isTabVisible(Bars)) {
        const auto begin = m_values.begin() + static_cast<std::ptrdiff_t>(sample) * shape[1];
        m_bars->setValues(std::vector<double>(begin, begin + shape[1]));
    }
    if (m_tabs->isTabVisible(Maps))
        m_maps->setMaps(shape, m_values, sample);
}

void OutputView::showSlice()
{
    auto slice = TensorSlice::create(m_tensor, m_controls->axes());
    m_model.setSlice(slice.ok() ? std::optional(*slice) : std::nullopt);
    m_heatmap->setSlice(slice.ok() ? std::optional(*slice) : std::nullopt);
}

} // namespace lw::ui
