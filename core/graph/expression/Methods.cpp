// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Functions.h"

#include <algorithm>

namespace lw::graph::expression {

namespace {

/// Methods whose meaning is not that of the function of the same name.
constexpr std::pair<std::string_view, std::string_view> kMethods[] = {
    {"flatten", "ravel"}, // flatten() is Keras', which keeps the first dimension
    {"view", "reshape"},
};

/// NumPy works on all elements in a row when these methods are given no axis.
constexpr std::string_view kFlatWithoutAxis[] = {"cumsum", "cumprod", "take"};

bool takesTensorFirst(const FunctionRow& row)
{
    const std::string_view parameters = row.signature.substr(row.signature.find('(') + 1);
    return (parameters.starts_with("x") && !parameters.starts_with("x=")) || parameters.starts_with("a,");
}

/// Whether an axis is given; None is none, and is taken away. place: where it stands among the positional arguments.
bool takeAxis(std::vector<Value>& positional, std::vector<std::pair<std::string, Value>>& keywords, std::size_t place)
{
    if (positional.size() == place + 1 && positional.back().is(Value::Kind::None))
        positional.pop_back();
    const auto named = [](const auto& keyword) { return plainKeyword(keyword.first) == "axis"; };
    std::erase_if(keywords, [&](const auto& each) { return named(each) && each.second.is(Value::Kind::None); });
    return positional.size() > place || std::any_of(keywords.begin(), keywords.end(), named);
}

} // namespace

const FunctionRow* findMethod(std::string_view name)
{
    for (const auto& [method, function] : kMethods)
        if (method == name)
            name = function;
    const FunctionRow* row = findFunction(name);
    return row && takesTensorFirst(*row) ? row : nullptr;
}

Value callMethod(Evaluator& evaluator, const FunctionRow& row, std::vector<Value> positional,
                 std::vector<std::pair<std::string, Value>> keywords, Span span)
{
    const bool sizes = row.name == "reshape" || row.name == "transpose" || row.name == "tile";
    if (sizes && positional.size() > 2) {
        std::vector<Value> items(std::make_move_iterator(positional.begin() + 1),
                                 std::make_move_iterator(positional.end()));
        positional.resize(1);
        positional.push_back(Value::tuple(std::move(items)));
    }
    const bool flat = std::find(std::begin(kFlatWithoutAxis), std::end(kFlatWithoutAxis), row.name) !=
                      std::end(kFlatWithoutAxis);
    if (flat && !takeAxis(positional, keywords, row.name == "take" ? 2 : 1)) {
        const Edge x = evaluator.tensor(positional.front(), span);
        if (evaluator.failed(span))
            return {};
        positional.front() = Value::of(evaluator.g.op("Reshape", {x, evaluator.g.ints({-1})}));
    }
    return callFunction(evaluator, row, std::move(positional), std::move(keywords), span);
}

} // namespace lw::graph::expression
