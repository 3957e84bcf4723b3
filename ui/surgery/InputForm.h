// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/DType.h"
#include "core/model/Shape.h"

#include <QString>
#include <QWidget>
#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace lw::ui {

/// The shape of an input without the batch, as people write it: "28, 28, 1", "(None, 3)", "28x28x1"; none when it is no shape.
std::optional<Shape> shapeFromText(const QString& text);

/// Asks for an input of a model: its shape and type, with an example of what a batch of it is. Adds its rows to a form
/// of the dialog. User interface thread only.
class InputForm : public QWidget {
    Q_OBJECT
public:
    explicit InputForm(QWidget* parent);
    void addRows(QFormLayout* form);
    void addShapeRows(QFormLayout* form); ///< without the type
    /// Shows the shape, selected for typing another one over it.
    void setShape(const Shape& shape);

    [[nodiscard]] std::optional<Shape> shape() const;
    [[nodiscard]] DType dtype() const;

signals:
    void changed();

private:
    void refresh();
    QLineEdit* m_shape;
    QComboBox* m_dtype;
    QLabel* m_meaning;
};

} // namespace lw::ui
