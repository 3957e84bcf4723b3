// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <cstdint>
#include <memory>
#include <string>

namespace lw {

/// Identity of a file at the moment it was opened, to notice a change by someone else before it is overwritten.
struct FileStamp {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t modifiedNanoseconds = 0;
    bool operator==(const FileStamp&) const = default;
};

/// A regular file, open for reading and mapped on first use. Immutable and safe to use from several threads.
/// A FIFO, socket, device or folder is refused at once and never blocks. The mapping is private.
class MappedFile : public std::enable_shared_from_this<MappedFile> {
public:
    /// Errors: NotFound, Io (with the system's words), Invalid when it is not a regular file.
    static Result<std::shared_ptr<const MappedFile>> open(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::uint64_t size() const { return m_stamp.size; }
    [[nodiscard]] const FileStamp& stamp() const { return m_stamp; }
    /// The open read-only descriptor, owned by this object.
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// The whole file; empty for an empty file.
    [[nodiscard]] ByteSpan bytes() const { return m_bytes; }
    /// A part that keeps the mapping alive. Corrupt when it reaches past the end.
    [[nodiscard]] Result<Bytes> slice(std::uint64_t offset, std::uint64_t length) const;

private:
    MappedFile() = default;
    std::string m_path;
    int m_descriptor = -1;
    FileStamp m_stamp;
    ByteSpan m_bytes;
};

/// The stamp of whatever path names now (symbolic links followed). NotFound or Io.
Result<FileStamp> stampOf(const std::string& path);

} // namespace lw
