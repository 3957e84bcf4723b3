// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recovery/RecoveryOffer.h"

#include "core/edit/RestoreModel.h"
#include "core/formats/FormatRegistry.h"
#include "ui/document/Workspace.h"
#include "ui/recovery/Autosave.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>

#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

QString timeText(std::int64_t milliseconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds);
    const QString clock = QLocale().toString(time.time(), QLocale::ShortFormat);
    if (time.date() == QDate::currentDate())
        return RecoveryOffer::tr("today at %1").arg(clock);
    if (time.date() == QDate::currentDate().addDays(-1))
        return RecoveryOffer::tr("yesterday at %1").arg(clock);
    return QLocale().toString(time, QLocale::ShortFormat);
}

QString titleOf(const recovery::Record& record)
{
    return displayText(record.title);
}

QString folderOf(const recovery::Record& record)
{
    if (!record.file)
        return RecoveryOffer::tr("not saved in a file yet");
    const QString folder = QFileInfo(pathText(record.file->path)).path();
    const QString home = QDir::homePath();
    return displayText(
        (folder == home || folder.startsWith(home + u'/') ? u'~' + folder.mid(home.size()) : folder).toStdString());
}

/// "digits.h5 (~/models): 3 edits, the last “Freeze dense_1”, today at 10:31".
QString lineOf(const recovery::Record& record)
{
    if (record.edits == 0) // a new model, as it was made
        return RecoveryOffer::tr("%1 (%2), %3").arg(titleOf(record), folderOf(record), timeText(record.time));
    QString what = RecoveryOffer::tr("%n edit(s)", nullptr, static_cast<int>(record.edits));
    if (!record.steps.empty())
        what = RecoveryOffer::tr("%1, the last “%2”").arg(what, coreText(record.steps.back(), 80));
    return RecoveryOffer::tr("%1 (%2): %3, %4").arg(titleOf(record), folderOf(record), what, timeText(record.time));
}

/// The documents of one window in the order in which they were opened there, those of the window that was edited last
/// at the end: of two records of one file the newer is on top.
std::vector<std::shared_ptr<const recovery::FoundRecord>>
asOpened(std::vector<std::shared_ptr<const recovery::FoundRecord>> entries)
{
    const auto place = [](const recovery::FoundRecord& entry) {
        const QString prefix = pathText(entry.prefix);
        const auto slash = prefix.lastIndexOf(u'/');
        return std::pair(prefix.left(slash), prefix.mid(slash + 1).toULongLong());
    };
    QHash<QString, std::int64_t> times; // of the windows
    for (const auto& entry : entries)
        times[place(*entry).first] = std::max(times.value(place(*entry).first), entry->record->time);
    std::sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) {
        const auto first = place(*a), second = place(*b);
        if (first.first != second.first)
            return std::pair(times[first.first], first.first) < std::pair(times[second.first], second.first);
        return first.second < second.second;
    });
    return entries;
}

std::vector<PastStep> pastSteps(const recovery::Recovered& recovered)
{
    std::vector<PastStep> steps;
    for (const recovery::RecoveredStep& step : recovered.steps)
        steps.push_back({coreText(step.text), QDateTime::fromMSecsSinceEpoch(step.time), step.model, step.text});
    return steps;
}

} // namespace

/// The locks are held until nothing of this is needed any more, so that no other window offers the same.
struct RecoveryOffer::Found {
    std::vector<recovery::Session> sessions;
    std::vector<Entry> records;
};

