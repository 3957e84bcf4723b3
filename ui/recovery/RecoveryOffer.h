// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recovery/RecoverModel.h"
#include "core/recovery/Session.h"

#include <QObject>
#include <memory>
#include <vector>

namespace lw::ui {

class Autosave;
class Document;
class MessageArea;
class Workspace;

/// Unsaved edits that a program which ended left behind: tells of them in a bar, and recovers, keeps or discards them
/// as the user likes. What is recovered opens as its file, with the edits as the steps that they were; those that the
/// record does not have one by one are one step, "Recovered edits". Until then the records stay where they are; those
/// that are discarded go when the program ends, so that this can be taken back. User interface thread only.
class RecoveryOffer : public QObject {
    Q_OBJECT
public:
    RecoveryOffer(Workspace* workspace, Autosave* autosave, MessageArea* messages, QObject* parent = nullptr);
    ~RecoveryOffer() override;

    /// Looks for records in the background and offers what it finds.
    void look();
    /// What the buttons of the bar do.
    void recoverAll();
    void discardAll();

signals:
    /// look() is through.
    void looked(int records);

private:
    struct Found;
    using Entry = std::shared_ptr<const recovery::FoundRecord>;

    void take(const std::shared_ptr<Found>& found);
    void offer();
    void recoverNext();
    /// path: where the file is now; empty for where the record says.
    void recover(const Entry& entry, const QString& path = {});
    void askFile(const Entry& entry);
    void open(const Entry& entry, const recovery::Recovered& recovered);
    void sayFailed(const Entry& entry, const Error& error);
    void sayAutosaveFailed(const Error& error);
    /// The record is of no more use.
    void finish(const Entry& entry);
    Workspace* m_workspace;
    Autosave* m_autosave;
    MessageArea* m_messages;
    std::shared_ptr<Found> m_found;
    std::vector<Entry> m_offered;    ///< the newest first
    std::vector<Entry> m_recovering; ///< one after another, in the order in which they were opened
    bool m_discarded = false;
};

} // namespace lw::ui
