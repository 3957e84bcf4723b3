// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/SaveController.h"

#include "ui/dialogs/SaveDialog.h"
#include "ui/document/UserObjects.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/Text.h"
#include "ui/window/DiskState.h"

#include <QFileInfo>

#include <QMessageBox>
#include <QPushButton>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

bool changedByOthers(const Model& model)
{
    return model.stamp && diskState(model).changed;
}

} // namespace

SaveController::SaveController(QWidget* window) : QObject(window), m_window(window) {}

const formats::Format* SaveController::formatOf(const Document& document)
{
    const formats::Format* format = formats::findFormat(document.model().format);
    return format && format->write ? format : nullptr;
}

bool SaveController::canSave(const Document& document)
{
    return !savableFormats(document.model()).isEmpty();
}

void SaveController::save(Document* document)
{
    const formats::Format* format = formatOf(*document);
    if (!format)
        saveAs(document);
    else if (changedByOthers(document->model()))
        confirmOverwrite(document, {document->path(), format, {}});
    else
        write(document, {document->path(), format, {}});
}

void SaveController::saveAs(Document* document)
{
    ask(document, document->path(), formatOf(*document));
}

void SaveController::saveWeights(Document* document)
{
    const formats::Format* format = formats::findFormat("npz");
    const QFileInfo info(document->path());
    if (format)
        ask(document, info.path() + u'/' + nameInFormat(info.fileName(), *format), format);
}

void SaveController::ask(Document* document, const QString& path, const formats::Format* format)
{
    auto* dialog = new SaveDialog(document->sharedModel(), path, format, m_window);
    const QPointer<Document> target(document);
    connect(dialog, &QDialog::accepted, this, [this, dialog, target] {
        if (!target)
            return;
        const SaveRequest request = dialog->request();
        const bool own = QFileInfo(request.path) == QFileInfo(target->path());
        if (own && changedByOthers(target->model()))
            confirmOverwrite(target, request);
        else
            write(target, request);
    });
    connect(dialog, &QDialog::rejected, this, [this, target] {
        if (target)
            emit ended(target, false);
    });
    dialog->open();
}

void SaveController::confirmOverwrite(Document* document, const SaveRequest& request)
{
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Changed on disk"),
                                tr("%1 was changed by another program since it was opened.").arg(document->title()),
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Saving replaces what the other program wrote."));
    QPushButton* overwrite = box->addButton(tr("Overwrite"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    const QPointer<Document> target(document);
    connect(box, &QDialog::finished, this, [this, box, overwrite, target, request] {
        if (!target)
            return;
        if (box->clickedButton() == overwrite)
            write(target, request);
        else
            emit ended(target, false);
    });
    box->open();
}

void SaveController::write(Document* document, const SaveRequest& request)
{
    if (isSaving(document) || !request.format)
        return;
    const QString name = QFileInfo(request.path).fileName();
    const QPointer<Document> target(document);
    TaskHandle* task = startTask<Diagnostics>(
        this, tr("Saving %1").arg(name),
        [model = document->sharedModel(), request](const Progress& progress) -> Result<Diagnostics> {
            Diagnostics report;
            formats::SaveOptions options = request.options;
            LW_ASSIGN(options.objects, readUserObjects());
            LW_TRY(formats::saveModel(*model, pathBytes(request.path), request.format->id, options, report, progress));
            return report;
        },
        [this, target, document, request, name](Result<Diagnostics> result) {
            m_running.remove(document);
            if (!target)
                return;
            if (result)
                emit saved(target, request, *result);
            else
                emit failed(target, tr("%1 was not saved").arg(name), result.error());
            if (target)
                emit ended(target, result.ok());
        });
    m_running.insert(document, task);
}

void SaveController::cancel(Document* document)
{
    if (TaskHandle* task = m_running.value(document))
        task->cancel();
}

} // namespace lw::ui
