// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/CompositeOps.h"

#include "core/graph/shapes/ShapeContext.h"

namespace lw::graph {

namespace {

/// LSTM, GRU and SimpleRNN: the sequence or the last output, then the states (CompositeOps.h).
Result<void> recurrent(ShapeContext& context)
{
    const PartialShape &x = context.shape(0), &kernel = context.shape(1);
    const std::int64_t units = context.node.intAttr("units");
    const DType type = context.dtype(0);
    if (x && x->size() != 3)
        return context.fail("a sequence has rank 3, not " + shapeText(*x));
    if (x && kernel && kernel->size() == 2 && (*x)[2] >= 0 && (*kernel)[0] >= 0 && (*x)[2] != (*kernel)[0])
        return context.fail("input " + shapeText(*x) + " does not fit a kernel " + shapeText(*kernel));
    const bool timeMajor = context.node.boolAttr("time_major");
    const std::int64_t batch = x ? (*x)[timeMajor ? 1 : 0] : kUnknownDim;
    if (!context.node.boolAttr("return_sequences"))
        context.set(0, type, Shape{batch, units});
    else
        context.set(0, type, Shape{x ? (*x)[0] : kUnknownDim, x ? (*x)[1] : kUnknownDim, units});
    const std::size_t states = context.node.op == "LSTM" ? 2 : 1;
    for (std::size_t i = 1; i <= states; ++i)
        context.set(i, type, Shape{batch, units});
    return {};
}

Result<void> attention(ShapeContext& context)
{
    const PartialShape &query = context.shape(0), &key = context.shape(1), &value = context.shape(2);
    for (const PartialShape* shape : {&query, &key, &value})
        if (*shape && (*shape)->size() != 4)
            return context.fail("attention needs (batch, heads, time, size), not " + shapeText(**shape));
    Shape out(4, kUnknownDim), weights(4, kUnknownDim);
    if (query) {
        out = weights = *query;
        out[3] = weights[3] = kUnknownDim;
    }
    if (value)
        out[3] = (*value)[3];
    if (key)
        weights[3] = (*key)[2];
    context.set(0, context.dtype(0), out);
    if (context.node.boolAttr("return_weights"))
        context.set(1, context.dtype(0), weights);
    return {};
}

constexpr ShapeRow kRows[] = {
    {"LSTM", recurrent},
    {"GRU", recurrent},
    {"SimpleRNN", recurrent},
    {"Attention", attention},
};

} // namespace

std::span<const ShapeRow> compositeShapes()
{
    return kRows;
}

} // namespace lw::graph
