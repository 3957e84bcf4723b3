// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/DialectNotes.h"
#include "ui/dialogs/SavePlan.h"

#include <QDialog>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lw::ui {

/// Asks where, as what and how to save a model. Everything in it is made from the format registry, and it says what the
/// chosen format cannot hold, what would be replaced and why a place will not do, before anything is written. Use it
/// with open(); accepted() means that request() is what the user wants. User interface thread only.
class SaveDialog : public QDialog {
    Q_OBJECT
public:
    /// path: the proposed file or folder; format: one of savableFormats(*model), or null for the first.
    SaveDialog(std::shared_ptr<const Model> model, const QString& path, const formats::Format* format, QWidget* parent);

    [[nodiscard]] SaveRequest request() const;

private:
    void makeFields(const QString& path);
    void makeOptions();
    void setFormat();
    void browse();
    void refresh();
    [[nodiscard]] const formats::Format* format() const;
    [[nodiscard]] QString path() const;
    /// Lines on what is translated for the Keras that the file is written for, and what cannot be.
    [[nodiscard]] QStringList translationLines(const formats::Format& format);
    std::shared_ptr<const Model> m_model;
    QList<const formats::Format*> m_formats;
    QLineEdit *m_name, *m_folder;
    QComboBox *m_format, *m_dialect, *m_dtype;
    QLabel *m_dialectLabel, *m_dtypeLabel, *m_holds, *m_problem;
    QCheckBox *m_optimizer, *m_traces;
    QPushButton* m_save;
    DialectNotes* m_notes;
};

} // namespace lw::ui
