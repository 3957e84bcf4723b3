// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace lw {

/// What a program that died while saving leaves behind, and how the next one clears it away.
///
/// A temporary (FileOperations.h temporaryName) is locked (flock) as long as its maker lives; the system drops the lock
/// with the process, however it ends. Where locks are not possible, nothing counts as left behind.

/// Locks a temporary just made. False when it was taken for an abandoned one and removed in between: make another.
bool claimTemporary(int descriptor, const std::string& path);

/// Removes the temporaries in this folder whose makers are dead. An old folder that had stepped aside (.old) gets its
/// name back when nothing has taken it. Never fails: what cannot be removed stays. False when some are still held.
bool removeStaleTemporaries(const std::string& folder);

/// Whether a path leads through a temporary folder: what is saved there is flushed, and goes, with that folder.
bool liesInTemporary(const std::string& path);

/// A note below the user's state folder (XDG_STATE_HOME, else ~/.local/state) that a save to this target is under way,
/// so that the next start finds what is left of it. Best effort: a save goes on without one.
class SaveNote {
public:
    SaveNote() = default;
    explicit SaveNote(const std::string& target);
    ~SaveNote();
    SaveNote(SaveNote&& other) noexcept;
    SaveNote& operator=(SaveNote&& other) noexcept;

private:
    void remove();
    std::string m_path;
    int m_descriptor = -1;
};

/// Calls back with the absolute target of every save whose program died, and drops the note when the answer is that all
/// is clean. Quick when there is none. Any thread.
void forInterruptedSaves(const std::function<bool(const std::string& target)>& clean);

} // namespace lw
