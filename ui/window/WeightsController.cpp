// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WeightsController.h"

#include "core/formats/FormatRegistry.h"
#include "core/formats/checkpoint/CheckpointWriter.h"
#include "ui/dialogs/ComposeDialog.h"
#include "ui/dialogs/LoadWeightsDialog.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/UndoToast.h"
#include "ui/window/WindowActions.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QSettings>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

using SharedModel = std::shared_ptr<const Model>;

QString titleOf(const QString& path)
{
    const QString name = QFileInfo(QDir::cleanPath(path)).fileName();
    return name.isEmpty() ? path : name;
}

Result<SharedModel> readWeights(const QString& path, const Progress& progress)
{
    LW_ASSIGN(Model model, formats::openModel(pathBytes(path), progress));
    return SharedModel(std::make_shared<const Model>(std::move(model)));
}

} // namespace

WeightsController::WeightsController(Workspace* workspace, WindowActions* actions, MessageArea* messages,
                                     QWidget* toastOver, QWidget* window)
    : QObject(window), m_workspace(workspace), m_actions(actions), m_messages(messages), m_window(window),
      m_toast(new UndoToast(toastOver))
{
    connect(workspace, &Workspace::currentChanged, m_toast, &UndoToast::setInFront);
    connect((*actions)[ActionId::LoadWeights], &QAction::triggered, this, [this] {
        if (Document* document = m_workspace->current())
            askFile(document);
    });
    connect((*actions)[ActionId::Compose], &QAction::triggered, this, [this] {
        if (Document* document = m_workspace->current())
            compose(document);
    });
}

void WeightsController::updateActions()
{
    const Document* document = m_workspace->current();
    const QString why = !document                              ? openModelFirst()
                        : document->model().variables.empty() ? tr("There are no weights in this model: open one that has")
                                                              : QString();
    for (const ActionId id : {ActionId::LoadWeights, ActionId::Compose})
        setPossible((*m_actions)[id], why);
}

bool WeightsController::looksLikeWeights(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    for (const QString& end : {u".index"_s, u".weights.h5"_s, u".npz"_s, u".safetensors"_s})
        if (name.endsWith(end, Qt::CaseInsensitive))
            return true;
    return name == "checkpoint"_L1 || name.contains(".data-0"_L1) ||
           (name.contains("weights"_L1, Qt::CaseInsensitive) && QFileInfo(path).isFile());
}

void WeightsController::askFile(Document* document)
{
    QSettings settings;
    const QString folder = settings.value("open/folder", QFileInfo(document->path()).absolutePath()).toString();
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Load weights into %1").arg(document->title()), folder,
        tr("Weights and checkpoints") + u" (*.h5 *.hdf5 *.index *.keras *.npz *.safetensors *.pb checkpoint);;"_s +
            tr("All files") + u" (*)"_s);
    if (path.isEmpty())
        return;
    settings.setValue("open/folder", QFileInfo(path).absolutePath());
    load(document, path);
}

void WeightsController::load(Document* document, const QString& path)
{
    const QPointer<Document> target(document);
    startTask<SharedModel>(
        this, tr("Reading %1").arg(titleOf(path)),
        [path](const Progress& progress) { return readWeights(path, progress); },
        [this, target, path](Result<SharedModel> file) {
            if (!target)
                return;
            if (file)
                showPlan(target, std::move(*file), path);
            else
                m_messages->showError(tr("The weights in %1 cannot be read").arg(titleOf(path)), file.error());
        });
}

void WeightsController::showPlan(Document* document, SharedModel file, const QString& path)
{
    if (file->variables.empty()) {
        m_messages->showMessage(MessageArea::Kind::Error, tr("%1 holds no weights").arg(titleOf(path)), {});
        return;
    }
    auto* dialog =
        new LoadWeightsDialog(std::move(file), document->sharedModel(), titleOf(path), document->title(), m_window);
    const QPointer<Document> target(document);
    connect(dialog, &QDialog::accepted, this, [this, dialog, target, path] {
        if (target && dialog->plan())
            apply(target, *dialog->plan(), titleOf(path));
    });
    dialog->open();
    emit opened(dialog);
}

void WeightsController::apply(Document* document, const edit::RestorePlan& plan, const QString& fileTitle)
{
    m_workspace->showChanged(document);
    const auto edit = plan.edit("Load weights");
    if (!edit) {
        m_messages->showError(tr("The weights could not be loaded"), edit.error(), {}, document);
        return;
    }
    if (const auto done = document->apply(**edit, tr("Load weights of %1").arg(fileTitle)); !done) {
        m_messages->showError(tr("The weights could not be loaded"), done.error(), {}, document);
        return;
    }
    using Status = edit::RestoreStatus;
    QStringList lines;
    const auto say = [&](Status status, const QString& text) {
        if (plan.count(status) > 0)
            lines << text;
    };
    const auto count = [&](Status status) { return static_cast<int>(plan.count(status)); };
    say(Status::OtherDType, tr("%n were converted to the type of the model", nullptr, count(Status::OtherDType)));
    say(Status::Unmatched, tr("%n of the model keep their values", nullptr, count(Status::Unmatched)));
    say(Status::Unused, tr("%n in the file were not used", nullptr, count(Status::Unused)));
    if (plan.hasOptimizer())
        lines << (plan.loadsOptimizer() ? tr("The optimizer's state was loaded, too.")
                                        : tr("The optimizer's state was not used."));
    const QPointer<Document> target(document);
    const int step = document->undoStack()->index();
    const auto undo = [target, step] {
        if (target && target->undoStack()->index() >= step) // what came after goes too
            target->undoStack()->setIndex(step - 1);
    };
    const QString loaded =
        tr("Loaded %n variables into %1", nullptr, static_cast<int>(plan.loading())).arg(document->title());
    if (lines.isEmpty())
        m_toast->tell(document, loaded);
    else // there is something to read
        MessageArea::showUntilNextStep(m_messages->showMessage(MessageArea::Kind::Info, loaded, lines.join(u'\n'), {},
                                                               {{tr("Undo"), undo}}, document),
                                       document->undoStack());
}

void WeightsController::compose(Document* document)
{
    const QFileInfo info(document->path());
    auto* dialog =
        new ComposeDialog(document->sharedModel(), info.absoluteDir().filePath(info.completeBaseName() + u"_part"_s),
                          document->selection().path(), m_window);
    const QPointer<Document> target(document);
    connect(dialog, &QDialog::accepted, this, [this, dialog, target] {
        if (target)
            save(target, dialog->prefix(), dialog->composition());
    });
    dialog->open();
    emit opened(dialog);
}

void WeightsController::save(Document* document, const QString& prefix, edit::Composition parts)
{
    const SharedModel model = document->sharedModel();
    startTask<bool>(
        this, tr("Saving %1").arg(titleOf(prefix)),
        [model, prefix, parts = std::move(parts)](const Progress& progress) -> Result<bool> {
            LW_ASSIGN(const keras::ObjectTree objects, edit::composeObjects(*model, parts));
            LW_TRY(formats::writeComposed(objects, *model, pathBytes(prefix), {}, progress));
            return true;
        },
        [this, prefix](Result<bool> done) {
            if (done)
                m_messages->showMessage(MessageArea::Kind::Info, tr("Saved %1").arg(titleOf(prefix)),
                                        QDir::toNativeSeparators(prefix));
            else
                m_messages->showError(tr("%1 could not be saved").arg(titleOf(prefix)), done.error(),
                                      saveAdvice(done.error().kind));
        });
}

} // namespace lw::ui
