// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/recovery/DocumentRecord.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QUndoCommand;

namespace lw::ui {

class Document;
class Workspace;

/// Keeps a record of every document with unsaved edits, written in the background within kDelay of an edit, so that the
/// next start can offer them after a crash. The record goes when the document is saved, taken back to what its file
/// holds, or closed without saving; a document that is dropped with unsaved edits (the session ends) leaves its record.
/// Trouble stops nobody: the last good record stays, and writing is tried again. User interface thread only.
class Autosave : public QObject {
    Q_OBJECT
public:
    static constexpr int kDelay = 1000, kRetry = 30000; // ms

    explicit Autosave(Workspace* workspace, QObject* parent = nullptr);
    /// Waits for what is being written.
    ~Autosave() override;

    /// Writes what is not written yet and waits for it: for an end that gives no time (SIGTERM, a session's end).
    void flush();
    /// Edits of an older record that are no steps of their own: they count, and give their names, where step stands,
    /// or, when that is null, from the start.
    struct Older {
        const QUndoCommand* step = nullptr;
        std::uint64_t edits = 0;
        std::vector<std::string> steps;
    };
    /// What was just done to this document are the edits of an older record. then is called once they are safe in a
    /// record of their own, or need none any more.
    void takeOver(Document* document, Older older, std::function<void()> then);
    /// True while something is to be written or being written.
    [[nodiscard]] bool isBusy() const;

signals:
    /// Told once, until a record could be written again.
    void failed(const lw::Error& error);

private:
    struct Worker;
    using Record = std::optional<recovery::DocumentRecord>; ///< made with the first write
    struct Entry {
        std::shared_ptr<Record> record; ///< used in the pool only
        std::uint64_t number = 0;
        bool dirty = false, writing = false;
        Older older;
        std::function<void()> then;
    };

    void watch(Document* document);
    void forget(Document* document);
    void note(Document* document);
    void remove(Document* document);
    void writeDirty();
    void write(Document* document, Entry& entry);
    void written(Document* document, std::uint64_t number, const Result<void>& result);
    [[nodiscard]] recovery::EditedDocument stateOf(Document* document, const Entry& entry) const;
    QHash<Document*, Entry> m_entries;
    std::shared_ptr<Worker> m_worker; ///< used in the pool only
    QThreadPool m_pool;               ///< one thread of its own: nothing else makes a record wait
    QTimer m_timer;
    std::uint64_t m_next = 1;
    bool m_failing = false;
};

} // namespace lw::ui
