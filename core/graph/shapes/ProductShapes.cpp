// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

#include <algorithm>
#include <limits>
#include <map>

/// Matrix products, Einsum, reductions.
namespace lw::graph {

namespace {

/// The last two dimensions multiply; the ones before broadcast.
Result<void> matrixProduct(ShapeContext& context, bool transposeA, bool transposeB)
{
    const PartialShape &a = context.shape(0), &b = context.shape(1);
    const DType type = context.node.typeAttr("Tout", context.dtype(0));
    if (!a || !b) {
        context.set(0, type, std::nullopt);
        return {};
    }
    if (a->size() < 2 || b->size() < 2)
        return context.fail("shapes " + shapeText(*a) + " and " + shapeText(*b) + " are not matrices");
    const std::size_t rankA = a->size(), rankB = b->size();
    const std::int64_t rows = (*a)[rankA - (transposeA ? 1 : 2)], innerA = (*a)[rankA - (transposeA ? 2 : 1)];
    const std::int64_t innerB = (*b)[rankB - (transposeB ? 1 : 2)], columns = (*b)[rankB - (transposeB ? 2 : 1)];
    if (innerA >= 0 && innerB >= 0 && innerA != innerB)
        return context.fail("shapes " + shapeText(*a) + " and " + shapeText(*b) + " cannot be multiplied");
    LW_ASSIGN(auto shape, broadcast(context, Shape(a->begin(), a->end() - 2), Shape(b->begin(), b->end() - 2)));
    shape->push_back(rows);
    shape->push_back(columns);
    context.set(0, type, std::move(shape));
    return {};
}

Result<void> matMul(ShapeContext& context)
{
    return matrixProduct(context, context.node.boolAttr("transpose_a"), context.node.boolAttr("transpose_b"));
}

Result<void> batchMatMul(ShapeContext& context)
{
    return matrixProduct(context, context.node.boolAttr("adj_x"), context.node.boolAttr("adj_y"));
}

/// Binds the labels of one operand to its dimensions; an ellipsis takes what is left. Returns the ellipsis' dimensions.
Result<Shape> bindLabels(const ShapeContext& context, const std::string& labels, const Shape& shape,
                         std::map<char, std::int64_t>& sizes)
{
    const std::size_t dots = labels.find("...");
    const std::size_t named = labels.size() - (dots == std::string::npos ? 0 : 3);
    if (named > shape.size() || (dots == std::string::npos && named != shape.size()))
        return context.fail("the term \"" + printable(labels) + "\" does not fit a tensor " + shapeText(shape));
    Shape ellipsis;
    std::size_t dim = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i == dots) {
            for (std::size_t left = shape.size() - named; left > 0; --left)
                ellipsis.push_back(shape[dim++]);
            i += 2;
            continue;
        }
        auto [entry, fresh] = sizes.emplace(labels[i], shape[dim]);
        if (!fresh && (entry->second < 0 || entry->second == 1))
            entry->second = shape[dim];
        ++dim;
    }
    return ellipsis;
}

Result<void> einsum(ShapeContext& context)
{
    std::string equation = context.node.textAttr("equation");
    std::erase(equation, ' ');
    const std::size_t arrow = equation.find("->");
    const bool ranked = std::all_of(context.inputs().begin(), context.inputs().end(),
                                    [](const StaticValue& value) { return value.shape.has_value(); });
    if (!ranked || arrow == std::string::npos) {
        context.set(0, context.dtype(0), std::nullopt);
        return {};
    }
    std::map<char, std::int64_t> sizes;
    PartialShape ellipsis = Shape();
    std::size_t start = 0;
    for (std::size_t i = 0; i < context.inputCount(); ++i) {
        const std::size_t end = std::min(equation.find(',', start), arrow);
        if (start > arrow)
            return context.fail("the equation has fewer terms than operands");
        LW_ASSIGN(const Shape free, bindLabels(context, equation.substr(start, end - start), *context.shape(i), sizes));
        LW_ASSIGN(ellipsis, broadcast(context, ellipsis, free));
        start = end + 1;
    }
    Shape shape;
    for (std::size_t i = arrow + 2; i < equation.size(); ++i) {
        if (equation[i] == '.') {
            shape.insert(shape.end(), ellipsis->begin(), ellipsis->end());
            i += 2;
        } else {
            const auto found = sizes.find(equation[i]);
            shape.push_back(found == sizes.end() ? kUnknownDim : found->second);
        }
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

Result<std::vector<bool>> reducedAxes(const ShapeContext& context, const std::vector<std::int64_t>& axes,
                                      std::size_t rank)
{
    std::vector<bool> reduced(rank, false);
    for (const std::int64_t dim : axes) {
        LW_ASSIGN(const std::size_t axis, context.axis(dim, rank));
        reduced[axis] = true;
    }
    return reduced;
}

Result<void> setReduced(ShapeContext& context, DType dtype)
{
    const PartialShape& from = context.shape(0);
    const auto axes = context.ints(1);
    const bool keep = context.node.boolAttr("keep_dims");
    if (!from || !axes) {
        context.set(0, dtype, from && keep ? PartialShape(Shape(from->size(), kUnknownDim)) : std::nullopt);
        return {};
    }
    LW_ASSIGN(const auto reduced, reducedAxes(context, *axes, from->size()));
    Shape shape;
    for (std::size_t i = 0; i < from->size(); ++i)
        if (!reduced[i] || keep)
            shape.push_back(reduced[i] ? 1 : (*from)[i]);
    context.set(0, dtype, shape);
    return {};
}

Result<void> reduce(ShapeContext& context)
{
    return setReduced(context, context.dtype(0));
}
Result<void> reduceBool(ShapeContext& context)
{
    return setReduced(context, DType::Bool);
}

using Fold = double (*)(double, double);

/// A vector of known elements folds to one known element.
template <Fold fold>
Result<void> reduceCounted(ShapeContext& context)
{
    LW_TRY(reduce(context));
    const auto& elements = context.input(0).elements;
    const auto& shape = context.outputs[0].shape;
    if (!elements || !shape || dimProduct(*shape, 0, shape->size()) != 1 || !context.shape(0))
        return {};
    if (elements->empty() && fold(2, 3) != 6 && fold(2, 3) != 5)
        return {};
    double result = elements->empty() ? (fold(2, 3) == 6 ? 1 : 0) : elements->front();
    for (std::size_t i = 1; i < elements->size(); ++i)
        result = std::isnan(result) || std::isnan((*elements)[i]) ? kUnknownElement : fold(result, (*elements)[i]);
    context.setElements({result});
    return {};
}

double productOf(double a, double b)
{
    return a * b;
}
double sumOf(double a, double b)
{
    return a + b;
}
double largest(double a, double b)
{
    return std::max(a, b);
}
double smallest(double a, double b)
{
    return std::min(a, b);
}

constexpr ShapeRow kRows[] = {
    {"MatMul", matMul},
    {"BatchMatMul", batchMatMul},
    {"BatchMatMulV2", batchMatMul},
    {"BatchMatMulV3", batchMatMul},
    {"Einsum", einsum},
    {"Mean", reduce},
    {"EuclideanNorm", reduce},
    {"All", reduceBool},
    {"Any", reduceBool},
    {"Prod", reduceCounted<productOf>},
    {"Sum", reduceCounted<sumOf>},
    {"Max", reduceCounted<largest>},
    {"Min", reduceCounted<smallest>},
};

} // namespace

std::span<const ShapeRow> productShapes()
{
    return kRows;
}

} // namespace lw::graph
