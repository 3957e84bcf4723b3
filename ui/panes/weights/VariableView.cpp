// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/VariableView.h"

#include "core/containers/npy/Npy.h"
#include "core/model/TensorStatistics.h"
#include "ui/panes/weights/HeatmapView.h"
#include "ui/panes/weights/HistogramView.h"
#include "ui/panes/weights/KernelTilesView.h"
#include "ui/panes/weights/SliceControls.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t kBins = 64;
constexpr int kLargestCopy = 1'000'000; ///< cells; more would freeze every program that pastes them
} // namespace

VariableView::VariableView(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_facts(new QLabel(this)), m_message(new QLabel(this)),
      m_channelLabel(new QLabel(this)), m_copy(new QToolButton(this)), m_save(new QToolButton(this)),
      m_tabs(new QTabBar(this)), m_controls(new SliceControls(this)), m_stack(new QStackedWidget(this)),
      m_grid(new QTableView(this)), m_heatmap(new HeatmapView(this)), m_histogram(new HistogramView(this)),
      m_kernels(new KernelTilesView(this)), m_channel(new QSpinBox(this))
{
    buildHeader();
    m_grid->setModel(&m_numbers);
    m_grid->setFrameShape(QFrame::NoFrame);
    m_grid->setFont(Theme::current().font(Theme::TextStyle::Mono));
    m_grid->verticalHeader()->setDefaultSectionSize(Theme::space(6));
    m_grid->horizontalHeader()->setDefaultSectionSize(Theme::space(24));
    for (QWidget* page : std::initializer_list<QWidget*>{m_grid, m_heatmap, m_histogram, m_kernels, m_message})
        m_stack->addWidget(page);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    connect(m_controls, &SliceControls::changed, this, &VariableView::load);
    connect(m_tabs, &QTabBar::currentChanged, this, &VariableView::showTab);
    connect(m_channel, &QSpinBox::valueChanged, m_kernels, &KernelTilesView::setInputChannel);
    connect(m_copy, &QToolButton::clicked, this, &VariableView::copy);
    connect(m_save, &QToolButton::clicked, this, &VariableView::save);
    retranslate();
    setVariable(nullptr);
}

void VariableView::buildHeader()
{
    m_title->setFont(Theme::current().font(Theme::TextStyle::Strong));
    m_title->setTextFormat(Qt::PlainText);
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
    if (m_empty)
        m_message->setText(tr("Choose a variable in the table to see its values."));
}

void VariableView::setVariable(const Variable* variable)
{
    delete m_sliceTask;
    delete m_statisticsTask;
    m_empty = variable == nullptr;
    m_variable = variable ? *variable : Variable();
    m_title->setText(displayText(m_variable.path));
    m_facts->setText(m_empty ? QString()
                             : tr("%1 %2 · %3")
                                   .arg(displayText(dtypeName(m_variable.tensor.dtype())),
                                        displayText(shapeText(m_variable.tensor.shape())),
                                        bytesText(m_variable.tensor.byteSize())));
    m_copy->setEnabled(!m_empty);
    m_save->setEnabled(!m_empty);
    m_tabs->setVisible(!m_empty);
    m_tabs->setTabVisible(Kernels, KernelTilesView::fits(m_variable.tensor.shape()));
    m_numbers.setSlice(std::nullopt);
    m_heatmap->setSlice(std::nullopt);
    m_histogram->setStatistics(std::nullopt);
    m_controls->setShape(m_empty ? Shape() : m_variable.tensor.shape(), m_variable.role);
    if (m_empty) {
        m_message->setText(tr("Choose a variable in the table to see its values."));
        m_controls->hide();
        m_channel->hide();
        m_channelLabel->hide();
        m_stack->setCurrentWidget(m_message);
        return;
    }
    showTab(m_tabs->currentIndex());
    load();
}

void VariableView::load()
{
    delete m_sliceTask;
    const Tensor tensor = m_variable.tensor;
    if (tensor.dtype() == DType::String) {
        const auto strings = tensor.strings();
        QStringList lines;
        for (std::size_t i = 0; strings.ok() && i < std::min<std::size_t>(strings->size(), 1000); ++i)
            lines << displayText((*strings)[i]);
        m_message->setText(strings.ok() ? lines.join(u'\n') : errorDetail(strings.error()));
        m_stack->setCurrentWidget(m_message);
        return;
    }
    m_sliceTask = startTask<TensorSlice>(
        this, tr("Reading %1").arg(m_title->text()),
        [tensor, axes = m_controls->axes()](const Progress&) { return TensorSlice::create(tensor, axes); },
        [this](Result<TensorSlice> slice) {
            m_sliceTask = nullptr;
            showSlice(std::move(slice));
        });
}

void VariableView::showSlice(Result<TensorSlice> slice)
{
    if (!slice.ok()) {
        m_message->setText(errorTitle(slice.error().kind) + u"\n"_s + errorDetail(slice.error()));
        m_stack->setCurrentWidget(m_message);
        return;
    }
    m_numbers.setSlice(*slice);
    m_heatmap->setSlice(*slice);
    if (m_tabs->currentIndex() == Kernels)
        m_kernels->setKernel(m_variable.tensor);
    showTab(m_tabs->currentIndex());
}

void VariableView::loadStatistics()
{
    if (m_statisticsTask)
        return;
    const Tensor tensor = m_variable.tensor;
    m_statisticsTask = startTask<TensorStatistics>(
        this, tr("Computing statistics"),
        [tensor](const Progress& progress) { return computeStatistics(tensor, kBins, progress); },
        [this](Result<TensorStatistics> statistics) {
            if (statistics.ok())
                m_histogram->setStatistics(std::move(statistics).value());
        });
}

void VariableView::showTab(int tab)
{
    if (m_empty)
        return;
    if (tab == Kernels && !m_tabs->isTabVisible(Kernels)) {
        m_tabs->setCurrentIndex(Heatmap);
        return;
    }
    m_controls->setVisible((tab == Numbers || tab == Heatmap) && m_variable.tensor.rank() >= 2);
    if (tab == Histogram)
        loadStatistics();
    if (tab == Kernels) {
        m_kernels->setKernel(m_variable.tensor);
        const QSignalBlocker quiet(m_channel);
        m_channel->setRange(m_kernels->canShowColour() ? -1 : 0, std::max(0, m_kernels->inputChannels() - 1));
        m_channel->setValue(m_channel->minimum());
        m_channel->setSpecialValueText(m_kernels->canShowColour() ? tr("colour") : QString());
    }
    m_channel->setVisible(tab == Kernels);
    m_channelLabel->setVisible(tab == Kernels);
    m_stack->setCurrentIndex(tab);
}

void VariableView::copy()
{
    QModelIndexList cells = m_grid->selectionModel()->selectedIndexes();
    int top = 0, left = 0, bottom = m_numbers.rowCount() - 1, right = m_numbers.columnCount() - 1;
    if (!cells.isEmpty()) {
        const auto [rowLow, rowHigh] =
            std::minmax_element(cells.begin(), cells.end(), [](auto& a, auto& b) { return a.row() < b.row(); });
        const auto [columnLow, columnHigh] =
            std::minmax_element(cells.begin(), cells.end(), [](auto& a, auto& b) { return a.column() < b.column(); });
        top = rowLow->row();
        bottom = rowHigh->row();
        left = columnLow->column();
        right = columnHigh->column();
    }
    const qint64 count = static_cast<qint64>(bottom - top + 1) * (right - left + 1);
    if (count > kLargestCopy) {
        emit notice(tr("That is too much for the clipboard; select a part, or save as .npy"));
        return;
    }
    QString text;
    for (int row = top; row <= bottom; ++row) {
        for (int column = left; column <= right; ++column)
            text +=
                m_numbers.index(row, column).data(Qt::ToolTipRole).toString() + (column < right ? u"\t"_s : u"\n"_s);
    }
    QGuiApplication::clipboard()->setText(text);
    emit notice(tr("Copied %1 numbers").arg(countText(static_cast<std::uint64_t>(count))));
}

void VariableView::save()
{
    QString suggestion = m_title->text() + u".npy"_s;
    suggestion.replace(u'/', u'_');
    const QString path = QFileDialog::getSaveFileName(this, tr("Save variable"), suggestion, tr("NumPy array (*.npy)"));
    if (path.isEmpty())
        return;
    const auto write = [&]() -> Result<void> {
        LW_ASSIGN(SaveFile file, SaveFile::create(pathBytes(path)));
        LW_TRY(writeNpy(file, m_variable.tensor));
        return file.commit();
    };
    if (const auto written = write(); !written.ok())
        emit failed(tr("The variable was not saved"), written.error());
    else
        emit notice(tr("Saved %1").arg(path));
}

} // namespace lw::ui
