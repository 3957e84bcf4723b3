// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/npz/NpzFormat.h"

#include "core/base/FileOperations.h"
#include "core/containers/npy/Npy.h"
#include "core/containers/zip/ZipReader.h"

#include <algorithm>
#include <set>

namespace lw::formats::npz {

namespace {

constexpr std::string_view kZipMagic = "PK\x03\x04";

bool isArchiveOfArrays(const ZipReader& zip)
{
    return !zip.entries().empty() && std::all_of(zip.entries().begin(), zip.entries().end(),
                                                 [](const ZipEntry& entry) { return entry.name.ends_with(".npy"); });
}

} // namespace

int sniff(const Probe& probe)
{
    if (!probe.file || !asText(probe.head).starts_with(kZipMagic))
        return 0;
    const auto zip = ZipReader::open(probe.file);
    return zip && isArchiveOfArrays(**zip) ? 90 : 0;
}

Result<Model> read(const Probe& probe, const Progress&)
{
    LW_ASSIGN(NamedTensors tensors, readNpz(probe.path));
    Model model;
    model.name = fileNameOf(probe.path);
    model.kind = ModelKind::Weights;
    model.formatDetail = "NumPy archive";
    for (auto& [name, tensor] : tensors) {
        Variable variable;
        variable.path = variable.name = name;
        variable.key = name + ".npy";
        variable.tensor = std::move(tensor);
        model.totalParameters += variable.tensor.elements();
        model.variables.push_back(std::move(variable));
    }
    model.trainableParameters = model.totalParameters;
    return model;
}

Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress)
{
    NamedTensors tensors;
    std::set<std::string> names;
    const auto add = [&](const std::string& name, const Tensor& tensor) {
        std::string unique = name;
        for (int i = 1; !names.insert(unique).second; ++i)
            unique = name + "_" + std::to_string(i);
        tensors.emplace_back(unique, tensor);
    };
    for (const Variable& variable : model.variables)
        add(variable.path, variable.tensor);
    if (model.training && options.optimizer)
        for (const Variable& slot : model.training->slotVariables)
            add(slot.path.starts_with("optimizer") ? slot.path : "optimizer/" + slot.path, slot.tensor);
    if (!model.layers.empty())
        diagnostics.info("NumPy archives hold weights only; the architecture is not saved");
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    if (auto written = writeNpz(file, tensors, progress); !written)
        return written.error().at(written.error().kind == ErrorKind::Io ? path : model.path);
    return file.commit();
}

} // namespace lw::formats::npz
