// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PaneFactory.h"

#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/run/RunPane.h"
#include "ui/panes/summary/SummaryPane.h"
#include "ui/panes/weights/WeightsPane.h"

namespace lw::ui::panes {

Pane* make(DocumentPage::View view, Document* document, QWidget* parent)
{
    switch (view) {
    case DocumentPage::View::Graph:
        return new GraphPane(document, parent);
    case DocumentPage::View::Weights:
        return new WeightsPane(document, parent);
    case DocumentPage::View::Summary:
        return new SummaryPane(document, parent);
    }
    return new Pane(document, parent);
}

Pane* makeRun(Document* document, QWidget* parent)
{
    return new RunPane(document, parent);
}

} // namespace lw::ui::panes
