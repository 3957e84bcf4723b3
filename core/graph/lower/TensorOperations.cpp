// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Images.h"
#include "core/graph/lower/Operations.h"
#include "core/graph/lower/Windows.h"

#include <algorithm>

/// Reductions, products, and other operations that compute over axes.
namespace lw::graph {

namespace {

template <const char* op>
void reduce(Operation& operation)
{
    const Edge x = operation.x();
    GraphBuilder& g = operation.call.g;
    const Edge from = g.dtype(x) == DType::Int32 && std::string_view(op) == "Mean" && operation.call.keras3
                          ? g.cast(x, DType::Float32)
                          : x;
    operation.call.out(g.reduce(op, from,
                                operation.integers({"axis", "reduction_indices"}).value_or(operation.allAxes(x)),
                                operation.flag({"keepdims", "keep_dims"})));
}

Edge variance(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge x = operation.x();
    const auto axes = operation.integers({"axis", "reduction_indices"}).value_or(operation.allAxes(x));
    const Edge mean = g.reduce("Mean", x, axes, true);
    return g.reduce("Mean", g.op("SquaredDifference", {x, mean}), axes, operation.flag({"keepdims", "keep_dims"}));
}

void var(Operation& operation)
{
    operation.call.out(variance(operation));
}
void deviation(Operation& operation)
{
    operation.call.out(operation.call.g.unary("Sqrt", variance(operation)));
}

void logSumExp(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge x = operation.x();
    const auto axes = operation.integers({"axis", "reduction_indices"}).value_or(operation.allAxes(x));
    const Edge top = g.reduce("Max", x, axes, true);
    const Edge sum = g.reduce("Sum", g.unary("Exp", g.sub(x, top)), axes, true);
    Edge y = g.add(g.unary("Log", sum), top);
    if (!operation.flag({"keepdims", "keep_dims"}))
        y = g.squeeze(y, axes);
    operation.call.out(y);
}

void norm(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge x = operation.x();
    const Argument order = operation.get({"ord"});
    if (!order.isNone() && order.constant.toText("euclidean") != "euclidean" && order.constant.toDouble(0) != 2)
        return void(operation.call.refuse("another order than 2"));
    const auto axes = operation.integers({"axis", "reduction_indices"}).value_or(operation.allAxes(x));
    operation.call.out(
        g.unary("Sqrt", g.reduce("Sum", g.unary("Square", x), axes, operation.flag({"keepdims", "keep_dims"}))));
}

void normalize(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    if (operation.number({"order"}, 2) != 2)
        return void(operation.call.refuse("another order than 2"));
    const Edge x = operation.x();
    const auto axes = operation.integers({"axis", "dim"}).value_or(operation.allAxes(x));
    const Edge squares = g.reduce("Sum", g.unary("Square", x), axes, true);
    const double smallest = operation.number({"epsilon"}, operation.call.keras3 ? 1e-14 : 1e-12);
    operation.call.out(g.mul(x, g.unary("Rsqrt", g.binary("Maximum", squares, smallest))));
}

void argument(Operation& operation, const char* op)
{
    GraphBuilder& g = operation.call.g;
    Edge x = operation.x();
    const Argument axis = operation.get({"axis", "dimension"});
    if (axis.isNone() && operation.call.keras3)
        x = g.reshape(x, {Size{}});
    const DType type = operation.call.keras3 ? DType::Int32 : DType::Int64;
    Edge y = g.op(op, {x, g.intScalar(axis.constant.toInt(0))}, {{"output_type", type}});
    if (operation.flag({"keepdims", "keep_dims"}))
        y = g.expandDims(y, axis.constant.toInt(0));
    operation.call.out(y);
}
void argMax(Operation& operation)
{
    argument(operation, "ArgMax");
}
void argMin(Operation& operation)
{
    argument(operation, "ArgMin");
}

void matMul(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge a = operation.x();
    const Edge b = operation.edge(operation.get({"b", "x2", "y"}, 1), g.dtype(a));
    const bool turnA = operation.flag({"transpose_a", "adjoint_a"}),
               turnB = operation.flag({"transpose_b", "adjoint_b"});
    if (g.rank(a) == 2 && g.rank(b) == 2)
        return operation.call.out(g.op("MatMul", {a, b}, {{"transpose_a", turnA}, {"transpose_b", turnB}}));
    if (g.rank(a) < 2 || g.rank(b) < 2)
        return void(operation.call.refuse("vectors"));
    operation.call.out(g.op("BatchMatMulV2", {a, b}, {{"adj_x", turnA}, {"adj_y", turnB}}));
}

void einsum(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    std::string equation = operation.get({"subscripts", "equation"}).constant.toText();
    if (equation.empty() && !operation.call.arguments.positional.empty())
        equation = operation.call.arguments.positional.front().constant.toText();
    std::erase(equation, ' ');
    std::vector<Edge> edges;
    for (const Argument& item : operation.call.arguments.positional)
        for (const Value& value : item.tensors())
            edges.push_back(value.edge);
    if (equation.find("->") == std::string::npos || edges.empty() || edges.size() > 2)
        return void(operation.call.refuse("an equation of this form"));
    const auto count = static_cast<std::int64_t>(edges.size());
    operation.call.out(g.op("Einsum", std::move(edges), {{"equation", equation}, {"N", count}}));
}

template <const char* op>
void scan(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    operation.call.out(g.op(op, {operation.x(), g.intScalar(operation.integer({"axis"}, 0))},
                            {{"exclusive", operation.flag({"exclusive"})}, {"reverse", operation.flag({"reverse"})}}));
}

void oneHot(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const auto type = dtypeFromName(operation.get({"dtype"}).constant.toText("float32")).value_or(DType::Float32);
    const Edge indices = operation.edge(operation.get({"indices", "x"}, 0), DType::Int32);
    const Edge ids = isInteger(g.dtype(indices)) ? indices : g.cast(indices, DType::Int32);
    operation.call.out(
        g.op("OneHot",
             {ids, g.intScalar(operation.integer({"depth", "num_classes"}, 1)), g.scalar(1, type), g.scalar(0, type)},
             {{"axis", operation.integer({"axis"}, -1)}}));
}

void take(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    Edge x = operation.edge(operation.get({"params", "x"}, 0));
    Edge indices = operation.edge(operation.get({"indices"}, 1), DType::Int32);
    if (!isInteger(g.dtype(indices)))
        indices = g.cast(indices, DType::Int32);
    const Argument axis = operation.get({"axis"});
    if (axis.isNone() && operation.call.keras3)
        x = g.reshape(x, {Size{}});
    operation.call.out(g.op("GatherV2", {x, indices, g.intScalar(axis.constant.toInt(0))},
                            {{"batch_dims", operation.integer({"batch_dims"}, 0)}}));
}

void resize(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    LayerCall& call = operation.call;
    const auto size = operation.integers({"size"}, 1);
    if (!size || size->size() != 2)
        return void(call.refuse("a size that is no pair of numbers"));
    for (const char* name : {"antialias", "preserve_aspect_ratio", "crop_to_aspect_ratio", "pad_to_aspect_ratio"})
        if (operation.flag({name}))
            return void(call.refuse(name));
    const std::string method = operation.get({"method", "interpolation"}).constant.toText("bilinear");
    const bool first = operation.get({"data_format"}).constant.toText() == "channels_first";
    const Edge x = toChannelsLast(call, operation.x(), first);
    if (g.rank(x) != 4)
        return void(call.refuse("a single image"));
    call.out(fromChannelsLast(
        call, resizeImage(call, x, {(*size)[0], {}, 0, false}, {(*size)[1], {}, 0, false}, method), first));
}

void biasAdd(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    operation.call.out(g.add(operation.x(), operation.edge(operation.get({"bias"}, 1))));
}

constexpr char kMean[] = "Mean", kSum[] = "Sum", kMax[] = "Max", kMin[] = "Min", kProd[] = "Prod", kAll[] = "All",
               kAny[] = "Any", kCumsum[] = "Cumsum", kCumprod[] = "Cumprod";

constexpr OperationRow kRows[] = {
    {"reducemean", reduce<kMean>},
    {"mean", reduce<kMean>},
    {"reducesum", reduce<kSum>},
    {"sum", reduce<kSum>},
    {"reducemax", reduce<kMax>},
    {"max", reduce<kMax>},
    {"amax", reduce<kMax>},
    {"reducemin", reduce<kMin>},
    {"min", reduce<kMin>},
    {"amin", reduce<kMin>},
    {"reduceprod", reduce<kProd>},
    {"prod", reduce<kProd>},
    {"reduceall", reduce<kAll>},
    {"all", reduce<kAll>},
    {"reduceany", reduce<kAny>},
    {"any", reduce<kAny>},
    {"var", var},
    {"reducevariance", var},
    {"std", deviation},
    {"reducestd", deviation},
    {"logsumexp", logSumExp},
    {"reducelogsumexp", logSumExp},
    {"norm", norm},
    {"l2normalize", normalize},
    {"normalize", normalize},
    {"argmax", argMax},
    {"argmin", argMin},
    {"matmul", matMul},
    {"einsum", einsum},
    {"cumsum", scan<kCumsum>},
    {"cumprod", scan<kCumprod>},
    {"onehot", oneHot},
    {"take", take},
    {"gather", take},
    {"imageresize", resize},
    {"biasadd", biasAdd},
};

} // namespace

std::span<const OperationRow> tensorOperations()
{
    return kRows;
}

} // namespace lw::graph
