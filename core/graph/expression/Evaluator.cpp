// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Evaluator.h"

#include "core/graph/expression/Functions.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace lw::graph::expression {

namespace {

/// How many letters differ, for "did you mean": small texts only.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

constexpr std::size_t kLongestSuggestion = 40;
constexpr std::size_t kMostOutputs = 64;

std::string nearest(std::string_view name, const std::vector<std::string>& known)
{
    std::string best;
    std::size_t distance = std::min<std::size_t>(3, name.size() / 3 + 1);
    for (const std::string& candidate : known) {
        if (candidate.size() > kLongestSuggestion || name.size() > kLongestSuggestion)
            continue;
        if (const std::size_t d = editDistance(name, candidate); d < distance) {
            distance = d;
            best = candidate;
        }
    }
    return best;
}

std::string_view withoutSelf(std::string_view name)
{
    return name.starts_with("self.") ? name.substr(5) : name;
}

std::vector<std::string> functionNames(bool methods)
{
    std::vector<std::string> names;
    for (const FunctionRow* row : allFunctions())
        if (!methods || findMethod(row->name))
            names.emplace_back(row->name);
    return names;
}

std::string unknownFunction(std::string_view name, bool method)
{
    const std::string near = nearest(name, functionNames(method));
    const std::string missing = (method ? "tensors have no method \"" : "there is no function \"") + printable(name, 60);
    if (!near.empty())
        return missing + "\" here; did you mean \"" + near + "\"?";
    return missing + (method ? "\" here" : "\" here; define it, too, or write what it computes");
}

std::string listed(std::vector<std::string> names)
{
    constexpr std::size_t kMostShown = 12;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kMostShown; ++i)
        text += (i == 0 ? "" : ", ") + printable(names[i], 40);
    return names.size() > kMostShown ? text + ", ..." : text;
}

} // namespace

std::string Evaluator::unknownName(const std::string& name) const
{
    std::vector<std::string> known = m_scope.variableNames;
    for (const auto& [key, value] : m_names)
        known.push_back(key);
    std::vector<std::string> all = known;
    const std::vector<std::string> functions = functionNames(false);
    all.insert(all.end(), functions.begin(), functions.end());
    const std::string near = nearest(name, all);
    const std::string missing = "there is no \"" + printable(name, 60);
    if (!near.empty())
        return missing + "\" here; did you mean \"" + near + "\"?";
    if (!m_scope.unnamed.empty())
        return missing + "\" here; the file does not name the weights of this layer, which are " + m_scope.unnamed;
    return known.empty() ? missing + "\" here" : missing + "\" here; there are " + listed(std::move(known));
}

std::vector<Edge> Evaluator::run()
{
    Value result;
    Span span;
    for (const Statement& statement : m_program.statements) {
        result = evaluate(statement.expression);
        span = m_program.nodes.empty() ? Span{} : m_program.nodes[statement.expression].span;
        if (failed(span))
            return {};
        assign(statement.targets, result, span);
    }
    std::vector<Edge> outputs;
    const bool several =
        result.is(Value::Kind::Tuple) && std::any_of(result.items.begin(), result.items.end(),
                                                     [](const Value& item) { return item.is(Value::Kind::Tensor); });
    if (several && result.items.size() > kMostOutputs)
        fail("there are more than 64 results", span);
    else if (several)
        for (const Value& item : result.items)
            outputs.push_back(tensor(item, span));
    else
        outputs.push_back(tensor(result, span));
    return failed(span) ? std::vector<Edge>() : outputs;
}

void Evaluator::assign(const std::vector<std::string>& targets, Value value, Span span)
{
    if (targets.empty())
        return;
    if (targets.size() == 1) {
        m_names[targets.front()] = std::move(value);
        return;
    }
    if (!value.is(Value::Kind::Tuple) || value.items.size() != targets.size())
        return void(fail(
            std::to_string(targets.size()) + " names are given values, and there is " + describeValue(value, g), span));
    for (std::size_t i = 0; i < targets.size(); ++i)
        m_names[targets[i]] = std::move(value.items[i]);
}

Value Evaluator::evaluate(std::uint32_t index)
{
    if (m_problem || index == kMissing)
        return {};
    const Syntax& syntax = m_program.nodes[index];
    Value result = valueOf(syntax);
    for (; m_marked < g.graph().nodes.size(); ++m_marked)
        m_origins.emplace_back(static_cast<std::uint32_t>(m_marked), syntax.span);
    return result;
}

