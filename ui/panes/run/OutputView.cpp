// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/OutputView.h"

#include "ui/panes/run/BarsView.h"
#include "ui/panes/run/FeatureMapsView.h"
#include "ui/panes/run/PictureView.h"
#include "ui/panes/weights/ArrayFile.h"
#include "ui/panes/weights/HeatmapView.h"
#include "ui/panes/weights/SliceControls.h"
#include "ui/panes/weights/SliceGrid.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <climits>

namespace lw::ui {

using namespace Qt::StringLiterals;

OutputView::OutputView(QWidget* parent)
    : QWidget(parent), m_tabs(new QTabBar(this)), m_sampleLabel(new QLabel(this)), m_sample(new QSpinBox(this)),
      m_copy(new QToolButton(this)), m_save(new QToolButton(this)), m_controls(new SliceControls(this)),
      m_stack(new QStackedWidget(this)), m_bars(new BarsView(this)), m_picture(new PictureView(this)),
      m_maps(new FeatureMapsView(this)), m_heatmap(new HeatmapView(this)), m_grid(new SliceGrid(this))
{
    for (QWidget* page : std::initializer_list<QWidget*>{m_bars, m_picture, m_maps, m_heatmap, m_grid}) {
        m_tabs->addTab(QString());
        m_stack->addWidget(page);
    }
    buildStrip();
    connect(m_tabs, &QTabBar::currentChanged, this, &OutputView::followTab);
    connect(m_sample, &QSpinBox::valueChanged, this, &OutputView::showSample);
    connect(m_controls, &SliceControls::changed, this, &OutputView::showSlice);
    connect(m_heatmap, &HeatmapView::drawn, m_grid, &SliceGrid::setRange);
    connect(m_grid, &SliceGrid::notice, this, &OutputView::notice);
    connect(m_copy, &QToolButton::clicked, this, &OutputView::copy);
    connect(m_save, &QToolButton::clicked, this, &OutputView::save);
    retranslate();
}

void OutputView::buildStrip()
{
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    m_sampleLabel->setBuddy(m_sample);
    m_copy->setIcon(icons::icon(u"copy"_s));
    m_save->setIcon(icons::icon(u"save"_s));
    auto* strip = new QHBoxLayout;
    strip->setSpacing(Theme::space(2));
    strip->addWidget(m_tabs);
    strip->addStretch();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_sampleLabel, m_sample, m_copy, m_save})
        strip->addWidget(widget);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space(1));
    layout->addLayout(strip);
    layout->addWidget(m_controls);
    layout->addWidget(m_stack, 1);
}

void OutputView::retranslate()
{
    m_tabs->setTabText(Bars, tr("Bars"));
    m_tabs->setTabText(Picture, tr("Picture"));
    m_tabs->setTabText(Maps, tr("Feature maps"));
    m_tabs->setTabText(Heatmap, tr("Heatmap"));
    m_tabs->setTabText(Numbers, tr("Numbers"));
    m_sampleLabel->setText(tr("Sample"));
    m_copy->setToolTip(tr("Copy the numbers"));
    m_save->setToolTip(tr("Save as .npy…"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_save->setAccessibleName(m_save->toolTip());
    m_controls->retranslate();
}

void OutputView::setLabels(const QStringList& labels)
{
    m_bars->setLabels(labels);
}

void OutputView::setTensor(const Tensor& tensor, const QString& name, bool ofLayer)
{
    m_tensor = tensor;
    m_name = name;
    auto numbers = TensorNumbers::create(tensor);
    m_numbers = numbers.ok() && tensor.elements() > 0 ? std::optional(std::move(numbers).value()) : std::nullopt;
    const lw::Shape& shape = tensor.shape();
    const std::int64_t samples = shape.empty() ? 1 : shape[0];
    m_sample->setRange(0, static_cast<int>(std::clamp<std::int64_t>(samples - 1, 0, INT_MAX)));
    m_controls->setOutputShape(shape);
    offerTabs(ofLayer);
    followTab();
    showSample();
    showSlice();
}

void OutputView::offerTabs(bool ofLayer)
{
    const lw::Shape& shape = m_tensor.shape();
    const bool numbers = m_numbers.has_value();
    const bool vectors = numbers && shape.size() == 2 && shape[1] > 1, picture = numbers && PictureView::fits(shape),
               maps = numbers && FeatureMapsView::fits(shape), several = numbers && m_tensor.elements() > 1;
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setTabVisible(Bars, vectors);
    m_tabs->setTabVisible(Picture, picture);
    m_tabs->setTabVisible(Maps, maps);
    m_tabs->setTabVisible(Heatmap, several);
    m_tabs->setCurrentIndex(vectors                        ? Bars
                            : picture && !ofLayer          ? Picture
                            : maps                         ? Maps
                            : several && shape.size() >= 3 ? Heatmap
                                                           : Numbers);
}

int OutputView::sample() const
{
    return m_sample->value();
}
void OutputView::setSample(int sample)
{
    m_sample->setValue(sample);
}
int OutputView::tab() const
{
    return m_tabs->currentIndex();
}
void OutputView::setTab(int tab)
{
    if (m_tabs->isTabVisible(tab))
        m_tabs->setCurrentIndex(tab);
}

void OutputView::followTab()
{
    const int tab = m_tabs->currentIndex();
    m_stack->setCurrentIndex(tab);
    const bool matrix = tab == Heatmap || tab == Numbers;
    m_controls->setVisible(matrix && m_numbers && m_tensor.rank() >= 2);
    m_sample->setVisible(!matrix && m_sample->maximum() > 0);
    m_sampleLabel->setVisible(m_sample->isVisibleTo(this));
}

void OutputView::showSample()
{
    if (!m_numbers)
        return;
    const lw::Shape& shape = m_tensor.shape();
    const int sample = m_sample->value();
    if (m_tabs->isTabVisible(Bars)) {
        const auto count = static_cast<std::size_t>(shape[1]), begin = static_cast<std::size_t>(sample) * count;
        std::vector<double> values(count);
        for (std::size_t i = 0; i < count; ++i)
            values[i] = m_numbers->at(begin + i);
        m_bars->setValues(std::move(values));
    }
    if (m_tabs->isTabVisible(Picture))
        m_picture->setPicture(shape, *m_numbers, sample);
    if (m_tabs->isTabVisible(Maps))
        m_maps->setMaps(shape, *m_numbers, sample);
}

void OutputView::showSlice()
{
    if (m_tensor.dtype() == DType::String) {
        auto strings = m_tensor.strings();
        m_grid->setStrings(strings.ok() ? std::move(strings).value() : std::vector<std::string>());
        return;
    }
    auto slice = TensorSlice::create(m_tensor, m_controls->axes());
    m_grid->setSlice(slice.ok() ? std::optional(*slice) : std::nullopt);
    m_heatmap->setSlice(slice.ok() ? std::optional(*slice) : std::nullopt);
}

void OutputView::copy()
{
    m_grid->copy();
}

void OutputView::save()
{
    saveArray(this, m_tensor, m_name, [this](Result<QString> path) {
        if (path.ok())
            emit notice(tr("Saved %1").arg(*path));
        else
            emit failed(tr("The output was not saved"), path.error());
    });
}

} // namespace lw::ui
