// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileOperations.h"
#include "core/base/SaveFile.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <unistd.h>
#include <utility>

namespace lw {

namespace {

/// Hard links everything below from into to, which must not exist: no bytes are copied, and the old folder stays whole.
Result<void> linkTree(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code error;
    std::filesystem::copy(from, to,
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks |
                              std::filesystem::copy_options::create_hard_links,
                          error);
    if (error) {
        std::filesystem::remove_all(to, error);
        std::filesystem::copy(
            from, to, std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks, error);
    }
    return error ? Result<void>(writeError(error.value(), to.string())) : Result<void>();
}

Result<void> carryOver(const std::string& old, const std::string& fresh, std::span<const std::string_view> ownNames)
{
    std::error_code error;
    std::filesystem::directory_iterator entry(old, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const std::filesystem::path target = std::filesystem::path(fresh) / name;
        const bool own = std::find(ownNames.begin(), ownNames.end(), name) != ownNames.end();
        std::error_code missing;
        if (!own && !std::filesystem::exists(std::filesystem::symlink_status(target, missing)))
            LW_TRY(linkTree(entry->path(), target));
    }
    return error ? Result<void>(writeError(error.value(), old)) : Result<void>();
}

struct Descriptor {
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
    int number;
};

/// Gives target the new content. Where the file system cannot exchange two names at once, the old folder steps aside
/// first, held by a lock; should the program die there, StaleFiles.h gives it its name back.
Result<void> swapFolders(const std::string& temporary, const std::string& target)
{
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0)
        return {};
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        return writeError(errno, target);
    const std::string aside = temporaryName(target) + ".old";
    const int lock = ::open(target.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const Descriptor held{lock};
    ::flock(lock, LOCK_SH);
    if (::rename(target.c_str(), aside.c_str()) != 0)
        return writeError(errno, target);
    if (::rename(temporary.c_str(), target.c_str()) != 0) {
        const int code = errno;
        ::rename(aside.c_str(), target.c_str());
        return writeError(code, target);
    }
    if (::rename(aside.c_str(), temporary.c_str()) != 0)
        return writeError(errno, target);
    return {};
}

} // namespace

Result<SaveFolder> SaveFolder::create(const std::string& target, std::string_view marker)
{
    SaveFolder folder;
    LW_ASSIGN(folder.m_target, followLinks(target));
    std::error_code error;
    const auto status = std::filesystem::status(folder.m_target, error);
    if (std::filesystem::exists(status) && !std::filesystem::is_directory(status))
        return invalid("there is a file of this name; a SavedModel is a folder, so choose another name").at(target);
    if (std::filesystem::is_directory(status) && !marker.empty() &&
        !std::filesystem::is_empty(folder.m_target, error) &&
        !std::filesystem::exists(std::filesystem::path(folder.m_target) / marker, error))
        return invalid("this folder holds other things and is not replaced; choose a new or empty folder").at(target);
    removeStaleTemporaries(folderOf(folder.m_target));
    folder.m_note = SaveNote(folder.m_target);
    int code = EEXIST;
    for (int attempt = 0; attempt < 8 && code == EEXIST; ++attempt) {
        const std::string name = temporaryName(folder.m_target);
        code = ::mkdir(name.c_str(), 0777) == 0 ? 0 : errno;
        if (code != 0)
            continue;
        folder.m_lock = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (folder.m_lock >= 0 && claimTemporary(folder.m_lock, name)) {
            folder.m_temporary = name;
            return Result<SaveFolder>(std::move(folder));
        }
        code = folder.m_lock >= 0 || errno == ENOENT ? EEXIST : errno; // cleared away already: another name
        ::rmdir(name.c_str());
        if (folder.m_lock >= 0)
            ::close(std::exchange(folder.m_lock, -1));
    }
    return code == ENOENT ? notFound("there is no such folder to save into").at(target) : writeError(code, target);
}

SaveFolder::SaveFolder(SaveFolder&& other) noexcept
    : m_target(std::move(other.m_target)), m_temporary(std::exchange(other.m_temporary, {})),
      m_note(std::move(other.m_note)), m_lock(std::exchange(other.m_lock, -1))
{
}

SaveFolder::~SaveFolder()
{
    discard();
}

void SaveFolder::discard()
{
    std::error_code ignored;
    if (!m_temporary.empty())
        std::filesystem::remove_all(std::exchange(m_temporary, {}), ignored);
    if (m_lock >= 0)
        ::close(std::exchange(m_lock, -1));
}

Result<void> SaveFolder::commit(std::span<const std::string_view> ownNames)
{
    struct stat old {};
    const bool exists = ::stat(m_target.c_str(), &old) == 0;
    if (exists) {
        LW_TRY(carryOver(m_target, m_temporary, ownNames));
        if (::chmod(m_temporary.c_str(), old.st_mode & 07777) != 0)
            return writeError(errno, m_target);
    }
    LW_TRY(syncTree(m_temporary));
    if (exists) {
        LW_TRY(swapFolders(m_temporary, m_target));
    } else if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        return writeError(errno, m_target);
    } else {
        m_temporary.clear();
    }
    LW_TRY(syncFolder(folderOf(m_target)));
    discard(); // after the exchange, the temporary name holds the old folder
    m_note = {};
    return {};
}

Result<void> copyFile(const std::string& source, const std::string& target)
{
    LW_ASSIGN(const auto from, MappedFile::open(source));
    const int descriptor = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return writeError(errno, target);
    Result<void> done;
    if (::ioctl(descriptor, FICLONE, from->descriptor()) != 0)
        done = writeFully(descriptor, from->bytes().data(), from->bytes().size(), target);
    if (::close(descriptor) != 0 && done.ok())
        return writeError(errno, target);
    return done;
}

Result<void> writeNewFile(const std::string& path, ByteSpan bytes)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return writeError(errno, path);
    const Result<void> done = writeFully(descriptor, bytes.data(), bytes.size(), path);
    if (::close(descriptor) != 0 && done.ok())
        return writeError(errno, path);
    return done;
}

} // namespace lw
