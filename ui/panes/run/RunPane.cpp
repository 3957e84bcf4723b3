// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/RunPane.h"

#include "ui/panes/run/InputEditor.h"
#include "ui/panes/run/OutputView.h"
#include "ui/panes/run/ProfileModel.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kLargestLabelFile = 4 << 20;
}

RunPane::RunPane(Document* document, QWidget* parent)
    : Pane(document, parent), m_inputColumn(new QVBoxLayout), m_signature(new QComboBox(this)),
      m_signatureLabel(new QLabel(this)), m_status(new QLabel(this)), m_showSelected(new QCheckBox(this)),
      m_training(new QCheckBox(this)), m_run(new QPushButton(this)), m_labels(new QPushButton(this)),
      m_results(new QTabWidget(this)), m_profile(new ProfileModel(this)), m_profileTable(new QTableView(this))
{
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(Theme::space(3), Theme::space(2), Theme::space(3), Theme::space(2));
    column->setSpacing(Theme::space(2));
    buildForm(column);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(left);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumWidth(Theme::space(84));

    m_profileTable->setModel(m_profile);
    m_profileTable->setFrameShape(QFrame::NoFrame);
    m_profileTable->setShowGrid(false);
    m_profileTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_profileTable->verticalHeader()->hide();
    m_profileTable->horizontalHeader()->setSectionResizeMode(ProfileModel::Layer, QHeaderView::Stretch);
    m_profileTable->setColumnWidth(ProfileModel::Operations, Theme::space(64));
    m_results->setDocumentMode(true);
    m_status->setWordWrap(true);
    m_status->setForegroundRole(QPalette::PlaceholderText);
    auto* right = new QWidget(this);
    auto* results = new QVBoxLayout(right);
    results->setContentsMargins(Theme::space(2), Theme::space(2), Theme::space(3), Theme::space(2));
    results->addWidget(m_status);
    results->addWidget(m_results, 1);
    auto* splitter = new QSplitter(this);
    splitter->addWidget(scroll);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_profileTable, &QTableView::activated, this, [this](const QModelIndex& index) {
        this->document()->selection().selectLayer(index.siblingAtColumn(0).data(ProfileModel::LayerRole).toString());
    });
    connect(document, &Document::changed, this, [this] {
        forgetRunner();
        buildInputs();
    });
    retranslate();
    buildInputs();
}

void RunPane::buildForm(QVBoxLayout* column)
{
    m_run->setIcon(icons::icon(u"run"_s));
    m_run->setDefault(true);
    m_signatureLabel->setBuddy(m_signature);
    column->addWidget(m_signatureLabel);
    column->addWidget(m_signature);
    column->addLayout(m_inputColumn);
    column->addWidget(m_showSelected);
    column->addWidget(m_training);
    column->addWidget(m_labels, 0, Qt::AlignLeft);
    column->addWidget(m_run);
    column->addStretch();
    connect(m_run, &QPushButton::clicked, this, &RunPane::run);
    connect(m_labels, &QPushButton::clicked, this, &RunPane::loadLabels);
    connect(m_training, &QCheckBox::toggled, this, &RunPane::forgetRunner);
    connect(m_signature, &QComboBox::currentIndexChanged, this, [this] {
        forgetRunner();
        for (InputEditor* editor : m_inputs)
            editor->deleteLater();
        m_inputs.clear();
        buildInputs();
    });
}

void RunPane::retranslate()
{
    m_signatureLabel->setText(tr("Si&gnature"));
    m_showSelected->setText(tr("Also show the output of the selected layer"));
    m_training->setText(tr("Run as in training"));
    m_training->setToolTip(tr("Dropout is active and normalisation uses the statistics of the batch"));
    m_run->setText(m_task ? tr("Stop") : tr("Run"));
    m_labels->setText(tr("Label file…"));
    m_labels->setToolTip(tr("A text file with one class name a line, for the bars"));
    if (m_results->count() == 0)
        m_status->setText(tr("Choose the inputs and run: the outputs, and the time each layer took, appear here."));
    for (InputEditor* editor : m_inputs)
        editor->retranslate();
    for (OutputView* output : m_outputs)
        output->retranslate();
    const int profile = m_results->indexOf(m_profileTable);
    if (profile >= 0)
        m_results->setTabText(profile, tr("Time by layer"));
}

