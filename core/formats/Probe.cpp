// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/Format.h"

#include "core/base/FileOperations.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace lw::formats {

namespace {

constexpr std::size_t kHeadSize = 4096;
constexpr std::size_t kMaximumListed = 10'000;

Result<void> listFolder(const std::string& path, Probe& probe)
{
    std::error_code error;
    for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
        if (probe.entries.size() >= kMaximumListed)
            break;
        probe.entries.push_back(entry->path().filename().string());
    }
    if (error)
        return ioError(error.message()).at(path);
    std::sort(probe.entries.begin(), probe.entries.end());
    return {};
}

} // namespace

bool Probe::hasEntry(std::string_view name) const { return std::binary_search(entries.begin(), entries.end(), name, std::less<>()); }

Result<Probe> probe(const std::string& path)
{
    Probe probe;
    probe.path = path;
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::is_directory(status)) {
        probe.exists = probe.isFolder = true;
        LW_TRY(listFolder(path, probe));
        return probe;
    }
    if (!std::filesystem::exists(status)) {
        // A checkpoint is named by the prefix of its files.
        if (std::filesystem::is_regular_file(path + ".index", error))
            return probe;
        return notFound("there is no such file or folder").at(path);
    }
    LW_ASSIGN(probe.file, MappedFile::open(path));
    probe.exists = true;
    probe.head = probe.file->bytes().subspan(0, std::min<std::size_t>(kHeadSize, probe.file->size()));
    return probe;
}

} // namespace lw::formats
