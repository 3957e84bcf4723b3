// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SaveFile.h"
#include "core/formats/checkpoint/BundleWriter.h"
#include "core/formats/saved_model/SavedModelFormat.h"
#include "core/formats/saved_model/write/FreshWriter.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

namespace lw::formats {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kVariables = "variables";
constexpr int kDeepestFolder = 32;

using ChangedTensors = std::unordered_map<std::string_view, const Tensor*>;

Error systemError(const std::error_code& code, const fs::path& path)
{
    return ioError(code.message()).at(path.string());
}

/// What differs from the checkpoint, by key. Unsupported when a variable is not from there: the graph would have to
/// change.
Result<ChangedTensors> changedTensors(const Model& model, const SavedModelParts& parts)
{
    ChangedTensors changed;
    const auto compare = [&](const std::vector<Variable>& variables) -> Result<void> {
        for (const Variable& variable : variables) {
            const BundleItem* item = parts.bundle ? parts.bundle->find(variable.key) : nullptr;
            if (!item) {
                if (!parts.bundle) // nothing can have been changed: there was nothing to read
                    continue;
                return unsupported("a SavedModel can only keep the variables that its graph has").in(variable.path);
            }
            if (item->tensor.source() == variable.tensor.source())
                continue;
            if (item->tensor.dtype() != variable.tensor.dtype() || item->tensor.shape() != variable.tensor.shape())
                return unsupported("the graph of a SavedModel needs " + std::string(dtypeName(item->tensor.dtype())) +
                                   " " + shapeText(item->tensor.shape()) + " here")
                    .in(variable.path);
            changed.emplace(variable.key, &variable.tensor);
        }
        return {};
    };
    LW_TRY(compare(model.variables));
    if (model.training)
        LW_TRY(compare(model.training->slotVariables));
    return changed;
}

/// Copies regular files and folders; leaves out "variables" of the top when it is written anew.
Result<void> copyTree(const fs::path& from, const fs::path& to, bool withVariables, int depth, Diagnostics& diagnostics,
                      const Progress& progress)
{
    if (depth > kDeepestFolder)
        return unsupported("folders are nested too deeply").at(from.string());
    std::error_code code;
    for (fs::directory_iterator entry(from, code), end; !code && entry != end; entry.increment(code)) {
        LW_TRY(progress.check());
        const std::string name = entry->path().filename().string();
        std::error_code ignored;
        if (depth == 0 && !withVariables && name == kVariables)
            continue;
        if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
            if (!fs::create_directory(to / name, ignored))
                return systemError(ignored, to / name);
            LW_TRY(copyTree(entry->path(), to / name, true, depth + 1, diagnostics, progress));
        } else if (entry->is_regular_file(ignored)) {
            LW_TRY(copyFile(entry->path().string(), (to / name).string()));
        } else {
            diagnostics.warning("left out, since it is no regular file: " + printable(name));
        }
    }
    if (code)
        return systemError(code, from);
    return {};
}

Result<void> writeVariables(const SavedModelParts& parts, const ChangedTensors& changed, const fs::path& folder,
                            const Progress& progress)
{
    std::error_code code;
    if (!fs::create_directory(folder, code))
        return systemError(code, folder);
    LW_ASSIGN(BundleWriter writer, BundleWriter::create((folder / kVariables).string()));
    std::uint64_t done = 0;
    for (const BundleItem& item : parts.bundle->items()) {
        LW_TRY(progress.check());
        const auto found = changed.find(item.key);
        LW_TRY(writer.add(item.key, found != changed.end() ? *found->second : item.tensor));
        progress(++done, parts.bundle->items().size());
    }
    return writer.commit();
}

} // namespace

Result<void> writeSavedModel(const Model& model, const std::string& path, const SaveOptions& options,
                             Diagnostics& diagnostics, const Progress& progress)
{
    const auto* payload = dynamic_cast<const SavedModelPayload*>(model.payload.get());
    if (!payload)
        return writeFreshSavedModel(model, path, options, diagnostics, progress);
    if (!options.weightsDtype.empty())
        return unsupported("the graph of a SavedModel fixes the element types of its weights").at(path);
    if (!options.optimizer && model.training)
        diagnostics.warning("the optimizer's state is kept: it is part of the graph");
    if (!options.traces)
        diagnostics.warning("the traced functions are kept: they are part of the graph");
    const SavedModelParts& parts = payload->parts();
    auto changed = changedTensors(model, parts);
    if (!changed)
        return changed.error().at(path);
    LW_ASSIGN(SaveFolder target, SaveFolder::create(path));
    const fs::path folder(target.temporaryPath());
    LW_TRY(copyTree(parts.folder, folder, changed->empty(), 0, diagnostics, progress));
    if (!changed->empty())
        LW_TRY(writeVariables(parts, *changed, folder / kVariables, progress));
    return target.commit();
}

} // namespace lw::formats
