// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/RunPane.h"

#include "core/graph/lower/Definitions.h"
#include "ui/document/UserObjects.h"
#include "ui/panes/run/InputEditor.h"
#include "ui/panes/run/OutputView.h"
#include "ui/panes/run/ProfileModel.h"
#include "ui/panes/run/ShareDelegate.h"
#include "ui/panes/run/TeachDialog.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/OptionBox.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
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
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestLabelFile = 4 << 20;
constexpr double kTellingFlops = 1e8; ///< smaller runs measure the start, not the arithmetic
constexpr qint64 kQuickRun = 400;     ///< ms, preparing included: short enough to run again at every selection

bool sameSpecs(const std::vector<InputEditor*>& editors, const std::vector<TensorSpec>& specs)
{
    return std::equal(editors.begin(), editors.end(), specs.begin(), specs.end(),
                      [](const InputEditor* editor, const TensorSpec& spec) {
                          const TensorSpec& own = editor->spec();
                          return own.name == spec.name && own.dtype == spec.dtype && own.shape == spec.shape;
                      });
}

} // namespace

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

std::vector<TensorSpec> RunPane::chosenInputs() const
{
    const Model& model = document()->model();
    const std::string chosen = m_signature->currentData().toString().toStdString();
    for (const Signature& signature : model.signatures)
        if (signature.name == chosen || (model.inputs.empty() && chosen.empty()))
            return signature.inputs;
    return model.inputs;
}

void RunPane::buildInputs()
{
    QList<Option> signatures = {{tr("The model's call"), QString()}};
    for (const Signature& signature : document()->model().signatures)
        signatures << Option{displayText(signature.name), identityText(signature.name)};
    refill(m_signature, signatures);
    m_signature->setVisible(signatures.size() > 1);
    m_signatureLabel->setVisible(signatures.size() > 1);
    const std::vector<TensorSpec> specs = chosenInputs();
    if (m_inputs.empty() || !sameSpecs(m_inputs, specs)) { // else the choices stay
        for (InputEditor* editor : m_inputs)
            editor->deleteLater();
        m_inputs.clear();
        const ScalingGuess guess = guessScaling(document()->model());
        for (const TensorSpec& spec : specs) {
            auto* editor = new InputEditor(spec, guess, this);
            m_inputColumn->addWidget(editor);
            m_inputs.push_back(editor);
            connect(editor, &InputEditor::archiveChosen, this,
                    [this, editor](const QString& path) { shareArchive(editor, path); });
        }
    }
    m_run->setEnabled(!specs.empty());
    if (specs.empty())
        showStatus(document()->model().kind == ModelKind::Weights
                       ? tr("This file holds no computation: there are weights, but no model that says what to do "
                            "with them.")
                       : tr("This model's code was not traced when it was saved, so there is nothing to run. Save it "
                            "again in Python with save_traces=True, or as a model of built-in layers."));
}

/// An archive with arrays for several inputs need be chosen only once.
void RunPane::shareArchive(const InputEditor* from, const QString& path)
{
    for (InputEditor* editor : m_inputs)
        if (editor != from && editor->file().isEmpty() && readInput(path, editor->spec()).ok())
            editor->setFile(path);
}

QString RunPane::selectedLayer() const
{
    return document()->selection().layerPath();
}

void RunPane::followSelection()
{
    retranslate();
    const QString layer = selectedLayer();
    if (const int row = m_profile->rowOf(layer); row >= 0)
        m_profileTable->selectRow(row);
    if (!m_showSelected->isChecked() || layer.isEmpty() || layer == m_runnerLayer || !m_quick)
        return;
    if (m_task)
        m_again = true;
    else
        start();
}

engine::RunnerOptions RunPane::options() const
{
    engine::RunnerOptions options;
    options.build.signature = m_signature->currentData().toString().toStdString();
    options.build.training = m_training->isChecked();
    options.profile = true;
    if (m_showSelected->isChecked() && !selectedLayer().isEmpty())
        options.build.layers.push_back(selectedLayer().toStdString());
    return options;
}

void RunPane::forgetRunner()
{
    m_runner.reset();
}

void RunPane::showStatus(const QString& text, Tone tone)
{
    QPalette palette = m_status->palette();
    palette.setColor(QPalette::WindowText,
                     Theme::current().color(tone == Tone::Error ? ColorRole::Error : ColorRole::TextMuted));
    m_status->setPalette(palette);
    m_status->setText(text);
}

void RunPane::run()
{
    m_untouched = false;
    if (m_task) {
        m_again = false;
        m_task->cancel();
        showStatus(tr("Stopping…"));
        return;
    }
    for (const InputEditor* editor : m_inputs)
        if (const QString missing = editor->missing(); !missing.isEmpty()) {
            showStatus(missing, Tone::Error);
            emit finished();
            return;
        }
    start();
}

