// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/NewModel.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;

namespace lw::ui {

class InputForm;

/// Asks how a new model begins: with an input, to be built on, or with the layers of an architecture, which is in a file
/// or pasted. Use it with open(). User interface thread only.
class NewModelDialog : public QDialog {
    Q_OBJECT
public:
    explicit NewModelDialog(QWidget* parent);

    /// The architecture file to begin with; empty when none was chosen.
    [[nodiscard]] QString architecture() const;
    /// The architecture that was pasted; empty when another way was chosen.
    [[nodiscard]] QString pasted() const;
    [[nodiscard]] edit::NewModelPlan plan() const;
    void chooseArchitecture(const QString& path);

private:
    QWidget* makeEmptyPage();
    QWidget* makeFilePage();
    QWidget* makeTextPage();
    [[nodiscard]] QString problem() const;
    void browse();
    void refresh();
    QRadioButton *m_fromInput, *m_fromFile, *m_fromText;
    QWidget *m_emptyPage, *m_filePage, *m_textPage;
    QPlainTextEdit* m_text;
    InputForm* m_input;
    QLineEdit *m_name, *m_path;
    QComboBox *m_kind, *m_keras;
    QLabel* m_problem;
    QPushButton* m_create;
};

/// Asks for another input of a model. Use it with open(). User interface thread only.
class AddInputDialog : public QDialog {
    Q_OBJECT
public:
    explicit AddInputDialog(QWidget* parent);
    [[nodiscard]] std::string name() const;
    [[nodiscard]] Shape shape() const;
    [[nodiscard]] DType dtype() const;

private:
    QLineEdit* m_name;
    InputForm* m_input;
};

} // namespace lw::ui
