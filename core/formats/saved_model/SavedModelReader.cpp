// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileOperations.h"
#include "core/containers/protobuf/WireReader.h"
#include "core/formats/saved_model/SavedModelFormat.h"
#include "core/formats/saved_model/VariableKeys.h"

#include <algorithm>
#include <charconv>

namespace lw::formats {

namespace {

constexpr std::string_view kFileName = "saved_model.pb";
constexpr std::string_view kInitSignature = "__saved_model_init_op";
constexpr int kCertain = 100, kLikely = 90, kByNameOnly = 5;

/// A SavedModel starts with its schema version, 1, and goes on with a meta graph.
bool startsAsSavedModel(ByteSpan head)
{
    return asText(head).starts_with("\x08\x01\x12");
}

std::string folderOfModel(const Probe& probe)
{
    std::string folder = probe.isFolder ? probe.path : folderOf(probe.path);
    while (folder.size() > 1 && folder.ends_with('/'))
        folder.pop_back();
    return folder;
}

void openVariables(SavedModelParts& parts, Diagnostics& diagnostics)
{
    auto bundle = Bundle::open(parts.folder + "/variables/variables", diagnostics);
    if (bundle) {
        parts.bundle = std::move(bundle).value();
    } else {
        parts.bundleError = bundle.error();
        diagnostics.warning("the variables cannot be read: " + bundle.error().toString());
    }
    if (!parts.bundle || parts.objects->size() == 0)
        return;
    const auto stored = parts.bundle->objectGraph();
    if (!stored) {
        diagnostics.error("the checkpoint's object graph cannot be read: " + stored.error().message);
    } else if (stored->has_value()) {
        auto keys = variableKeys(*parts.objects, asBytes(**stored));
        if (keys)
            parts.keys = std::move(keys).value();
        else
            diagnostics.error("the checkpoint's object graph cannot be read: " + keys.error().message);
    }
}

void checkFingerprint(const std::string& folder, Diagnostics& diagnostics)
{
    const auto file = MappedFile::open(folder + "/fingerprint.pb");
    if (!file)
        return; // written from TensorFlow 2.11 on only
    protobuf::WireReader reader(file.value()->bytes());
    while (true) {
        const auto field = reader.next();
        if (!field) {
            diagnostics.warning("fingerprint.pb is damaged");
            return;
        }
        if (!*field)
            return;
    }
}

/// Names of asset files are shown; those that lead out of the folder are not even shown as such.
void readAssets(const graph::MetaGraph& metaGraph, Model& model)
{
    for (const std::string& name : metaGraph.assetFiles) {
        if (name.empty() || name.find("..") != std::string::npos || name.starts_with('/'))
            model.diagnostics.warning("an asset's name leads out of the folder: " + printable(name));
        else
            model.assets.push_back("assets/" + name);
    }
}

std::string detail(const SavedModelParts& parts, bool keras)
{
    std::string text =
        "TensorFlow " +
        (parts.metaGraph->tensorflowVersion.empty() ? std::string("1") : printable(parts.metaGraph->tensorflowVersion));
    if (keras)
        text += ", Keras";
    if (parts.file->metaGraphs().size() > 1)
        text += ", " + std::to_string(parts.file->metaGraphs().size()) + " meta graphs";
    return text;
}

/// "output_2" before "output_10": Keras numbers the outputs of subclassed models in their order.
bool beforeByNumber(const TensorSpec& a, const TensorSpec& b)
{
    constexpr std::string_view kPrefix = "output_";
    if (a.name.starts_with(kPrefix) && b.name.starts_with(kPrefix) && a.name.size() != b.name.size())
        return a.name.size() < b.name.size();
    return a.name < b.name;
}

/// Models whose architecture does not say their border have that of their default signature.
void borderFromSignature(Model& model)
{
    const auto found = std::find_if(model.signatures.begin(), model.signatures.end(),
                                    [](const Signature& s) { return s.name == "serving_default"; });
    const Signature* signature =
        found != model.signatures.end() ? &*found : (model.signatures.empty() ? nullptr : &model.signatures.front());
    if (!signature)
        return;
    for (TensorSpec& output : model.outputs) // behind a layer of unknown class
        for (const TensorSpec& traced : signature->outputs)
            if (!output.shape && traced.name == output.name)
                output = traced;
    if (model.inputs.empty())
        model.inputs = signature->inputs;
    if (model.outputs.empty()) {
        model.outputs = signature->outputs;
        std::stable_sort(model.outputs.begin(), model.outputs.end(), beforeByNumber);
    }
}

std::vector<std::string> names(const std::vector<TensorSpec>& specs)
{
    std::vector<std::string> list;
    for (const TensorSpec& spec : specs)
        list.push_back(spec.name);
    return list;
}

graph::ProgramSources sourcesOf(const std::shared_ptr<const SavedModelParts>& parts, const Model& model,
                                std::map<std::string, std::uint32_t, std::less<>> layers)
{
    graph::ProgramSources sources;
    sources.file = parts->file;
    sources.metaGraph = parts->metaGraph;
    sources.objects = parts->objects;
    sources.signatures = parts->signatures;
    sources.variableOfObject = [parts](std::uint32_t object) { return bindObject(*parts, object); };
    sources.variableByName = [parts](const std::string& name) { return bindName(*parts, name); };
    if (model.kind != ModelKind::Graph) // else the trace itself names its inputs
        sources.inputNames = names(model.inputs);
    sources.outputNames = names(model.outputs);
    sources.layers = std::move(layers);
    return sources;
}

Result<std::shared_ptr<SavedModelParts>> openParts(const std::string& folder, Diagnostics& diagnostics)
{
    auto parts = std::make_shared<SavedModelParts>();
    parts->folder = folder;
    const std::string path = folder + "/" + std::string(kFileName);
    LW_ASSIGN(parts->file, graph::SavedModelFile::open(path));
    parts->metaGraph = &parts->file->mainMetaGraph();
    auto objects = graph::SavedObjects::read(parts->metaGraph->objects);
    if (!objects)
        return objects.error().in("object graph").at(path);
    parts->objects = std::make_shared<const graph::SavedObjects>(std::move(objects).value());
    auto signatures = graph::readSignatures(*parts->metaGraph);
    if (!signatures)
        return signatures.error().in("signatures").at(path);
    parts->signatures = std::move(signatures).value();
    openVariables(*parts, diagnostics);
    return parts;
}

} // namespace

int sniffSavedModel(const Probe& probe)
{
    if (probe.isFolder)
        return probe.hasEntry(kFileName) ? kCertain : 0;
    if (!probe.exists || !probe.file)
        return 0;
    if (fileNameOf(probe.path) != kFileName)
        return 0;
    return startsAsSavedModel(probe.head) ? kLikely : kByNameOnly;
}

Result<Model> readSavedModel(const Probe& probe, const Progress& progress)
{
    Model model;
    model.format = "saved_model";
    model.path = folderOfModel(probe);
    model.name = fileNameOf(model.path);
    LW_ASSIGN(const std::shared_ptr<const SavedModelParts> parts, openParts(model.path, model.diagnostics));
    model.stamp = parts->file->file().stamp();
    LW_TRY(progress.check());
    checkFingerprint(model.path, model.diagnostics);
    readAssets(*parts->metaGraph, model);
    for (const graph::SignatureTensors& signature : parts->signatures)
        if (signature.signature.name != kInitSignature)
            model.signatures.push_back(signature.signature);

    const KerasMetadata metadata = KerasMetadata::read(model.path, *parts->objects, model.diagnostics);
    std::map<std::string, std::uint32_t, std::less<>> layers;
    const bool keras = readKerasModel(*parts, metadata, model, layers);
    if (!keras)
        readGraphModel(*parts, model);
    LW_TRY(progress.check());
    borderFromSignature(model);
    model.formatDetail = detail(*parts, keras);
    model.payload = std::make_shared<SavedModelPayload>(parts, sourcesOf(parts, model, std::move(layers)));
    return model;
}

} // namespace lw::formats
