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
class QVBoxLayout;

namespace lw::ui {

class InputEditor;
class OutputView;
class ProfileModel;
class TaskHandle;

/// Runs the model on the CPU in a worker thread: inputs on the left, results and times on the right. The prepared model
/// is kept between runs, so that the next one starts at once.
class RunPane final : public Pane {
    Q_OBJECT
public:
    explicit RunPane(Document* document, QWidget* parent = nullptr);

    /// Starts a run, or stops the one that goes on.
    void run();

protected:
    void retranslate() override;

private:
    struct Outcome {
        std::shared_ptr<engine::ModelRunner> runner;
        engine::RunResult result;
    };
    void buildInputs();
    void buildForm(QVBoxLayout* column);
    void forgetRunner();
    void showOutcome(Result<Outcome> outcome);
    void loadLabels();
    [[nodiscard]] engine::RunnerOptions options() const;
    QVBoxLayout* m_inputColumn;
    std::vector<InputEditor*> m_inputs;
    QComboBox* m_signature;
    QLabel *m_signatureLabel, *m_status;
    QCheckBox *m_showSelected, *m_training;
    QPushButton *m_run, *m_labels;
    QTabWidget* m_results;
    ProfileModel* m_profile;
    QTableView* m_profileTable;
    std::vector<OutputView*> m_outputs;
    QStringList m_labelTexts;
    std::shared_ptr<engine::ModelRunner> m_runner;
    QString m_runnerLayer;
    QPointer<TaskHandle> m_task;
};

} // namespace lw::ui
