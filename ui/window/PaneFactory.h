// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/DocumentPage.h"

/// The one place that knows the classes of the panes of a document. What is made belongs to the parent and shows the
/// document, which outlives it. User interface thread only.
namespace lw::ui::panes {

/// The graph, the weights or the summary of a page.
Pane* make(DocumentPage::View view, Document* document, QWidget* parent);
/// The pane that runs the model.
Pane* makeRun(Document* document, QWidget* parent);

} // namespace lw::ui::panes
