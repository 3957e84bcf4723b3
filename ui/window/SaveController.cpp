// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/SaveController.h"

#include "ui/document/Document.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/Text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

/// What the target format cannot hold of this model, one line each.
QStringList losses(const Model& model, const formats::Format& format)
{
    QStringList lost;
    if (!format.holds.architecture && !model.layers.empty())
        lost << SaveController::tr("the layers and how they are connected");
    if (!format.holds.weights && !model.variables.empty())
        lost << SaveController::tr("the weights");
    if (!format.holds.training && model.training)
        lost << SaveController::tr("the training state: optimizer, loss and metrics");
    if (!format.holds.tracedFunctions && !model.signatures.empty())
        lost << SaveController::tr("the traced functions and signatures");
    return lost;
}

} // namespace

SaveController::SaveController(QWidget* window) : QObject(window), m_window(window) {}

const formats::Format* SaveController::formatOf(const Document& document)
{
    const formats::Format* format = formats::findFormat(document.model().format);
    return format && format->write ? format : nullptr;
}

void SaveController::save(Document* document)
{
    const formats::Format* format = formatOf(*document);
    if (format && mayOverwrite(*document) && mayLose(*document, *format))
        write(document, document->path(), *format, true);
}

void SaveController::saveAs(Document* document)
{
    const formats::Format* format = formatOf(*document);
    if (!format)
        return;
    QString filter = identityText(format->title);
    if (!format->suffixes.empty())
        filter += u" (*%1)"_s.arg(identityText(format->suffixes.front()));
    const QString path =
        QFileDialog::getSaveFileName(m_window, tr("Save %1 as").arg(document->title()), document->path(), filter);
    if (!path.isEmpty() && mayLose(*document, *format))
        write(document, path, *format, true);
}

void SaveController::saveWeights(Document* document)
{
    const formats::Format* format = formats::findFormat("npz");
    if (!format || !format->write)
        return;
    const QFileInfo info(document->path());
    const QString proposed = info.path() + u'/' + info.completeBaseName() + u".npz"_s;
    const QString path =
        QFileDialog::getSaveFileName(m_window, tr("Save all weights"), proposed, tr("NumPy archive (*.npz)"));
    if (!path.isEmpty())
        write(document, path, *format, false);
}

bool SaveController::mayOverwrite(const Document& document)
{
    if (!document.model().stamp)
        return true;
    const Result<FileStamp> now = stampOf(document.model().path);
    if (!now || *now == *document.model().stamp)
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Changed on disk"),
                    tr("%1 was changed by another program since it was opened.").arg(document.title()),
                    QMessageBox::Cancel, m_window);
    box.setInformativeText(tr("Saving replaces what the other program wrote."));
    QPushButton* overwrite = box.addButton(tr("Overwrite"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == overwrite;
}

bool SaveController::mayLose(const Document& document, const formats::Format& format)
{
    const QStringList lost = losses(document.model(), format);
    if (lost.isEmpty())
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Not everything can be saved"),
                    tr("A file of this kind (%1) cannot hold:").arg(identityText(format.title)), QMessageBox::Cancel,
                    m_window);
    box.setInformativeText(u"• "_s + lost.join(u"\n• "_s));
    QPushButton* anyway = box.addButton(tr("Save without"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == anyway;
}

void SaveController::write(Document* document, const QString& path, const formats::Format& format, bool becomesDocument)
{
    const std::shared_ptr<const Model> model = document->sharedModel();
    const std::string id(format.id);
    const bool samePath = path == document->path();
    const QString name = QFileInfo(path).fileName();
    QPointer<Document> target(document);
    startTask<Diagnostics>(
        this, tr("Saving %1").arg(name),
        [model, path, id](const Progress& progress) -> Result<Diagnostics> {
            Diagnostics diagnostics;
            LW_TRY(formats::saveModel(*model, pathBytes(path), id, {}, diagnostics, progress));
            return diagnostics;
        },
        [this, target, path, name, samePath, becomesDocument](Result<Diagnostics> result) {
            if (!result) {
                emit failed(tr("%1 was not saved").arg(name), result.error());
                return;
            }
            emit notice(tr("Saved %1").arg(name));
            if (becomesDocument && target)
                emit saved(target, path, samePath);
        });
}

} // namespace lw::ui
