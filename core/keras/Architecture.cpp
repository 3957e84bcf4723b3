// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Architecture.h"

#include "core/keras/ArchitectureReader.h"
#include "core/keras/Dialect.h"
#include "core/keras/GraphInference.h"
#include "core/keras/UnknownShapes.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lw::keras {
namespace {

/// Names as Keras makes input_names and output_names: those of the layers, later ones of the same layer with a number.
std::vector<TensorSpec> borderSpecs(const std::vector<Layer>& layers, const std::vector<InboundTensor>& tensors)
{
    const GraphIndex index(layers);
    std::unordered_map<std::string, int> used;
    std::unordered_set<std::string> names;
    std::vector<TensorSpec> specs;
    for (const InboundTensor& tensor : tensors) {
        // A layer may be called as the second output of another.
        std::string name = tensor.layer;
        int& count = used[tensor.layer];
        while (!names.insert(name).second)
            name = tensor.layer + "_" + std::to_string(++count);
        TensorInfo info = storedTensor(layers, index, tensor);
        specs.push_back({std::move(name), info.dtype, std::move(info.shape)});
    }
    return specs;
}

void infer(Model& model, const UnknownShapes& unknown)
{
    std::int64_t calls = 0;
    visitLayers(model, [&](const Layer& layer, const std::string&, int) {
        calls += static_cast<std::int64_t>(1 + layer.nodes.size());
    });
    InferenceContext context{kerasGeneration(model), model.diagnostics, 64 * calls + 1000000,
                             unknown ? &unknown : nullptr};
    inferGraph(model.layers, model.inputRefs, nullptr, {}, context);
    const GraphIndex index(model.layers);
    for (const InboundTensor& output : model.outputRefs) {
        const auto layer = index.layer(output.layer);
        if (!layer || !model.layers[*layer].known || output.node >= model.layers[*layer].nodes.size())
            continue;
        const LayerNode& node = model.layers[*layer].nodes[output.node];
        const bool known = std::all_of(node.outputShapes.begin(), node.outputShapes.end(),
                                       [](const auto& shape) { return shape.has_value(); });
        if (known && !node.outputShapes.empty() && output.tensor >= node.outputShapes.size())
            model.diagnostics.add(missingTensor(output.layer, output.tensor, node.outputShapes.size()));
    }
    model.inputs = borderSpecs(model.layers, model.inputRefs);
    model.outputs = borderSpecs(model.layers, model.outputRefs);
}

Result<void> fill(const Json& serialized, Model& model, const UnknownShapes& unknown)
{
    const auto kind = ArchitectureReader::containerKind(serialized);
    const Json& config = serialized["config"];
    ArchitectureReader reader(model.diagnostics, dialectGeneration(serialized));
    model.name = config["name"].toText(serialized["name"].toText());
    const ClassIdentity identity = classIdentity(serialized);
    ArchitectureReader::Container content;
    if (kind) {
        content = reader.readContainer(serialized, *kind, {}, 0);
    } else if (identity.builtIn && identity.className != "Model" && identity.className != "Functional" &&
               identity.className != "Sequential") {
        content = reader.singleLayer(serialized);
        model.diagnostics.add(
            {Severity::Info, "The file describes a single layer", content.layers.back().name, 1, "single-layer", {}});
    } else {
        content.kind = ModelKind::Subclassed;
        model.diagnostics.add({Severity::Warning,
                               "The model is of the class " + printable(identity.className, 80) +
                                   ", whose layers only its Python code knows",
                               {},
                               1,
                               "subclassed-model",
                               {printable(identity.className, 80)}});
    }
    if (reader.tooLarge())
        return corrupt("More than 200,000 layers").in("config/layers");
    if (model.name.empty())
        model.name = snakeCase(identity.className);
    model.kind = content.kind;
    model.layers = std::move(content.layers);
    model.inputRefs = std::move(content.inputs);
    model.outputRefs = std::move(content.outputs);
    infer(model, unknown);
    countParameters(model);
    return {};
}

} // namespace

Result<void> readArchitecture(const Json& serialized, Model& model)
{
    return readArchitecture(Json(serialized), model);
}

Result<void> readArchitecture(Json&& serialized, Model& model)
{
    return readArchitecture(std::move(serialized), model, UnknownShapes());
}

Result<void> readArchitecture(Json&& serialized, Model& model, const UnknownShapes& unknown)
{
    if (!serialized.isObject())
        return corrupt("The architecture is not a JSON object");
    if (!serialized["class_name"].isString() || serialized["class_name"].toText().empty())
        return corrupt("The architecture has no class name").in("class_name");
    if (!serialized["config"].isObject() && !serialized["config"].isArray())
        return corrupt("The architecture has no config").in("config");
    model.architecture = std::move(serialized);
    return fill(model.architecture, model, unknown);
}

void inferShapes(Model& model)
{
    infer(model, {});
}

} // namespace lw::keras
