// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/operations/OperationCall.h"

#include "core/keras/Dialect.h"

#include <algorithm>
#include <array>

namespace lw::keras {
namespace {

constexpr std::array<std::string_view, 6> kCallClasses = {"TFOpLambda",     "SlicingOpLambda",  "ClassMethod",
                                                          "InstanceMethod", "InstanceProperty", "TensorFlowOpLayer"};

struct Rename {
    std::string_view keras3, tensorflow;
};

/// Operations of keras.ops under TensorFlow's names.
constexpr Rename kRenames[] = {
    {"mean", "reduce_mean"},    {"sum", "reduce_sum"},
    {"max", "reduce_max"},      {"min", "reduce_min"},
    {"prod", "reduce_prod"},    {"any", "reduce_any"},
    {"all", "reduce_all"},      {"std", "reduce_std"},
    {"var", "reduce_variance"}, {"logsumexp", "reduce_logsumexp"},
    {"get_item", "getitem"},    {"concatenate", "concat"},
    {"take", "gather"},         {"power", "pow"},
    {"true_divide", "truediv"}, {"flip", "reverse"},
    {"swap_axes", "swapaxes"},  {"move_axis", "moveaxis"},
    {"arg_max", "argmax"},      {"arg_min", "argmin"},
    {"top_k", "top_k"},
};

bool isTensorReference(const Json& json)
{
    return json.isObject()
               ? json["class_name"].toText() == "__keras_tensor__"
               : json.size() >= 3 && json.at(0).isString() && json.at(1).isNumber() && json.at(2).isNumber();
}

/// Shape of a nested list of numbers; none when it is no constant.
std::optional<Shape> constantShape(const Json& json)
{
    if (json.isNumber() || json.isBool())
        return Shape{};
    if (json.isObject() && (json["class_name"].toText() == "__numpy__" || json["class_name"].toText() == "__tensor__"))
        return constantShape(json["config"]["value"]);
    if (!json.isArray() || json.size() == 0 || isTensorReference(json))
        return std::nullopt;
    Shape shape;
    const Json* at = &json;
    for (int depth = 0; depth < 16 && at->isArray(); ++depth) {
        shape.push_back(static_cast<std::int64_t>(at->size()));
        at = &at->at(0);
    }
    return at->isNumber() || at->isBool() ? std::optional(shape) : std::nullopt;
}

} // namespace

bool isOperationModule(std::string_view module)
{
    return module.starts_with("keras.src.ops") || module.starts_with("keras.ops");
}

bool isOperation(const Layer& layer)
{
    if (isOperationModule(layer.module))
        return true;
    return layer.known && std::find(kCallClasses.begin(), kCallClasses.end(), layer.className) != kCallClasses.end();
}

std::string operationName(const Layer& layer)
{
    if (layer.module.starts_with("keras.")) {
        const std::string name = snakeCase(layer.className);
        for (const Rename& rename : kRenames)
            if (name == rename.keras3)
                return std::string(rename.tensorflow);
        return name;
    }
    const std::string& function = layer.config["function"].toText();
    const auto dot = function.rfind('.');
    return dot == std::string::npos ? function : function.substr(dot + 1);
}

const Json& OperationCall::argument(std::initializer_list<const char*> names, std::size_t position) const
{
    for (const char* key : names)
        for (const Json* value : {&m_call.argument(key), &m_call.layer.config[key]})
            if (!value->isNull())
                return *value;
    return m_call.positional(position);
}

std::optional<std::vector<std::int64_t>> OperationCall::integers(std::initializer_list<const char*> names,
                                                                 std::size_t position) const
{
    const Json& value = argument(names, position);
    if (const auto one = boundedInteger(value))
        return std::vector{*one};
    if (!value.isArray() || isTensorReference(value))
        return std::nullopt;
    std::vector<std::int64_t> numbers;
    for (const Json& item : value.items())
        numbers.push_back(boundedInteger(item).value_or(kUnknownDim));
    return numbers;
}

std::optional<std::int64_t> OperationCall::integer(std::initializer_list<const char*> names, std::size_t position) const
{
    return boundedInteger(argument(names, position));
}

bool OperationCall::flag(std::initializer_list<const char*> names, bool fallback) const
{
    return argument(names, 99).toBool(fallback);
}

std::vector<Shape> OperationCall::constants() const
{
    std::vector<Shape> shapes;
    const auto add = [&](const Json& json) {
        if (auto shape = constantShape(json); shape && !shape->empty())
            shapes.push_back(std::move(*shape));
    };
    for (const Json& item : m_call.arguments["args"].items())
        add(item);
    for (const char* key : {"y", "x2", "b"})
        add(m_call.argument(key));
    const Json& first = m_call.arguments.at(0).isArray() ? m_call.arguments.at(0) : m_call.arguments;
    if (first.at(0).toText() == "_CONSTANT_VALUE")
        add(first.at(2));
    return shapes;
}

} // namespace lw::keras
