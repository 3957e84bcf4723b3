// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/RunPane.h"

#include "ui/document/UserObjects.h"
#include "ui/panes/run/InputEditor.h"
#include "ui/panes/run/OutputView.h"
#include "ui/panes/run/ProfileModel.h"
#include "ui/panes/run/ShareDelegate.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

RunPane::RunPane(Document* document, QWidget* parent)
    : Pane(document, parent), m_inputColumn(new QVBoxLayout), m_signature(new QComboBox(this)),
      m_signatureLabel(new QLabel(this)), m_status(new QLabel(this)), m_labelFile(new QLabel(this)),
      m_showSelected(new QCheckBox(this)), m_training(new QCheckBox(this)), m_run(new QPushButton(this)),
      m_labels(new QPushButton(this)), m_teach(new QPushButton(this)), m_noLabels(new QToolButton(this)),
      m_results(new QTabWidget(this)), m_profile(new ProfileModel(this)), m_profileTable(new QTableView(this))
{
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(Theme::space(3), Theme::space(2), Theme::space(3), Theme::space(2));
    column->setSpacing(Theme::space(2));
    buildForm(column);
    buildProfile();
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(left);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* side = new QWidget(this); // the button stays in sight, however many inputs there are
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->setSpacing(0);
    sideLayout->addWidget(scroll, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(Theme::space(3), Theme::space(1), Theme::space(3), Theme::space(2));
    foot->addWidget(m_run);
    sideLayout->addLayout(foot);
    side->setMinimumWidth(Theme::space(84));
    m_results->setDocumentMode(true);
    m_results->setMinimumWidth(Theme::space(60));
    m_results->hide();
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* right = new QWidget(this);
    auto* results = new QVBoxLayout(right);
    results->setContentsMargins(Theme::space(2), Theme::space(2), Theme::space(3), Theme::space(2));
    results->addWidget(m_status);
    m_teach->setObjectName(u"teach"_s);
    m_teach->hide();
    connect(m_teach, &QPushButton::clicked, this, &RunPane::teach);
    connect(&UserObjectsNews::current(), &UserObjectsNews::changed, this, [this] {
        forgetRunner();
        if (!m_task && m_teach->isVisible()) // what was taught is what the run lacked
            run();
    });
    results->addWidget(m_teach, 0, Qt::AlignLeft);
    results->addWidget(m_results, 1);
    results->addStretch();
    auto* splitter = new QSplitter(this);
    splitter->addWidget(side);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(&document->selection(), &Selection::changed, this, &RunPane::followSelection);
    connect(document, &Document::changed, this, [this] {
        forgetRunner();
        buildInputs();
    });
    showStatus({});
    retranslate();
    buildInputs();
}

void RunPane::buildForm(QVBoxLayout* column)
{
    m_run->setIcon(icons::icon(u"run"_s, ColorRole::OnAccent));
    m_run->setDefault(true);
    m_run->setObjectName(u"run"_s);
    m_signature->setObjectName(u"signature"_s);
    m_signatureLabel->setBuddy(m_signature);
    m_noLabels->setIcon(icons::icon(u"close"_s));
    m_noLabels->setAutoRaise(true);
    m_labelFile->setForegroundRole(QPalette::PlaceholderText);
    auto* labels = new QHBoxLayout;
    labels->addWidget(m_labels);
    labels->addWidget(m_labelFile, 1);
    labels->addWidget(m_noLabels);
    column->addWidget(m_signatureLabel);
    column->addWidget(m_signature);
    column->addLayout(m_inputColumn);
    m_inputColumn->setSpacing(Theme::space(4));
    column->addWidget(m_showSelected);
    column->addWidget(m_training);
    column->addLayout(labels);
    column->addStretch();
    connect(m_run, &QPushButton::clicked, this, &RunPane::run);
    connect(m_labels, &QPushButton::clicked, this, &RunPane::loadLabels);
    connect(m_noLabels, &QToolButton::clicked, this, [this] {
        m_labelTexts.clear();
        for (OutputView* output : m_outputs)
            output->setLabels({});
        retranslate();
    });
    connect(m_training, &QCheckBox::toggled, this, &RunPane::forgetRunner);
    connect(m_showSelected, &QCheckBox::toggled, this, &RunPane::followSelection);
    connect(m_signature, &QComboBox::currentIndexChanged, this, [this] {
        forgetRunner();
        buildInputs();
    });
}

void RunPane::buildProfile()
{
    m_profileTable->setModel(m_profile);
    m_profileTable->setFrameShape(QFrame::NoFrame);
    m_profileTable->setShowGrid(false);
    m_profileTable->setWordWrap(false);
    m_profileTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_profileTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_profileTable->verticalHeader()->hide();
    m_profileTable->verticalHeader()->setDefaultSectionSize(Theme::space(7));
    m_profileTable->setItemDelegateForColumn(ProfileModel::Share, new ShareDelegate(m_profileTable));
    const int widths[] = {52, 44, 24};
    for (int column = 0; column < ProfileModel::Share; ++column)
        m_profileTable->setColumnWidth(column, Theme::space(widths[column]));
    m_profileTable->horizontalHeader()->setStretchLastSection(true);
    m_profileTable->horizontalHeader()->setHighlightSections(false);
    connect(m_profileTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                const QString layer = index.data(ProfileModel::LayerRole).toString();
                if (m_profileTable->hasFocus() && findLayer(document()->model(), layer.toStdString()))
                    document()->selection().selectLayer(layer);
            });
}

void RunPane::retranslate()
{
    m_signatureLabel->setText(tr("Si&gnature"));
    const QString layer = selectedLayer();
    m_showSelected->setText(layer.isEmpty()
                                ? tr("Also show the output of the selected layer")
                                : tr("Also show the output of %1").arg(displayText(layer.toStdString(), 40)));
    m_teach->setText(tr("Teach custom layers…"));
    m_training->setText(tr("Run as in training"));
    m_training->setToolTip(tr("Dropout is active and normalisation uses the statistics of the batch"));
    m_run->setText(m_task ? tr("Stop") : tr("Run"));
    m_run->setIcon(icons::icon(m_task ? u"stop"_s : u"run"_s, ColorRole::OnAccent));
    m_labels->setText(tr("Label file…"));
    m_labels->setToolTip(tr("A text file with one class name a line, for the bars"));
    m_noLabels->setToolTip(tr("Without labels"));
    m_noLabels->setAccessibleName(m_noLabels->toolTip());
    m_noLabels->setVisible(!m_labelTexts.isEmpty());
    m_labelFile->setText(m_labelTexts.isEmpty()
                             ? QString()
                             : tr("%1, %n name(s)", nullptr, static_cast<int>(m_labelTexts.size())).arg(m_labelName));
    if (m_untouched && m_run->isEnabled())
        showStatus(tr("Choose the inputs and run: the outputs, and the time each layer took, appear here."));
    for (InputEditor* editor : m_inputs)
        editor->retranslate();
    for (OutputView* output : m_outputs)
        output->retranslate();
    m_profile->retranslate();
    if (const int profile = m_results->indexOf(m_profileTable); profile >= 0)
        m_results->setTabText(profile, tr("Time by layer"));
    if (m_signature->count() > 0)
        m_signature->setItemText(0, tr("The model's call"));
}

} // namespace lw::ui