Value Evaluator::valueOf(const Syntax& syntax)
{
    Value result;
    switch (syntax.kind) {
    case SyntaxKind::Number:
        return number(syntax);
    case SyntaxKind::Text:
        return Value::of(syntax.text);
    case SyntaxKind::Name:
        result = name(syntax);
        break;
    case SyntaxKind::Tuple: {
        std::vector<Value> items;
        for (const std::uint32_t child : syntax.children)
            items.push_back(evaluate(child));
        result = Value::tuple(std::move(items));
        result.list = syntax.text == "[";
        if (countItems(result) > kMostItems)
            return fail("lists of more than 10,000 items are not possible", syntax.span);
        return result;
    }
    case SyntaxKind::Unary: {
        const Value value = evaluate(syntax.children[0]);
        result = m_problem ? Value() : unary(syntax.text, value, syntax.span);
        break;
    }
    case SyntaxKind::Binary: {
        if (syntax.text == "and" || syntax.text == "or") {
            result = logical(syntax);
            break;
        }
        const Value a = evaluate(syntax.children[0]), b = evaluate(syntax.children[1]);
        result = m_problem ? Value() : binary(syntax.text, a, b, syntax.span);
        break;
    }
    case SyntaxKind::Conditional:
        result = conditional(syntax);
        break;
    case SyntaxKind::Call:
        result = call(syntax);
        break;
    case SyntaxKind::Subscript: {
        const Value value = evaluate(syntax.children[0]);
        std::vector<Value> entries;
        for (std::size_t i = 1; i < syntax.children.size(); ++i)
            entries.push_back(evaluate(syntax.children[i]));
        const bool single = entries.size() == 1 && entries.front().is(Value::Kind::Tuple) && !entries.front().list;
        if (single && !m_problem) { // x[(0, 1)] is x[0, 1]
            std::vector<Value> items = std::move(entries.front().items);
            entries = std::move(items);
        }
        result = m_problem ? Value() : subscript(value, entries, syntax.span);
        break;
    }
    case SyntaxKind::Slice: {
        for (const std::uint32_t child : syntax.children)
            result.items.push_back(evaluate(child));
        result.kind = Value::Kind::Slice;
        return result;
    }
    case SyntaxKind::Attribute: {
        const Value value = evaluate(syntax.children[0]);
        result = m_problem ? Value() : attribute(value, syntax.text, syntax.span);
        break;
    }
    case SyntaxKind::Ellipsis:
        result.kind = Value::Kind::Ellipsis;
        return result;
    case SyntaxKind::Keyword:
        return fail("\"=\" is only possible between the brackets of a function", syntax.span);
    }
    return failed(syntax.span) ? Value() : result;
}

Value Evaluator::number(const Syntax& syntax)
{
    constexpr double kLargest = 9007199254740992.0; // 2^53, beyond which doubles skip numbers
    const double value = std::strtod(syntax.text.c_str(), nullptr);
    if (syntax.text.find_first_of(".eE") != std::string::npos)
        return Value::of(value);
    return value < kLargest ? Value::of(static_cast<std::int64_t>(value))
                            : fail("the number is too large", syntax.span);
}

Value Evaluator::name(const Syntax& syntax)
{
    const std::string plain(withoutSelf(syntax.text));
    if (const auto known = m_names.find(plain); known != m_names.end())
        return known->second;
    if (m_scope.variable)
        if (const auto variable = m_scope.variable(plain))
            return Value::of(*variable);
    if (plain == "None" || plain == "newaxis" || plain == "tf.newaxis" || plain == "np.newaxis")
        return {};
    if (plain == "True" || plain == "False")
        return Value::of(plain == "True");
    if (plain == "pi" || plain == "np.pi" || plain == "math.pi")
        return Value::of(M_PI);
    if (plain == "e")
        return Value::of(M_E);
    if (plain == "inf" || plain == "np.inf" || plain == "math.inf")
        return Value::of(HUGE_VAL);
    if (plain == "nan" || plain == "np.nan" || plain == "math.nan")
        return Value::of(std::nan(""));
    if (const std::size_t dot = plain.rfind('.'); dot != std::string::npos) // tf.float32
        if (dtypeFromName(plain.substr(dot + 1)))
            return Value::of(plain.substr(dot + 1));
    if (dtypeFromName(plain) || plain == "float" || plain == "int")
        return Value::of(plain);
    if (findFunction(plain))
        return fail("\"" + printable(plain, 60) + "\" is a function: write it with brackets", syntax.span);
    return fail(unknownName(plain), syntax.span);
}

