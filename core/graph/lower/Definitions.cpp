// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Definitions.h"

#include "core/graph/lower/ExpressionVariables.h"

#include <algorithm>

namespace lw::graph {

namespace {

bool needsDefinition(const Layer& layer)
{
    return !layer.nested && (!layer.known || layer.className == "Lambda");
}

/// The layer's custom activation; empty when it has none.
std::string customActivation(const Layer& layer)
{
    const Json& activation = layer.config["activation"];
    const std::string name = activationFunctionName(activation);
    const bool layerObject = activation.isObject() && findLayerRow(activation["class_name"].toText());
    return name.empty() || layerObject || !plainActivation(activation).empty() ? std::string() : name;
}

/// The first layer that needs this name, and its path.
const Layer* userOf(const Model& model, const std::string& name, std::string& place)
{
    const Layer* found = nullptr;
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        if (found || undefinedName(layer) != name)
            return;
        found = &layer;
        place = path;
    });
    return found;
}

/// What a layer reads in its first call, as far as the file tells.
std::vector<TensorSpec> inputsOf(const Model& model, const Layer& layer, const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    const std::string parent = slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
    std::vector<TensorSpec> specs;
    for (const InboundTensor& input : layer.nodes.front().inputs) {
        TensorSpec spec{"input_" + std::to_string(specs.size()), DType::Float32, {}};
        const Layer* source = findLayer(model, parent + input.layer);
        if (source && input.node < source->nodes.size()) {
            const LayerNode& call = source->nodes[input.node];
            if (input.tensor < call.outputShapes.size())
                spec.shape = call.outputShapes[input.tensor];
            if (input.tensor < call.outputDtypes.size() && call.outputDtypes[input.tensor] != DType::Invalid)
                spec.dtype = call.outputDtypes[input.tensor];
        }
        specs.push_back(std::move(spec));
    }
    return specs;
}

bool shapesAreKnown(const std::vector<TensorSpec>& specs)
{
    return std::all_of(specs.begin(), specs.end(), [](const TensorSpec& spec) { return spec.shape.has_value(); });
}

/// How an expression calls what the layer reads: "inputs", of a list "inputs[0]" and so on, of several arguments
/// "inputs", "input1" and so on.
std::vector<ExpressionName> inputNames(const Model& model, const Layer& layer, const std::string& path)
{
    using Kind = ExpressionName::Kind;
    const std::vector<TensorSpec> specs = layer.nodes.empty() ? std::vector<TensorSpec>() : inputsOf(model, layer, path);
    std::size_t arguments = 1;
    if (specs.size() > 1) {
        const Value dummy;
        const auto parsed = parseArguments(layer.nodes.front().arguments,
                                           [&](std::string_view, std::int64_t, std::int64_t) { return &dummy; });
        if (parsed.ok())
            arguments = parsed->positional.size();
    }
    std::vector<ExpressionName> names;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const std::string number = std::to_string(i);
        const std::string name = specs.size() == 1 ? "inputs" : arguments < 2 ? "inputs[" + number + "]" : i == 0 ? "inputs" : "input" + number;
        if (arguments < 2 || i < arguments)
            names.push_back({name, Kind::Input, specs[i].shape, specs[i].dtype, {}});
    }
    if (names.empty())
        names.push_back({"inputs", Kind::Input, {}, DType::Float32, {}});
    return names;
}

/// Looks at the first user of the name alone. Where shapes of inputs are unknown, only what has nothing to do with
/// shapes is a problem: names that are not there, functions and their arguments.
void checkAlone(const Model& model, const CustomObjects& objects, const std::string& name, DefinitionCheck& check)
{
    std::string path;
    const Layer* layer = userOf(model, name, path);
    if (!layer || layer->nodes.empty() || layer->nodes.front().inputs.empty())
        return;
    const std::vector<TensorSpec> inputs = inputsOf(model, *layer, path);
    ModelLowering lowering(model, LoweringOptions{false, false, &objects});
    const auto graph = lowering.runLayer(*layer, path, 0, inputs);
    const auto& problem = lowering.definitionProblem();
    const bool known = shapesAreKnown(inputs);
    if (!graph && problem && problem->name == name &&
        (known || problem->problem.message.find("dimensions is not known") == std::string::npos))
        check.problem = problem->problem;
    check.fits = graph.ok() && known;
    if (check.fits && !graph->outputs.empty()) {
        const Edge output = graph->outputs.front().edge;
        check.shape = graph->nodes[output.node].outputs[output.output].shape;
    }
}

} // namespace

