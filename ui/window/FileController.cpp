// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FileController.h"

#include "ui/items/ProblemsModel.h"
#include "ui/panes/start/RecentFiles.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"
#include "ui/window/CloseController.h"
#include "ui/window/DiskState.h"
#include "ui/window/OpenController.h"
#include "ui/window/SaveController.h"
#include "ui/window/WindowActions.h"

#include <QFileInfo>
#include <QPointer>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRecentShortcuts = 9;

QStringList reportLines(const Diagnostics& report)
{
    QStringList lines;
    for (const Diagnostic& entry : report.entries()) {
        QString line = ProblemsModel::message(entry);
        if (!entry.subject.empty())
            line = displayText(entry.subject) + ": "_L1 + line;
        if (entry.count > 1)
            line += u" (×%1)"_s.arg(countText(entry.count));
        lines << u"• "_s + line;
    }
    return lines;
}

} // namespace

FileController::FileController(Workspace* workspace, RecentFiles* recent, WindowActions* actions, MessageArea* messages,
                               QWidget* window)
    : QObject(window), m_workspace(workspace), m_recent(recent), m_actions(actions), m_messages(messages),
      m_window(window), m_opener(new OpenController(workspace, recent, this)), m_saver(new SaveController(window)),
      m_closer(new CloseController(m_saver, window))
{
    connectActions();
    connect(m_opener, &OpenController::failed, messages,
            qOverload<const QString&, const Error&>(&MessageArea::showError));
    connect(m_opener, &OpenController::failedSeveral, this, [this](const QString& title, const QString& lines) {
        m_messages->showMessage(MessageArea::Kind::Error, title, lines);
    });
    connect(m_saver, &SaveController::failed, this, [this](Document*, const QString& title, const Error& error) {
        if (error.kind == ErrorKind::Cancelled)
            emit notice(tr("Saving was cancelled; nothing was changed on disk"));
        m_messages->showError(title, error, saveAdvice(error.kind));
    });
    connect(m_saver, &SaveController::saved, this, &FileController::afterSave);
    connect(m_saver, &SaveController::started, this, &FileController::updateActions);
    connect(m_saver, &SaveController::ended, this, &FileController::updateActions);
    connect(m_closer, &CloseController::asked, workspace, &Workspace::setCurrent);
    connect(m_recent, &RecentFiles::changed, this, &FileController::fillRecent);
    connect(m_actions->menu(MenuId::Recent), &QMenu::aboutToShow, this, &FileController::fillRecent);
    fillRecent();
}

void FileController::connectActions()
{
    WindowActions& actions = *m_actions;
    connect(actions[ActionId::Open], &QAction::triggered, this, &FileController::askFile);
    connect(actions[ActionId::OpenFolder], &QAction::triggered, this, &FileController::askFolder);
    const auto withDocument = [this, &actions](ActionId id, auto act) {
        connect(actions[id], &QAction::triggered, this, [this, act] {
            if (Document* document = m_workspace->current())
                act(document);
        });
    };
    withDocument(ActionId::Reload, [this](Document* document) { m_opener->reload(document); });
    const auto saving = [this](auto act) {
        return [this, act](Document* document) {
            (m_saver->*act)(document);
            updateActions();
        };
    };
    withDocument(ActionId::Save, saving(&SaveController::save));
    withDocument(ActionId::SaveAs, saving(&SaveController::saveAs));
    withDocument(ActionId::SaveWeights, saving(&SaveController::saveWeights));
    withDocument(ActionId::Close, [this](Document* document) { close(document); });
}

void FileController::open(const QStringList& paths)
{
    m_opener->open(paths);
}

void FileController::askFile()
{
    m_opener->askFile(m_window);
}

void FileController::askFolder()
{
    m_opener->askFolder(m_window);
}

void FileController::close(Document* document)
{
    const QPointer<Document> target(document);
    m_closer->close({document}, [this, target] {
        if (!target)
            return;
        target->setModified(false); // what the user wanted kept has been saved
        m_workspace->close(target);
    });
}

bool FileController::mayCloseAll(std::function<void()> again)
{
    const QList<Document*> all = m_workspace->documents();
    if (m_closer->isFree(all))
        return true;
    m_closer->close(all, [this, again = std::move(again)] {
        for (Document* document : m_workspace->documents())
            document->setModified(false); // what the user wanted kept has been saved
        again();
    });
    return false;
}

