// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Functions.h"

namespace lw::graph::expression {

namespace {

/// Sums of bool count.
Edge numeric(FunctionCall& c, Edge x)
{
    return c.g.dtype(x) == DType::Bool ? c.g.cast(x, DType::Int32) : x;
}

Value reduced(FunctionCall& c, const char* op, Edge x)
{
    const auto axes = c.axes(1, x);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.reduce(op, x, axes, c.flag(2)));
}

Value sum(FunctionCall& c)
{
    return reduced(c, "Sum", numeric(c, c.tensor(0)));
}
Value prod(FunctionCall& c)
{
    return reduced(c, "Prod", numeric(c, c.tensor(0)));
}
Value mean(FunctionCall& c)
{
    return reduced(c, "Mean", c.floating(0));
}

/// Of several values without an axis: maximum(a, b), as in Python.
template <const char* op>
Value extreme(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    if (c.e.failed(c.span))
        return {};
    if (c.g.shape(x))
        for (const std::int64_t axis : c.axes(1, x))
            if (c.g.dim(x, axis) == 0)
                return c.fail("there is no largest or smallest of nothing");
    return reduced(c, op, numeric(c, x));
}
constexpr char kMax[] = "Max", kMin[] = "Min";

Value any(FunctionCall& c)
{
    return reduced(c, "Any", c.e.toBool(c.value(0), c.span));
}
Value all(FunctionCall& c)
{
    return reduced(c, "All", c.e.toBool(c.value(0), c.span));
}

/// The mean of the squared distance from the mean.
Value var(FunctionCall& c)
{
    const Edge x = c.floating(0);
    const auto axes = c.axes(1, x);
    if (c.e.failed(c.span))
        return {};
    const Edge centre = c.g.reduce("Mean", x, axes, true);
    return Value::of(c.g.reduce("Mean", c.g.unary("Square", c.g.sub(x, centre)), axes, c.flag(2)));
}
Value deviation(FunctionCall& c)
{
    const Value variance = var(c);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.unary("Sqrt", variance.edge));
}

Value logSumExp(FunctionCall& c)
{
    const Edge x = c.floating(0);
    const auto axes = c.axes(1, x);
    if (c.e.failed(c.span))
        return {};
    const Edge top = c.g.reduce("Max", x, axes, true);
    const Edge sums = c.g.reduce("Sum", c.g.unary("Exp", c.g.sub(x, top)), axes, true);
    const Edge whole = c.g.add(c.g.unary("Log", sums), top);
    return Value::of(c.flag(2) || axes.empty() ? whole : c.g.squeeze(whole, axes));
}

Value norm(FunctionCall& c)
{
    const Edge x = c.floating(0);
    const Value squares = reduced(c, "Sum", c.g.unary("Square", x));
    return c.e.failed(c.span) ? Value() : Value::of(c.g.unary("Sqrt", squares.edge));
}

/// x / sqrt(max(sum(x ** 2), epsilon)), as tf.math.l2_normalize.
Value normalized(FunctionCall& c)
{
    const Edge x = c.floating(0);
    const auto axes = c.has(1) ? c.axes(1, x) : std::vector<std::int64_t>{c.checkedAxis(-1, x)};
    if (c.e.failed(c.span))
        return {};
    const Edge squares = c.g.reduce("Sum", c.g.unary("Square", x), axes, true);
    return Value::of(c.g.mul(x, c.g.unary("Rsqrt", c.g.binary("Maximum", squares, c.number(2, 1e-12)))));
}

/// Without an axis the positions count all elements, as in NumPy.
template <const char* op>
Value position(FunctionCall& c)
{
    Edge x = numeric(c, c.tensor(0));
    if (c.e.failed(c.span) || (!c.has(1) && c.flag(2) && !c.g.shape(x)))
        return c.e.failed(c.span) ? Value() : c.fail("the number of dimensions is not known here");
    const std::size_t rank = c.g.rank(x);
    std::int64_t axis = 0;
    if (c.has(1))
        axis = c.axis(1, x, 0);
    else
        x = c.g.op("Reshape", {x, c.g.ints({-1})});
    if (c.e.failed(c.span))
        return {};
    const Edge found = c.g.op(op, {x, c.g.intScalar(axis)}, {{"output_type", DType::Int64}});
    if (!c.flag(2))
        return Value::of(found);
    return Value::of(c.has(1) ? c.g.expandDims(found, axis)
                              : c.g.op("Reshape", {found, c.g.ints(std::vector<std::int64_t>(rank, 1))}));
}
constexpr char kArgMax[] = "ArgMax", kArgMin[] = "ArgMin";

