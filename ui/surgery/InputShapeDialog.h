// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <QDialog>
#include <string>
#include <vector>

class QComboBox;

namespace lw::ui {

class InputForm;

/// Asks for another shape of an input; of which one when there are several. Cannot be accepted while what stands there
/// is no shape, or is the shape that the input has. Use it with open(). User interface thread only.
class InputShapeDialog : public QDialog {
    Q_OBJECT
public:
    /// selected: the input layer that is asked for at first; another layer or none: the first input.
    InputShapeDialog(const Model& model, const std::string& selected, QWidget* parent);

    /// The name of the input layer; empty when the model has none that stands alone.
    [[nodiscard]] std::string input() const;
    [[nodiscard]] Shape shape() const;

private:
    struct Input {
        std::string name;
        Shape shape; ///< without the batch
    };
    void showInput();
    [[nodiscard]] const Input& chosen() const;
    std::vector<Input> m_inputs;
    QComboBox* m_which;
    InputForm* m_form;
};

} // namespace lw::ui
