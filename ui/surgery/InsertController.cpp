// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/InsertController.h"

#include "ui/panes/transplant/GapJudge.h"
#include "ui/panes/transplant/PartsInbox.h"
#include "ui/surgery/SurgeryController.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/Text.h"
#include "ui/window/WindowActions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace lw::ui {

InsertController::InsertController(Workspace* workspace, WindowActions* actions, SurgeryController* surgery,
                                   QWidget* window)
    : QObject(window), m_workspace(workspace), m_actions(actions), m_surgery(surgery), m_judge(new GapJudge(this))
{
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    const auto later = [this] { m_later.start(); };
    connect(&m_later, &QTimer::timeout, this, &InsertController::updateActions);
    connect((*actions)[ActionId::PasteLayer], &QAction::triggered, this, &InsertController::paste);
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &InsertController::look);
    connect(&PartsInbox::instance(), &PartsInbox::arrived, this, &InsertController::look);
    connect(m_judge, &GapJudge::judged, this, later);
    connect(workspace, &Workspace::added, this, [this, later](Document* document) {
        connect(document, &Document::changed, this, later);
        connect(&document->selection(), &Selection::changed, this, later);
    });
    connect(workspace, &Workspace::closed, this, later);
    connect(workspace, &Workspace::currentChanged, this, later);
    look();
}

/// What is on the clipboard now.
void InsertController::look()
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    const ModelParts* parts = PartsInbox::instance().parts(data);
    m_copied.reset();
    m_reason = parts ? QString() : PartsInbox::instance().reason(data);
    if (parts && LayerInsertion::isPossible(*parts))
        m_copied = *parts;
    m_later.start();
}

void InsertController::insert(Document* target, const ModelParts& parts, const DropPlace& place)
{
    const LayerInsertion layers(parts);
    const std::shared_ptr<const Model> model = target->sharedModel();
    // A moved layer keeps its name.
    m_surgery->perform(
        target,
        [layers, model, place](const edit::SurgeryOptions& options) { return layers.edit(*model, place, options); },
        place.move ? identityText(parts.paths.front()) : QString());
}

/// Behind the selected layer; without one, behind the layer that makes the output.
DropPlace InsertController::placeOfPaste() const
{
    DropPlace place;
    place.kind = DropPlace::Kind::Gap;
    Document* document = m_workspace->current();
    place.before = document->selection().layerPath().toStdString();
    if (place.before.empty() && document->model().outputRefs.size() == 1)
        place.before = document->model().outputRefs.front().layer;
    return place;
}

void InsertController::paste()
{
    if (m_copied && m_workspace->current())
        insert(m_workspace->current(), ModelParts(*m_copied), placeOfPaste());
}

void InsertController::updateActions()
{
    m_later.stop();
    Document* document = m_workspace->current();
    if (!document)
        return show(false, openModelFirst());
    if (!m_copied)
        return show(false, m_reason.isEmpty() ? tr("Copy layers first") : m_reason);
    const DropPlace place = placeOfPaste();
    if (place.before.empty())
        return show(false, tr("Select the layer that they go behind"));
    const auto verdict = m_judge->verdict(*m_copied, document->sharedModel(), place);
    // While it is being tried nothing speaks against it; what does is said when it is chosen.
    show(!verdict || verdict->kind != DropVerdict::Kind::Refused, verdict ? verdict->line : QString());
}

void InsertController::show(bool enabled, const QString& why)
{
    QAction* action = (*m_actions)[ActionId::PasteLayer];
    action->setEnabled(enabled);
    setActionTip(action, why);
}

void InsertController::fillMenu(QMenu* menu) const
{
    for (const ActionId id : {ActionId::PasteWeights, ActionId::PasteLayer})
        menu->addAction((*m_actions)[id]);
}

} // namespace lw::ui
