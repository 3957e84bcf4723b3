// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

#include <algorithm>

/// Convolutions and pooling, channels last or first (tensorflow/core/framework/common_shape_fns.cc).
namespace lw::graph {

namespace {

/// Where batch, channels and the spatial dimensions stand.
struct DataLayout {
    std::size_t channels = 0, firstSpatial = 1, spatial = 0;
};

DataLayout layoutOf(const Node& node, std::size_t rank)
{
    const std::string format = node.textAttr("data_format", rank == 5 ? "NDHWC" : "NHWC");
    const bool first = format.size() > 1 && format[1] == 'C';
    return {first ? 1 : rank - 1, first ? std::size_t(2) : std::size_t(1), rank - 2};
}

std::int64_t entry(const std::vector<std::int64_t>& list, std::size_t index, std::int64_t fallback)
{
    return index < list.size() ? list[index] : fallback;
}

/// Size of a window's output along one dimension.
Result<std::int64_t> windowOutput(const ShapeContext& context, std::size_t dim, std::int64_t size, std::int64_t window,
                                  std::int64_t stride, std::int64_t dilation)
{
    constexpr std::int64_t kLargest = std::int64_t(1) << 30;
    if (stride <= 0 || dilation <= 0 || stride > kLargest || dilation > kLargest || window > kLargest)
        return context.fail("strides and dilations must be positive, and not beyond reason");
    if (size < 0 || window < 0)
        return kUnknownDim;
    const std::int64_t reach = (window - 1) * dilation + 1;
    const std::string padding = context.node.textAttr("padding", "VALID");
    if (padding == "SAME")
        return (size - 1) / stride + (size > 0 ? 1 : 0);
    if (padding == "EXPLICIT") {
        const auto amounts = context.node.intsAttr("explicit_paddings");
        size = dimSum(dimSum(size, entry(amounts, 2 * dim, 0)), entry(amounts, 2 * dim + 1, 0));
        if (size < 0)
            return kUnknownDim;
    }
    if (size < reach)
        return context.fail("a window of " + std::to_string(reach) + " does not fit into " + std::to_string(size));
    return (size - reach) / stride + 1;
}

Result<void> convolution(ShapeContext& context)
{
    const PartialShape &from = context.shape(0), &filter = context.shape(1);
    const bool depthwise = context.node.op.starts_with("DepthwiseConv2d");
    if (!from || !filter) {
        context.set(0, context.dtype(0), std::nullopt);
        return {};
    }
    if (from->size() < 3 || from->size() != filter->size())
        return context.fail("input " + shapeText(*from) + " and filter " + shapeText(*filter) + " do not fit");
    const DataLayout layout = layoutOf(context.node, from->size());
    const std::int64_t channels = (*from)[layout.channels], depth = (*filter)[layout.spatial];
    if (channels >= 0 && depth > 0 && (depthwise ? channels != depth : channels % depth != 0))
        return context.fail("input " + shapeText(*from) + " has other channels than filter " + shapeText(*filter));
    const auto strides = context.node.intsAttr("strides"), dilations = context.node.intsAttr("dilations");
    Shape shape = *from;
    for (std::size_t i = 0; i < layout.spatial; ++i) {
        const std::size_t dim = layout.firstSpatial + i;
        LW_ASSIGN(shape[dim], windowOutput(context, dim, (*from)[dim], (*filter)[i], entry(strides, dim, 1),
                                           entry(dilations, dim, 1)));
    }
    shape[layout.channels] = depthwise ? dimProduct(depth, filter->back()) : filter->back();
    context.set(0, context.dtype(0), shape);
    return {};
}

/// The first input says the whole output shape.
Result<void> convolutionTransposed(ShapeContext& context)
{
    PartialShape shape = context.asShape(0);
    const PartialShape &filter = context.shape(1), &from = context.shape(2);
    if (shape && shape->size() == 2 && filter)
        shape.reset();
    if (shape && filter && from && shape->size() == from->size() && filter->size() == from->size()) {
        const DataLayout layout = layoutOf(context.node, shape->size());
        const std::int64_t channels = (*from)[layout.channels], depth = filter->back();
        if (channels >= 0 && depth >= 0 && channels != depth)
            return context.fail("input " + shapeText(*from) + " has other channels than filter " + shapeText(*filter));
        if ((*shape)[0] < 0)
            (*shape)[0] = (*from)[0];
        (*shape)[layout.channels] = (*filter)[layout.spatial];
    }
    context.set(0, context.dtype(2), shape);
    return {};
}

Result<void> pooling(ShapeContext& context)
{
    const PartialShape& from = context.shape(0);
    const auto window = context.node.intsAttr("ksize"), strides = context.node.intsAttr("strides");
    PartialShape shape = from;
    if (from) {
        if (window.size() != from->size())
            return context.fail("a window of another rank than its input " + shapeText(*from));
        for (std::size_t dim = 0; dim < from->size(); ++dim)
            if (window[dim] != 1 || entry(strides, dim, 1) != 1) {
                LW_ASSIGN((*shape)[dim],
                          windowOutput(context, dim, (*from)[dim], window[dim], entry(strides, dim, 1), 1));
            }
    }
    context.set(0, context.dtype(0), shape);
    if (context.node.op == "MaxPoolWithArgmax")
        context.set(1, context.node.typeAttr("Targmax", DType::Int64), shape);
    return {};
}

/// Output 0 like the input, then statistics per channel.
Result<void> batchNorm(ShapeContext& context)
{
    context.set(0, context.dtype(0), context.shape(0));
    const std::size_t extra = context.node.op == "FusedBatchNormV3" ? 5 : 4;
    for (std::size_t i = 1; i <= extra; ++i)
        context.set(i, context.dtype(1), context.shape(1));
    return {};
}

constexpr ShapeRow kRows[] = {
    {"Conv2D", convolution},
    {"Conv3D", convolution},
    {"DepthwiseConv2dNative", convolution},
    {"Conv2DBackpropInput", convolutionTransposed},
    {"Conv3DBackpropInputV2", convolutionTransposed},
    {"MaxPool", pooling},
    {"AvgPool", pooling},
    {"MaxPool3D", pooling},
    {"AvgPool3D", pooling},
    {"MaxPoolWithArgmax", pooling},
    {"FusedBatchNorm", batchNorm},
    {"FusedBatchNormV2", batchNorm},
    {"FusedBatchNormV3", batchNorm},
};

} // namespace

std::span<const ShapeRow> windowShapes()
{
    return kRows;
}

} // namespace lw::graph
