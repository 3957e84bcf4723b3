// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/UndoController.h"

#include "ui/document/EditCommand.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/CoreWords.h"
#include "ui/window/WindowActions.h"

namespace lw::ui {

UndoController::UndoController(Workspace* workspace, WindowActions* actions, QObject* parent)
    : QObject(parent), m_actions(actions)
{
    connect(workspace, &Workspace::added, this,
            [this](Document* document) { m_group.addStack(document->undoStack()); });
    connect(workspace, &Workspace::currentChanged, this, [this](Document* document) {
        m_group.setActiveStack(document ? document->undoStack() : nullptr);
        update();
    });
    connect((*actions)[ActionId::Undo], &QAction::triggered, &m_group, &QUndoGroup::undo);
    connect((*actions)[ActionId::Redo], &QAction::triggered, &m_group, &QUndoGroup::redo);
    connect(&m_group, &QUndoGroup::indexChanged, this, &UndoController::update);
    update();
}

void UndoController::retranslate()
{
    for (const QUndoStack* stack : m_group.stacks())
        for (int step = 0; step < stack->count(); ++step)
            if (auto* command = const_cast<EditCommand*>(dynamic_cast<const EditCommand*>(stack->command(step))))
                command->setText(coreText(command->sentence()));
    update();
}

void UndoController::update()
{
    QAction *undo = (*m_actions)[ActionId::Undo], *redo = (*m_actions)[ActionId::Redo];
    const bool open = m_group.activeStack() != nullptr;
    setPossible(undo, m_group.canUndo() ? QString() : open ? tr("Nothing was changed yet") : openModelFirst());
    setPossible(redo, m_group.canRedo() ? QString() : open ? tr("Nothing was undone that could be done again")
                                                           : openModelFirst());
    QString undoText = m_group.undoText(), redoText = m_group.redoText();
    undoText.replace(QLatin1Char('&'), QStringLiteral("&&"));
    redoText.replace(QLatin1Char('&'), QStringLiteral("&&"));
    undo->setText(undoText.isEmpty() ? tr("&Undo") : tr("&Undo: %1").arg(undoText));
    redo->setText(redoText.isEmpty() ? tr("&Redo") : tr("&Redo: %1").arg(redoText));
}

} // namespace lw::ui
