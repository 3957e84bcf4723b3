// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/RunPane.h"

#include "core/graph/lower/Definitions.h"
#include "ui/document/UserObjects.h"
#include "ui/panes/run/InputEditor.h"
#include "ui/panes/run/LabelFile.h"
#include "ui/panes/run/OutputView.h"
#include "ui/panes/run/ProfileModel.h"
#include "ui/panes/run/TeachDialog.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/OptionBox.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

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
    (new TeachDialog({document()->sharedModel()}, {}, this))->open();
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
    auto labels = readLabelFile(path);
    if (!labels) {
        emit failed(tr("The labels were not read"), labels.error());
        return false;
    }
    m_labelTexts = std::move(labels).value();
    m_labelName = QFileInfo(path).fileName();
    for (OutputView* output : m_outputs)
        output->setLabels(m_labelTexts);
    retranslate();
    return true;
}

} // namespace lw::ui
