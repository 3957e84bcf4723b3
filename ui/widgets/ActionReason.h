// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;
class QMenu;

namespace lw::ui {

/// Enables an action, or says in its tool tip and the status bar why it cannot be chosen. why: empty when it can be;
/// else one short sentence that says what is missing and what helps.
void setPossible(QAction* action, const QString& why);
/// The name of an action, its keys, and below what there is to say about it now.
void setActionTip(QAction* action, const QString& line);
/// Lets the entries of a menu say why they cannot be chosen when the pointer rests on them; others have nothing to say.
void showReasons(QMenu* menu);

/// The reason that most actions have when nothing is open.
QString openModelFirst();

} // namespace lw::ui
