// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Variable.h"

#include <QWidget>

namespace lw::ui {

/// A quick look at one weight beside what has the focus: numbers, heatmap and histogram. Escape, Space or a click
/// elsewhere closes it. User interface thread only.
class PeekPopup : public QWidget {
    Q_OBJECT
public:
    PeekPopup(const Variable& variable, QWidget* parent);
    /// Shows it to the right of a rectangle of the screen, kept on the screen, and deletes it when it closes.
    void showBeside(const QRect& place);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace lw::ui
