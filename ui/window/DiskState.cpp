// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DiskState.h"

#include <filesystem>
#include <vector>

namespace lw::ui {

namespace {

namespace fs = std::filesystem;

/// Where the main file of a model with this path may be.
std::vector<std::string> mainFiles(const std::string& path)
{
    std::error_code error;
    if (!fs::is_directory(path, error))
        return {path, path + ".index"};
    std::vector<std::string> files{path + "/saved_model.pb"};
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() == ".index")
            files.push_back(entry->path().string());
    }
    return files;
}

} // namespace

DiskState diskState(const Model& model)
{
    DiskState state;
    state.gone = true;
    for (const std::string& path : mainFiles(model.path)) {
        const Result<FileStamp> now = stampOf(path);
        if (!now) {
            state.gone = state.gone && now.error().kind == ErrorKind::NotFound;
            continue;
        }
        if (*now == *model.stamp)
            return {};
        state.gone = false;
        state.changed = true;
        state.time = std::max(state.time, now->modifiedNanoseconds);
    }
    return state;
}

} // namespace lw::ui