Result<Graph> layerAlone(const Model& model, const CustomObjects& objects, const std::string& name)
{
    std::string path;
    const Layer* layer = userOf(model, name, path);
    if (!layer || layer->nodes.empty() || layer->nodes.front().inputs.empty())
        return notFound("no layer of the model needs \"" + printable(name, 80) + "\"");
    const std::vector<TensorSpec> inputs = inputsOf(model, *layer, path);
    if (!shapesAreKnown(inputs))
        return unsupported("the file does not tell the shapes of the layer's inputs").in(path);
    return ModelLowering(model, LoweringOptions{false, false, &objects}).runLayer(*layer, path, 0, inputs);
}

std::string undefinedName(const Layer& layer)
{
    return needsDefinition(layer) ? definitionName(layer) : customActivation(layer);
}

std::vector<std::string> definitionUsers(const Model& model, const std::string& name)
{
    std::vector<std::string> users;
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        if (!name.empty() && undefinedName(layer) == name)
            users.push_back(path);
    });
    return users;
}

std::vector<std::string> undefinedNames(const Model& model)
{
    std::vector<std::string> names;
    const auto add = [&](std::string name) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    };
    visitLayers(model, [&](const Layer& layer, const std::string&, int) { add(undefinedName(layer)); });
    return names;
}

std::vector<ExpressionName> expressionNames(const Model& model, const std::string& name)
{
    using Kind = ExpressionName::Kind;
    std::string path;
    const Layer* layer = userOf(model, name, path);
    const bool function = layer && !needsDefinition(*layer);
    if (!layer || function)
        return {{function ? "x" : "inputs", Kind::Input, {}, DType::Float32, {}}};
    std::vector<ExpressionName> names = inputNames(model, *layer, path);
    for (const ExpressionVariable& entry : expressionVariables(model, path)) {
        const Tensor& tensor = entry.variable->tensor;
        names.push_back({entry.names.front(), Kind::Variable, tensor.shape(), tensor.dtype(), {}});
    }
    for (const auto& [key, setting] : layer->config.members())
        if (key != "name" && key != "trainable" && key != "dtype" && key != "batch_input_shape" &&
            (setting.isNumber() || setting.isBool() || setting.isString() || setting.isArray()))
            names.push_back({key, Kind::Setting, {}, DType::Float32, setting.dump()});
    for (const char* given : {"training", "mask"})
        if (std::none_of(names.begin(), names.end(), [&](const ExpressionName& n) { return n.name == given; }))
            names.push_back({given, Kind::Call, {}, DType::Bool, {}});
    return names;
}

DefinitionCheck checkDefinition(const Model& model, CustomObjects objects, const std::string& name,
                                const CustomObject& object)
{
    DefinitionCheck check;
    if (!object.isBorrowed())
        check.problem = expression::parse(object.expression).problem;
    if (check.problem)
        return check;
    objects.set(name, object);
    ModelLowering lowering(model, LoweringOptions{false, false, &objects});
    const auto graph = lowering.run();
    if (!graph) {
        const auto& problem = lowering.definitionProblem();
        if (problem && problem->name == name)
            check.problem = problem->problem;
        else
            check.trouble = graph.error().message;
        if (!check.problem)
            checkAlone(model, objects, name, check);
        return check;
    }
    check.works = check.fits = true;
    std::string path;
    userOf(model, name, path);
    for (const NamedEdge& tap : graph->taps)
        if (tap.name == path)
            check.shape = graph->nodes[tap.edge.node].outputs[tap.edge.output].shape;
    return check;
}

} // namespace lw::graph
