// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/surgery/LayerArguments.h"

#include <QWidget>
#include <optional>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace lw::ui {

/// A value of a config as people write it: None, (3, 3), 0.5, relu.
QString argumentText(const Json& value);
/// The value that such a text stands for; none when brackets or numbers are broken. Words are strings.
std::optional<Json> argumentFromText(const QString& text);

/// Edits one argument of a layer: a tick, a list of choices, or a text. What is wrong with it stands below the field that
/// has the cursor, over what comes next, so that nothing moves while one types; other fields have a sign and say it in
/// their tool tip. User interface thread only.
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
    /// What is wrong with the value; empty: nothing.
    void setProblem(const QString& problem);

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;

private:
    void placeProblem();
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
    QAction* m_sign = nullptr;
    QLabel* m_problem; ///< beside the fields, in what they stand in
};

} // namespace lw::ui
