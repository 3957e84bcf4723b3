// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SaveFile.h"

#include "core/base/FileOperations.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lw {

namespace {

constexpr std::size_t kPiece = 8 << 20;

/// Extended attributes (ACLs among them) of the old file, as far as the system lets us.
void copyExtendedAttributes(const std::string& from, int to)
{
    const ssize_t length = ::listxattr(from.c_str(), nullptr, 0);
    if (length <= 0)
        return;
    std::vector<char> names(static_cast<std::size_t>(length));
    const ssize_t listed = ::listxattr(from.c_str(), names.data(), names.size());
    for (ssize_t at = 0; at < listed;) {
        const char* name = names.data() + at;
        at += static_cast<ssize_t>(std::string_view(name).size()) + 1;
        const ssize_t size = ::getxattr(from.c_str(), name, nullptr, 0);
        if (size < 0)
            continue;
        std::vector<char> value(static_cast<std::size_t>(size));
        const ssize_t got = ::getxattr(from.c_str(), name, value.data(), value.size());
        if (got >= 0)
            ::fsetxattr(to, name, value.data(), static_cast<std::size_t>(got), 0);
    }
}

} // namespace

Result<SaveFile> SaveFile::create(const std::string& target)
{
    SaveFile file;
    LW_ASSIGN(file.m_target, followLinks(target));
    struct stat old {};
    const bool exists = ::stat(file.m_target.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode))
        return invalid("there is a folder of this name; choose another name").at(target);
    if (exists && !S_ISREG(old.st_mode))
        return invalid("this is not a regular file and is not overwritten").at(target);
    if (exists && ::access(file.m_target.c_str(), W_OK) != 0)
        return writeError(errno, target);
    removeStaleTemporaries(folderOf(file.m_target));
    file.m_note = SaveNote(file.m_target);
    for (int attempt = 0; attempt < 8 && file.m_descriptor < 0; ++attempt) {
        const std::string name = temporaryName(file.m_target);
        file.m_descriptor =
            ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, exists ? 0600 : 0666);
        if (file.m_descriptor < 0 && errno != EEXIST) {
            const int code = errno;
            return code == ENOENT ? notFound("there is no such folder to save into").at(target)
                                  : writeError(code, target);
        }
        if (file.m_descriptor >= 0 && !claimTemporary(file.m_descriptor, name))
            ::close(std::exchange(file.m_descriptor, -1));
        if (file.m_descriptor >= 0)
            file.m_temporary = name;
    }
    if (file.m_descriptor < 0)
        return ioError("no free temporary name was found beside the file").at(target);
    return Result<SaveFile>(std::move(file));
}

SaveFile::SaveFile(SaveFile&& other) noexcept
    : m_target(std::move(other.m_target)), m_temporary(std::exchange(other.m_temporary, {})),
      m_note(std::move(other.m_note)), m_descriptor(std::exchange(other.m_descriptor, -1)), m_position(other.m_position)
{
}

SaveFile::~SaveFile()
{
    discard();
}

void SaveFile::discard()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    if (!m_temporary.empty())
        ::unlink(std::exchange(m_temporary, {}).c_str());
}

Result<void> SaveFile::write(ByteSpan bytes)
{
    const auto written = writeAt(m_position, bytes);
    m_position += written.ok() ? bytes.size() : 0;
    return written;
}

Result<void> SaveFile::writeAt(std::uint64_t offset, ByteSpan bytes)
{
    while (!bytes.empty()) {
        const std::size_t piece = std::min<std::uint64_t>(bytes.size(), kPiece - offset % kPiece);
        const ssize_t written = ::pwrite(m_descriptor, bytes.data(), piece, static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return writeError(errno, m_target);
        offset += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        // The disk begins with what is complete, so that flushing at the end has little left to wait for.
        if (offset % kPiece == 0)
            ::sync_file_range(m_descriptor, static_cast<off_t>(offset - kPiece), kPiece, SYNC_FILE_RANGE_WRITE);
    }
    return {};
}

Result<void> SaveFile::commit()
{
    struct stat old {};
    if (::stat(m_target.c_str(), &old) == 0) {
        copyExtendedAttributes(m_target, m_descriptor);
        if (::fchown(m_descriptor, old.st_uid, old.st_gid) != 0)
            old.st_mode &= 0777; // another owner: never carry set-user-id bits over
        if (::fchmod(m_descriptor, old.st_mode & 07777) != 0)
            return writeError(errno, m_target);
    }
    // A failed flush is final: the kernel may have dropped the pages, so it is never tried again.
    const bool flushedLater = liesInTemporary(m_target);
    if (!flushedLater && ::fsync(m_descriptor) != 0)
        return writeError(errno, m_target);
    // Closing can report a late error; the copy holds the lock of the temporary until it has its name.
    const int lock = ::fcntl(m_descriptor, F_DUPFD_CLOEXEC, 0);
    const int closed = ::close(std::exchange(m_descriptor, lock)) == 0 ? 0 : errno;
    if (lock < 0 || closed != 0)
        return writeError(closed != 0 ? closed : EMFILE, m_target);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return writeError(errno, m_target);
    m_temporary.clear();
    const auto flushed = flushedLater ? Result<void>() : syncFolder(folderOf(m_target));
    discard();
    m_note = {};
    return flushed;
}

} // namespace lw
