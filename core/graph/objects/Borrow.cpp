// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/objects/Borrow.h"

#include "core/graph/Prune.h"
#include "core/graph/TracedProgram.h"

#include <algorithm>

namespace lw::graph {

namespace {

std::string_view withoutPackage(std::string_view name)
{
    const std::size_t mark = name.rfind('>');
    return mark == std::string_view::npos ? name : name.substr(mark + 1);
}

bool isClass(const Layer& layer, std::string_view name)
{
    return withoutPackage(layer.className) == withoutPackage(name) ||
           (!layer.registeredName.empty() && withoutPackage(layer.registeredName) == withoutPackage(name));
}

std::vector<const Variable*> variablesOf(const Model& model, const std::string& layer)
{
    std::vector<const Variable*> variables;
    for (const Variable& variable : model.variables)
        if (layer.empty() || variable.layer == layer || variable.layer.starts_with(layer + "/"))
            variables.push_back(&variable);
    return variables;
}

bool haveShapes(const std::vector<const Variable*>& variables, const std::vector<Shape>& shapes)
{
    return std::equal(variables.begin(), variables.end(), shapes.begin(), shapes.end(),
                      [](const Variable* variable, const Shape& shape) { return variable->tensor.shape() == shape; });
}

Error noSuch(const std::string& what, std::string_view name, const Model& source)
{
    return notFound("the SavedModel has no traced " + what + " " + printable(name, 80)).at(source.path);
}

/// The name of an activation setting in any serialized form.
std::string activationName(const Json& activation)
{
    if (activation.isString())
        return activation.toText();
    return activation["config"].isString() ? activation["config"].toText() : activation["config"]["name"].toText();
}

/// Makes the output of the last product or bias the only input of the graph; false when there is none.
bool cutBeforeActivation(Graph& graph)
{
    for (std::size_t i = graph.nodes.size(); i-- > 0;) {
        Node& node = graph.nodes[i];
        if (node.op != "BiasAdd" && node.op != "MatMul" && node.op != "Conv2D" && node.op != "BatchMatMulV2")
            continue;
        if (node.outputs.empty())
            return false;
        const OutputInfo info = node.outputs.front();
        Node input;
        input.op = "Placeholder";
        input.name = "x";
        input.attrs = {{"dtype", info.dtype}, {"shape", PartialShape()}};
        input.outputs = {{info.dtype, std::nullopt}};
        node = std::move(input);
        graph.inputs = {{"x", {static_cast<std::uint32_t>(i), 0}}};
        graph.taps.clear();
        prune(graph);
        return true;
    }
    return false;
}

} // namespace

Result<BorrowedFunction> borrowLayer(const Model& source, std::string_view className, bool training,
                                     const std::vector<Shape>& variableShapes)
{
    const TracedProgram* program = tracedProgram(source);
    if (!program)
        return unsupported("functions are borrowed from SavedModels, and this is none").at(source.path);
    std::vector<std::string> paths;
    visitLayers(source, [&](const Layer& layer, const std::string& path, int) {
        if (isClass(layer, className))
            paths.push_back(path);
    });
    if (withoutPackage(source.architecture["class_name"].toText()) == withoutPackage(className))
        paths.emplace_back();
    std::optional<BorrowedFunction> best;
    std::optional<Error> trouble;
    for (const std::string& path : paths) {
        BorrowedFunction found{{}, path, variablesOf(source, path)};
        const bool fits = haveShapes(found.variables, variableShapes);
        if (best && !fits)
            continue;
        auto graph = program->call(path, training);
        if (!graph) {
            trouble = graph.error();
            continue;
        }
        found.graph = std::move(*graph);
        best = std::move(found);
        if (fits)
            break;
    }
    if (best)
        return *std::move(best);
    return trouble ? trouble->at(source.path) : noSuch("class", className, source);
}

Result<BorrowedFunction> borrowActivation(const Model& source, std::string_view name)
{
    const TracedProgram* program = tracedProgram(source);
    if (!program)
        return unsupported("functions are borrowed from SavedModels, and this is none").at(source.path);
    std::string whole, part;
    visitLayers(source, [&](const Layer& layer, const std::string& path, int) {
        if (withoutPackage(activationName(layer.config["activation"])) != withoutPackage(name))
            return;
        std::string& place = layer.className == "Activation" ? whole : part;
        if (place.empty())
            place = path;
    });
    if (whole.empty() && part.empty())
        return noSuch("function", name, source);
    const std::string path = whole.empty() ? part : whole;
    LW_ASSIGN(Graph graph, program->call(path, false));
    if (whole.empty() && !cutBeforeActivation(graph))
        return noSuch("function", name, source);
    return BorrowedFunction{std::move(graph), path, {}};
}

} // namespace lw::graph