/// Python's "and" and "or" of numbers, and the logical operations of tensors.
Value Evaluator::logical(const Syntax& syntax)
{
    const Value a = evaluate(syntax.children[0]), b = evaluate(syntax.children[1]);
    if (m_problem)
        return {};
    const bool both = syntax.text == "and";
    if (a.isNumber() && b.isNumber())
        return (a.toDouble() != 0) == both ? b : a;
    const Edge x = toBool(a, syntax.span), y = toBool(b, syntax.span);
    return failed(syntax.span) ? Value() : Value::of(g.binary(both ? "LogicalAnd" : "LogicalOr", x, y));
}

/// Decided at once where the condition is a number; otherwise both sides are computed and chosen from, as where() does.
Value Evaluator::conditional(const Syntax& syntax)
{
    const Value condition = evaluate(syntax.children[1]);
    if (m_problem)
        return {};
    if (!condition.is(Value::Kind::Tensor)) {
        const bool holds =
            condition.isNumber() ? condition.toDouble() != 0 : !condition.text.empty() || !condition.items.empty();
        return evaluate(syntax.children[holds ? 0 : 2]);
    }
    const Value yes = evaluate(syntax.children[0]), no = evaluate(syntax.children[2]);
    if (m_problem)
        return {};
    const auto [a, b] = promoted(yes, no, syntax.span);
    return failed(syntax.span) ? Value() : Value::of(g.select(toBool(condition, syntax.span), a, b));
}

Value Evaluator::call(const Syntax& syntax)
{
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> keywords;
    for (const std::uint32_t child : syntax.children) {
        const Syntax& argument = m_program.nodes[child];
        if (argument.kind == SyntaxKind::Keyword)
            keywords.emplace_back(argument.text, evaluate(argument.children[0]));
        else if (!keywords.empty())
            return fail("arguments without a name must stand before those with one", argument.span);
        else
            positional.push_back(evaluate(child));
        if (m_problem)
            return {};
    }
    if (syntax.text == ".as_list" && positional.size() == 1 && positional.front().is(Value::Kind::Tuple))
        return positional.front(); // of x.shape
    if (syntax.text.starts_with(".")) {
        if (const FunctionRow* row = findMethod(syntax.text.substr(1)))
            return callMethod(*this, *row, std::move(positional), std::move(keywords), syntax.span);
        return fail(unknownFunction(std::string_view(syntax.text).substr(1), true), syntax.span);
    }
    return callNamed(syntax, std::move(positional), std::move(keywords));
}

Value Evaluator::callNamed(const Syntax& syntax, std::vector<Value> positional,
                           std::vector<std::pair<std::string, Value>> keywords)
{
    // A name whose value is a text is a function of the config: activation(x) with "activation": "relu".
    std::string function = syntax.text;
    const std::string plain(withoutSelf(function));
    const auto known = m_names.find(plain);
    if (known != m_names.end() && known->second.is(Value::Kind::Text))
        function = known->second.text;
    else if (known != m_names.end() && known->second.is(Value::Kind::None) && positional.size() == 1)
        return positional.front(); // "activation": null
    else if (known != m_names.end())
        return fail("\"" + plain + "\" is " + describeValue(known->second, g) + ", which is no function", syntax.span);
    if (const FunctionRow* row = findFunction(function))
        return callFunction(*this, *row, std::move(positional), std::move(keywords), syntax.span);
    if (m_scope.activation && positional.size() == 1 && keywords.empty() && !positional.front().is(Value::Kind::Text)) {
        const Edge x = tensor(positional.front(), syntax.span);
        if (failed(syntax.span))
            return {};
        const std::size_t dot = function.rfind('.');
        if (const auto applied =
                m_scope.activation(g, x, dot == std::string::npos ? function : function.substr(dot + 1)))
            return Value::of(*applied);
    }
    return fail(unknownFunction(function, false),
                {syntax.span.begin, syntax.span.begin + static_cast<std::uint32_t>(syntax.text.size())});
}

} // namespace lw::graph::expression
