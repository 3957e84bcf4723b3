// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

#include <algorithm>

/// Ops that pick or place elements.
namespace lw::graph {

namespace {

Result<void> slice(ShapeContext& context)
{
    const PartialShape& from = context.shape(0);
    const auto begins = context.ints(1);
    const auto sizes = context.ints(2);
    PartialShape shape = context.asShape(2);
    if (from && sizes && begins && sizes->size() == from->size() && begins->size() == from->size()) {
        for (std::size_t i = 0; i < from->size(); ++i) {
            std::int64_t& dim = (*shape)[i];
            if (dim < 0)
                dim = (*from)[i] < 0 ? kUnknownDim : (*from)[i] - (*begins)[i];
            if ((*from)[i] >= 0 && ((*begins)[i] < 0 || dim < 0 || dimSum((*begins)[i], dim) > (*from)[i] ||
                                    dimSum((*begins)[i], dim) < 0))
                return context.fail("a slice reaches outside " + shapeText(*from));
        }
        const auto& elements = context.input(0).elements;
        if (from->size() == 1 && elements && (*shape)[0] >= 0 &&
            static_cast<std::size_t>((*begins)[0] + (*shape)[0]) <= elements->size()) {
            const auto first = elements->begin() + (*begins)[0];
            context.set(0, context.dtype(0), shape);
            context.setElements(std::vector<double>(first, first + (*shape)[0]));
            return {};
        }
    } else if (from) {
        shape = Shape(from->size(), kUnknownDim);
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

/// One dimension's part of a strided slice (tensorflow/core/util/strided_slice_op.cc).
struct SliceRange {
    std::int64_t begin = 0, count = kUnknownDim, step = 1;
};

SliceRange sliceRange(std::int64_t dim, double begin, double end, double stride, bool beginOpen, bool endOpen)
{
    SliceRange range;
    if (std::isnan(stride) || dim < 0 || (std::isnan(begin) && !beginOpen) || (std::isnan(end) && !endOpen))
        return range;
    const auto size = static_cast<double>(dim);
    const double low = stride > 0 ? 0 : -1, high = stride > 0 ? size : size - 1;
    const auto place = [&](double index) { return std::clamp(index < 0 ? index + size : index, low, high); };
    const double from = beginOpen ? (stride > 0 ? low : high) : place(begin);
    const double to = endOpen ? (stride > 0 ? high : low) : place(end);
    range.begin = static_cast<std::int64_t>(from);
    range.step = static_cast<std::int64_t>(stride);
    range.count = static_cast<std::int64_t>(std::max(0.0, std::ceil((to - from) / stride)));
    return range;
}

/// Walks the sparse specification of StridedSlice over the dimensions of its input.
struct StridedSlice {
    Shape shape;
    SliceRange first; ///< of dimension 0, for vectors of known elements
    bool firstShrunk = false;
};

Result<StridedSlice> stridedSliceOf(const ShapeContext& context, const Shape& from, const std::vector<double>& begin,
                                    const std::vector<double>& end, const std::vector<double>& strides)
{
    const Node& node = context.node;
    const std::int64_t beginMask = node.intAttr("begin_mask"), endMask = node.intAttr("end_mask"),
                       ellipsisMask = node.intAttr("ellipsis_mask"), newMask = node.intAttr("new_axis_mask"),
                       shrinkMask = node.intAttr("shrink_axis_mask");
    const auto has = [](std::int64_t mask, std::size_t bit) { return bit < 62 && ((mask >> bit) & 1) != 0; };
    std::size_t added = 0;
    bool ellipsis = false;
    for (std::size_t i = 0; i < begin.size(); ++i) {
        if (has(ellipsisMask, i))
            ellipsis = true;
        else if (has(newMask, i))
            ++added;
    }
    const std::size_t taken = begin.size() - added - (ellipsis ? 1 : 0);
    if (taken > from.size())
        return context.fail("a slice of " + std::to_string(taken) + " dimensions of a tensor " + shapeText(from));
    StridedSlice result;
    std::size_t dim = 0;
    for (std::size_t i = 0; i < begin.size(); ++i) {
        if (has(ellipsisMask, i)) {
            for (std::size_t skipped = from.size() - taken; skipped > 0; --skipped)
                result.shape.push_back(from[dim++]);
        } else if (has(newMask, i)) {
            result.shape.push_back(1);
        } else {
            if (strides[i] == 0)
                return context.fail("a stride is zero");
            const bool shrink = has(shrinkMask, i);
            SliceRange range = sliceRange(from[dim], begin[i], end[i], strides[i], has(beginMask, i) && !shrink,
                                          has(endMask, i) && !shrink);
            if (shrink && from[dim] >= 0 && !std::isnan(begin[i])) {
                const double size = static_cast<double>(from[dim]);
                if (begin[i] < -size || begin[i] >= size)
                    return context.fail("index " + std::to_string(static_cast<std::int64_t>(begin[i])) +
                                        " is outside " + shapeText(from));
                range.begin = static_cast<std::int64_t>(begin[i] < 0 ? begin[i] + size : begin[i]);
                range.count = 1;
            }
            if (dim == 0) {
                result.first = range;
                result.firstShrunk = shrink;
            }
            if (!shrink)
                result.shape.push_back(range.count);
            ++dim;
        }
    }
    for (; dim < from.size(); ++dim)
        result.shape.push_back(from[dim]);
    return result;
}

Result<void> stridedSlice(ShapeContext& context)
{
    const PartialShape& from = context.shape(0);
    const auto entries = [&](std::size_t index) -> std::optional<std::vector<double>> {
        if (context.input(index).elements)
            return context.input(index).elements;
        const PartialShape& shape = context.shape(index);
        if (shape && shape->size() == 1 && (*shape)[0] >= 0 && (*shape)[0] <= 64)
            return std::vector<double>(static_cast<std::size_t>((*shape)[0]), kUnknownElement);
        return std::nullopt;
    };
    const auto begin = entries(1), end = entries(2), strides = entries(3);
    if (!from || !begin || !end || !strides || begin->size() != end->size() || begin->size() != strides->size()) {
        context.set(0, context.dtype(0), std::nullopt);
        return {};
    }
    LW_ASSIGN(const StridedSlice sliced, stridedSliceOf(context, *from, *begin, *end, *strides));
    context.set(0, context.dtype(0), sliced.shape);
    const auto& elements = context.input(0).elements;
    if (!elements || from->size() != 1 || sliced.first.count < 0 || sliced.shape.size() > 1)
        return {};
    std::vector<double> picked;
    for (std::int64_t i = 0; i < sliced.first.count; ++i) {
        const auto at = static_cast<std::size_t>(sliced.first.begin + i * sliced.first.step);
        picked.push_back(at < elements->size() ? (*elements)[at] : kUnknownElement);
    }
    context.setElements(std::move(picked));
    return {};
}

/// GatherV2(params, indices, axis) with batch_dims; Gather has axis 0.
Result<void> gather(ShapeContext& context)
{
    const PartialShape &from = context.shape(0), &indices = context.shape(1);
    const auto where = context.inputCount() > 2 ? context.scalar(2) : std::optional<std::int64_t>(0);
    if (!from || !indices || !where) {
        context.set(0, context.dtype(0), std::nullopt);
        return {};
    }
    LW_ASSIGN(const std::size_t axis, context.axis(*where, from->size()));
    std::int64_t batch = context.node.intAttr("batch_dims");
    if (batch < 0)
        batch += static_cast<std::int64_t>(indices->size());
    if (batch < 0 || batch > static_cast<std::int64_t>(std::min(indices->size(), axis)))
        return context.fail("batch_dims does not fit");
    Shape shape(from->begin(), from->begin() + static_cast<std::ptrdiff_t>(axis));
    shape.insert(shape.end(), indices->begin() + batch, indices->end());
    shape.insert(shape.end(), from->begin() + static_cast<std::ptrdiff_t>(axis) + 1, from->end());
    context.set(0, context.dtype(0), shape);
    const auto& elements = context.input(0).elements;
    const auto picks = context.ints(1);
    if (elements && picks && from->size() == 1) {
        std::vector<double> picked;
        for (const std::int64_t pick : *picks)
            picked.push_back(pick >= 0 && pick < static_cast<std::int64_t>(elements->size())
                                 ? (*elements)[static_cast<std::size_t>(pick)]
                                 : kUnknownElement);
        context.setElements(std::move(picked));
    }
    return {};
}

Result<void> gatherNd(ShapeContext& context)
{
    const PartialShape &from = context.shape(0), &indices = context.shape(1);
    PartialShape shape;
    if (from && indices && !indices->empty() && indices->back() >= 0) {
        if (indices->back() > static_cast<std::int64_t>(from->size()))
            return context.fail("indices are longer than the rank of " + shapeText(*from));
        shape = Shape(indices->begin(), indices->end() - 1);
        shape->insert(shape->end(), from->begin() + indices->back(), from->end());
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

Result<void> scatterNd(ShapeContext& context)
{
    context.set(0, context.dtype(1), context.asShape(2));
    return {};
}

Result<void> oneHot(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    if (shape) {
        LW_ASSIGN(const std::size_t axis, context.axis(context.node.intAttr("axis", -1), shape->size() + 1));
        shape->insert(shape->begin() + static_cast<std::ptrdiff_t>(axis), context.scalar(1).value_or(kUnknownDim));
    }
    context.set(0, context.dtype(2), shape);
    return {};
}

Result<void> topK(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    if (shape && !shape->empty())
        shape->back() =
            context.inputCount() > 1 ? context.scalar(1).value_or(kUnknownDim) : context.node.intAttr("k", kUnknownDim);
    context.set(0, context.dtype(0), shape);
    context.set(1, context.node.typeAttr("index_type", DType::Int32), shape);
    return {};
}

Result<void> argument(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    const auto where = context.scalar(1);
    if (shape && where) {
        LW_ASSIGN(const std::size_t axis, context.axis(*where, shape->size()));
        shape->erase(shape->begin() + static_cast<std::ptrdiff_t>(axis));
    } else {
        shape.reset();
    }
    context.set(0, context.node.typeAttr("output_type", DType::Int64), shape);
    return {};
}

Result<void> where(ShapeContext& context)
{
    const PartialShape& from = context.shape(0);
    context.set(0, DType::Int64, Shape{kUnknownDim, from ? static_cast<std::int64_t>(from->size()) : kUnknownDim});
    return {};
}

Result<void> bucketize(ShapeContext& context)
{
    context.set(0, DType::Int32, context.shape(0));
    return {};
}

Result<void> invertPermutation(ShapeContext& context)
{
    context.set(0, context.dtype(0), context.shape(0));
    const auto order = context.ints(0);
    if (order) {
        std::vector<double> inverse(order->size(), kUnknownElement);
        for (std::size_t i = 0; i < order->size(); ++i)
            if ((*order)[i] >= 0 && (*order)[i] < static_cast<std::int64_t>(order->size()))
                inverse[static_cast<std::size_t>((*order)[i])] = static_cast<double>(i);
        context.setElements(std::move(inverse));
    }
    return {};
}

Result<void> denseBincount(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    if (shape && !shape->empty())
        shape->back() = context.scalar(1).value_or(kUnknownDim);
    context.set(0, context.dtype(2), shape);
    return {};
}

Result<void> matrixDiagonal(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    if (shape && !shape->empty())
        shape->push_back(shape->back());
    context.set(0, context.dtype(0), shape);
    return {};
}

/// Outputs are like the keys, of the table's value type.
Result<void> lookup(ShapeContext& context)
{
    const DType type = context.node.typeAttr("Tout", context.dtype(2));
    context.set(0, type, context.shape(1));
    return {};
}

constexpr ShapeRow kRows[] = {
    {"Slice", slice},
    {"StridedSlice", stridedSlice},
    {"Gather", gather},
    {"GatherV2", gather},
    {"ResourceGather", gather},
    {"GatherNd", gatherNd},
    {"ScatterNd", scatterNd},
    {"OneHot", oneHot},
    {"TopKV2", topK},
    {"TopK", topK},
    {"ArgMax", argument},
    {"ArgMin", argument},
    {"Where", where},
    {"Bucketize", bucketize},
    {"InvertPermutation", invertPermutation},
    {"DenseBincount", denseBincount},
    {"MatrixDiag", matrixDiagonal},
    {"LookupTableFind", lookup},
    {"LookupTableFindV2", lookup},
};

} // namespace

std::span<const ShapeRow> indexingShapes()
{
    return kRows;
}

} // namespace lw::graph
