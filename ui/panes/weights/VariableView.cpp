// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/VariableView.h"

#include "core/model/TensorStatistics.h"
#include "ui/panes/weights/ArrayFile.h"
#include "ui/panes/weights/HeatmapView.h"
#include "ui/panes/weights/HistogramView.h"
#include "ui/panes/weights/KernelTilesView.h"
#include "ui/panes/weights/SliceControls.h"
#include "ui/panes/weights/SliceGrid.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kBins = 64;
constexpr std::size_t kMostStrings = 100'000; ///< shown; all are saved

/// What a task finds out about a kernel before it can be drawn.
struct KernelValues {
    TensorNumbers numbers;
    std::pair<double, double> range;
};

} // namespace

VariableView::VariableView(QWidget* parent)
    : QWidget(parent), m_title(new ElidedLabel(this)), m_facts(new ElidedLabel(this, Qt::ElideRight)), m_message(new QLabel(this)),
      m_channelLabel(new QLabel(this)), m_copy(new QToolButton(this)), m_save(new QToolButton(this)),
      m_tabs(new QTabBar(this)), m_controls(new SliceControls(this)), m_stack(new QStackedWidget(this)),
      m_grid(new SliceGrid(this)), m_heatmap(new HeatmapView(this)), m_histogram(new HistogramView(this)),
      m_kernels(new KernelTilesView(this)), m_channel(new QSpinBox(this))
{
    buildHeader();
    for (QWidget* page : std::initializer_list<QWidget*>{m_grid, m_heatmap, m_histogram, m_kernels, m_message})
        m_stack->addWidget(page);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    connect(m_controls, &SliceControls::changed, this, &VariableView::loadSlice);
    connect(m_heatmap, &HeatmapView::drawn, m_grid, &SliceGrid::setRange);
    connect(m_grid, &SliceGrid::notice, this, &VariableView::notice);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (m_offering)
            return;
        m_wantedTab = tab;
        showTab(tab);
    });
    connect(m_channel, &QSpinBox::valueChanged, m_kernels, &KernelTilesView::setInputChannel);
    connect(m_copy, &QToolButton::clicked, this, &VariableView::copy);
    connect(m_save, &QToolButton::clicked, this, &VariableView::save);
    retranslate();
    setVariable(nullptr);
}

void VariableView::buildHeader()
{
    m_title->setFont(Theme::current().font(Theme::TextStyle::Strong));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_copy->setIcon(icons::icon(u"copy"_s));
    m_save->setIcon(icons::icon(u"save"_s));
    for (QToolButton* button : {m_copy, m_save})
        button->setAutoRaise(true);
    for (const auto* icon : {"summary", "heatmap", "histogram", "weights"})
        m_tabs->addTab(icons::icon(QLatin1String(icon)), QString());
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    m_channelLabel->setBuddy(m_channel);

    auto* names = new QHBoxLayout;
    names->addWidget(m_title);
    names->addSpacing(Theme::space(2));
    names->addWidget(m_facts, 1);
    names->addWidget(m_copy);
    names->addWidget(m_save);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(Theme::space(4));
    choices->addWidget(m_controls);
    choices->addWidget(m_channelLabel);
    choices->addWidget(m_channel);
    choices->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(3), Theme::space(2), Theme::space(3), Theme::space(2));
    layout->setSpacing(Theme::space(2));
    layout->addLayout(names);
    layout->addWidget(m_tabs);
    layout->addLayout(choices);
    layout->addWidget(m_stack, 1);
}

void VariableView::retranslate()
{
    m_tabs->setTabText(Numbers, tr("Numbers"));
    m_tabs->setTabText(Heatmap, tr("Heatmap"));
    m_tabs->setTabText(Histogram, tr("Histogram"));
    m_tabs->setTabText(Kernels, tr("Kernels"));
    m_copy->setToolTip(tr("Copy the selected numbers"));
    m_save->setToolTip(tr("Save as .npy…"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_save->setAccessibleName(m_save->toolTip());
    m_channelLabel->setText(tr("Input channel"));
    m_channel->setSpecialValueText(m_kernels->canShowColour() ? tr("colour") : QString());
    m_controls->retranslate();
    m_histogram->retranslate();
    describe();
    if (m_empty)
        m_message->setText(tr("Choose a variable in the table to see its values."));
    else
        showTab(m_tabs->currentIndex());
}

void VariableView::describe()
{
    m_title->setFullText(displayText(m_variable.path));
    const Tensor& tensor = m_variable.tensor;
    QString facts;
    if (!m_empty)
        facts = tensor.dtype() == DType::String
                    ? tr("%1 %2").arg(displayText(dtypeName(tensor.dtype())), displayText(shapeText(tensor.shape())))
                    : tr("%1 %2 · %3")
                          .arg(displayText(dtypeName(tensor.dtype())), displayText(shapeText(tensor.shape())),
                               bytesText(tensor.byteSize()));
    m_facts->setFullText(facts);
}

void VariableView::setVariable(const Variable* variable, const std::string& className)
{
    for (const QPointer<TaskHandle>& task : {m_sliceTask, m_statisticsTask, m_kernelTask})
        delete task;
    m_empty = variable == nullptr;
    m_variable = variable ? *variable : Variable();
    m_className = className;
    const Tensor& tensor = m_variable.tensor;
    m_kernel = numberReader(tensor.dtype()) ? kernelLayout(tensor.shape(), m_variable.role, className) : std::nullopt;
    m_kernelShown = false;
    m_grid->setSlice(std::nullopt);
    m_heatmap->setSlice(std::nullopt);
    m_histogram->setStatistics(std::nullopt);
    m_kernels->clear();
    m_copy->setEnabled(!m_empty);
    m_save->setEnabled(!m_empty);
    m_controls->setShape(m_empty ? Shape() : tensor.shape(), m_variable.role, className);
    describe();
    offerTabs();
    if (m_empty) {
        showMessage(tr("Choose a variable in the table to see its values."));
        return;
    }
    showTab(m_tabs->currentIndex());
    if (tensor.elements() == 0)
        return;
    if (tensor.dtype() == DType::String)
        loadStrings();
    else
        loadSlice();
}

/// Only those ways of looking that make sense for the variable; the one chosen before comes back when it can.
void VariableView::offerTabs()
{
    const Tensor& tensor = m_variable.tensor;
    const bool several = numberReader(tensor.dtype()) && tensor.elements() > 1;
    m_offering = true;
    m_tabs->setTabVisible(Heatmap, several);
    m_tabs->setTabVisible(Histogram, several);
    m_tabs->setTabVisible(Kernels, m_kernel.has_value());
    const int fallback = m_wantedTab == Kernels && several ? Heatmap : Numbers;
    m_tabs->setCurrentIndex(m_tabs->isTabVisible(m_wantedTab) ? m_wantedTab : fallback);
    m_tabs->setVisible(!m_empty && several);
    m_offering = false;
}

void VariableView::showMessage(const QString& text)
{
    m_message->setText(text);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_controls, m_channel, m_channelLabel})
        widget->hide();
    m_stack->setCurrentWidget(m_message);
}

