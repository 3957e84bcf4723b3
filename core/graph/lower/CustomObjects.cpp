// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/CustomObjects.h"

#include "core/graph/Origin.h"
#include "core/graph/expression/Evaluator.h"
#include "core/graph/lower/ExpressionVariables.h"
#include "core/graph/lower/ModelLowering.h"
#include "core/graph/objects/Borrow.h"
#include "core/graph/objects/Splice.h"

#include <algorithm>

namespace lw::graph {

namespace {

using ScopeValue = expression::Value;

/// A setting as a value: functions by their names.
ScopeValue settingValue(const Json& setting)
{
    if (!setting.isObject())
        return ScopeValue::of(setting);
    const std::string name = activationFunctionName(setting);
    return name.empty() ? ScopeValue() : ScopeValue::of(name);
}

/// Names that every config has and no expression needs.
bool isPlumbing(std::string_view key)
{
    return key == "name" || key == "trainable" || key == "dtype" || key == "batch_input_shape";
}

Edge converted(LayerCall& call, Edge x)
{
    return isFloating(call.g.dtype(x)) && isFloating(call.compute) ? call.g.cast(x, call.compute) : x;
}

/// What a Python value is in an expression.
ScopeValue argumentValue(const Argument& argument)
{
    if (argument.kind == Argument::Kind::Tensor)
        return ScopeValue::of(argument.tensor.edge);
    if (argument.kind == Argument::Kind::Constant)
        return ScopeValue::of(argument.constant);
    std::vector<ScopeValue> items;
    for (const Argument& item : argument.items)
        items.push_back(argumentValue(item));
    return ScopeValue::tuple(std::move(items));
}

expression::Scope functionScope(LayerCall& call, Edge x)
{
    expression::Scope scope;
    scope.names = {{"x", ScopeValue::of(x)}, {"inputs", ScopeValue::of(x)}};
    scope.floating = isFloating(call.g.dtype(x)) ? call.g.dtype(x) : call.compute;
    scope.training = call.training;
    scope.activation = [&call](GraphBuilder&, Edge value, const std::string& name) -> std::optional<Edge> {
        const CustomObjects* objects = call.lowering.objects();
        const bool defined = objects && objects->find(name);
        if (!defined && plainActivation(Json(name)).empty())
            return std::nullopt;
        return applyActivation(call, value, Json(name));
    };
    return scope;
}

/// "var0 (5, 4), var1 (4,)", for expressions with names of another file.
std::string unnamedVariables(LayerCall& call)
{
    std::string text;
    std::size_t shown = 0;
    for (const ExpressionVariable& entry : expressionVariables(call.lowering.model(), call.path)) {
        if (shown == 4)
            return text + ", ...";
        text += (shown++ == 0 ? "" : ", ") + entry.names.front() + " " + shapeText(entry.variable->tensor.shape());
    }
    return text;
}

expression::Scope layerScope(LayerCall& call)
{
    std::vector<ScopeValue> tensors;
    for (const Value& input : call.inputs)
        tensors.push_back(ScopeValue::of(input.edge));
    expression::Scope scope = functionScope(call, call.x());
    const bool single = tensors.size() == 1 && !call.arguments.positional.empty() &&
                        call.arguments.positional.front().kind == Argument::Kind::Tensor;
    const ScopeValue inputs = single ? tensors.front() : ScopeValue::tuple(tensors);
    scope.names = {{"inputs", inputs}, {"x", inputs}, {"training", ScopeValue::of(call.isTraining())}};
    scope.floating = call.compute;
    for (std::size_t i = 1; i < call.arguments.positional.size(); ++i)
        scope.names["input" + std::to_string(i)] = argumentValue(call.arguments.positional[i]);
    for (const auto& [key, argument] : call.arguments.keywords)
        scope.names[key] = argumentValue(argument);
    std::map<std::string, const Variable*, std::less<>> variables;
    for (const ExpressionVariable& entry : expressionVariables(call.lowering.model(), call.path)) {
        for (const std::string& name : entry.names)
            variables.emplace(name, entry.variable);
        scope.variableNames.push_back(entry.names.front());
    }
    if (!scope.variableNames.empty() && scope.variableNames.front() == "var0")
        scope.unnamed = unnamedVariables(call);
    const std::optional<Edge> mask = call.maskArgument();
    if (!variables.contains("mask"))
        scope.names.emplace("mask", mask ? ScopeValue::of(*mask) : ScopeValue());
    for (const auto& [key, setting] : call.layer.config.members())
        if (!isPlumbing(key) && !variables.contains(key))
            scope.names.emplace(key, settingValue(setting));
    scope.variable = [&call, variables = std::move(variables)](const std::string& name) -> std::optional<Edge> {
        const auto found = variables.find(name);
        if (found == variables.end() || found->second->tensor.isNull())
            return std::nullopt;
        return converted(call, call.lowering.weightNode(*found->second));
    };
    return scope;
}

std::vector<Edge> evaluate(LayerCall& call, const std::string& name, const CustomObject& object,
                           const expression::Scope& scope)
{
    const std::string& text = object.expression;
    const auto report = [&](const expression::Problem& problem) -> std::vector<Edge> {
        call.lowering.noteProblem(name, problem);
        call.fail(invalid("the definition of " + printable(name, 80) +
                          " does not work: " + expression::describe(problem, text)));
        return {};
    };
    const ModelLowering::Descent descent(call.lowering);
    if (descent.tooDeep())
        return report({"the definitions refer to each other without end", {}});
    expression::Parsed parsed = expression::parse(text);
    if (parsed.problem)
        return report(*parsed.problem);
    expression::Evaluator evaluator(call.g, scope, parsed.program);
    std::vector<Edge> outputs = evaluator.run();
    if (evaluator.problem())
        return report(*evaluator.problem());
    const std::string beginning = "the definition of " + printable(name, 80) + " does not work: ";
    for (const auto& [node, span] : evaluator.origins()) // those of a definition that this one uses have theirs
        if (call.g.graph().nodes[node].op != "Const")
            call.g.graph().nodes[node].attrs.emplace(kOriginAttr, beginning + expression::describe({{}, span}, text));
    return outputs;
}

std::string expressionName(const std::string& layer, const Variable& variable)
{
    const bool below =
        !layer.empty() && variable.layer.size() > layer.size() && variable.layer.starts_with(layer + "/");
    const std::string inner = below ? variable.layer.substr(layer.size() + 1) + "/" : std::string();
    return expressionIdentifier(
        inner + (variable.role.empty() ? variable.path.substr(variable.path.rfind('/') + 1) : variable.role));
}

std::vector<const Variable*> variablesOf(const LayerCall& call)
{
    std::vector<const Variable*> variables;
    for (const ExpressionVariable& entry : expressionVariables(call.lowering.model(), call.path))
        variables.push_back(entry.variable);
    return variables;
}

/// The variable of the layer that stands for one of the layer that the function was borrowed from: of the same name
/// there, else the one at the same place.
const Variable* counterpart(const std::string& layer, const std::vector<const Variable*>& own,
                            const BorrowedFunction& borrowed, const std::string& key)
{
    for (std::size_t i = 0; i < borrowed.variables.size(); ++i) {
        const Variable& theirs = *borrowed.variables[i];
        if (theirs.key != key)
            continue;
        const std::string name = expressionName(borrowed.layer, theirs);
        for (const Variable* variable : own)
            if (expressionName(layer, *variable) == name && variable->tensor.shape() == theirs.tensor.shape())
                return variable;
        return i < own.size() ? own[i] : nullptr;
    }
    return nullptr;
}

std::vector<Edge> borrowed(LayerCall& call, const Result<BorrowedFunction>& function, const std::vector<Edge>& inputs)
{
    if (!function) {
        call.fail(function.error());
        return {};
    }
    const auto own = variablesOf(call);
    const auto bind = [&](const std::string& key, const Tensor& value) -> Result<std::optional<Edge>> {
        const Variable* variable = counterpart(call.path, own, *function, key);
        if (!variable)
            return std::optional<Edge>();
        if (variable->tensor.shape() != value.shape())
            return invalid("the variable \"" + printable(variable->path, 120) + "\" has the shape " +
                           shapeText(variable->tensor.shape()) + ", and " + shapeText(value.shape()) +
                           " in the model that the function is borrowed from");
        return std::optional<Edge>(call.g.cast(call.lowering.weightNode(*variable), value.dtype()));
    };
    auto outputs = splice(call.g, function->graph, inputs, bind);
    if (!outputs) {
        call.fail(outputs.error());
        return {};
    }
    return *outputs;
}

std::vector<Edge> edgesOf(const std::vector<Value>& values)
{
    std::vector<Edge> edges;
    for (const Value& value : values)
        edges.push_back(value.edge);
    return edges;
}

Error notOpen(const std::string& name, const CustomObject& object)
{
    return notFound("what " + printable(name, 80) + " computes is borrowed from " + printable(object.from, 200) +
                    ", which cannot be opened: " + (object.trouble.empty() ? "it was not read" : object.trouble) +
                    "; put it back, borrow from another SavedModel, or teach an expression");
}

} // namespace

void lowerCustomLayer(LayerCall& call, const std::string& name, const CustomObject& object)
{
    std::vector<Edge> outputs;
    if (!object.isBorrowed()) {
        outputs = evaluate(call, name, object, layerScope(call));
    } else if (!object.source) {
        call.fail(notOpen(name, object));
    } else {
        std::vector<Shape> shapes;
        for (const Variable* variable : variablesOf(call))
            shapes.push_back(variable->tensor.shape());
        outputs = borrowed(call, borrowLayer(*object.source, name, call.training, shapes), edgesOf(call.inputs));
    }
    for (const Edge output : outputs)
        call.out(output);
}

Edge applyCustomFunction(LayerCall& call, Edge x, const std::string& name, const CustomObject& object)
{
    std::vector<Edge> outputs;
    if (!object.isBorrowed())
        outputs = evaluate(call, name, object, functionScope(call, x));
    else if (!object.source)
        return call.fail(notOpen(name, object));
    else
        outputs = borrowed(call, borrowActivation(*object.source, name), {x});
    if (outputs.size() == 1)
        return outputs.front();
    return call.fail(invalid("the function " + printable(name, 80) + " gives " + std::to_string(outputs.size()) +
                             " values, and an activation gives one"));
}

bool lowerByTrace(LayerCall& call)
{
    const auto function = call.lowering.function(call.path);
    if (!function)
        return false;
    const auto traced = function->program->call(function->path, call.training);
    std::vector<Value> tensors;
    for (const Argument& argument : call.arguments.positional)
        argument.collect(tensors);
    for (const auto& [key, argument] : call.arguments.keywords)
        argument.collect(tensors);
    if (!traced || traced->inputs.size() != tensors.size())
        return false;
    const auto bind = [&](const std::string& key, const Tensor& value) -> Result<std::optional<Edge>> {
        const Variable* variable = call.lowering.captured(*function, key);
        if (!variable || variable->tensor.shape() != value.shape())
            return std::optional<Edge>();
        return std::optional<Edge>(call.g.cast(call.lowering.weightNode(*variable), value.dtype()));
    };
    const auto outputs = splice(call.g, *traced, edgesOf(tensors), bind);
    if (!outputs)
        return false;
    for (const Edge output : *outputs)
        call.out(converted(call, output));
    return true;
}

} // namespace lw::graph
