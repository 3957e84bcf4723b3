// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/StaleFiles.h"

#include "core/base/FileOperations.h"
#include "core/base/StateFolder.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".layerwright-", kAside = ".old";
constexpr std::size_t kRandom = 10, kLongestNote = 8192;

bool isRandom(std::string_view text)
{
    return text.size() == kRandom && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
           });
}

/// The name that a temporary stands for; empty when it is none.
std::string_view nameBehind(std::string_view temporary)
{
    if (temporary.ends_with(kAside))
        temporary.remove_suffix(kAside.size());
    const std::size_t mark = temporary.rfind(kMark);
    if (!temporary.starts_with('.') || mark == std::string_view::npos || mark < 2 ||
        !isRandom(temporary.substr(mark + kMark.size())))
        return {};
    return temporary.substr(1, mark - 1);
}

/// Holds the lock of something left behind; nothing when its maker lives or it cannot be opened.
class Abandoned {
public:
    explicit Abandoned(const std::string& path)
        : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK))
    {
        m_locked = m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0;
    }
    ~Abandoned()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Abandoned(const Abandoned&) = delete;
    Abandoned& operator=(const Abandoned&) = delete;
    explicit operator bool() const { return m_locked; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
    bool m_locked = false;
};

/// Where notes lie; empty when there is no place for them.
std::string noteFolder()
{
    const std::string state = stateFolder();
    return state.empty() ? state : state + "/saving";
}

/// False when it is still held.
bool removeStale(const std::string& folder, const std::string& name)
{
    const std::string path = folder + "/" + name;
    const Abandoned abandoned(path);
    if (!abandoned)
        return false;
    std::error_code ignored;
    if (name.ends_with(kAside)) {
        const std::string target = folder + "/" + std::string(nameBehind(name));
        if (!fs::exists(fs::symlink_status(target, ignored))) {
            ::rename(path.c_str(), target.c_str());
            return true;
        }
    }
    fs::remove_all(path, ignored);
    return true;
}

} // namespace

bool claimTemporary(int descriptor, const std::string& path)
{
    if (::flock(descriptor, LOCK_EX) != 0)
        return true; // no locks here, so nobody else can claim it either
    struct stat mine {
    }, there{};
    return ::fstat(descriptor, &mine) == 0 && ::lstat(path.c_str(), &there) == 0 && mine.st_ino == there.st_ino &&
           mine.st_dev == there.st_dev;
}

bool liesInTemporary(const std::string& path)
{
    return folderOf(path).find(kMark) != std::string::npos;
}

bool removeStaleTemporaries(const std::string& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::string name = entry->path().filename().string();
        if (!nameBehind(name).empty())
            names.push_back(std::move(name));
    }
    bool clean = true;
    for (const std::string& name : names)
        clean = removeStale(folder, name) && clean;
    return clean;
}

SaveNote::SaveNote(const std::string& target)
{
    const std::string folder = noteFolder();
    std::error_code error;
    const fs::path absolute = fs::absolute(target, error);
    if (folder.empty() || error || liesInTemporary(target))
        return;
    fs::create_directories(folder, error);
    const std::string text = absolute.string();
    const std::string path = temporaryName(folder + "/note");
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return;
    m_path = path;
    m_descriptor = descriptor;
    if (text.size() > kLongestNote || !claimTemporary(descriptor, path) ||
        !writeFully(descriptor, text.data(), text.size(), path).ok())
        remove();
}

SaveNote::SaveNote(SaveNote&& other) noexcept
    : m_path(std::exchange(other.m_path, {})), m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

SaveNote& SaveNote::operator=(SaveNote&& other) noexcept
{
    remove();
    m_path = std::exchange(other.m_path, {});
    m_descriptor = std::exchange(other.m_descriptor, -1);
    return *this;
}

SaveNote::~SaveNote()
{
    remove();
}

void SaveNote::remove()
{
    if (!m_path.empty())
        ::unlink(std::exchange(m_path, {}).c_str());
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

void forInterruptedSaves(const std::function<bool(const std::string& target)>& clean)
{
    const std::string folder = noteFolder();
    std::error_code error;
    std::vector<std::string> notes;
    if (!folder.empty())
        for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
            notes.push_back(entry->path().string());
    for (const std::string& note : notes) {
        const Abandoned abandoned(note);
        if (!abandoned)
            continue;
        std::string target(kLongestNote, '\0');
        const ssize_t size = ::pread(abandoned.descriptor(), target.data(), target.size(), 0);
        target.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        if (!target.starts_with('/') || clean(target))
            ::unlink(note.c_str());
    }
}

} // namespace lw
