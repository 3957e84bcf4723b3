// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/Session.h"

#include "core/base/FileOperations.h"
#include "core/base/StaleFiles.h"
#include "core/base/StateFolder.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace lw::recovery {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLock = "/lock", kDamagedSuffix = ".damaged";
constexpr std::size_t kMostRecords = 1000;
constexpr std::time_t kDay = 24 * 60 * 60;

std::string recoveryFolder()
{
    const std::string state = stateFolder();
    return state.empty() ? state : state + "/recovery";
}

std::vector<std::string> namesIn(const std::string& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        names.push_back(entry->path().filename().string());
    return names;
}

/// "7" of "7.edits", "7.damaged" and "7-2.values"; empty for others.
std::string numberOf(std::string_view name)
{
    const std::size_t digits = name.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos || digits > 18)
        return {};
    const std::string_view rest = name.substr(digits);
    const bool ours = rest == kRecordSuffix || rest == kDamagedSuffix || (rest[0] == '-' && rest.ends_with(kStoreSuffix));
    return ours ? std::string(name.substr(0, digits)) : std::string();
}

bool isHead(std::string_view name)
{
    return name.ends_with(kRecordSuffix) || name.ends_with(kDamagedSuffix);
}

bool isOld(const std::string& path)
{
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && status.st_mtime + kKeptDays * kDay < std::time(nullptr);
}

void removeFiles(const std::string& folder, const std::string& number)
{
    for (const std::string& name : namesIn(folder))
        if (numberOf(name) == number)
            ::unlink((folder + "/" + name).c_str());
}

/// Records that are too old, and values whose record is gone.
void clear(const std::string& folder)
{
    removeStaleTemporaries(folder);
    std::set<std::string> all, kept;
    for (const std::string& name : namesIn(folder)) {
        all.insert(numberOf(name));
        if (isHead(name) && !numberOf(name).empty() && !isOld(folder + "/" + name))
            kept.insert(numberOf(name));
    }
    for (const std::string& number : all)
        if (!number.empty() && !kept.contains(number))
            removeFiles(folder, number);
}

bool holdsRecord(const std::string& folder)
{
    const auto names = namesIn(folder);
    return std::any_of(names.begin(), names.end(),
                       [](const std::string& name) { return isHead(name) && !numberOf(name).empty(); });
}

/// The folder and the number of "FOLDER/7".
std::pair<std::string, std::string> split(const std::string& prefix)
{
    return {folderOf(prefix), fileNameOf(prefix)};
}

} // namespace

Result<Session> Session::create()
{
    const std::string parent = recoveryFolder();
    if (parent.empty())
        return ioError("there is no home folder to keep unsaved edits in; set HOME or XDG_STATE_HOME");
    std::error_code error;
    fs::create_directories(folderOf(parent), error);
    if (::mkdir(parent.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return writeError(errno, parent);
    for (int attempt = 0; attempt < 8; ++attempt) {
        const std::string name = temporaryName(parent + "/x");
        const std::string folder = parent + "/" + name.substr(name.rfind('-') + 1);
        if (::mkdir(folder.c_str(), S_IRWXU) != 0) {
            if (errno == EEXIST)
                continue;
            return writeError(errno, folder);
        }
        const std::string path = folder + std::string(kLock);
        const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (lock >= 0 && claimTemporary(lock, path))
            return Session(folder, lock);
        const int failed = errno;
        if (lock >= 0)
            ::close(lock);
        else if (failed != ENOENT) // another program took the empty folder for one left behind
            return writeError(failed, path);
    }
    return ioError("no folder could be made to keep unsaved edits in").at(parent);
}

std::vector<Session> Session::abandoned()
{
    std::vector<Session> sessions;
    const std::string parent = recoveryFolder();
    if (parent.empty())
        return sessions;
    for (const std::string& name : namesIn(parent)) {
        const std::string folder = parent + "/" + name, path = folder + std::string(kLock);
        const int lock = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (lock < 0) {
            if (errno == ENOENT)
                ::rmdir(folder.c_str()); // goes only when it is empty
            continue;
        }
        if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
            ::close(lock);
            continue;
        }
        Session session(folder, lock);
        clear(folder);
        if (holdsRecord(folder))
            sessions.push_back(std::move(session));
    }
    return sessions;
}

Session::Session(Session&& other) noexcept
    : m_folder(std::move(other.m_folder)), m_lock(std::exchange(other.m_lock, -1))
{
}

Session& Session::operator=(Session&& other) noexcept
{
    release();
    m_folder = std::move(other.m_folder);
    m_lock = std::exchange(other.m_lock, -1);
    return *this;
}

Session::~Session()
{
    release();
}

void Session::release()
{
    if (m_lock < 0)
        return;
    if (!holdsRecord(m_folder)) {
        clear(m_folder);
        ::unlink((m_folder + std::string(kLock)).c_str());
        ::rmdir(m_folder.c_str());
    }
    ::close(std::exchange(m_lock, -1));
}

std::string Session::prefix(std::uint64_t number) const
{
    return m_folder + "/" + std::to_string(number);
}

std::vector<FoundRecord> Session::records() const
{
    std::vector<FoundRecord> found;
    for (const std::string& name : namesIn(m_folder)) {
        if (!name.ends_with(kRecordSuffix) || numberOf(name).empty() || found.size() >= kMostRecords)
            continue;
        const std::string prefix = m_folder + "/" + numberOf(name);
        found.push_back({prefix, readRecord(recordPath(prefix))});
    }
    const auto time = [](const FoundRecord& entry) { return entry.record.ok() ? entry.record->time : 0; };
    std::stable_sort(found.begin(), found.end(),
                     [&](const FoundRecord& a, const FoundRecord& b) { return time(a) > time(b); });
    return found;
}

void discardRecord(const std::string& prefix)
{
    const auto [folder, number] = split(prefix);
    ::unlink(recordPath(prefix).c_str()); // first, so that no record lacks its values
    removeFiles(folder, number);
}

void setAsideRecord(const std::string& prefix)
{
    ::rename(recordPath(prefix).c_str(), (prefix + std::string(kDamagedSuffix)).c_str());
}

} // namespace lw::recovery
