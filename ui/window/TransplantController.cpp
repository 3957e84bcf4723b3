// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/TransplantController.h"

#include "ui/panes/transplant/BlendDialog.h"
#include "ui/panes/transplant/DropVerdict.h"
#include "ui/panes/transplant/PartsInbox.h"
#include "ui/panes/transplant/ReportDialog.h"
#include "ui/panes/transplant/TransplantDialog.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/DragLabel.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/UndoToast.h"
#include "ui/window/WindowActions.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

namespace lw::ui {

TransplantController::TransplantController(Workspace* workspace, WindowActions* actions, MessageArea* messages,
                                           QWidget* toastOver, QWidget* window)
    : QObject(window), m_workspace(workspace), m_actions(actions), m_messages(messages), m_window(window),
      m_toast(new UndoToast(toastOver))
{
    connect((*actions)[ActionId::PasteWeights], &QAction::triggered, this, [this] {
        if (m_workspace->current())
            paste(m_workspace->current());
    });
    connect((*actions)[ActionId::Transplant], &QAction::triggered, this, &TransplantController::openPlan);
    connect((*actions)[ActionId::Blend], &QAction::triggered, this, &TransplantController::openBlend);
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &TransplantController::updateActions);
    connect(&PartsInbox::instance(), &PartsInbox::arrived, this, &TransplantController::updateActions);
    connect(workspace, &Workspace::added, this, &TransplantController::updateActions);
    connect(workspace, &Workspace::closed, this, &TransplantController::updateActions);
    connect(workspace, &Workspace::currentChanged, this, &TransplantController::updateActions);
    connect(workspace, &Workspace::currentChanged, m_toast, &UndoToast::setInFront);
    updateActions();
}

void TransplantController::updateActions()
{
    const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
    QString why = m_workspace->current() ? QString() : openModelFirst();
    if (why.isEmpty() && !PartsInbox::instance().parts(copied)) {
        why = PartsInbox::instance().reason(copied);
        if (why.isEmpty())
            why = tr("Copy layers or weights first");
    }
    setPossible((*m_actions)[ActionId::PasteWeights], why);
    const auto count = m_workspace->documents().size();
    for (const ActionId id : {ActionId::Transplant, ActionId::Blend})
        setPossible((*m_actions)[id], count > 1    ? QString()
                                      : count == 1 ? tr("Open a second model first, to take weights from")
                                                   : tr("Open two models first: one to take weights from"));
}

void TransplantController::drop(Document* target, const ModelParts& parts, const DropPlace& place)
{
    const DropVerdict verdict = judgeDrop(parts, target->sharedModel(), place);
    switch (verdict.kind) {
    case DropVerdict::Kind::Fits:
        apply(target, *verdict.plan, stepText(parts, place));
        break;
    case DropVerdict::Kind::Decides:
        showPlan(target, parts.title, verdict);
        break;
    case DropVerdict::Kind::Refused:
        m_workspace->showChanged(target); // one looks at where one dropped
        MessageArea::showUntilNextStep(m_messages->showMessage(MessageArea::Kind::Info, tr("No weights were moved"),
                                                               verdict.line, {}, {}, seen(target)),
                                       target->undoStack());
        break;
    case DropVerdict::Kind::Here:
        emit notice(verdict.line);
        break;
    }
}

/// "Move conv_1 from digits.h5 to conv_2": what the history says.
QString TransplantController::stepText(const ModelParts& parts, const DropPlace& place)
{
    const bool all = parts.paths.size() == 1 && parts.paths.front() == ".";
    const QString to = place.kind == DropPlace::Kind::Part ? displayText(place.path, 60) : QString();
    if (all)
        return to.isEmpty() ? tr("Move all of %1").arg(parts.title) : tr("Move all of %1 to %2").arg(parts.title, to);
    return to.isEmpty() ? tr("Move %1 from %2").arg(partsLabel(parts), parts.title)
                        : tr("Move %1 from %2 to %3").arg(partsLabel(parts), parts.title, to);
}

bool TransplantController::apply(Document* target, const edit::TransplantPlan& plan, const QString& step)
{
    const int count = static_cast<int>(plan.movingCount());
    const QString text = step;
    const auto edit = plan.edit(text.toStdString());
    if (!edit) {
        refuse(target, edit.error());
        return false;
    }
    return commit(target, **edit, text, tr("Moved %n variable(s)", nullptr, count));
}

void TransplantController::refuse(Document* target, const Error& error)
{
    m_workspace->showChanged(target);
    m_messages->showError(tr("The weights could not be changed"), error, {}, seen(target));
}

/// What a message stays with: documents of other windows are never in front in this one.
const Document* TransplantController::seen(const Document* target) const
{
    return target == m_workspace->current() ? target : nullptr;
}

/// Of a plan that was looked at, the toast offers the whole report too.
void TransplantController::applyPlanned(Document* target, const edit::TransplantPlan& plan)
{
    const int count = static_cast<int>(plan.movingCount());
    const QString from = QFileInfo(QString::fromStdString(plan.source().path)).fileName();
    if (!apply(target, plan, from.isEmpty() ? tr("Move %n variable(s)", nullptr, count)
                                            : tr("Move %n variable(s) from %1", nullptr, count).arg(from)))
        return;
    m_toast->offer(tr("Report…"),
                   [this, plan, title = target->title()] { (new ReportDialog(plan, title, m_window))->show(); });
}

/// One undo step, and a toast that offers to take it back.
bool TransplantController::commit(Document* target, const edit::Edit& edit, const QString& step, const QString& done)
{
    const Result<void> applied = target->apply(edit, step);
    if (!applied) {
        refuse(target, applied.error());
        return false;
    }
    m_workspace->showChanged(target);
    m_toast->tell(target, done);
    return true;
}

void TransplantController::openBlend()
{
    if (!m_workspace->current() || m_workspace->documents().size() < 2)
        return;
    auto* dialog = new BlendDialog(m_workspace, m_workspace->current(), m_window);
    connect(dialog, &BlendDialog::applied, this, [this](Document* into, const edit::Edit& edit, int count) {
        commit(into, edit, tr("Blend %n variable(s)", nullptr, count), tr("Blended %n variable(s)", nullptr, count));
    });
    dialog->open();
}

void TransplantController::paste(Document* target)
{
    const ModelParts* parts = PartsInbox::instance().parts(QGuiApplication::clipboard()->mimeData());
    if (!parts)
        return;
    DropPlace place;
    const Selection& selection = target->selection();
    if (selection.kind() == Selection::Kind::Layer || selection.kind() == Selection::Kind::Variable) {
        place.kind = DropPlace::Kind::Part;
        place.path = selection.path().toStdString();
    }
    drop(target, ModelParts(*parts), place);
}

void TransplantController::openPlan()
{
    Document* target = m_workspace->current();
    Document* source = nullptr;
    for (Document* document : m_workspace->documents())
        if (document != target && !source)
            source = document;
    if (!target || !source)
        return;
    auto* dialog = new TransplantDialog(m_workspace, source, target, m_window);
    connect(dialog, &TransplantDialog::applied, this, &TransplantController::applyPlanned);
    dialog->open();
}

void TransplantController::showPlan(Document* target, const QString& source, const DropVerdict& verdict)
{
    auto* dialog = new TransplantDialog(target, source, *verdict.plan, verdict.places, m_window);
    connect(dialog, &TransplantDialog::applied, this, &TransplantController::applyPlanned);
    dialog->open();
}

} // namespace lw::ui