void RunPane::buildInputs()
{
    const Model& model = document()->model();
    if (m_signature->count() == 0) {
        const QSignalBlocker quiet(m_signature);
        m_signature->addItem(tr("The model's call"), QString());
        for (const Signature& signature : model.signatures)
            m_signature->addItem(displayText(signature.name), identityText(signature.name));
    }
    m_signature->setVisible(m_signature->count() > 1);
    m_signatureLabel->setVisible(m_signature->count() > 1);
    const std::string chosen = m_signature->currentData().toString().toStdString();
    std::vector<TensorSpec> specs = model.inputs;
    for (const Signature& signature : model.signatures)
        if (signature.name == chosen || (specs.empty() && chosen.empty()))
            specs = signature.inputs;
    for (InputEditor* editor : m_inputs)
        editor->deleteLater();
    m_inputs.clear();
    for (const TensorSpec& spec : specs) {
        auto* editor = new InputEditor(spec, this);
        m_inputColumn->addWidget(editor);
        m_inputs.push_back(editor);
    }
    m_run->setEnabled(!specs.empty());
    if (specs.empty())
        m_status->setText(
            tr("This file holds no computation: there are weights, but no model that says what to do with them."));
}

engine::RunnerOptions RunPane::options() const
{
    engine::RunnerOptions options;
    options.build.signature = m_signature->currentData().toString().toStdString();
    options.build.training = m_training->isChecked();
    options.profile = true;
    if (m_showSelected->isChecked() && !document()->selection().layerPath().isEmpty())
        options.build.layers.push_back(document()->selection().layerPath().toStdString());
    return options;
}

void RunPane::forgetRunner()
{
    m_runner.reset();
}

void RunPane::run()
{
    if (m_task) {
        m_task->cancel();
        return;
    }
    engine::NamedTensors inputs;
    for (const InputEditor* editor : m_inputs) {
        auto tensor = editor->tensor();
        if (!tensor.ok()) {
            emit failed(tr("The input %1 is not ready").arg(displayText(editor->spec().name)), tensor.error());
            return;
        }
        inputs.emplace_back(editor->spec().name, std::move(tensor).value());
    }
    const engine::RunnerOptions options = this->options();
    const QString layer = options.build.layers.empty() ? QString() : identityText(options.build.layers.front());
    if (layer != m_runnerLayer)
        forgetRunner();
    m_runnerLayer = layer;
    m_status->setText(m_runner ? tr("Running…") : tr("Preparing the model and running…"));
    m_task = startTask<Outcome>(
        this, tr("Running %1").arg(document()->title()),
        [model = document()->sharedModel(), runner = m_runner, options,
         inputs](const Progress& progress) -> Result<Outcome> {
            Outcome outcome{runner, {}};
            if (!outcome.runner) {
                LW_ASSIGN(engine::ModelRunner made, engine::ModelRunner::create(*model, options));
                outcome.runner = std::make_shared<engine::ModelRunner>(std::move(made));
            }
            LW_ASSIGN(outcome.result, outcome.runner->run(inputs, progress));
            return outcome;
        },
        [this](Result<Outcome> outcome) {
            m_task = nullptr;
            showOutcome(std::move(outcome));
            retranslate();
        });
    retranslate();
}

void RunPane::showOutcome(Result<Outcome> outcome)
{
    if (!outcome.ok()) {
        const bool stopped = outcome.error().kind == ErrorKind::Cancelled;
        m_status->setText(stopped ? tr("Stopped.") : errorDetail(outcome.error()));
        if (!stopped)
            emit failed(tr("The model could not be run"), outcome.error());
        return;
    }
    m_runner = outcome->runner;
    const int current = std::max(0, m_results->currentIndex());
    m_results->clear();
    qDeleteAll(m_outputs);
    m_outputs.clear();
    for (const auto& [name, tensor] : outcome->result.outputs) {
        auto* view = new OutputView(m_results);
        view->setLabels(m_labelTexts);
        view->setTensor(tensor);
        m_results->addTab(view, displayText(name) + u"  "_s + displayText(shapeText(tensor.shape())));
        m_outputs.push_back(view);
    }
    m_profile->setProfile(outcome->result.profile);
    m_results->addTab(m_profileTable, tr("Time by layer"));
    m_results->setCurrentIndex(std::min(current, m_results->count() - 1));
    m_status->setText(tr("Ran in %1 ms.").arg(outcome->result.milliseconds, 0, 'f', 2));
}

void RunPane::loadLabels()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Choose a label file"), {}, tr("Text (*.txt *.csv);;All files (*)"));
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestLabelFile) {
        emit failed(tr("The labels were not read"), ioError(file.errorString().toStdString()).at(pathBytes(path)));
        return;
    }
    m_labelTexts = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (QString& text : m_labelTexts)
        text = text.trimmed();
    for (OutputView* output : m_outputs)
        output->setLabels(m_labelTexts);
}

} // namespace lw::ui
