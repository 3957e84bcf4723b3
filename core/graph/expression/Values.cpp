// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Evaluator.h"

#include <algorithm>
#include <cmath>

namespace lw::graph::expression {

Value Value::of(Edge edge)
{
    Value value;
    value.kind = Kind::Tensor;
    value.edge = edge;
    return value;
}

Value Value::of(bool flag)
{
    Value value;
    value.kind = Kind::Bool;
    value.integer = flag ? 1 : 0;
    return value;
}

Value Value::of(std::int64_t number)
{
    Value value;
    value.kind = Kind::Int;
    value.integer = number;
    return value;
}

Value Value::of(double number)
{
    Value value;
    value.kind = Kind::Float;
    value.number = number;
    return value;
}

Value Value::of(std::string text)
{
    Value value;
    value.kind = Kind::Text;
    value.text = std::move(text);
    return value;
}

Value Value::tuple(std::vector<Value> items)
{
    Value value;
    value.kind = Kind::Tuple;
    value.items = std::move(items);
    return value;
}

Value Value::of(const Json& json)
{
    switch (json.type()) {
    case Json::Type::Bool:
        return of(json.toBool());
    case Json::Type::Number:
        return json.isInteger() ? of(json.toInt()) : of(json.toDouble());
    case Json::Type::String:
        return of(json.toText());
    case Json::Type::Array: {
        std::vector<Value> items;
        for (const Json& item : json.items()) {
            items.push_back(of(item));
            if (items.size() > kMostItems)
                return {};
        }
        return tuple(std::move(items));
    }
    default:
        return {};
    }
}

std::size_t countItems(const Value& value)
{
    std::size_t count = 1;
    for (const Value& item : value.items)
        count += countItems(item);
    return count;
}

static int rankOfType(DType type)
{
    switch (type) {
    case DType::Bool:
        return 0;
    case DType::UInt8:
    case DType::Int8:
        return 1;
    case DType::UInt16:
    case DType::Int16:
        return 2;
    case DType::UInt32:
    case DType::Int32:
        return 3;
    case DType::UInt64:
    case DType::Int64:
        return 4;
    case DType::BFloat16:
    case DType::Float16:
        return 5;
    case DType::Float32:
        return 6;
    case DType::Float64:
        return 7;
    default:
        return 8;
    }
}

DType commonType(DType a, DType b)
{
    return rankOfType(a) >= rankOfType(b) ? a : b;
}

std::string describeValue(const Value& value, const GraphBuilder& g)
{
    switch (value.kind) {
    case Value::Kind::None:
        return "None";
    case Value::Kind::Bool:
        return value.integer != 0 ? "True" : "False";
    case Value::Kind::Int:
        return "the number " + std::to_string(value.integer);
    case Value::Kind::Float:
        return "the number " + Json(value.number).numberText();
    case Value::Kind::Text:
        return "the text \"" + printable(value.text, 40) + "\"";
    case Value::Kind::Tuple:
        return "a list of " + std::to_string(value.items.size());
    case Value::Kind::Tensor: {
        const PartialShape& shape = g.shape(value.edge);
        return std::string(dtypeName(g.dtype(value.edge))) + " " + (shape ? shapeText(*shape) : "of unknown rank");
    }
    case Value::Kind::Slice:
        return "a slice";
    default:
        return "\"...\"";
    }
}

Value Evaluator::fail(std::string message, Span span)
{
    if (!m_problem)
        m_problem = Problem{std::move(message), span};
    return {};
}

bool Evaluator::failed(Span span)
{
    if (!m_problem && g.error())
        m_problem = Problem{g.error()->message, span};
    return m_problem.has_value();
}

Edge Evaluator::toFloating(Edge x)
{
    return isFloating(g.dtype(x)) ? x : g.cast(x, m_scope.floating);
}

namespace {

/// The shape of a nested list of numbers; none when it is ragged or holds other things.
std::optional<Shape> rectangle(const Value& value)
{
    if (value.isNumber())
        return Shape{};
    if (!value.is(Value::Kind::Tuple))
        return std::nullopt;
    std::optional<Shape> inner;
    for (const Value& item : value.items) {
        const auto shape = rectangle(item);
        if (!shape || (inner && *inner != *shape))
            return std::nullopt;
        inner = shape;
    }
    Shape result{static_cast<std::int64_t>(value.items.size())};
    if (inner)
        result.insert(result.end(), inner->begin(), inner->end());
    return result;
}

void collectNumbers(const Value& value, std::vector<double>& numbers, Value::Kind& widest)
{
    if (value.isNumber()) {
        numbers.push_back(value.toDouble());
        if (value.is(Value::Kind::Float) || (value.is(Value::Kind::Int) && widest == Value::Kind::Bool))
            widest = value.kind;
    }
    for (const Value& item : value.items)
        collectNumbers(item, numbers, widest);
}

} // namespace

Edge Evaluator::tensor(const Value& value, Span span, DType like)
{
    if (value.is(Value::Kind::Tensor))
        return value.edge;
    if (const auto shape = rectangle(value)) {
        std::vector<double> numbers;
        Value::Kind widest = value.items.empty() && !value.isNumber() ? Value::Kind::Float : Value::Kind::Bool;
        collectNumbers(value, numbers, widest);
        DType type = like;
        const bool tooWide =
            (isInteger(like) && widest == Value::Kind::Float) || (like == DType::Bool && widest != Value::Kind::Bool);
        if (like == DType::Invalid || tooWide)
            type = widest == Value::Kind::Bool  ? DType::Bool
                   : widest == Value::Kind::Int ? DType::Int32
                                                : m_scope.floating;
        const auto outside = [](double v) { return std::abs(v) > 2147483647.0; };
        if (type == DType::Int32 && std::any_of(numbers.begin(), numbers.end(), outside))
            type = DType::Int64;
        return g.constant(vectorTensor(numbers, type).reshaped(*shape));
    }
    if (!value.is(Value::Kind::Tuple)) {
        fail("a tensor or a number is needed here, not " + describeValue(value, g), span);
        return {};
    }
    std::vector<Edge> parts = promoted(value.items, span);
    if (failed(span))
        return {};
    return stacked(std::move(parts), 0, span);
}

std::vector<Edge> Evaluator::promoted(const std::vector<Value>& values, Span span)
{
    DType common = DType::Invalid;
    bool fraction = false, number = false;
    for (const Value& value : values) {
        if (value.is(Value::Kind::Tensor))
            common = common == DType::Invalid ? g.dtype(value.edge) : commonType(common, g.dtype(value.edge));
        fraction |= value.is(Value::Kind::Float);
        number |= value.is(Value::Kind::Int);
    }
    std::vector<Edge> edges;
    for (const Value& value : values) { // lists have a type of their own
        edges.push_back(value.isNumber() ? Edge{} : tensor(value, span));
        if (value.is(Value::Kind::Tuple) && !failed(span))
            common = common == DType::Invalid ? g.dtype(edges.back()) : commonType(common, g.dtype(edges.back()));
    }
    if (fraction && !isFloating(common))
        common = m_scope.floating;
    if (common == DType::Invalid || (number && common == DType::Bool))
        common = number ? DType::Int32 : DType::Bool;
    for (std::size_t i = 0; i < values.size() && !failed(span); ++i)
        edges[i] = values[i].isNumber() ? tensor(values[i], span, common) : g.cast(edges[i], common);
    return edges;
}

Edge Evaluator::stacked(std::vector<Edge> parts, std::int64_t axis, Span span)
{
    const PartialShape& first = g.shape(parts.front());
    for (const Edge part : parts) {
        const PartialShape& shape = g.shape(part);
        const bool fits = !first || !shape ||
                          std::equal(first->begin(), first->end(), shape->begin(), shape->end(),
                                     [](std::int64_t a, std::int64_t b) { return a < 0 || b < 0 || a == b; });
        if (!fits) {
            fail("the shapes " + shapeText(*first) + " and " + shapeText(*shape) + " cannot be stacked", span);
            return {};
        }
    }
    const auto count = static_cast<std::int64_t>(parts.size());
    return g.op("Pack", std::move(parts), {{"axis", axis}, {"N", count}});
}

std::pair<Edge, Edge> Evaluator::promoted(const Value& a, const Value& b, Span span)
{
    const std::vector<Edge> both = promoted(std::vector<Value>{a, b}, span);
    return {both[0], both[1]};
}

Edge Evaluator::toBool(const Value& value, Span span)
{
    const Edge x = tensor(value, span);
    if (failed(span) || g.dtype(x) == DType::Bool)
        return x;
    return g.binary("NotEqual", x, 0.0);
}

Value Evaluator::shapeOf(Edge x, Span span)
{
    const PartialShape& shape = g.shape(x);
    if (!shape)
        return fail("the number of dimensions is not known here", span);
    const std::size_t rank = shape->size();
    std::vector<Value> dims;
    for (std::size_t axis = 0; axis < rank; ++axis) {
        const Size size = g.size(x, static_cast<std::int64_t>(axis));
        dims.push_back(size.value >= 0 ? Value::of(size.value) : Value::of(g.sizeScalar(size)));
    }
    return Value::tuple(std::move(dims));
}

Edge Evaluator::sizeVector(const Value& value, Span span)
{
    if (value.is(Value::Kind::Tensor) && g.rank(value.edge) == 1)
        return g.cast(value.edge, DType::Int32);
    const std::vector<Value> items = value.is(Value::Kind::Tuple) ? value.items : std::vector<Value>{value};
    std::vector<std::int64_t> numbers;
    std::vector<Edge> parts;
    for (const Value& item : items) {
        if (item.is(Value::Kind::Int)) {
            if (std::abs(item.integer) > 2147483647) {
                fail("the size " + std::to_string(item.integer) + " is too large", span);
                return {};
            }
            numbers.push_back(item.integer);
            parts.emplace_back();
        } else if (item.is(Value::Kind::Tensor) && g.rank(item.edge) == 0 && isInteger(g.dtype(item.edge))) {
            parts.push_back(g.cast(item.edge, DType::Int32));
        } else {
            fail("sizes are whole numbers, not " + describeValue(item, g), span);
            return {};
        }
    }
    if (numbers.size() == items.size())
        return g.ints(std::move(numbers));
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].is(Value::Kind::Int))
            parts[i] = g.intScalar(items[i].integer);
    const auto count = static_cast<std::int64_t>(parts.size());
    return g.op("Pack", std::move(parts), {{"axis", 0}, {"N", count}});
}

} // namespace lw::graph::expression
