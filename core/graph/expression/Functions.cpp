// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Functions.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace lw::graph::expression {

namespace {

struct Parameter {
    std::string name;
    bool needed = true, rest = false;
};

/// "sum(x, axis=None)" -> x, axis.
std::vector<Parameter> parametersOf(std::string_view signature)
{
    std::vector<Parameter> parameters;
    std::string_view list = signature.substr(signature.find('(') + 1);
    list.remove_suffix(1);
    while (!list.empty()) {
        const std::size_t comma = list.find(", ");
        std::string_view item = list.substr(0, comma);
        Parameter parameter;
        parameter.rest = item.starts_with("*");
        if (parameter.rest)
            item.remove_prefix(1);
        const std::size_t equals = item.find('=');
        parameter.needed = equals == std::string_view::npos && !parameter.rest;
        parameter.name = item.substr(0, equals);
        parameters.push_back(std::move(parameter));
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 2);
    }
    return parameters;
}

} // namespace

std::string_view plainKeyword(std::string_view name)
{
    struct Pair {
        std::string_view other, plain;
    };
    static constexpr Pair kPairs[] = {
        {"keep_dims", "keepdims"},
        {"axes", "axis"},
        {"dim", "axis"},
        {"perm", "axes"},
        {"newshape", "shape"},
        {"multiples", "reps"},
        {"paddings", "widths"},
        {"pad_width", "widths"},
        {"min_value", "low"},
        {"max_value", "high"},
        {"a_min", "low"},
        {"a_max", "high"},
        {"clip_value_min", "low"},
        {"clip_value_max", "high"},
        {"num_or_size_splits", "parts"},
        {"indices_or_sections", "parts"},
        {"num_classes", "depth"},
        {"x1", "a"},
        {"x2", "b"},
        {"y", "b"},
    };
    for (const Pair& pair : kPairs)
        if (pair.other == name)
            return pair.plain;
    return name;
}

namespace {

/// Names that TensorFlow, Keras, NumPy and PyTorch give to functions of the table.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"reduce_sum", "sum"},
    {"reduce_mean", "mean"},
    {"average", "mean"},
    {"reduce_max", "max"},
    {"amax", "max"},
    {"reduce_min", "min"},
    {"amin", "min"},
    {"reduce_prod", "prod"},
    {"reduce_any", "any"},
    {"reduce_all", "all"},
    {"reduce_std", "std"},
    {"reduce_variance", "var"},
    {"variance", "var"},
    {"reduce_logsumexp", "logsumexp"},
    {"argmax", "argmax"},
    {"permute_dimensions", "transpose"},
    {"permute", "transpose"},
    {"concatenate", "concat"},
    {"pow", "power"},
    {"multiply", "mul"},
    {"subtract", "sub"},
    {"divide", "div"},
    {"truediv", "div"},
    {"true_divide", "div"},
    {"floordiv", "floor_divide"},
    {"floormod", "mod"},
    {"remainder", "mod"},
    {"negative", "neg"},
    {"absolute", "abs"},
    {"fabs", "abs"},
    {"clip_by_value", "clip"},
    {"arange", "range"},
    {"gather", "take"},
    {"embedding_lookup", "take"},
    {"silu", "swish"},
    {"arcsin", "asin"},
    {"arccos", "acos"},
    {"arctan", "atan"},
    {"arcsinh", "asinh"},
    {"arccosh", "acosh"},
    {"arctanh", "atanh"},
    {"reverse", "flip"},
    {"dot", "matmul"},
    {"linalg_matmul", "matmul"},
    {"is_nan", "isnan"},
    {"is_finite", "isfinite"},
    {"is_inf", "isinf"},
    {"rint", "round"},
    {"sub", "sub"},
    {"fill", "full"},
    {"identity", "stop_gradient"},
    {"copy", "stop_gradient"},
    {"dot_general", "matmul"},
    {"convolution", "conv"},
    {"exponential", "exp"},
    {"convert_to_tensor", "array"},
    {"constant", "array"},
    {"asarray", "array"},
    {"bias_add", "add"},
    {"batch_dot", "matmul"},
    {"repeat_elements", "repeat"},
    {"sum_of", "sum"},
    {"unit_norm", "l2_normalize"},
    {"normalize", "l2_normalize"},
    {"reciprocal_sqrt", "rsqrt"},
    {"softmax_v2", "softmax"},
    {"conv1d", "conv"},
    {"conv2d", "conv"},
    {"conv3d", "conv"},
    {"tril_mask", "tril"},
    {"band_part", "tril"},
    {"size_of", "size"},
    {"broadcast", "broadcast_to"},
    {"ceiling", "ceil"},
    {"get_shape", "shape"},
    {"int_shape", "shape"},
    {"ndim", "rank"},
    {"unpack", "unstack"},
    {"pack", "stack"},
};

