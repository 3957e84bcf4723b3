// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/DocumentPage.h"

/// The one place that knows the panes' classes.
namespace lw::ui::panes {

Pane* make(DocumentPage::View view, Document* document, QWidget* parent);
Pane* makeRun(Document* document, QWidget* parent);

} // namespace lw::ui::panes
