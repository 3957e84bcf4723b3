// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/npz/NpzFormat.h"

#include "core/base/FileOperations.h"
#include "core/containers/npy/Npy.h"
#include "core/containers/zip/ZipReader.h"
#include "core/formats/FlatWeights.h"

#include <algorithm>

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
    if (!model.layers.empty())
        diagnostics.info("NumPy archives hold weights only; the architecture is not saved");
    reportUnreadableWeights(model, diagnostics);
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    if (auto written = writeNpz(file, flatWeights(model, options), progress); !written)
        return written.error().at(written.error().kind == ErrorKind::Io ? path : model.path);
    return file.commit();
}

} // namespace lw::formats::npz
