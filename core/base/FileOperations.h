// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <string>
#include <string_view>

namespace lw {

/// How every error of a full disk begins.
inline constexpr std::string_view kDiskFull = "No space left on device";
/// Words for an errno of a write, with what helps ("No space left on device: free some space ...").
Error writeError(int code, const std::string& path);
/// Where path really points: symbolic links followed one by one, also dangling ones. Invalid on a loop.
Result<std::string> followLinks(const std::string& path);
/// The folder part ("." when there is none) and the last part.
std::string folderOf(const std::string& path);
std::string fileNameOf(const std::string& path);
/// A name beside target that nobody uses: ".NAME.layerwright-RANDOM". The caller creates it exclusively.
std::string temporaryName(const std::string& target);
/// Flushes a folder's entries to disk.
Result<void> syncFolder(const std::string& path);
/// Flushes every file and folder below path, deepest first.
Result<void> syncTree(const std::string& path);
/// Writes all bytes, whatever EINTR and short writes do.
Result<void> writeFully(int descriptor, const void* data, std::size_t size, const std::string& path);

} // namespace lw
