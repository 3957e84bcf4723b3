// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Functions.h"

#include <cmath>

namespace lw::graph::expression {

namespace {

constexpr std::int64_t kLargestConstant = 1'000'000;

Value filled(FunctionCall& c, double number, std::size_t typeIndex)
{
    const DType type = c.type(typeIndex, c.e.scope().floating);
    const Edge sizes = c.e.sizeVector(c.value(0), c.span);
    if (c.e.failed(c.span))
        return {};
    return Value::of(c.g.op("Fill", {sizes, c.g.scalar(number, type)}));
}

Value zeros(FunctionCall& c)
{
    return filled(c, 0, 1);
}
Value ones(FunctionCall& c)
{
    return filled(c, 1, 1);
}

Value full(FunctionCall& c)
{
    const Edge value = c.tensor(1), sizes = c.e.sizeVector(c.value(0), c.span);
    if (c.e.failed(c.span))
        return {};
    return Value::of(c.g.op("Fill", {sizes, value}));
}

Value zerosLike(FunctionCall& c)
{
    return Value::of(c.g.unary("ZerosLike", c.tensor(0)));
}
Value onesLike(FunctionCall& c)
{
    return Value::of(c.g.unary("OnesLike", c.tensor(0)));
}

Value array(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    return c.has(1) ? Value::of(c.g.cast(x, c.type(1, DType::Float32))) : Value::of(x);
}

/// range(limit), range(start, limit, step).
Value range(FunctionCall& c)
{
    const bool two = c.has(1);
    const Value zero = Value::of(std::int64_t{0}), one = Value::of(std::int64_t{1});
    const Value &start = two ? c.value(0) : zero, &limit = two ? c.value(1) : c.value(0),
                &step = c.has(2) ? c.value(2) : one;
    if (step.isNumber() && step.toDouble() == 0)
        return c.fail("a step of zero");
    if (start.isNumber() && limit.isNumber() && step.isNumber() &&
        std::abs((limit.toDouble() - start.toDouble()) / step.toDouble()) > static_cast<double>(kLargestConstant))
        return c.fail("a range of more than 1,000,000 numbers");
    const auto parts = c.e.promoted({start, limit, step}, c.span);
    if (c.e.failed(c.span))
        return {};
    const Edge numbers = c.g.op("Range", {parts[0], parts[1], parts[2]});
    return Value::of(c.has(3) ? c.g.cast(numbers, c.type(3, DType::Int32)) : numbers);
}

Value linspace(FunctionCall& c)
{
    const double start = c.number(0, 0), stop = c.number(1, 1);
    const std::int64_t count = c.integer(2, 50);
    if (count < 1 || count > kLargestConstant)
        return c.fail("there can be 1 to 1,000,000 numbers");
    std::vector<double> values;
    for (std::int64_t i = 0; i < count; ++i)
        values.push_back(count == 1 ? start
                                    : start + (stop - start) * static_cast<double>(i) / static_cast<double>(count - 1));
    return Value::of(c.g.constant(vectorTensor(values, c.e.scope().floating)));
}

Value eye(FunctionCall& c)
{
    const std::int64_t rows = c.integer(0, 1), columns = c.integer(1, rows);
    if (rows < 0 || columns < 0 || rows > 1000 || columns > 1000)
        return c.fail("the sides can be 0 to 1,000");
    std::vector<double> values(static_cast<std::size_t>(rows * columns), 0);
    for (std::int64_t i = 0; i < std::min(rows, columns); ++i)
        values[static_cast<std::size_t>(i * columns + i)] = 1;
    return Value::of(c.g.constant(vectorTensor(values, c.e.scope().floating).reshaped({rows, columns})));
}

/// Keeps one side of the diagonal of the last two dimensions.
Value triangle(FunctionCall& c, bool lower)
{
    const Edge x = c.tensor(0);
    const std::int64_t k = c.integer(1, 0);
    if (c.e.failed(c.span) || c.g.rank(x) < 2)
        return c.fail("a matrix is needed here, not " + describeValue(c.value(0), c.g));
    const std::size_t rank = c.g.rank(x);
    const auto positions = [&](std::int64_t axis) {
        const Edge count = c.g.sizeScalar(c.g.size(x, axis));
        return c.g.op("Range", {c.g.intScalar(0), count, c.g.intScalar(1)});
    };
    const Edge rows = c.g.expandDims(positions(static_cast<std::int64_t>(rank) - 2), 1);
    const Edge distance = c.g.sub(positions(static_cast<std::int64_t>(rank) - 1), rows);
    const Edge keep = c.g.binary(lower ? "LessEqual" : "GreaterEqual", distance, static_cast<double>(k));
    return Value::of(c.g.select(keep, x, c.g.unary("ZerosLike", x)));
}
Value tril(FunctionCall& c)
{
    return triangle(c, true);
}
Value triu(FunctionCall& c)
{
    return triangle(c, false);
}

Value oneHot(FunctionCall& c)
{
    const Edge x = c.tensor(0, DType::Int32);
    const std::int64_t depth = c.integer(1, 0);
    if (depth < 1 || depth > kLargestConstant)
        return c.fail("the depth can be 1 to 1,000,000");
    if (c.e.failed(c.span))
        return {};
    const Edge whole = isInteger(c.g.dtype(x)) ? x : c.g.cast(x, DType::Int32);
    const DType type = c.e.scope().floating;
    return Value::of(
        c.g.op("OneHot", {whole, c.g.intScalar(depth), c.g.scalar(1, type), c.g.scalar(0, type)}, {{"axis", -1}}));
}

constexpr FunctionRow kRows[] = {
    {"zeros", "zeros(shape, dtype=\"float32\")", "All 0", zeros},
    {"ones", "ones(shape, dtype=\"float32\")", "All 1", ones},
    {"full", "full(shape, value)", "All the same number", full},
    {"zeros_like", "zeros_like(x)", "All 0, in the shape of x", zerosLike},
    {"ones_like", "ones_like(x)", "All 1, in the shape of x", onesLike},
    {"array", "array(values, dtype=None)", "A tensor of these numbers", array},
    {"range", "range(start, limit=None, step=1, dtype=None)", "Counting: range(n) is 0 to n - 1", range},
    {"linspace", "linspace(start, stop, num=50)", "Numbers at equal distances", linspace},
    {"eye", "eye(rows, columns=None)", "The unit matrix", eye},
    {"tril", "tril(x, k=0)", "The lower triangle, 0 elsewhere", tril},
    {"triu", "triu(x, k=0)", "The upper triangle, 0 elsewhere", triu},
    {"one_hot", "one_hot(x, depth)", "1 at the position x, 0 elsewhere", oneHot},
};

} // namespace

std::span<const FunctionRow> creationFunctions()
{
    return kRows;
}

} // namespace lw::graph::expression
