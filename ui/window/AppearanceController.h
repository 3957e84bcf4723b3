// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace lw::ui {

class WindowActions;

/// The theme and the language in the View menu: what is chosen is kept for the next start, and ticked in the menus of
/// all windows. User interface thread only.
class AppearanceController : public QObject {
    Q_OBJECT
public:
    AppearanceController(WindowActions* actions, QObject* parent);

    /// Ticks the language, which may have been chosen in another window.
    void retranslate();

private:
    void connectThemes();
    void connectLanguages();
    WindowActions* m_actions;
};

} // namespace lw::ui