using Table = std::unordered_map<std::string_view, const FunctionRow*>;

const Table& table()
{
    static const Table rows = [] {
        Table result;
        for (const auto family : {elementwiseFunctions(), reductionFunctions(), structureFunctions(),
                                  creationFunctions(), productFunctions()})
            for (const FunctionRow& row : family)
                result.emplace(row.name, &row);
        return result;
    }();
    return rows;
}

} // namespace

const FunctionRow* findFunction(std::string_view name)
{
    if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos)
        name = name.substr(dot + 1);
    auto found = table().find(name);
    if (found == table().end())
        for (const auto& [other, plain] : kAliases)
            if (other == name)
                found = table().find(plain);
    return found == table().end() ? nullptr : found->second;
}

std::vector<const FunctionRow*> allFunctions()
{
    std::vector<const FunctionRow*> rows;
    for (const auto& [name, row] : table())
        rows.push_back(row);
    std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    return rows;
}

Value callFunction(Evaluator& evaluator, const FunctionRow& row, std::vector<Value> positional,
                   std::vector<std::pair<std::string, Value>> keywords, Span span)
{
    const std::vector<Parameter> parameters = parametersOf(row.signature);
    FunctionCall call{evaluator, evaluator.g, span, {}, {}, {}};
    call.values.resize(parameters.size());
    call.given.resize(parameters.size(), 0);
    const std::string usage(row.signature);
    for (std::size_t i = 0; i < positional.size(); ++i) {
        const bool rest = !parameters.empty() && parameters.back().rest && i + 1 >= parameters.size();
        if (rest) {
            call.rest.push_back(std::move(positional[i]));
        } else if (i < parameters.size()) {
            call.values[i] = std::move(positional[i]);
            call.given[i] = 1;
        } else {
            return evaluator.fail(std::string(row.name) + "() takes no " + std::to_string(i + 1) +
                                      " values; it is used as " + usage,
                                  span);
        }
    }
    for (auto& [name, value] : keywords) {
        if (name == "name" || name == "dtype") { // of TensorFlow's functions; a dtype where the function has one
            const bool own =
                std::any_of(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.name == name; });
            if (!own && name == "name")
                continue;
        }
        const auto match = [&](std::string_view wanted) {
            return std::find_if(parameters.begin(), parameters.end(),
                                [&](const Parameter& parameter) { return parameter.name == wanted; });
        };
        auto found = match(name);
        if (found == parameters.end())
            found = match(plainKeyword(name));
        if (found == parameters.end())
            return evaluator.fail(std::string(row.name) + "() has no argument \"" + printable(name, 40) +
                                      "\"; it is used as " + usage,
                                  span);
        const auto at = static_cast<std::size_t>(found - parameters.begin());
        if (call.given[at])
            return evaluator.fail("the argument \"" + found->name + "\" is given twice", span);
        call.values[at] = std::move(value);
        call.given[at] = 1;
    }
    for (std::size_t i = 0; i < parameters.size(); ++i)
        if (parameters[i].needed && !call.given[i])
            return evaluator.fail(
                std::string(row.name) + "() needs \"" + parameters[i].name + "\"; it is used as " + usage, span);
    Value result = row.lower(call);
    return evaluator.failed(span) ? Value() : result;
}

