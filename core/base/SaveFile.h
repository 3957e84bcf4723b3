// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/MappedFile.h"
#include "core/base/Result.h"
#include "core/base/StaleFiles.h"

#include <span>
#include <string>
#include <string_view>

namespace lw {

/// Writes a file so that at every instant the target is the complete old or the complete new one (design decision 9):
/// an exclusive temporary beside the target, written, flushed, given the old file's mode and owner, renamed, and the
/// folder flushed. Symbolic links are followed: the pointee is replaced and the link kept. Not committed means nothing
/// happened: the destructor removes the temporary, or, should the program die, the next save into the folder or the
/// next start (StaleFiles.h). Not QSaveFile, which reports success when flushing fails. One thread at a time.
class SaveFile {
public:
    SaveFile() = default;
    ~SaveFile();
    SaveFile(SaveFile&& other) noexcept;
    SaveFile& operator=(SaveFile&&) = delete;

    /// Errors: Io, with the system's words and advice; Invalid when the target is a folder or a link loop.
    static Result<SaveFile> create(const std::string& target);

    Result<void> write(ByteSpan bytes);
    Result<void> write(std::string_view text) { return write(asBytes(text)); }
    /// Overwrites bytes written before (a header whose size is known late).
    Result<void> writeAt(std::uint64_t offset, ByteSpan bytes);
    [[nodiscard]] std::uint64_t position() const { return m_position; }
    /// The temporary's descriptor and path, for libraries that write by themselves.
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] const std::string& temporaryPath() const { return m_temporary; }

    /// Flushes and renames. After an error the old file is as it was.
    Result<void> commit();

private:
    void discard();
    std::string m_target, m_temporary;
    SaveNote m_note;
    int m_descriptor = -1;
    std::uint64_t m_position = 0;
};

/// The same for a folder (a SavedModel): build the whole new one beside the target, flush it bottom up, exchange the
/// two names at once (renameat2), then remove the old. Not committed means nothing happened.
class SaveFolder {
public:
    SaveFolder() = default;
    ~SaveFolder();
    SaveFolder(SaveFolder&& other) noexcept;
    SaveFolder& operator=(SaveFolder&&) = delete;

    /// marker: a name that an existing, non-empty target must hold ("saved_model.pb"), so that saving never replaces a
    /// folder of other things. Errors: Io; Invalid when the target is a file, a link loop, or lacks the marker.
    static Result<SaveFolder> create(const std::string& target, std::string_view marker = {});
    /// Where to build; exists and is empty.
    [[nodiscard]] const std::string& temporaryPath() const { return m_temporary; }
    /// ownNames: entries of the old folder that the new one supersedes; all others (README, .git) are carried over.
    Result<void> commit(std::span<const std::string_view> ownNames = {});

private:
    void discard();
    std::string m_target, m_temporary;
    SaveNote m_note;
    int m_lock = -1; ///< the new folder, held so that it does not count as left behind
};

/// Copies a file to a new file that must not exist (inside a SaveFolder), sharing blocks where the file system can.
Result<void> copyFile(const std::string& source, const std::string& target);
/// Writes a new file that must not exist (inside a SaveFolder); SaveFolder::commit flushes it.
Result<void> writeNewFile(const std::string& path, ByteSpan bytes);

} // namespace lw
