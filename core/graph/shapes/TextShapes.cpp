// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

/// Ops on texts, their hashes and ragged rows; how many parts a text has is known in a run only.
namespace lw::graph {

namespace {

std::int64_t firstDim(const PartialShape& shape)
{
    return shape && shape->size() == 1 ? shape->front() : kUnknownDim;
}

/// Numbers for the elements of the first input.
Result<void> indexOf(ShapeContext& context)
{
    context.set(0, DType::Int64, context.shape(0));
    return {};
}

Result<void> sparseCross(ShapeContext& context)
{
    context.set(0, DType::Int64, Shape{kUnknownDim, 2});
    context.set(1, context.node.boolAttr("hashed_output") ? DType::Int64 : DType::String, Shape{kUnknownDim});
    context.set(2, DType::Int64, Shape{2});
    return {};
}

Result<void> stringSplit(ShapeContext& context)
{
    context.set(0, DType::Int64, Shape{kUnknownDim, 2});
    context.set(1, DType::String, Shape{kUnknownDim});
    context.set(2, DType::Int64, Shape{2});
    return {};
}

Result<void> stringNGrams(ShapeContext& context)
{
    context.set(0, DType::String, Shape{kUnknownDim});
    context.set(1, context.dtype(1), context.shape(1));
    return {};
}

Result<void> unicodeDecode(ShapeContext& context)
{
    std::int64_t rows = context.shape(0) ? 1 : kUnknownDim;
    for (const std::int64_t dim : context.shape(0).value_or(Shape()))
        if (rows >= 0 && (dim < 0 || __builtin_mul_overflow(rows, dim, &rows)))
            rows = kUnknownDim;
    context.set(0, context.node.typeAttr("Tsplits", DType::Int64), Shape{dimSum(rows, 1)});
    context.set(1, DType::Int32, Shape{kUnknownDim});
    return {};
}

Result<void> unicodeEncode(ShapeContext& context)
{
    const std::int64_t borders = firstDim(context.shape(1));
    context.set(0, DType::String, Shape{borders > 0 ? borders - 1 : kUnknownDim});
    return {};
}

Result<void> raggedToTensor(ShapeContext& context)
{
    context.set(0, context.dtype(1), context.asShape(0));
    return {};
}

Result<void> asString(ShapeContext& context)
{
    context.set(0, DType::String, context.shape(0));
    return {};
}

constexpr ShapeRow kRows[] = {
    {"AsString", asString},
    {"RaggedTensorToTensor", raggedToTensor},
    {"SparseCross", sparseCross},
    {"StringNGrams", stringNGrams},
    {"StringSplitV2", stringSplit},
    {"StringToHashBucketFast", indexOf},
    {"StringToHashBucketStrong", indexOf},
    {"UnicodeDecode", unicodeDecode},
    {"UnicodeEncode", unicodeEncode},
    {"VocabularyIndex", indexOf},
};

} // namespace

std::span<const ShapeRow> textShapes()
{
    return kRows;
}

} // namespace lw::graph
