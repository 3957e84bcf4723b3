// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/MappedFile.h"

#include "core/base/MappedPages.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lw {

namespace {

Error systemError(const std::string& path, int code)
{
    const bool missing = code == ENOENT || code == ENOTDIR;
    Error error = missing ? notFound("there is no such file") : ioError(std::strerror(code));
    return error.at(path);
}

FileStamp stampFrom(const struct stat& status)
{
    return {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
            static_cast<std::uint64_t>(status.st_size),
            static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

} // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::string& path)
{
    if (path.find('\0') != std::string::npos)
        return invalid("the name contains a NUL character").at(path);
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return systemError(path, errno);
    std::shared_ptr<MappedFile> file(new MappedFile);
    file->m_path = path;
    file->m_descriptor = descriptor;
    struct stat status {};
    if (::fstat(descriptor, &status) != 0)
        return systemError(path, errno);
    if (!S_ISREG(status.st_mode))
        return invalid(S_ISDIR(status.st_mode) ? "this is a folder" : "this is not a regular file").at(path);
    file->m_stamp = stampFrom(status);
    if (status.st_size > 0) {
        void* mapping =
            ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (mapping == MAP_FAILED)
            return systemError(path, errno);
        file->m_bytes = {static_cast<const std::byte*>(mapping), static_cast<std::size_t>(status.st_size)};
        registerMapping(file->m_bytes);
    }
    return std::shared_ptr<const MappedFile>(file);
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty()) {
        unregisterMapping(m_bytes);
        ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
    }
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<Bytes> MappedFile::slice(std::uint64_t offset, std::uint64_t length) const
{
    if (offset > m_bytes.size() || length > m_bytes.size() - offset)
        return corrupt("the data reaches past the end of the file; the file may have been cut")
            .at(m_path)
            .atOffset(offset);
    return Bytes{m_bytes.subspan(offset, length), shared_from_this()};
}

Result<FileStamp> stampOf(const std::string& path)
{
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return systemError(path, errno);
    return stampFrom(status);
}

} // namespace lw
