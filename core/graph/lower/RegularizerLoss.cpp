// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/RegularizerLoss.h"

namespace lw::graph {

namespace {

using Kind = keras::Regularizer::Kind;

/// Of any rank, known or not.
Edge sumOfAll(GraphBuilder& g, Edge x)
{
    return g.reduce("Sum", g.reshape(x, {Size{}}), {0}, false);
}

std::int64_t vectorsOf(const GraphBuilder& g, Edge x, Kind kind)
{
    return g.dim(x, kind == Kind::OrthogonalRows ? 0 : 1);
}

/// The mean absolute cosine of all pairs of rows or columns.
Edge orthogonalLoss(GraphBuilder& g, Edge x, const keras::Regularizer& regularizer)
{
    const bool rows = regularizer.kind == Kind::OrthogonalRows;
    const std::int64_t count = vectorsOf(g, x, regularizer.kind);
    const Edge lengths = g.reduce("Sum", g.unary("Square", x), {rows ? 1 : 0}, true);
    const Edge unit = g.mul(x, g.unary("Rsqrt", g.binary("Maximum", lengths, 1e-12)));
    const Edge product = g.op("MatMul", {unit, unit}, {{"transpose_a", !rows}, {"transpose_b", rows}});
    const Edge numbers = g.op("Range", {g.intScalar(0), g.intScalar(count), g.intScalar(1)});
    const Edge others = g.binary("NotEqual", g.expandDims(numbers, 1), g.expandDims(numbers, 0));
    const Edge pairs = g.mul(product, g.cast(others, g.dtype(x)));
    const double number = static_cast<double>(count) * (static_cast<double>(count) - 1) / 2;
    return g.binary("RealDiv", g.binary("Mul", sumOfAll(g, g.unary("Abs", pairs)), regularizer.factor * 0.5), number);
}

} // namespace

bool canRegularize(const GraphBuilder& g, Edge x, const keras::Regularizer& regularizer)
{
    return isFloating(g.dtype(x)) &&
           (regularizer.kind == Kind::L1L2 || (g.rank(x) == 2 && vectorsOf(g, x, regularizer.kind) > 0));
}

Edge regularizerLoss(GraphBuilder& g, Edge x, const keras::Regularizer& regularizer)
{
    if (regularizer.kind != Kind::L1L2)
        return orthogonalLoss(g, x, regularizer);
    std::optional<Edge> loss;
    if (regularizer.l1 != 0)
        loss = g.binary("Mul", sumOfAll(g, g.unary("Abs", x)), regularizer.l1);
    if (regularizer.l2 != 0) {
        const Edge squares = g.binary("Mul", sumOfAll(g, g.unary("Square", x)), regularizer.l2);
        loss = loss ? g.add(*loss, squares) : squares;
    }
    return loss ? *loss : g.scalar(0, g.dtype(x));
}

Edge activityLoss(GraphBuilder& g, Edge x, const keras::Regularizer& regularizer)
{
    const Edge loss = regularizerLoss(g, x, regularizer);
    return g.binary("DivNoNan", loss, g.cast(g.sizeScalar(g.size(x, 0)), g.dtype(loss)));
}

} // namespace lw::graph
