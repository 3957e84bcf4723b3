// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recovery/Autosave.h"

#include "core/recovery/Session.h"
#include "ui/document/EditCommand.h"
#include "ui/document/Workspace.h"

#include <algorithm>

namespace lw::ui {

namespace {

constexpr std::size_t kShownSteps = 10;

/// The steps between two places of the history, as they can be taken back.
std::vector<recovery::EditedStep> pastOf(const QUndoStack& stack, int from, int to)
{
    std::vector<recovery::EditedStep> past;
    for (int step = from; step < to; ++step)
        if (const auto* command = dynamic_cast<const EditCommand*>(stack.command(step)))
            past.push_back({command->sentence(), command->time().toMSecsSinceEpoch(), command->nextTurn()});
        else
            past.clear(); // nothing before it can be taken back without it
    return past;
}

std::string sentenceOf(const QUndoStack& stack, int step)
{
    const auto* command = dynamic_cast<const EditCommand*>(stack.command(step));
    return command ? command->sentence() : stack.text(step).toStdString();
}

} // namespace

/// What lives in the pool's thread: the folder is made with the first record, so that a program that edits nothing
/// leaves no trace.
struct Autosave::Worker {
    std::optional<recovery::Session> session;

    Result<void> write(Record& record, std::uint64_t number, const recovery::EditedDocument& document)
    {
        if (!session) {
            LW_ASSIGN(session, recovery::Session::create());
        }
        if (!record)
            record.emplace(session->prefix(number));
        return record->write(document);
    }
};

Autosave::Autosave(Workspace* workspace, QObject* parent) : QObject(parent), m_worker(std::make_shared<Worker>())
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::writeDirty);
    connect(workspace, &Workspace::added, this, &Autosave::watch);
    connect(workspace, &Workspace::aboutToClose, this, &Autosave::forget);
    for (Document* document : workspace->documents())
        watch(document);
}

Autosave::~Autosave()
{
    flush();
    m_pool.waitForDone();
}

void Autosave::watch(Document* document)
{
    Entry entry;
    entry.record = std::make_shared<Record>();
    entry.number = m_next++;
    m_entries.insert(document, std::move(entry));
    connect(document, &Document::changed, this, [this, document] { note(document); });
    connect(document, &Document::modifiedChanged, this, [this, document](bool modified) {
        if (modified)
            note(document);
        else
            remove(document);
    });
    note(document);
}

/// A document that is closed with unsaved edits was not meant to lose them: whoever discards edits says so first
/// (Document::setModified).
void Autosave::forget(Document* document)
{
    document->disconnect(this);
    const auto entry = m_entries.find(document);
    if (entry == m_entries.end())
        return;
    if (entry->dirty)
        write(document, *entry);
    m_entries.erase(entry);
}

void Autosave::note(Document* document)
{
    const auto entry = m_entries.find(document);
    if (entry == m_entries.end() || !document->isModified())
        return;
    entry->dirty = true;
    if (!m_timer.isActive() || m_timer.interval() > kDelay)
        m_timer.start(kDelay);
}

void Autosave::remove(Document* document)
{
    const auto entry = m_entries.find(document);
    if (entry == m_entries.end())
        return;
    entry->dirty = false;
    if (!entry->older.step)
        entry->older = {}; // in the file now
    m_pool.start([record = entry->record] {
        if (*record)
            (*record)->remove();
    });
    if (const auto then = std::exchange(entry->then, {}))
        then();
}

void Autosave::takeOver(Document* document, Older older, std::function<void()> then)
{
    const auto entry = m_entries.find(document);
    if (entry == m_entries.end() || !document->isModified()) {
        then();
        return;
    }
    entry->older = std::move(older);
    entry->then = std::move(then);
    entry->dirty = true;
    writeDirty();
}

bool Autosave::isBusy() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry& entry) { return entry.dirty || entry.writing; });
}

void Autosave::flush()
{
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry)
        if (entry->dirty)
            write(entry.key(), *entry);
    m_pool.waitForDone();
}

void Autosave::writeDirty()
{
    // What is being written now comes again when that is done, so that long writes do not pile up.
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry)
        if (entry->dirty && !entry->writing)
            write(entry.key(), *entry);
}

recovery::EditedDocument Autosave::stateOf(Document* document, const Entry& entry) const
{
    recovery::EditedDocument state;
    state.model = document->sharedModel();
    state.file = document->fileModel();
    state.title = document->title().toStdString();
    const QUndoStack* stack = document->undoStack();
    const auto addOlder = [&] {
        state.edits += entry.older.edits;
        state.steps.insert(state.steps.end(), entry.older.steps.begin(), entry.older.steps.end());
    };
    if (!entry.older.step)
        addOlder();
    // Edits since the last save, or, without names, edits taken back since.
    const int clean = qMax(0, stack->cleanIndex()), index = stack->index();
    for (int step = clean + 1; step <= index; ++step) {
        if (entry.older.step && stack->command(step - 1) == entry.older.step) {
            addOlder();
            continue;
        }
        ++state.edits;
        state.steps.push_back(sentenceOf(*stack, step - 1));
    }
    state.past = pastOf(*stack, qMax(clean, index - static_cast<int>(recovery::kMostPast)), index);
    state.edits += static_cast<std::uint64_t>(qMax(0, clean - index));
    if (state.steps.size() > kShownSteps)
        state.steps.erase(state.steps.begin(), state.steps.end() - kShownSteps);
    return state;
}

void Autosave::write(Document* document, Entry& entry)
{
    entry.dirty = false;
    entry.writing = true;
    m_pool.start([this, document, worker = m_worker, record = entry.record, number = entry.number,
                  state = stateOf(document, entry)] {
        auto result = worker->write(*record, number, state);
        // The destructor waits for the pool, so this is there; the document may not be, and is only looked up.
        QMetaObject::invokeMethod(
            this, [this, document, number, result = std::move(result)] { written(document, number, result); },
            Qt::QueuedConnection);
    });
}

void Autosave::written(Document* document, std::uint64_t number, const Result<void>& result)
{
    const auto entry = m_entries.find(document);
    const bool known = entry != m_entries.end() && entry->number == number;
    if (known)
        entry->writing = false;
    if (!result) {
        if (known && document->isModified()) {
            entry->dirty = true;
            m_timer.start(kRetry);
        }
        if (!std::exchange(m_failing, true))
            emit failed(result.error());
        return;
    }
    m_failing = false;
    if (!known)
        return;
    if (entry->dirty && !m_timer.isActive())
        m_timer.start(kDelay);
    if (const auto then = std::exchange(entry->then, {}))
        then();
}

} // namespace lw::ui