void FileController::updateActions()
{
    WindowActions& actions = *m_actions;
    Document* document = m_workspace->current();
    const QString none = document ? QString() : openModelFirst();
    setPossible(actions[ActionId::Reload], document && document->path().isEmpty()
                                               ? tr("This model is in no file yet: save it first")
                                               : none);
    setPossible(actions[ActionId::Close], none);
    QString unsavable = none;
    if (document && m_saver->isSaving(document))
        unsavable = tr("It is being saved: wait until that is done");
    else if (document && !SaveController::canSave(*document))
        unsavable = tr("There is no format that this model can be saved in: it can only be looked at and run");
    for (const ActionId id : {ActionId::Save, ActionId::SaveAs})
        setPossible(actions[id], unsavable);
    setPossible(actions[ActionId::SaveWeights], unsavable.isEmpty() && document->model().variables.empty()
                                                    ? tr("There are no weights in this model")
                                                    : unsavable);
}

void FileController::retranslate()
{
    fillRecent();
}

void FileController::fillRecent()
{
    QMenu* menu = m_actions->menu(MenuId::Recent);
    menu->clear();
    int number = 0;
    for (const QString& path : m_recent->paths()) {
        QString text = QString(path).replace(u'&', u"&&"_s);
        if (RecentFiles::isMissing(path))
            text = tr("%1 (missing)").arg(text);
        QAction* action = menu->addAction(text, this, [this, path] { open({path}); });
        if (++number <= kRecentShortcuts)
            action->setText(u"&%1  %2"_s.arg(number).arg(action->text()));
    }
    menu->addSeparator();
    menu->addAction(tr("Clear the list"), m_recent, &RecentFiles::clear);
    menu->setEnabled(number > 0);
    menu->menuAction()->setStatusTip(number > 0 ? QString() : tr("No model has been opened yet: use “Open…”"));
}

void FileController::afterSave(Document* document, const SaveRequest& request, const Diagnostics& report)
{
    const QString name = QFileInfo(request.path).fileName();
    // A new model is from now on the file that it was saved to first, when that can be opened again as it is.
    const bool sameKind = document->path().isEmpty() ? request.format->read && request.format->holds.architecture &&
                                                           request.format->holds.weights
                                                     : request.format->id == document->model().format;
    Document* other = m_workspace->find(request.path);
    if (other && other != document)
        m_opener->reload(other);
    if (sameKind && (!other || other == document)) {
        document->setModified(false);
        m_opener->reload(document, request.path);
    }
    if (sameKind && report.empty()) {
        emit notice(tr("Saved %1").arg(name));
        return;
    }
    QList<MessageArea::Action> actions;
    if (!sameKind && !other)
        actions << MessageArea::Action{tr("Open"), [this, path = request.path] { open({path}); }};
    QWidget* bar = m_messages->showMessage(
        MessageArea::Kind::Info, tr("Saved %1").arg(name),
        report.empty() ? tr("The opened model stays as it is.") : reportLines(report).join(u'\n'), {}, actions);
    MessageArea::showUntilNextStep(bar, document->undoStack());
}

void FileController::lookForChanges()
{
    for (Document* document : m_workspace->documents()) {
        if (!document->model().stamp || m_saver->isSaving(document))
            continue;
        const QPointer<Document> target(document);
        const auto model = document->sharedModel();
        startTask<DiskState>(
            this, {}, [model](const Progress&) -> Result<DiskState> { return diskState(*model); },
            [this, target, model](Result<DiskState> state) {
                // Saved or read again meanwhile: then the answer is about another model.
                if (!target || target->sharedModel() != model || m_saver->isSaving(target))
                    return;
                const QString key = u"%1:%2"_s.arg(target->path()).arg(state->time);
                if ((!state->changed && !state->gone) || m_saidChanged.contains(key))
                    return;
                m_saidChanged.insert(key);
                sayChanged(target, state->gone);
            });
    }
}

void FileController::sayChanged(Document* document, bool gone)
{
    if (gone) {
        m_messages->showMessage(MessageArea::Kind::Warning, tr("%1 is gone from disk").arg(document->title()),
                                tr("It was moved, renamed or deleted by another program. Save it to keep it."));
        return;
    }
    const QPointer<Document> target(document);
    m_messages->showMessage(MessageArea::Kind::Info, tr("%1 was changed on disk").arg(document->title()),
                            tr("Another program wrote it, and what is shown here may be old."), {},
                            {{tr("Reload"), [this, target] {
                                  if (target)
                                      m_opener->reload(target);
                              }}});
}

} // namespace lw::ui
