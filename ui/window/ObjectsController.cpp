// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ObjectsController.h"

#include "core/graph/lower/Definitions.h"
#include "ui/panes/inspector/InspectorPane.h"
#include "ui/panes/problems/ProblemsPane.h"
#include "ui/panes/run/TeachDialog.h"
#include "ui/widgets/Text.h"
#include "ui/window/WindowActions.h"

#include <QMenu>
#include <QPointer>

namespace lw::ui {

namespace {

/// What the selected layer needs; empty when it needs nothing.
QString selectedName(Document& document)
{
    const Layer* layer = findLayer(document.model(), document.selection().layerPath().toStdString());
    return layer ? identityText(graph::undefinedName(*layer)) : QString();
}

} // namespace

ObjectsController::ObjectsController(Workspace* workspace, WindowActions* actions, InspectorPane* inspector,
                                     ProblemsPane* problems, QWidget* window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
    connect((*actions)[ActionId::CustomObjects], &QAction::triggered, this, [this, workspace] {
        Document* document = workspace->current();
        teach(document, document ? selectedName(*document) : QString());
    });
    connect(inspector, &InspectorPane::teachRequested, this,
            [this, workspace](const QString& name) { teach(workspace->current(), name); });
    connect(problems, &ProblemsPane::teachRequested, this, &ObjectsController::teach);
}

void ObjectsController::teach(const Document* document, const QString& name)
{
    TeachDialog::Models models;
    if (document)
        models.push_back(document->sharedModel());
    for (const Document* other : m_workspace->documents())
        if (other != document)
            models.push_back(other->sharedModel());
    (new TeachDialog(std::move(models), name, m_window))->open();
}

void ObjectsController::fillMenu(QMenu* menu)
{
    Document* document = m_workspace->current();
    const QString name = document ? selectedName(*document) : QString();
    if (name.isEmpty())
        return;
    menu->addSeparator();
    menu->addAction(tr("Teach %1…").arg(displayText(name.toStdString(), 60)), this,
                    [this, document = QPointer<Document>(document), name] { teach(document, name); });
}

} // namespace lw::ui
