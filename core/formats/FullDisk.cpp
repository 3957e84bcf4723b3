// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FullDisk.h"

#include "core/base/FileOperations.h"

#include <cstdio>
#include <sys/statvfs.h>

namespace lw::formats {

namespace {

/// What stands around the tensors of a small model, roughly: config, tables, graph.
constexpr std::uint64_t kAround = 64 << 10;

std::uint64_t sizeOf(const std::vector<Variable>& variables)
{
    std::uint64_t bytes = 0;
    for (const Variable& variable : variables)
        bytes += variable.tensor.byteSize();
    return bytes;
}

std::string sizeText(std::uint64_t bytes)
{
    static constexpr const char* kUnits[] = {"KiB", "MiB", "GiB", "TiB"};
    double value = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    for (; value >= 1024 && unit + 1 < std::size(kUnits); ++unit)
        value /= 1024;
    char text[32];
    std::snprintf(text, sizeof(text), "%.1f %s", value, kUnits[unit]);
    return text;
}

bool saysFull(const Error& error)
{
    return error.kind == ErrorKind::Io && error.message.starts_with(kDiskFull);
}

} // namespace

Error saveError(const Error& error, const Model& model, const std::string& path, const Format& format,
                const SaveOptions& options)
{
    Error result = error.at(path);
    const std::string& place = result.where.path;
    if (place.starts_with(path) || place.find(".layerwright-") != std::string::npos)
        result.where.path = path;
    if (!saysFull(error))
        return result;
    result.where.inner.clear();
    struct statvfs disk {};
    const auto target = followLinks(path);
    if (!target || ::statvfs(folderOf(*target).c_str(), &disk) != 0)
        return result;
    const std::uint64_t free = std::uint64_t(disk.f_bavail) * disk.f_frsize;
    std::uint64_t needed = kAround + sizeOf(model.variables);
    if (options.optimizer && model.training)
        needed += sizeOf(model.training->slotVariables);
    if (format.id == "keras") // the weights are a file of their own before they are put into the archive
        needed *= 2;
    if (needed > free)
        result.message = "No space left on device: saving needs about " + sizeText(needed) + ", " + sizeText(free) +
                         " are free, so at least " + sizeText(needed - free) +
                         " are missing; free some space or save elsewhere";
    return result;
}

} // namespace lw::formats
