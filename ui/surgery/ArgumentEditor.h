// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/surgery/LayerArguments.h"

#include <QWidget>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace lw::ui {

/// A value of a config as people write it: None, (3, 3), 0.5, relu.
QString argumentText(const Json& value);
/// The value that such a text stands for; none when brackets or numbers are broken. Words are strings.
std::optional<Json> argumentFromText(const QString& text);

/// Edits one argument of a layer: a tick, a list of choices, or a text. User interface thread only.
class ArgumentEditor : public QWidget {
    Q_OBJECT
public:
    /// withModule: objects are serialized as Keras since 2.13 does it.
    ArgumentEditor(const std::string& className, const LayerArgument& argument, const Json& value, bool withModule,
                   QWidget* parent);

    [[nodiscard]] const std::string& name() const { return m_argument.name; }
    /// None when the text is broken, or empty and the argument has no default.
    [[nodiscard]] std::optional<Json> value() const;
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] bool isNeeded() const { return m_argument.needed; }
    /// What is wrong with the value, below the field; empty: nothing.
    void setProblem(const QString& problem);

signals:
    void changed();

private:
    void makeFlag();
    void makeChoice(const std::vector<std::string>& choices);
    void makeText();
    LayerArgument m_argument;
    Json m_before;
    ArgumentObject m_object;
    bool m_withModule;
    QCheckBox* m_flag = nullptr;
    QComboBox* m_choice = nullptr;
    QLineEdit* m_text = nullptr;
    QLabel* m_problem;
};

} // namespace lw::ui
