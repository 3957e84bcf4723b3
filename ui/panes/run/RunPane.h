// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ModelRunner.h"
#include "ui/panes/Pane.h"

#include <QPointer>
#include <memory>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTabWidget;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace lw::ui {

class InputEditor;
class OutputView;
class ProfileModel;
class TaskHandle;

/// Runs the model on the CPU in a worker thread: inputs on the left, results and times on the right. The prepared model
/// is kept between runs, so that the next one starts at once. When runs are quick and the output of the selected layer
/// is wanted, selecting another layer runs again.
class RunPane final : public Pane {
    Q_OBJECT
public:
    explicit RunPane(Document* document, QWidget* parent = nullptr);

    /// Starts a run, or stops the one that goes on.
    void run();
    /// Names of the bars, a line each; replaces those there are. False, and failed(), when the file cannot be read.
    bool readLabels(const QString& path);

    [[nodiscard]] bool canCopy() const override { return true; }
    void copy() override;

signals:
    /// A run has ended: with results, an error or stopped.
    void finished();

protected:
    void retranslate() override;
    void applyTheme() override { retranslate(); }

private:
    struct Outcome {
        std::shared_ptr<engine::ModelRunner> runner;
        engine::RunResult result;
        double flops = 0;
    };
    enum class Tone { Quiet, Error };
    void buildForm(QVBoxLayout* column);
    void buildProfile();
    void buildInputs();
    [[nodiscard]] std::vector<TensorSpec> chosenInputs() const;
    void shareArchive(const InputEditor* from, const QString& path);
    void followSelection();
    void forgetRunner();
    void start();
    void showStatus(const QString& text, Tone tone = Tone::Quiet);
    void showOutcome(Result<Outcome> outcome);
    void showOutputs(const engine::NamedTensors& outputs);
    void loadLabels();
    void teach();
    [[nodiscard]] QString selectedLayer() const;
    [[nodiscard]] engine::RunnerOptions options() const;
    QVBoxLayout* m_inputColumn;
    std::vector<InputEditor*> m_inputs;
    QComboBox* m_signature;
    QLabel *m_signatureLabel, *m_status, *m_labelFile;
    QCheckBox *m_showSelected, *m_training;
    QPushButton *m_run, *m_labels, *m_teach;
    QToolButton* m_noLabels;
    QTabWidget* m_results;
    ProfileModel* m_profile;
    QTableView* m_profileTable;
    std::vector<OutputView*> m_outputs;
    QStringList m_labelTexts;
    QString m_labelName;
    std::shared_ptr<engine::ModelRunner> m_runner;
    QString m_runnerLayer;
    bool m_quick = false, m_again = false; ///< the last run was quick; another is wanted when this one ends
    bool m_untouched = true; ///< nothing was run yet: say what to do
    QPointer<TaskHandle> m_task;
};

} // namespace lw::ui