template <const char* op>
Value scan(FunctionCall& c)
{
    const Edge x = numeric(c, c.tensor(0));
    const std::int64_t axis = c.axis(1, x, 0);
    if (c.e.failed(c.span))
        return {};
    return Value::of(c.g.op(op, {x, c.g.intScalar(axis)}, {{"exclusive", c.flag(2)}, {"reverse", c.flag(3)}}));
}
constexpr char kCumsum[] = "Cumsum", kCumprod[] = "Cumprod";

template <bool logarithm>
Value softmax(FunctionCall& c)
{
    const Edge x = c.floating(0);
    const std::int64_t axis = c.axis(1, x, -1);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.softmax(x, axis, logarithm));
}

/// (x - mean) / sqrt(variance + epsilon), over the last axis unless others are named.
Value layerNorm(FunctionCall& c)
{
    const Edge x = c.floating(0);
    const auto axes = c.has(1) ? c.axes(1, x) : std::vector<std::int64_t>{c.checkedAxis(-1, x)};
    if (c.e.failed(c.span))
        return {};
    const Edge distance = c.g.sub(x, c.g.reduce("Mean", x, axes, true));
    const Edge variance = c.g.reduce("Mean", c.g.unary("Square", distance), axes, true);
    return Value::of(c.g.mul(distance, c.g.unary("Rsqrt", c.g.binary("AddV2", variance, c.number(2, 1e-3)))));
}

Value topK(FunctionCall& c)
{
    const Edge x = c.tensor(0), k = c.g.intScalar(c.integer(1, 1));
    const std::int64_t last = c.g.dim(x, -1);
    if (c.integer(1, 1) < 0 || (last >= 0 && c.integer(1, 1) > last))
        return c.fail("there are no " + std::to_string(c.integer(1, 1)) + " values in the last dimension of " +
                      describeValue(Value::of(x), c.g));
    const Edge found = c.g.op("TopKV2", {x, k}, {{"sorted", true}});
    return c.e.failed(c.span) ? Value() : Value::tuple({Value::of(found), Value::of(GraphBuilder::output(found, 1))});
}

constexpr FunctionRow kRows[] = {
    {"sum", "sum(x, axis=None, keepdims=False)", "Sum over some axes, or all", sum},
    {"prod", "prod(x, axis=None, keepdims=False)", "Product over some axes, or all", prod},
    {"mean", "mean(x, axis=None, keepdims=False)", "Mean over some axes, or all", mean},
    {"max", "max(x, axis=None, keepdims=False)", "The largest over some axes, or all", extreme<kMax>},
    {"min", "min(x, axis=None, keepdims=False)", "The smallest over some axes, or all", extreme<kMin>},
    {"any", "any(x, axis=None, keepdims=False)", "Whether one holds", any},
    {"all", "all(x, axis=None, keepdims=False)", "Whether all hold", all},
    {"var", "var(x, axis=None, keepdims=False)", "Variance", var},
    {"std", "std(x, axis=None, keepdims=False)", "Standard deviation", deviation},
    {"logsumexp", "logsumexp(x, axis=None, keepdims=False)", "log(sum(exp(x)))", logSumExp},
    {"norm", "norm(x, axis=None, keepdims=False)", "Length: sqrt(sum(x ** 2))", norm},
    {"l2_normalize", "l2_normalize(x, axis=-1, epsilon=1e-12)", "x with length 1", normalized},
    {"layer_norm", "layer_norm(x, axis=-1, epsilon=0.001)", "x with mean 0 and variance 1", layerNorm},
    {"argmax", "argmax(x, axis=None, keepdims=False)", "Where the largest is", position<kArgMax>},
    {"argmin", "argmin(x, axis=None, keepdims=False)", "Where the smallest is", position<kArgMin>},
    {"cumsum", "cumsum(x, axis=0, exclusive=False, reverse=False)", "Running sum", scan<kCumsum>},
    {"cumprod", "cumprod(x, axis=0, exclusive=False, reverse=False)", "Running product", scan<kCumprod>},
    {"softmax", "softmax(x, axis=-1)", "exp(x) / sum(exp(x))", softmax<false>},
    {"log_softmax", "log_softmax(x, axis=-1)", "log(softmax(x))", softmax<true>},
    {"top_k", "top_k(x, k=1)", "The k largest of the last axis, and where they are", topK},
};

} // namespace

std::span<const FunctionRow> reductionFunctions()
{
    return kRows;
}

} // namespace lw::graph::expression
