// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLineEdit;

namespace lw::ui {

/// Undo and Redo in a search field mean what was typed there while there is anything of that; then they mean the model.
void passUndoOn(QLineEdit* field);

} // namespace lw::ui
