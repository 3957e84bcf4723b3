// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/WindowLayout.h"

#include <QWidget>

class QStatusBar;
class QTimer;

namespace lw::ui {

class ElidedLabel;

/// The left of the status bar: a button for each dock at the bottom, with the dock's title, and what the status bar is
/// told to say beside them, so that a message never hides the buttons. User interface thread only.
class DockButtons : public QWidget {
    Q_OBJECT
public:
    DockButtons(WindowLayout* layout, QStatusBar* bar);

private:
    void addButton(WindowLayout* layout, WindowLayout::Dock id);
    void say(const QString& message);
    QStatusBar* m_bar;
    ElidedLabel* m_message;
    QTimer* m_silence;
};

} // namespace lw::ui
