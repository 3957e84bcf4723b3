// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

namespace lw::graph {

namespace {

/// The second input holds height and width; bilinear and bicubic results are float32.
Result<void> resize(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    const PartialShape size = context.asShape(1);
    if (shape) {
        if (shape->size() != 4)
            return context.fail("an image batch has rank 4, not " + shapeText(*shape));
        (*shape)[1] = size && size->size() == 2 ? (*size)[0] : kUnknownDim;
        (*shape)[2] = size && size->size() == 2 ? (*size)[1] : kUnknownDim;
    }
    const bool nearest = context.node.op == "ResizeNearestNeighbor";
    context.set(0, nearest ? context.dtype(0) : DType::Float32, shape);
    return {};
}

Result<void> cropAndResize(ShapeContext& context)
{
    const PartialShape &image = context.shape(0), &boxes = context.shape(1);
    const PartialShape size = context.asShape(3);
    PartialShape shape;
    if (image && image->size() == 4 && boxes && !boxes->empty() && size && size->size() == 2)
        shape = Shape{boxes->front(), (*size)[0], (*size)[1], image->back()};
    context.set(0, DType::Float32, shape);
    return {};
}

Result<void> projectiveTransform(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    const PartialShape size = context.asShape(2);
    if (shape && shape->size() == 4) {
        (*shape)[1] = size && size->size() == 2 ? (*size)[0] : kUnknownDim;
        (*shape)[2] = size && size->size() == 2 ? (*size)[1] : kUnknownDim;
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

Result<void> patches(ShapeContext& context)
{
    const PartialShape& from = context.shape(0);
    const auto window = context.node.intsAttr("ksizes"), strides = context.node.intsAttr("strides"),
               rates = context.node.intsAttr("rates");
    PartialShape shape = from;
    if (from && from->size() == 4 && window.size() == 4 && strides.size() == 4 && rates.size() == 4) {
        const bool same = context.node.textAttr("padding") == "SAME";
        for (const std::size_t dim : {1, 2}) {
            std::int64_t& size = (*shape)[dim];
            constexpr std::int64_t kLargest = std::int64_t(1) << 30;
            if (strides[dim] <= 0 || window[dim] > kLargest || rates[dim] > kLargest || rates[dim] <= 0 ||
                window[dim] <= 0)
                return context.fail("strides must be positive, and windows not beyond reason");
            const std::int64_t reach = (window[dim] - 1) * rates[dim] + 1;
            size = size < 0 ? size
                   : same   ? (size - 1) / strides[dim] + (size > 0 ? 1 : 0)
                            : (size - reach) / strides[dim] + 1;
        }
        (*shape)[3] = dimProduct((*from)[3], dimProduct(window[1], window[2]));
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

constexpr ShapeRow kRows[] = {
    {"ResizeBilinear", resize},
    {"ResizeNearestNeighbor", resize},
    {"ResizeBicubic", resize},
    {"ResizeArea", resize},
    {"ScaleAndTranslate", resize},
    {"CropAndResize", cropAndResize},
    {"ImageProjectiveTransformV2", projectiveTransform},
    {"ImageProjectiveTransformV3", projectiveTransform},
    {"ExtractImagePatches", patches},
};

} // namespace

std::span<const ShapeRow> imageShapes()
{
    return kRows;
}

} // namespace lw::graph
