// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/safetensors/SafetensorsFormat.h"

#include "core/base/FileOperations.h"
#include "core/containers/safetensors/Safetensors.h"
#include "core/formats/FlatWeights.h"

namespace lw::formats::safetensors {

namespace {

/// Keeps the metadata of the file.
class Payload : public ModelPayload {
public:
    std::vector<std::pair<std::string, std::string>> metadata;
};

} // namespace

int sniff(const Probe& probe)
{
    return probe.file && looksLikeSafetensors(probe.head, probe.file->size()) ? 90 : 0;
}

Result<Model> read(const Probe& probe, const Progress&)
{
    LW_ASSIGN(SafetensorsFile content, readSafetensors(probe.file));
    Model model;
    model.name = fileNameOf(probe.path);
    model.kind = ModelKind::Weights;
    model.formatDetail = "safetensors";
    for (const auto& [name, text] : content.metadata)
        if (name == "format" || name == "generator")
            model.formatDetail += ", " + text.substr(0, 60);
    for (auto& [name, tensor] : content.tensors) {
        Variable variable;
        variable.path = variable.name = variable.key = name;
        variable.tensor = std::move(tensor);
        model.totalParameters += variable.tensor.elements();
        model.variables.push_back(std::move(variable));
    }
    model.trainableParameters = model.totalParameters;
    auto payload = std::make_shared<Payload>();
    payload->metadata = std::move(content.metadata);
    model.payload = std::move(payload);
    return model;
}

Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress)
{
    SafetensorsFile content;
    if (const auto* payload = dynamic_cast<const Payload*>(model.payload.get()))
        content.metadata = payload->metadata;
    else
        content.metadata = {{"format", "tf"}, {"generator", "Layerwright"}};
    for (auto& [name, tensor] : flatWeights(model, options, "__metadata__")) {
        if (tensor.dtype() == DType::String)
            diagnostics.add({Severity::Warning,
                             "safetensors holds numbers only; this text is not saved",
                             name,
                             1,
                             std::string(kWeightNotSaved),
                             {}});
        else
            content.tensors.emplace_back(std::move(name), std::move(tensor));
    }
    if (!model.layers.empty())
        diagnostics.info("safetensors holds weights only; the architecture is not saved");
    reportUnreadableWeights(model, diagnostics);
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    if (auto written = writeSafetensors(file, content, progress); !written)
        return written.error().at(written.error().kind == ErrorKind::Io ? path : model.path);
    return file.commit();
}

} // namespace lw::formats::safetensors
