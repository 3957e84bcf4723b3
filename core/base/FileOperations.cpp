// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileOperations.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace lw {

Error writeError(int code, const std::string& path)
{
    // Own words, since those of the system may be in another language.
    std::string message;
    switch (code) {
    case ENOSPC:
        message = "No space left on device: free some space or save elsewhere"; // kDiskFull
        break;
    case EDQUOT:
        message = "Disk quota exceeded: free some space or save elsewhere";
        break;
    case EFBIG:
        message = "File too large: the file would be larger than allowed here; save elsewhere";
        break;
    case EACCES:
    case EPERM:
        message = "Permission denied: save elsewhere, or change the permissions";
        break;
    case EROFS:
        message = "Read-only file system: save elsewhere";
        break;
    default:
        message = std::strerror(code);
        break;
    }
    return ioError(message).at(path);
}

std::string folderOf(const std::string& path)
{
    const auto slash = path.find_last_of('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string fileNameOf(const std::string& path)
{
    return path.substr(path.find_last_of('/') + 1);
}

Result<std::string> followLinks(const std::string& path)
{
    std::string current = path;
    while (current.size() > 1 && current.back() == '/')
        current.pop_back();
    for (int step = 0; step < 40; ++step) {
        char target[4096];
        const ssize_t length = ::readlink(current.c_str(), target, sizeof(target));
        if (length < 0)
            return current;
        const std::string text(target, static_cast<std::size_t>(length));
        current = text.starts_with('/') ? text : folderOf(current) + "/" + text;
    }
    return invalid("the symbolic links form a loop").at(path);
}

std::string temporaryName(const std::string& target)
{
    std::random_device device;
    std::string suffix;
    for (int i = 0; i < 10; ++i)
        suffix += "abcdefghijklmnopqrstuvwxyz0123456789"[device() % 36];
    return folderOf(target) + "/." + fileNameOf(target).substr(0, 200) + ".layerwright-" + suffix;
}

Result<void> syncFolder(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return writeError(errno, path);
    const int failed = ::fsync(descriptor) != 0 ? errno : 0;
    ::close(descriptor);
    if (failed != 0 && failed != EINVAL) // EINVAL: this file system cannot flush folders
        return writeError(failed, path);
    return {};
}

Result<void> syncTree(const std::string& path)
{
    std::error_code error, unknown;
    std::filesystem::directory_iterator entry(path, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string child = entry->path().string();
        if (entry->is_symlink(unknown))
            continue;
        if (entry->is_directory(unknown)) {
            LW_TRY(syncTree(child));
            continue;
        }
        const int descriptor = ::open(child.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        const int failed = descriptor < 0 || ::fsync(descriptor) != 0 ? errno : 0;
        if (descriptor >= 0)
            ::close(descriptor);
        if (failed != 0)
            return writeError(failed, child);
    }
    if (error)
        return writeError(error.value(), path);
    return syncFolder(path);
}

Result<void> writeFully(int descriptor, const void* data, std::size_t size, const std::string& path)
{
    const auto* next = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t written = ::write(descriptor, next, std::min<std::size_t>(size, 1u << 30));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return writeError(errno, path);
        next += written;
        size -= static_cast<std::size_t>(written);
    }
    return {};
}

} // namespace lw
