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

} // namespace

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
    std::vector<ExpressionName> names{{function ? "x" : "inputs", Kind::Input, {}, DType::Float32, {}}};
    if (!layer || function)
        return names;
    for (const ExpressionVariable& entry : expressionVariables(model, path)) {
        const Tensor& tensor = entry.variable->tensor;
        names.push_back({entry.names.front(), Kind::Variable, tensor.shape(), tensor.dtype(), {}});
    }
    for (const auto& [key, setting] : layer->config.members())
        if (key != "name" && key != "trainable" && key != "dtype" && key != "batch_input_shape" &&
            (setting.isNumber() || setting.isBool() || setting.isString() || setting.isArray()))
            names.push_back({key, Kind::Setting, {}, DType::Float32, setting.dump()});
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
        return check;
    }
    check.works = true;
    std::string path;
    userOf(model, name, path);
    for (const NamedEdge& tap : graph->taps)
        if (tap.name == path)
            check.shape = graph->nodes[tap.edge.node].outputs[tap.edge.output].shape;
    return check;
}

} // namespace lw::graph
