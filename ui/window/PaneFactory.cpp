// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PaneFactory.h"

#include "ui/panes/summary/SummaryPane.h"
#ifdef LAYERWRIGHT_GRAPH_PANE
#include "ui/panes/graph/GraphPane.h"
#endif
#ifdef LAYERWRIGHT_WEIGHTS_PANE
#include "ui/panes/weights/WeightsPane.h"
#endif
#ifdef LAYERWRIGHT_RUN_PANE
#include "ui/panes/run/RunPane.h"
#endif

namespace lw::ui::panes {

Pane* make(DocumentPage::View view, Document* document, QWidget* parent)
{
    switch (view) {
    case DocumentPage::View::Graph:
#ifdef LAYERWRIGHT_GRAPH_PANE
        return new GraphPane(document, parent);
#else
        break;
#endif
    case DocumentPage::View::Weights:
#ifdef LAYERWRIGHT_WEIGHTS_PANE
        return new WeightsPane(document, parent);
#else
        break;
#endif
    case DocumentPage::View::Summary:
        return new SummaryPane(document, parent);
    }
    return new Pane(document, parent);
}

Pane* makeRun(Document* document, QWidget* parent)
{
#ifdef LAYERWRIGHT_RUN_PANE
    return new RunPane(document, parent);
#else
    return new Pane(document, parent);
#endif
}

} // namespace lw::ui::panes
