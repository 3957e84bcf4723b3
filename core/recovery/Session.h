// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recovery/Record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lw::recovery {

/// Records that nobody asked for are kept this long.
inline constexpr int kKeptDays = 30;

/// What a program that ended left of one document.
struct FoundRecord {
    std::string prefix; ///< of its files
    Result<Record> record;
};

/// The folder of one running program below stateFolder()/recovery, for the records of its documents. A lock (flock) in
/// it is held as long as this object, and dropped by the system with the process, however that ends: so records of a
/// program that runs are never taken for left behind, and what one program offers no other does. Where locks are not
/// possible, nothing counts as left behind. One thread at a time.
class Session {
public:
    /// A new folder, for this user alone. Io when there is no place for it.
    static Result<Session> create();
    /// The folders of programs that have ended, claimed for this one. Clears away what is older than kKeptDays, and
    /// folders without a record. Never fails; quick when there is nothing.
    static std::vector<Session> abandoned();

    Session(Session&& other) noexcept;
    Session& operator=(Session&& other) noexcept;
    /// Lets go; removes the folder when no record is in it.
    ~Session();

    [[nodiscard]] const std::string& folder() const { return m_folder; }
    /// For a document of its own: "FOLDER/NUMBER".
    [[nodiscard]] std::string prefix(std::uint64_t number) const;
    /// All records, the newest first; damaged ones with their error.
    [[nodiscard]] std::vector<FoundRecord> records() const;

private:
    Session(std::string folder, int lock) : m_folder(std::move(folder)), m_lock(lock) {}
    void release();
    std::string m_folder;
    int m_lock = -1;
};

/// Removes a record with its files of values.
void discardRecord(const std::string& prefix);
/// Puts a record that cannot be read out of the way, so that it is told of once; it goes like the others.
void setAsideRecord(const std::string& prefix);

} // namespace lw::recovery
