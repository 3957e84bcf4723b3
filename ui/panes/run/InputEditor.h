// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/run/InputSource.h"
#include "ui/panes/run/PictureScaling.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace lw::ui {

class PictureOptions;
class TaskHandle;

/// Chooses the values of one input: generated, from a file, typed, or from a picture whose resizing and scaling one
/// sees and sets. Files can be dropped on it.
class InputEditor final : public QWidget {
    Q_OBJECT
public:
    InputEditor(const TensorSpec& spec, const ScalingGuess& guess, QWidget* parent = nullptr);

    [[nodiscard]] const TensorSpec& spec() const { return m_spec; }
    /// What makeInput() needs, for a worker.
    [[nodiscard]] InputChoice choice() const;
    /// What is still to be chosen, as a sentence; empty when the input is complete.
    [[nodiscard]] QString missing() const;
    [[nodiscard]] const QString& file() const { return m_file; }
    void setFile(const QString& path);
    void retranslate();

signals:
    void changed();
    /// The user chose an archive, which may hold the other inputs too.
    void archiveChosen(const QString& path);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildForm();
    void chooseFile();
    void openFile(const QString& path);
    void describeFile();
    void follow();
    [[nodiscard]] InputKind kind() const;
    TensorSpec m_spec;
    QString m_file;
    QImage m_image;
    QLabel *m_name, *m_facts;
    QFormLayout* m_form;
    QComboBox* m_kind;
    QSpinBox *m_samples, *m_length, *m_seed;
    QDoubleSpinBox *m_low, *m_high;
    QPushButton* m_choose;
    QPlainTextEdit* m_texts;
    PictureOptions* m_picture = nullptr; ///< only for inputs that take pictures
    QPointer<TaskHandle> m_reading;
};

} // namespace lw::ui
