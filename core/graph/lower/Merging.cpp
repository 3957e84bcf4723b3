// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include <algorithm>

/// Layers that merge several tensors (keras/src/layers/merging; tf_keras/src/layers/merging).
namespace lw::graph {

namespace {

/// Tensors of different ranks get new dimensions after the batch (base_merge.py).
std::vector<Edge> alignedInputs(LayerCall& call)
{
    std::vector<Edge> edges;
    std::size_t most = 0;
    for (std::size_t i = 0; i < call.inputs.size(); ++i) {
        edges.push_back(call.x(i));
        most = std::max(most, call.g.rank(edges.back()));
    }
    for (Edge& edge : edges)
        for (std::size_t rank = call.g.rank(edge); rank > 0 && rank < most; ++rank)
            edge = call.g.expandDims(edge, 1);
    return edges;
}

/// Keras 2 needs all masks that there are, Keras 3 any of them, and none when one is missing.
std::optional<Edge> mergedMask(LayerCall& call)
{
    std::optional<Edge> merged;
    for (const Value& input : call.inputs) {
        if (!input.mask && call.keras3)
            return std::nullopt;
        if (!input.mask)
            continue;
        merged = merged ? call.g.binary(call.keras3 ? "LogicalOr" : "LogicalAnd", *merged, *input.mask) : *input.mask;
    }
    return merged;
}

Edge fold(LayerCall& call, std::string_view op)
{
    const auto edges = alignedInputs(call);
    if (edges.empty())
        return call.refuse("no inputs");
    Edge result = edges.front();
    for (std::size_t i = 1; i < edges.size(); ++i)
        result = call.g.binary(op, result, edges[i]);
    return result;
}

void add(LayerCall& call)
{
    call.out(fold(call, "AddV2"), mergedMask(call));
}
void subtract(LayerCall& call)
{
    call.out(fold(call, "Sub"), mergedMask(call));
}
void multiply(LayerCall& call)
{
    call.out(fold(call, "Mul"), mergedMask(call));
}
void maximum(LayerCall& call)
{
    call.out(fold(call, "Maximum"), mergedMask(call));
}
void minimum(LayerCall& call)
{
    call.out(fold(call, "Minimum"), mergedMask(call));
}

void average(LayerCall& call)
{
    const Edge sum = fold(call, "AddV2");
    call.out(call.g.binary("RealDiv", sum, static_cast<double>(call.inputs.size())), mergedMask(call));
}

std::optional<Edge> concatenatedMask(LayerCall& call, std::int64_t axis)
{
    GraphBuilder& g = call.g;
    if (std::none_of(call.inputs.begin(), call.inputs.end(), [](const Value& value) { return value.mask.has_value(); }))
        return std::nullopt;
    std::vector<Edge> masks;
    for (const Value& input : call.inputs) {
        const Edge ones = g.cast(g.unary("OnesLike", input.edge), DType::Bool);
        if (!input.mask)
            masks.push_back(ones);
        else if (g.rank(*input.mask) >= g.rank(input.edge))
            masks.push_back(*input.mask);
        else if (call.keras3)
            masks.push_back(g.binary("LogicalAnd", g.expandDims(*input.mask, -1), ones));
        else
            masks.push_back(g.expandDims(*input.mask, -1));
    }
    // Masks of one feature beside full ones only join along the features, as in Keras 2.
    return g.reduce(call.keras3 ? "Any" : "All", g.concat(std::move(masks), axis), {-1}, false);
}

void concatenate(LayerCall& call)
{
    const std::int64_t axis = call.config().integer("axis", call.config().integer("concat_axis", -1));
    std::vector<Edge> edges;
    for (const Value& input : call.inputs)
        edges.push_back(input.edge);
    if (edges.empty())
        return void(call.refuse("no inputs"));
    const auto mask = concatenatedMask(call, axis);
    call.out(call.g.concat(std::move(edges), axis), mask);
}

Edge unitLength(LayerCall& call, Edge x, std::int64_t axis)
{
    GraphBuilder& g = call.g;
    const Edge squares = g.reduce("Sum", g.unary("Square", x), {axis}, true);
    return g.mul(x, g.unary("Rsqrt", g.binary("Maximum", squares, 1e-12)));
}

/// Moves one axis to the end (or to the place after the batch), keeping the order of the others.
Edge moveAxis(LayerCall& call, Edge x, std::int64_t axis, bool toEnd)
{
    const auto rank = static_cast<std::int64_t>(call.g.rank(x));
    if (axis == (toEnd ? rank - 1 : 1))
        return x;
    std::vector<std::int64_t> order{0};
    if (!toEnd)
        order.push_back(axis);
    for (std::int64_t i = 1; i < rank; ++i)
        if (i != axis)
            order.push_back(i);
    if (toEnd)
        order.push_back(axis);
    return call.g.transpose(x, order);
}

/// One product of matrices a batch entry (batch_dot in keras/src/layers/merging/dot.py).
Edge batchDot(LayerCall& call, Edge x, Edge y, std::int64_t axisX, std::int64_t axisY)
{
    GraphBuilder& g = call.g;
    const std::size_t rankX = g.rank(x), rankY = g.rank(y);
    if (rankX == 2) {
        x = g.expandDims(x, 1);
        ++axisX;
    }
    if (rankY == 2)
        y = g.expandDims(y, 2);
    x = moveAxis(call, x, axisX, true);
    y = moveAxis(call, y, axisY, false);
    std::vector<Size> result{g.size(x, 0)};
    Size rows{1, {}, 0, false}, columns{1, {}, 0, false};
    for (std::size_t i = 1; i + 1 < g.rank(x); ++i) {
        result.push_back(g.size(x, static_cast<std::int64_t>(i)));
        rows = g.times(rows, result.back());
    }
    for (std::size_t i = 2; i < g.rank(y); ++i) {
        result.push_back(g.size(y, static_cast<std::int64_t>(i)));
        columns = g.times(columns, result.back());
    }
    const bool flat = g.rank(x) == 3 && g.rank(y) == 3;
    if (!flat) {
        x = g.reshape(x, {g.size(x, 0), rows, g.size(x, -1)});
        y = g.reshape(y, {g.size(y, 0), g.size(y, 1), columns});
    }
    Edge product = g.op("BatchMatMulV2", {x, y});
    if (!flat)
        product = g.reshape(product, result);
    if (rankX == 2)
        return g.squeeze(product, {1});
    return rankY == 2 ? g.squeeze(product, {-1}) : product;
}

void dot(LayerCall& call)
{
    GraphBuilder& g = call.g;
    if (call.inputs.size() != 2)
        return void(call.refuse("other than two inputs"));
    const auto given = call.config().tuple("axes", 2);
    if (!given)
        return void(call.refuse("unreadable axes"));
    Edge x = call.x(0), y = call.x(1);
    const auto positive = [&](std::int64_t axis, Edge edge) {
        return axis < 0 ? axis + static_cast<std::int64_t>(g.rank(edge)) : axis;
    };
    const std::int64_t axisX = positive((*given)[0], x), axisY = positive((*given)[1], y);
    if (axisX < 1 || axisY < 1 || g.rank(x) < 2 || g.rank(y) < 2)
        return void(call.refuse("axes outside of its inputs"));
    if (call.config().flag("normalize", false)) {
        x = unitLength(call, x, axisX);
        y = unitLength(call, y, axisY);
    }
    call.out(batchDot(call, x, y, axisX, axisY));
}

/// The one merging layer of Keras 1, with a mode.
void merge(LayerCall& call)
{
    const std::string mode = call.config().text("mode", "sum");
    using Function = void (*)(LayerCall&);
    static constexpr std::pair<std::string_view, Function> kModes[] = {
        {"sum", add}, {"mul", multiply}, {"concat", concatenate}, {"ave", average}, {"max", maximum}};
    for (const auto& [name, function] : kModes)
        if (name == mode)
            return function(call);
    call.refuse("the mode " + printable(mode, 40));
}

constexpr LayerRow kRows[] = {
    {"Add", add, MaskRule::Own},
    {"Subtract", subtract, MaskRule::Own},
    {"Multiply", multiply, MaskRule::Own},
    {"Average", average, MaskRule::Own},
    {"Maximum", maximum, MaskRule::Own},
    {"Minimum", minimum, MaskRule::Own},
    {"Concatenate", concatenate, MaskRule::Own},
    {"Dot", dot},
    {"Merge", merge, MaskRule::Own},
};

} // namespace

std::span<const LayerRow> mergingLayers()
{
    return kRows;
}

} // namespace lw::graph
