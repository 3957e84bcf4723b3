// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Operations.h"

#include <cmath>
#include <numeric>
#include <unordered_map>

namespace lw::graph {

Argument Operation::get(std::initializer_list<std::string_view> names, std::size_t position) const
{
    for (const std::string_view name : names)
        if (call.arguments.has(name))
            return call.arguments.get(name);
    if (position < call.arguments.positional.size())
        return call.arguments.positional[position];
    for (const std::string_view name : names)
        if (const Json* setting = call.layer.config.find(name))
            return Argument::of(*setting);
    return {};
}

namespace {

/// Numbers of a list in any nesting and the shape of it; false for anything else.
bool flatten(const Json& json, std::vector<double>& values, Shape& shape, std::size_t depth)
{
    if (json.isNumber() || json.isBool()) {
        values.push_back(json.isBool() ? double(json.toBool()) : json.toDouble());
        return depth == shape.size();
    }
    if (!json.isArray())
        return false;
    const auto count = static_cast<std::int64_t>(json.size());
    if (depth == shape.size())
        shape.push_back(count);
    for (const Json& item : json.items())
        if (!flatten(item, values, shape, depth + 1))
            return false;
    return depth < shape.size() && shape[depth] == count;
}

bool allIntegers(const std::vector<double>& values)
{
    for (const double value : values)
        if (!(std::abs(value) < 9e15) || value != std::trunc(value))
            return false;
    return true;
}

} // namespace

Edge Operation::edge(const Argument& argument, DType wanted)
{
    if (argument.kind == Argument::Kind::Tensor)
        return argument.tensor.edge;
    if (argument.kind == Argument::Kind::List && !argument.tensors().empty())
        return call.g.op("Pack", listed(argument),
                         {{"axis", 0}, {"N", static_cast<std::int64_t>(argument.items.size())}});
    const Json& json = argument.constant;
    const Json& value = json.isObject() ? json["config"]["value"] : json;
    if (const auto named = dtypeFromName(json["config"]["dtype"].toText()); json.isObject() && named)
        wanted = *named;
    std::vector<double> values;
    Shape shape;
    // A first pass along the first items finds the shape, and the second checks it.
    for (const Json* inner = &value; inner->isArray(); inner = &inner->at(0))
        shape.push_back(static_cast<std::int64_t>(inner->size()));
    if (!flatten(value, values, shape, 0))
        return call.refuse("an argument that is neither a tensor nor numbers");
    if (isInteger(wanted) && !allIntegers(values))
        wanted = DType::Float32;
    return call.g.constant(vectorTensor(values, wanted).reshaped(shape));
}

std::int64_t Operation::integer(std::initializer_list<std::string_view> names, std::int64_t fallback) const
{
    return keras::boundedInteger(get(names).constant).value_or(fallback);
}

double Operation::number(std::initializer_list<std::string_view> names, double fallback) const
{
    return get(names).constant.toDouble(fallback);
}

bool Operation::flag(std::initializer_list<std::string_view> names) const
{
    return get(names).constant.toBool();
}

std::optional<std::vector<std::int64_t>> Operation::integers(std::initializer_list<std::string_view> names,
                                                             std::size_t position) const
{
    const Argument argument = get(names, position);
    const Json& json = argument.constant.isObject() ? argument.constant["config"]["value"] : argument.constant;
    if (json.isNumber())
        return std::vector<std::int64_t>{keras::boundedInteger(json).value_or(0)};
    if (!json.isArray())
        return std::nullopt;
    std::vector<std::int64_t> values;
    for (const Json& item : json.items())
        values.push_back(keras::boundedInteger(item).value_or(0));
    return values;
}

Edge Operation::sizeVector(const Argument& argument)
{
    if (argument.kind == Argument::Kind::List && !argument.tensors().empty()) {
        std::vector<Edge> parts;
        for (const Argument& item : argument.items)
            parts.push_back(call.g.cast(edge(item, DType::Int32), DType::Int32));
        const auto count = static_cast<std::int64_t>(parts.size());
        return call.g.op("Pack", std::move(parts), {{"axis", 0}, {"N", count}});
    }
    return edge(argument, DType::Int32);
}

std::vector<Edge> Operation::listed(const Argument& argument)
{
    std::vector<Edge> edges;
    const auto tensors = argument.tensors();
    const DType type = tensors.empty() ? DType::Float32 : call.g.dtype(tensors.front().edge);
    if (argument.kind != Argument::Kind::List)
        return {edge(argument, type)};
    for (const Argument& item : argument.items)
        edges.push_back(edge(item, type));
    return edges;
}

std::vector<std::int64_t> Operation::allAxes(Edge x) const
{
    std::vector<std::int64_t> axes(call.g.rank(x));
    std::iota(axes.begin(), axes.end(), 0);
    return axes;
}

namespace {

using Function = void (*)(Operation&);

Function findOperation(std::string_view name)
{
    static const auto table = [] {
        std::unordered_map<std::string_view, Function> rows;
        for (const auto family : {elementwiseOperations(), tensorOperations(), structureOperations()})
            for (const OperationRow& row : family)
                rows.emplace(row.name, row.lower);
        return rows;
    }();
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

/// "compat.v1.reduce_mean", "math.reduce_mean" and "ReduceMean" all become "reducemean"; images keep their package.
std::string plainName(std::string_view name)
{
    const bool image = name.find("image.") != std::string_view::npos;
    const std::size_t dot = name.rfind('.');
    std::string plain = image ? "image" : "";
    for (const char c : dot == std::string_view::npos ? name : name.substr(dot + 1))
        if (c != '_')
            plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return plain;
}

void lowerNamed(LayerCall& call, const std::string& name, const std::string& shown)
{
    const Function function = findOperation(name);
    if (!function)
        return void(call.fail(unsupported("the operation " + printable(shown, 80) + " cannot be run as a layer")));
    Operation operation{call};
    function(operation);
}

void tensorFlowLambda(LayerCall& call)
{
    const std::string function = call.config().text("function");
    lowerNamed(call, plainName(function), "tf." + function);
}

void slicingLambda(LayerCall& call)
{
    Operation operation{call};
    lowerSlicing(operation, operation.x(), operation.get({"slice_spec"}));
}

constexpr LayerRow kTensorFlowRows[] = {{"TFOpLambda", tensorFlowLambda}, {"SlicingOpLambda", slicingLambda}};

} // namespace

bool isKeras3Operation(const Layer& layer)
{
    if (layer.module.starts_with("keras.src.ops") || layer.module.starts_with("keras.ops"))
        return true;
    // An .h5 of Keras 3 has no modules, but only layers have "trainable" in their config.
    const bool bare = layer.module.empty() && layer.registeredName.empty() && !layer.config.contains("trainable");
    return bare && !layer.nodes.empty() && layer.nodes.front().arguments.contains("args") &&
           findOperation(plainName(layer.className)) != nullptr;
}

void lowerOperation(LayerCall& call)
{
    const bool image = call.layer.module.ends_with(".image");
    lowerNamed(call, (image ? "image" : "") + plainName(call.layer.className), "keras.ops " + call.layer.className);
}

std::span<const LayerRow> tensorFlowLayers()
{
    return kTensorFlowRows;
}

} // namespace lw::graph
