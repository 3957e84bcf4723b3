// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/OpenController.h"

#include "core/formats/FormatRegistry.h"
#include "core/graph/lower/Definitions.h"
#include "ui/document/UserObjects.h"
#include "ui/document/Workspace.h"
#include "ui/panes/start/RecentFiles.h"
#include "ui/panes/start/Samples.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/Text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHash>
#include <QPointer>
#include <QSettings>
#include <QUndoStack>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

using SharedModel = std::shared_ptr<const Model>;

Result<SharedModel> readModel(const QString& path, const Progress& progress)
{
    LW_ASSIGN(Model model, formats::openModel(pathBytes(path), progress));
    takeTaughtShapes(model);
    return SharedModel(std::make_shared<const Model>(std::move(model)));
}

QString lastFolder()
{
    return QSettings().value("open/folder").toString();
}

} // namespace

OpenController::OpenController(Workspace* workspace, RecentFiles* recent, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_recent(recent)
{
    connect(&UserObjectsNews::current(), &UserObjectsNews::changed, this, &OpenController::showTaughtShapes);
}

/// Paths that are opened together: they are shown in the order in which they were given, whichever is read first, and
/// one message tells of all that failed.
struct OpenController::Batch {
    qsizetype size = 0, shown = 0;
    QHash<qsizetype, std::function<void()>> read; ///< by place: what shows one that waits for those before it
    QList<std::pair<QString, Error>> failures;    ///< name, error
};

void OpenController::open(const QStringList& paths)
{
    auto batch = std::make_shared<Batch>();
    batch->size = paths.size();
    for (qsizetype i = 0; i < paths.size(); ++i)
        openOne(paths[i], i, batch);
}

void OpenController::openOne(const QString& given, qsizetype place, const std::shared_ptr<Batch>& batch)
{
    // A relative argument means another file once the program is started from elsewhere.
    const QString path = given.isEmpty() ? given : QFileInfo(given).absoluteFilePath();
    if (Document* known = m_workspace->find(path)) {
        endOne(place, batch, [this, shown = QPointer(known)] {
            if (shown)
                m_workspace->setCurrent(shown);
        });
        return;
    }
    if (m_opening.contains(path))
        return endOne(place, batch, [] {});
    m_opening.insert(path);
    const QString file = QFileInfo(path).fileName();
    const QString name = displayText(pathBytes(file.isEmpty() ? path : file)); // one line, whatever it is called
    startTask<SharedModel>(
        this, tr("Opening %1").arg(name), [path](const Progress& progress) { return readModel(path, progress); },
        [this, path, name, place, batch](const Result<SharedModel>& result) {
            m_opening.remove(path);
            endOne(place, batch, [this, path, name, result, failures = &batch->failures] {
                if (result)
                    add(path, *result);
                else if (result.error().kind != ErrorKind::Cancelled)
                    failures->append({name, result.error()});
            });
        });
}

void OpenController::add(const QString& path, std::shared_ptr<const Model> model)
{
    m_recent->add(path, *model);
    if (const QString folder = QFileInfo(path).absolutePath(); !folder.startsWith(samplesFolder()))
        QSettings().setValue("open/folder", folder); // where new models are saved, however this one was opened
    // saved_model.pb opens its folder and name.index its checkpoint, so the same model may be open by its other name.
    if (Document* known = m_workspace->find(pathText(model->path)))
        m_workspace->setCurrent(known);
    else
        m_workspace->add(std::move(model));
}

void OpenController::endOne(qsizetype place, const std::shared_ptr<Batch>& batch, std::function<void()> show)
{
    batch->read.insert(place, std::move(show));
    while (batch->read.contains(batch->shown))
        batch->read.take(batch->shown++)();
    if (batch->shown < batch->size || batch->failures.isEmpty())
        return;
    if (batch->failures.size() == 1) {
        const auto& [name, error] = batch->failures.first();
        emit failed(tr("%1 could not be opened").arg(name), error);
        return;
    }
    QStringList lines;
    for (const auto& [name, error] : std::as_const(batch->failures))
        lines << u"%1: %2"_s.arg(name, errorDetail(error));
    emit failedSeveral(tr("%n file(s) could not be opened", nullptr, static_cast<int>(lines.size())),
                       lines.join(u'\n'));
}

/// Edited models get their shapes with the next edit.
void OpenController::showTaughtShapes()
{
    for (Document* document : m_workspace->documents()) {
        if (document->isModified() || document->undoStack()->count() > 0 || document->path().isEmpty() ||
            graph::undefinedNames(document->model()).empty())
            continue;
        auto model = std::make_shared<Model>(document->model());
        takeTaughtShapes(*model);
        document->setModel(std::move(model));
    }
}

void OpenController::reload(Document* document, const QString& newPath)
{
    const QString path = newPath.isEmpty() ? document->path() : newPath;
    QPointer<Document> target(document);
    startTask<SharedModel>(
        this, tr("Reading %1 again").arg(document->title()),
        [path](const Progress& progress) { return readModel(path, progress); },
        [this, target, path](Result<SharedModel> result) {
            if (!target)
                return;
            if (result) {
                m_recent->add(path, **result);
                target->setModel(std::move(*result));
            } else {
                emit failed(tr("%1 could not be read again").arg(target->title()), result.error());
            }
        });
}

void OpenController::askFile(QWidget* parent)
{
    QStringList all;
    QStringList filters;
    for (const formats::Format& format : formats::registry()) {
        QStringList patterns;
        for (const std::string_view suffix : format.suffixes)
            patterns << u'*' + identityText(suffix);
        if (!format.read || patterns.isEmpty())
            continue;
        all << patterns;
        filters << u"%1 (%2)"_s.arg(identityText(format.title), patterns.join(u' '));
    }
    all << u"saved_model.pb"_s << u"*.hdf5"_s;
    all.removeDuplicates();
    filters.prepend(tr("Models and weights (%1)").arg(all.join(u' ')));
    filters << tr("All files (*)");
    const QStringList paths =
        QFileDialog::getOpenFileNames(parent, tr("Open models"), lastFolder(), filters.join(u";;"_s));
    if (paths.isEmpty())
        return;
    QSettings().setValue("open/folder", QFileInfo(paths.first()).path());
    open(paths);
}

void OpenController::askFolder(QWidget* parent)
{
    const QString path =
        QFileDialog::getExistingDirectory(parent, tr("Open a SavedModel or checkpoint folder"), lastFolder());
    if (path.isEmpty())
        return;
    QSettings().setValue("open/folder", QFileInfo(path).path());
    open({path});
}

} // namespace lw::ui
