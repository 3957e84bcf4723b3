// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"
#include "ui/window/WindowActions.h"

namespace lw::ui {

/// Why an action of the Layer menu would do nothing for what is selected: what is missing, and what helps. Empty when
/// it can be chosen. document: null when none is open.
QString surgeryReason(ActionId id, Document* document);

} // namespace lw::ui