RecoveryOffer::RecoveryOffer(Workspace* workspace, Autosave* autosave, MessageArea* messages, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_autosave(autosave), m_messages(messages)
{
    connect(autosave, &Autosave::failed, this, &RecoveryOffer::sayAutosaveFailed);
}

RecoveryOffer::~RecoveryOffer()
{
    if (!m_discarded)
        return;
    for (const Entry& entry : m_offered)
        recovery::discardRecord(entry->prefix);
}

void RecoveryOffer::look()
{
    startTask<std::shared_ptr<Found>>(
        this, {},
        [](const Progress&) -> Result<std::shared_ptr<Found>> {
            auto found = std::make_shared<Found>();
            found->sessions = recovery::Session::abandoned();
            for (const recovery::Session& session : found->sessions)
                for (recovery::FoundRecord& record : session.records())
                    found->records.push_back(std::make_shared<const recovery::FoundRecord>(std::move(record)));
            return found;
        },
        [this](Result<std::shared_ptr<Found>> result) {
            if (result)
                take(*result);
        });
}

void RecoveryOffer::take(const std::shared_ptr<Found>& found)
{
    m_found = found;
    m_offered.clear();
    QStringList unreadable;
    for (const Entry& entry : found->records) {
        if (entry->record.ok()) {
            m_offered.push_back(entry);
            continue;
        }
        const Error& error = entry->record.error();
        unreadable << errorDetail(error);
        // Another version may well read its own.
        if (error.kind == ErrorKind::Corrupt)
            recovery::setAsideRecord(entry->prefix);
    }
    std::stable_sort(m_offered.begin(), m_offered.end(),
                     [](const Entry& a, const Entry& b) { return a->record->time > b->record->time; });
    if (!unreadable.isEmpty())
        m_messages->showMessage(MessageArea::Kind::Warning, tr("A record of unsaved edits cannot be read"),
                                unreadable.join(u'\n'),
                                tr("It was ignored; the models' files are as they were saved."));
    if (!m_offered.empty())
        offer();
    emit looked(static_cast<int>(m_offered.size()));
}

void RecoveryOffer::offer()
{
    QStringList lines;
    for (const Entry& entry : m_offered)
        lines << lineOf(*entry->record);
    m_messages->showMessage(
        MessageArea::Kind::Info,
        tr("Layerwright ended with unsaved edits of %n model(s)", nullptr, static_cast<int>(m_offered.size())),
        lines.join(u'\n'), {},
        {{tr("Recover"), [this] { recoverAll(); }}, {tr("Keep for later"), [] {}}, {tr("Discard"), [this] {
                                                                                        discardAll();
                                                                                    }}});
}

void RecoveryOffer::discardAll()
{
    m_discarded = true;
    m_messages->showMessage(MessageArea::Kind::Info, tr("The unsaved edits were discarded"),
                            tr("The models' files are as they were saved."), {}, {{tr("Undo"), [this] {
                                                                                       m_discarded = false;
                                                                                       offer();
                                                                                   }}});
}

void RecoveryOffer::recoverAll()
{
    m_discarded = false;
    const bool idle = m_recovering.empty();
    const std::vector<Entry> next = asOpened(std::exchange(m_offered, {}));
    m_recovering.insert(m_recovering.end(), next.begin(), next.end());
    if (idle)
        recoverNext();
}

void RecoveryOffer::recoverNext()
{
    if (!m_recovering.empty())
        recover(m_recovering.front());
}

void RecoveryOffer::recover(const Entry& entry, const QString& path)
{
    const recovery::Record& record = *entry->record;
    const QString wanted = record.file && path.isEmpty() ? pathText(record.file->path) : path;
    Document* open = wanted.isEmpty() ? nullptr : m_workspace->find(wanted);
    startTask<recovery::Recovered>(
        this, tr("Recovering %1").arg(titleOf(record)),
        [entry, path,
         file = open ? open->fileModel() : nullptr](const Progress& progress) -> Result<recovery::Recovered> {
            auto now = file;
            if (!now && !path.isEmpty()) {
                LW_ASSIGN(Model read, formats::openModel(pathBytes(path), progress));
                now = std::make_shared<const Model>(std::move(read));
            }
            return recovery::recoverModel(*entry->record, entry->prefix, now, progress);
        },
        [this, entry](Result<recovery::Recovered> result) {
            if (result)
                this->open(entry, *result);
            else
                sayFailed(entry, result.error());
            std::erase(m_recovering, entry);
            recoverNext();
        });
}

void RecoveryOffer::open(const Entry& entry, const recovery::Recovered& recovered)
{
    const recovery::Record& record = *entry->record;
    Document* document = recovered.file ? m_workspace->find(pathText(recovered.file->path)) : nullptr;
    if (!document)
        document = recovered.file ? m_workspace->add(recovered.file)
                                  : m_workspace->addUnsaved(recovered.base, titleOf(record));
    Autosave::Older older;
    if (recovered.file && !(recovered.baseIsFile && document->sharedModel() == recovered.file)) {
        // Whatever was edited here meanwhile is one step back.
        const edit::RestoreModel edit("Recovered edits", recovered.base);
        if (const auto applied = document->apply(edit, tr("Recovered edits")); !applied) {
            sayFailed(entry, applied.error());
            return;
        }
        older.step = document->undoStack()->command(document->undoStack()->index() - 1);
    }
    document->replay(pastSteps(recovered));
    const std::size_t asSteps = recovered.steps.size();
    older.edits = record.edits - std::min<std::uint64_t>(record.edits, asSteps);
    older.steps = record.steps;
    older.steps.resize(older.steps.size() - std::min(older.steps.size(), asSteps));
    m_workspace->setCurrent(document);
    m_autosave->takeOver(document, std::move(older), [self = QPointer(this), entry] {
        if (self)
            self->finish(entry);
    });
    if (recovered.fileChanged)
        m_messages->showMessage(MessageArea::Kind::Warning,
                                tr("%1 was changed by another program after these edits").arg(document->title()),
                                tr("The edits were put on top of what the file holds now."));
    if (recovered.lost > 0)
        m_messages->showMessage(
            MessageArea::Kind::Warning,
            tr("%n weight(s) of %1 could not be recovered", nullptr, static_cast<int>(recovered.lost))
                .arg(document->title()),
            tr("Their values could not be read when the edits were kept."));
    if (!recovered.lostFunctions.empty())
        m_messages->showMessage(
            MessageArea::Kind::Warning,
            tr("What %n custom layer(s) of %1 computed could not be recovered", nullptr,
               static_cast<int>(recovered.lostFunctions.size()))
                .arg(document->title()),
            tr("%1: weights and settings are back, the traced functions are not. Insert them again from their "
               "SavedModel, or teach what they compute.")
                .arg(displayText(recovered.lostFunctions.front(), 80)));
}

void RecoveryOffer::askFile(const Entry& entry)
{
    const recovery::RecordedFile& file = *entry->record->file;
    const formats::Format* format = formats::findFormat(file.format);
    auto* dialog =
        new QFileDialog(qobject_cast<QWidget*>(parent()), tr("Where is %1 now?").arg(titleOf(*entry->record)),
                        QFileInfo(pathText(file.path)).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(format && format->folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, entry](const QString& path) { recover(entry, path); });
    dialog->open();
}

void RecoveryOffer::sayFailed(const Entry& entry, const Error& error)
{
    const recovery::Record& record = *entry->record;
    if (error.kind == ErrorKind::Cancelled)
        return;
    if (error.kind == ErrorKind::Corrupt)
        recovery::setAsideRecord(entry->prefix);
    QList<MessageArea::Action> actions;
    if (error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Invalid || error.kind == ErrorKind::Io) {
        if (record.file) // it may be elsewhere, and another in its place
            actions << MessageArea::Action{tr("Choose the file…"), [this, entry] { askFile(entry); }};
        actions << MessageArea::Action{tr("Try again"), [this, entry] {
                                           m_offered = {entry};
                                           recoverAll();
                                       }};
    }
    QString detail = errorDetail(error);
    if (record.file)
        detail = displayText(record.file->path, 400) + u": "_s + detail;
    m_messages->showMessage(
        MessageArea::Kind::Error, tr("The edits of %1 could not be recovered").arg(titleOf(record)), detail + u'.',
        error.kind == ErrorKind::Corrupt
            ? QString()
            : tr("Put the file back and try again. The edits are kept for %n day(s).", nullptr, recovery::kKeptDays),
        actions);
}

void RecoveryOffer::sayAutosaveFailed(const Error& error)
{
    m_messages->showMessage(MessageArea::Kind::Warning, tr("Unsaved edits would not survive a crash now"),
                            tr("They could not be kept aside: %1.").arg(errorDetail(error)),
                            tr("You can go on, and save as usual."));
}

void RecoveryOffer::finish(const Entry& entry)
{
    QThreadPool::globalInstance()->start([entry, found = m_found] { recovery::discardRecord(entry->prefix); });
}

} // namespace lw::ui