void VariableView::loadSlice()
{
    delete m_sliceTask;
    m_sliceTask = startTask<TensorSlice>(
        this, tr("Reading %1").arg(m_title->fullText()),
        [tensor = m_variable.tensor, axes = m_controls->axes()](const Progress&) {
            return TensorSlice::create(tensor, axes);
        },
        [this](Result<TensorSlice> slice) {
            m_sliceTask = nullptr;
            if (!slice.ok()) {
                showMessage(errorTitle(slice.error().kind) + u"\n"_s + errorDetail(slice.error()));
                return;
            }
            m_grid->setSlice(*slice);
            m_heatmap->setSlice(std::move(slice).value());
        });
}

void VariableView::loadStrings()
{
    using Strings = std::vector<std::string>;
    m_sliceTask = startTask<Strings>(
        this, tr("Reading %1").arg(m_title->fullText()),
        [tensor = m_variable.tensor](const Progress&) -> Result<Strings> {
            LW_ASSIGN(Strings strings, tensor.strings());
            strings.resize(std::min(strings.size(), kMostStrings));
            return strings;
        },
        [this](Result<Strings> strings) {
            m_sliceTask = nullptr;
            if (strings.ok())
                m_grid->setStrings(std::move(strings).value());
            else
                showMessage(errorTitle(strings.error().kind) + u"\n"_s + errorDetail(strings.error()));
        });
}

void VariableView::loadStatistics()
{
    if (m_statisticsTask || m_histogram->hasStatistics())
        return;
    m_statisticsTask = startTask<TensorStatistics>(
        this, tr("Computing statistics"),
        [tensor = m_variable.tensor](const Progress& progress) { return computeStatistics(tensor, kBins, progress); },
        [this](Result<TensorStatistics> statistics) {
            m_statisticsTask = nullptr;
            if (statistics.ok())
                m_histogram->setStatistics(std::move(statistics).value());
        });
}

void VariableView::loadKernel()
{
    if (m_kernelTask || m_kernelShown || !m_kernel)
        return;
    m_kernelTask = startTask<KernelValues>(
        this, tr("Reading %1").arg(m_title->fullText()),
        [tensor = m_variable.tensor](const Progress&) -> Result<KernelValues> {
            KernelValues values;
            LW_ASSIGN(values.numbers, TensorNumbers::create(tensor));
            values.range = values.numbers.range(0, values.numbers.size());
            return values;
        },
        [this](Result<KernelValues> values) {
            m_kernelTask = nullptr;
            if (!values.ok())
                return; // the slice says what is wrong
            m_kernelShown = true;
            m_kernels->setKernel(values->numbers, *m_kernel, values->range.first, values->range.second);
            const QSignalBlocker quiet(m_channel);
            m_channel->setRange(m_kernels->canShowColour() ? -1 : 0, std::max(0, m_kernels->inputChannels() - 1));
            m_channel->setValue(m_kernels->inputChannel());
            m_channel->setSpecialValueText(m_kernels->canShowColour() ? tr("colour") : QString());
            showTab(m_tabs->currentIndex());
        });
}

void VariableView::showTab(int tab)
{
    if (m_empty)
        return;
    const Tensor& tensor = m_variable.tensor;
    if (tensor.elements() == 0) {
        showMessage(tr("This variable has no values: one of its dimensions is zero."));
        return;
    }
    if (tensor.dtype() != DType::String && !numberReader(tensor.dtype())) {
        showMessage(tr("Values of type %1 cannot be shown as numbers.").arg(displayText(dtypeName(tensor.dtype()))));
        return;
    }
    if (tab == Histogram)
        loadStatistics();
    if (tab == Kernels)
        loadKernel();
    m_controls->setVisible((tab == Numbers || tab == Heatmap) && tensor.rank() >= 2 && tensor.dtype() != DType::String);
    const bool channels = tab == Kernels && m_kernels->inputChannels() > 1;
    m_channel->setVisible(channels);
    m_channelLabel->setVisible(channels);
    m_stack->setCurrentIndex(tab);
}

void VariableView::copy()
{
    m_grid->copy();
}

void VariableView::save()
{
    saveArray(this, m_variable.tensor, m_title->fullText(), [this](Result<QString> path) {
        if (path.ok())
            emit notice(tr("Saved %1").arg(*path));
        else
            emit failed(tr("The variable was not saved"), path.error());
    });
}

} // namespace lw::ui
