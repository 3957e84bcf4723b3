// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/SaveController.h"

#include "core/keras/Dialect.h"
#include "ui/dialogs/SaveDialog.h"
#include "ui/document/UserObjects.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/Text.h"
#include "ui/window/DiskState.h"

#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

bool changedByOthers(const Model& model)
{
    return model.stamp && diskState(model).changed;
}

/// Where it is, or where one would look for it: a new model goes beside what was opened last.
QString pathOf(const Document& document)
{
    if (!document.path().isEmpty())
        return document.path();
    const QString folder = QSettings().value("open/folder").toString();
    return QDir(QFileInfo(folder).isDir() ? folder : QDir::homePath()).filePath(document.title());
}

} // namespace

SaveController::SaveController(QWidget* window) : QObject(window), m_window(window) {}

const formats::Format* SaveController::formatOf(const Document& document)
{
    const formats::Format* format = formats::findFormat(document.model().format);
    const bool holds = format && (format->holds.weights || document.model().variables.empty());
    return format && format->write && holds && !document.path().isEmpty() ? format : nullptr;
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
    const formats::Format* format = formatOf(*document);
    if (!format) // what the model's Keras writes of its own accord
        format = formats::findFormat(keras::kerasGeneration(document->model()) == 3 ? "keras" : "h5");
    ask(document, pathOf(*document), format);
}

void SaveController::saveWeights(Document* document)
{
    const formats::Format* format = formats::findFormat("npz");
    const QFileInfo info(pathOf(*document));
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
        const bool own = !target->path().isEmpty() && QFileInfo(request.path) == QFileInfo(target->path());
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
    emit started(document);
}

void SaveController::cancel(Document* document)
{
    if (TaskHandle* task = m_running.value(document))
        task->cancel();
}

} // namespace lw::ui