std::int64_t FunctionCall::integer(std::size_t index, std::int64_t fallback)
{
    if (!has(index))
        return fallback;
    if (!values[index].is(Value::Kind::Int)) {
        fail("a whole number is needed here, not " + describeValue(values[index], g));
        return fallback;
    }
    return values[index].integer;
}

double FunctionCall::number(std::size_t index, double fallback)
{
    if (!has(index))
        return fallback;
    if (!values[index].isNumber()) {
        fail("a number is needed here, not " + describeValue(values[index], g));
        return fallback;
    }
    return values[index].toDouble();
}

bool FunctionCall::flag(std::size_t index, bool fallback) const
{
    return has(index) && values[index].isNumber() ? values[index].toDouble() != 0 : fallback;
}

std::string FunctionCall::text(std::size_t index, const std::string& fallback)
{
    if (!has(index))
        return fallback;
    if (!values[index].is(Value::Kind::Text)) {
        fail("a text in quotes is needed here, not " + describeValue(values[index], g));
        return fallback;
    }
    return values[index].text;
}

DType FunctionCall::type(std::size_t index, DType fallback)
{
    if (!has(index))
        return fallback;
    const std::string name = text(index, std::string(dtypeName(fallback)));
    const std::string plain = name == "float" ? "float32" : name == "int" ? "int32" : name;
    const auto type = dtypeFromName(plain);
    const bool numeric = type && (isFloating(*type) || isInteger(*type) || *type == DType::Bool);
    if (!numeric)
        fail("there is no number type \"" + printable(name, 40) + "\"; there are float32, int32, bool and more");
    return numeric ? *type : fallback;
}

std::optional<std::vector<std::int64_t>> FunctionCall::integers(std::size_t index)
{
    if (!has(index))
        return std::nullopt;
    std::vector<std::int64_t> numbers;
    const Value& value = values[index];
    const std::vector<Value> items = value.is(Value::Kind::Tuple) ? value.items : std::vector<Value>{value};
    for (const Value& item : items) {
        if (!item.is(Value::Kind::Int)) {
            fail("whole numbers are needed here, not " + describeValue(item, g));
            return std::vector<std::int64_t>();
        }
        numbers.push_back(item.integer);
    }
    return numbers;
}

std::int64_t FunctionCall::checkedAxis(std::int64_t wanted, Edge x, std::int64_t extra)
{
    if (e.failed(span))
        return 0;
    if (!g.shape(x)) {
        fail("the number of dimensions is not known here");
        return 0;
    }
    const std::int64_t count = static_cast<std::int64_t>(g.rank(x)) + extra;
    if (wanted >= count || wanted < -count) {
        fail("there is no axis " + std::to_string(wanted) + " in " + describeValue(Value::of(x), g));
        return 0;
    }
    return wanted < 0 ? wanted + count : wanted;
}

std::int64_t FunctionCall::axis(std::size_t index, Edge x, std::int64_t fallback, std::int64_t extra)
{
    return checkedAxis(integer(index, fallback), x, extra);
}

std::vector<std::int64_t> FunctionCall::axes(std::size_t index, Edge x)
{
    std::vector<std::int64_t> result;
    if (e.failed(span))
        return result;
    if (const auto wanted = integers(index)) {
        for (const std::int64_t axis : *wanted)
            result.push_back(checkedAxis(axis, x));
        std::vector<std::int64_t> sorted = result;
        std::sort(sorted.begin(), sorted.end());
        if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            fail("an axis is named twice");
        return result;
    }
    if (!g.shape(x)) {
        fail("the number of dimensions is not known here");
        return result;
    }
    result.resize(g.rank(x));
    std::iota(result.begin(), result.end(), 0);
    return result;
}

} // namespace lw::graph::expression
