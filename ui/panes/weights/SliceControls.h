// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorSlice.h"

#include <QWidget>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSpinBox;

namespace lw::ui {

/// Chooses the two axes of a tensor that are shown as rows and columns, and an index on each of the others. Says which
/// axis means what for convolution kernels. Empty for scalars and vectors.
class SliceControls final : public QWidget {
    Q_OBJECT
public:
    explicit SliceControls(QWidget* parent = nullptr);
    /// role and className say which axis of a kernel is which; see kernelAxis().
    void setShape(const Shape& shape, const std::string& role, const std::string& className);
    /// For a result of a model: its last axes but the channels, of the first sample.
    void setOutputShape(const Shape& shape);
    [[nodiscard]] const SliceAxes& axes() const { return m_axes; }
    void retranslate();

signals:
    void changed();

private:
    void build();
    void clear();
    void chooseAxis(bool row, std::size_t axis);
    [[nodiscard]] QString axisName(std::size_t axis) const;
    Shape m_shape;
    std::string m_role, m_className;
    SliceAxes m_axes;
    QHBoxLayout* m_layout;
    std::vector<QWidget*> m_widgets;
};

} // namespace lw::ui