void RunPane::start()
{
    std::vector<InputChoice> choices;
    for (const InputEditor* editor : m_inputs)
        choices.push_back(editor->choice());
    engine::RunnerOptions options = this->options();
    const QString layer = options.build.layers.empty() ? QString() : identityText(options.build.layers.front());
    if (layer != m_runnerLayer)
        forgetRunner();
    m_runnerLayer = layer;
    showStatus(m_runner ? tr("Running…") : tr("Preparing the model and running…"));
    QElapsedTimer clock;
    clock.start();
    m_task = startTask<Outcome>(
        this, tr("Running %1").arg(document()->title()),
        [model = document()->sharedModel(), runner = m_runner, options,
         choices](const Progress& progress) mutable -> Result<Outcome> {
            engine::NamedTensors inputs;
            for (const InputChoice& choice : choices) {
                LW_ASSIGN(Tensor tensor, makeInput(choice));
                inputs.emplace_back(choice.spec.name, std::move(tensor));
            }
            LW_TRY(progress.check());
            Outcome outcome{runner, {}, 0};
            if (!outcome.runner) {
                LW_ASSIGN(options.build.objects, readUserObjects());
                LW_ASSIGN(engine::ModelRunner made, engine::ModelRunner::create(*model, options));
                outcome.runner = std::make_shared<engine::ModelRunner>(std::move(made));
            }
            LW_TRY(progress.check());
            LW_ASSIGN(outcome.result, outcome.runner->run(inputs, progress));
            outcome.flops = outcome.runner->flops();
            return outcome;
        },
        [this, clock](Result<Outcome> outcome) {
            m_task = nullptr;
            m_quick = outcome.ok() && clock.elapsed() < kQuickRun;
            showOutcome(std::move(outcome));
            retranslate();
            emit finished();
            if (std::exchange(m_again, false))
                followSelection();
        });
    retranslate();
}

void RunPane::teach()
{
    (new TeachDialog(document()->sharedModel(), {}, this))->open();
}

void RunPane::showOutcome(Result<Outcome> outcome)
{
    const bool custom = !outcome.ok() && outcome.error().kind != ErrorKind::Cancelled &&
                        !graph::undefinedNames(document()->model()).empty();
    m_teach->setVisible(custom);
    if (!outcome.ok()) {
        if (outcome.error().kind == ErrorKind::Cancelled)
            showStatus(tr("Stopped."));
        else
            showStatus(tr("The model could not be run") + u": "_s + errorDetail(outcome.error()), Tone::Error);
        return;
    }
    m_runner = outcome->runner;
    showOutputs(outcome->result.outputs);
    m_profile->setProfile(outcome->result.profile);
    const double milliseconds = outcome->result.milliseconds;
    QString text = tr("Ran in %1 ms.").arg(milliseconds, 0, 'f', milliseconds < 10 ? 2 : 0);
    if (outcome->flops >= kTellingFlops && milliseconds > 0)
        text += u' ' + tr("%1 GFLOP, %2 GFLOP a second.")
                           .arg(outcome->flops * 1e-9, 0, 'g', 3)
                           .arg(outcome->flops * 1e-6 / milliseconds, 0, 'g', 3);
    showStatus(text);
}

/// The views of the run before are used again, so that tab, sample and way of looking stay as they were.
void RunPane::showOutputs(const engine::NamedTensors& outputs)
{
    const int current = m_results->currentIndex(), before = static_cast<int>(m_outputs.size());
    const bool profileShown = m_results->currentWidget() == m_profileTable;
    m_results->setVisible(true);
    m_results->clear();
    while (m_outputs.size() > outputs.size()) {
        m_outputs.back()->deleteLater();
        m_outputs.pop_back();
    }
    const std::size_t layers = m_runnerLayer.isEmpty() ? 0 : 1;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const auto& [name, tensor] = outputs[i];
        const bool fresh = i >= m_outputs.size();
        if (fresh) {
            m_outputs.push_back(new OutputView(m_results));
            connect(m_outputs.back(), &OutputView::notice, this, &Pane::notice);
            connect(m_outputs.back(), &OutputView::failed, this, &Pane::failed);
        }
        OutputView* view = m_outputs[i];
        const int tab = view->tab();
        view->setLabels(m_labelTexts);
        view->setTensor(tensor, identityText(name), i + layers >= outputs.size());
        if (!fresh)
            view->setTab(tab);
        m_results->addTab(view, displayText(name, 40) + u"  "_s + displayText(shapeText(tensor.shape())));
    }
    m_results->addTab(m_profileTable, tr("Time by layer"));
    const int count = static_cast<int>(m_outputs.size());
    const bool moreOutputs = before > 0 && count > before; // the layer asked for is what one wants to see
    m_results->setCurrentIndex(profileShown ? count : moreOutputs ? count - 1 : std::clamp(current, 0, count));
}

void RunPane::copy()
{
    if (auto* view = qobject_cast<OutputView*>(m_results->currentWidget()))
        view->copy();
}

void RunPane::loadLabels()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Choose a label file"), {}, tr("Text (*.txt *.csv);;All files (*)"));
    if (!path.isEmpty())
        readLabels(path);
}

bool RunPane::readLabels(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        emit failed(tr("The labels were not read"), ioError(file.errorString().toStdString()).at(pathBytes(path)));
        return false;
    }
    if (file.size() > kLargestLabelFile) {
        emit failed(tr("The labels were not read"), invalid("the file is larger than 4 MiB").at(pathBytes(path)));
        return false;
    }
    m_labelTexts.clear();
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n'))
        m_labelTexts << line.trimmed();
    while (!m_labelTexts.isEmpty() && m_labelTexts.constLast().isEmpty())
        m_labelTexts.removeLast();
    m_labelName = QFileInfo(path).fileName();
    for (OutputView* output : m_outputs)
        output->setLabels(m_labelTexts);
    retranslate();
    return true;
}

} // namespace lw::ui
