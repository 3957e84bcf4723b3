// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Evaluator.h"

#include <cmath>

namespace lw::graph::expression {

namespace {

bool isComparison(const std::string& op)
{
    return op == "<" || op == "<=" || op == ">" || op == ">=" || op == "==" || op == "!=";
}

std::string_view graphOp(const std::string& op)
{
    struct Pair {
        std::string_view sign, name;
    };
    static constexpr Pair kPairs[] = {
        {"+", "AddV2"},         {"-", "Sub"},    {"*", "Mul"},       {"/", "RealDiv"},    {"//", "FloorDiv"},
        {"%", "FloorMod"},      {"**", "Pow"},   {"<", "Less"},      {"<=", "LessEqual"}, {">", "Greater"},
        {">=", "GreaterEqual"}, {"==", "Equal"}, {"!=", "NotEqual"},
    };
    for (const Pair& pair : kPairs)
        if (pair.sign == op)
            return pair.name;
    return {};
}

bool compare(const std::string& op, double a, double b)
{
    return op == "<"    ? a < b
           : op == "<=" ? a <= b
           : op == ">"  ? a > b
           : op == ">=" ? a >= b
           : op == "==" ? a == b
                        : a != b;
}

/// What broadcasting makes of two shapes, or why it cannot: NumPy's rule.
bool broadcastable(const PartialShape& a, const PartialShape& b)
{
    if (!a || !b)
        return true;
    for (std::size_t i = 0; i < std::min(a->size(), b->size()); ++i) {
        const std::int64_t x = (*a)[a->size() - 1 - i], y = (*b)[b->size() - 1 - i];
        if (x >= 0 && y >= 0 && x != y && x != 1 && y != 1)
            return false;
    }
    return true;
}

/// Whether it is true or false; whole numbers would be taken bit by bit in Python.
bool isCondition(const Value& value, const GraphBuilder& g)
{
    return value.is(Value::Kind::Bool) || (value.is(Value::Kind::Tensor) && g.dtype(value.edge) == DType::Bool);
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    const std::int64_t quotient = a / b;
    return quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

} // namespace

Value Evaluator::integerBinary(const std::string& op, std::int64_t a, std::int64_t b, Span span)
{
    constexpr std::int64_t kLargest = std::int64_t(1) << 53; // also keeps all quotients and negations in range
    std::int64_t result = 0;
    bool fits = true;
    if (op == "+") {
        fits = !__builtin_add_overflow(a, b, &result);
    } else if (op == "-") {
        fits = !__builtin_sub_overflow(a, b, &result);
    } else if (op == "*") {
        fits = !__builtin_mul_overflow(a, b, &result);
    } else if (op == "//" || op == "%") {
        if (b == 0)
            return fail("a division by zero", span);
        result = op == "//" ? floorDivide(a, b) : a - floorDivide(a, b) * b;
    } else { // "**"
        if (b < 0)
            return scalarBinary(op, Value::of(static_cast<double>(a)), Value::of(b), span);
        const double power = std::pow(static_cast<double>(a), static_cast<double>(b));
        fits = std::abs(power) <= static_cast<double>(kLargest);
        result = fits ? static_cast<std::int64_t>(power) : 0;
    }
    if (!fits || result > kLargest || result < -kLargest)
        return fail("the number becomes too large", span);
    return Value::of(result);
}

/// Python's arithmetic of two numbers.
Value Evaluator::scalarBinary(const std::string& op, const Value& a, const Value& b, Span span)
{
    const double x = a.toDouble(), y = b.toDouble();
    if (isComparison(op))
        return Value::of(compare(op, x, y));
    if (op == "/")
        return y == 0 ? fail("a division by zero", span) : Value::of(x / y);
    if (!a.is(Value::Kind::Float) && !b.is(Value::Kind::Float))
        return integerBinary(op, a.integer, b.integer, span);
    if ((op == "//" || op == "%" || (op == "**" && y < 0)) && (op == "**" ? x == 0 : y == 0))
        return fail("a division by zero", span);
    const double result = op == "+"    ? x + y
                          : op == "-"  ? x - y
                          : op == "*"  ? x * y
                          : op == "//" ? std::floor(x / y)
                          : op == "%"  ? x - std::floor(x / y) * y
                                       : std::pow(x, y);
    return Value::of(result);
}

Value Evaluator::binary(const std::string& op, const Value& a, const Value& b, Span span)
{
    if (op == "&" || op == "|" || op == "^") {
        for (const Value* side : {&a, &b})
            if (!isCondition(*side, g))
                return fail("\"" + op + "\" joins conditions, and " + describeValue(*side, g) +
                                " is none; write \"x != 0\" for where something is not 0",
                            span);
        const Edge x = toBool(a, span), y = toBool(b, span);
        if (failed(span))
            return {};
        return Value::of(g.binary(op == "&" ? "LogicalAnd" : op == "|" ? "LogicalOr" : "NotEqual", x, y));
    }
    if (op == "@") {
        const auto [x, y] = promoted(a, b, span);
        return failed(span) ? Value() : matmul(x, y, span);
    }
    if (a.isNumber() && b.isNumber())
        return scalarBinary(op, a, b, span);
    if (op == "+" && a.is(Value::Kind::Tuple) && b.is(Value::Kind::Tuple)) { // shape(x)[:2] + (3,)
        std::vector<Value> items = a.items;
        items.insert(items.end(), b.items.begin(), b.items.end());
        Value joined = Value::tuple(std::move(items));
        return countItems(joined) > kMostItems ? fail("lists of more than 10,000 items are not possible", span)
                                               : joined;
    }
    const bool same = op == "==" || op == "!=";
    if (same && a.is(Value::Kind::Text) && b.is(Value::Kind::Text))
        return Value::of((a.text == b.text) == (op == "=="));
    if (same && (a.is(Value::Kind::None) || b.is(Value::Kind::None)))
        return Value::of((a.kind == b.kind) == (op == "=="));
    auto [x, y] = promoted(a, b, span);
    if (failed(span))
        return {};
    if (!broadcastable(g.shape(x), g.shape(y)))
        return fail("the shapes " + shapeText(*g.shape(x)) + " and " + shapeText(*g.shape(y)) + " do not fit for \"" +
                        op + "\"",
                    span);
    if (op == "/" || (op == "**" && b.is(Value::Kind::Int) && b.integer < 0)) {
        x = toFloating(x);
        y = toFloating(y);
    }
    if (op == "**" && b.isNumber() && b.toDouble() == 2)
        return Value::of(g.unary("Square", x));
    const bool arithmetic = !same && g.dtype(x) == DType::Bool;
    if (arithmetic) {
        x = g.cast(x, DType::Int32);
        y = g.cast(y, DType::Int32);
    }
    return Value::of(g.binary(graphOp(op), x, y));
}

Value Evaluator::unary(const std::string& op, const Value& a, Span span)
{
    if (op == "~") {
        if (isCondition(a, g))
            return unary("not", a, span);
        return fail("\"~\" turns conditions around, and " + describeValue(a, g) + " is none", span);
    }
    if (a.isNumber()) {
        if (op == "not")
            return Value::of(a.toDouble() == 0);
        if (op == "+")
            return a.is(Value::Kind::Bool) ? Value::of(a.integer) : a;
        return a.is(Value::Kind::Float) ? Value::of(-a.number) : Value::of(-a.integer);
    }
    if (op == "not" && (a.is(Value::Kind::None) || a.is(Value::Kind::Text)))
        return Value::of(a.text.empty());
    const Edge x = op == "not" ? toBool(a, span) : tensor(a, span);
    if (failed(span) || op == "+")
        return m_problem ? Value() : Value::of(x);
    if (op == "not")
        return Value::of(g.unary("LogicalNot", x));
    return Value::of(g.unary("Neg", g.dtype(x) == DType::Bool ? g.cast(x, DType::Int32) : x));
}

/// NumPy's matmul: vectors get a dimension that is dropped again, leading dimensions are broadcast.
Value Evaluator::matmul(Edge a, Edge b, Span span)
{
    const bool known = g.shape(a) && g.shape(b);
    if (known && (g.rank(a) == 0 || g.rank(b) == 0))
        return fail("a matrix product needs tensors with dimensions, not single numbers", span);
    if (g.dtype(a) == DType::Bool)
        return fail("a matrix product needs numbers, not bool", span);
    const std::int64_t inner = g.dim(a, -1), other = g.rank(b) == 1 ? g.dim(b, 0) : g.dim(b, -2);
    if (inner >= 0 && other >= 0 && inner != other)
        return fail("the matrix product of " + shapeText(*g.shape(a)) + " and " + shapeText(*g.shape(b)) +
                        " does not fit: " + std::to_string(inner) + " columns meet " + std::to_string(other) + " rows",
                    span);
    const bool left = known && g.rank(a) == 1, right = known && g.rank(b) == 1;
    if (left)
        a = g.expandDims(a, 0);
    if (right)
        b = g.expandDims(b, 1);
    const bool plain = known && g.rank(a) == 2 && g.rank(b) == 2;
    Edge result = plain ? g.op("MatMul", {a, b}) : g.op("BatchMatMulV2", {a, b}, {}, "MatMul");
    if (left)
        result = g.squeeze(result, {-2});
    if (right)
        result = g.squeeze(result, {-1});
    return Value::of(result);
}

} // namespace lw::graph::expression
