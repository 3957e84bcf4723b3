// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

#include <algorithm>

/// Ops that make values out of nothing, out of attributes, or out of shapes.
namespace lw::graph {

namespace {

/// Float constants are followed only when they are tiny: they may be weights, which stay undecoded.
Result<void> constant(ShapeContext& context)
{
    const Tensor* value = context.node.tensorAttr("value");
    if (!value)
        return context.fail("a constant has no value");
    context.set(0, value->dtype(), value->shape());
    const bool counts = isInteger(value->dtype()) || value->dtype() == DType::Bool;
    const std::size_t limit = counts ? kMostElements : isFloating(value->dtype()) ? 4 : 0;
    if (value->isNull() || value->elements() > limit)
        return {};
    const auto elements = value->toDoubles();
    if (elements)
        context.setElements(*elements);
    return {};
}

Result<void> placeholder(ShapeContext& context)
{
    if (!context.node.outputs.empty())
        context.set(0, context.node.outputs[0].dtype, context.node.outputs[0].shape);
    else
        context.set(0, context.node.typeAttr("dtype"), std::nullopt);
    return {};
}

DType outType(const ShapeContext& context)
{
    return context.node.typeAttr("out_type", DType::Int32);
}

void setShapeVector(ShapeContext& context, std::size_t index, const PartialShape& shape)
{
    if (!shape) {
        context.set(index, outType(context), Shape{kUnknownDim});
        return;
    }
    context.set(index, outType(context), Shape{static_cast<std::int64_t>(shape->size())});
    std::vector<double> elements;
    for (const std::int64_t dim : *shape)
        elements.push_back(dim < 0 ? kUnknownElement : static_cast<double>(dim));
    context.outputs[index].elements = std::move(elements);
}

Result<void> shapeOf(ShapeContext& context)
{
    setShapeVector(context, 0, context.shape(0));
    return {};
}

Result<void> shapesOf(ShapeContext& context)
{
    for (std::size_t i = 0; i < context.inputCount(); ++i)
        setShapeVector(context, i, context.shape(i));
    return {};
}

Result<void> sizeOf(ShapeContext& context)
{
    context.set(0, outType(context), Shape{});
    const PartialShape& shape = context.shape(0);
    if (shape && isFullyKnown(*shape))
        context.setElements({static_cast<double>(dimProduct(*shape, 0, shape->size()))});
    return {};
}

Result<void> rankOf(ShapeContext& context)
{
    context.set(0, DType::Int32, Shape{});
    if (context.shape(0))
        context.setElements({static_cast<double>(context.shape(0)->size())});
    return {};
}

std::optional<double> known(const ShapeContext& context, std::size_t index)
{
    const auto& elements = context.input(index).elements;
    if (!elements || elements->size() != 1 || std::isnan(elements->front()))
        return std::nullopt;
    return elements->front();
}

Result<void> range(ShapeContext& context)
{
    const auto start = known(context, 0), limit = known(context, 1), step = known(context, 2);
    if (!start || !limit || !step) {
        context.set(0, context.dtype(0), Shape{kUnknownDim});
        return {};
    }
    if (*step == 0)
        return context.fail("the step is zero");
    const double count = std::max(0.0, std::ceil((*limit - *start) / *step));
    if (count > 1e15)
        return context.fail("the range is too long");
    context.set(0, context.dtype(0), Shape{static_cast<std::int64_t>(count)});
    if (count <= double(kMostElements)) {
        std::vector<double> elements;
        for (double i = 0; i < count; ++i)
            elements.push_back(*start + i * *step);
        context.setElements(std::move(elements));
    }
    return {};
}

Result<void> linSpace(ShapeContext& context)
{
    const auto count = context.scalar(2);
    context.set(0, context.dtype(0), Shape{count ? std::max<std::int64_t>(*count, 0) : kUnknownDim});
    return {};
}

void repeatElement(ShapeContext& context, std::size_t input)
{
    const auto& shape = context.outputs[0].shape;
    const auto& elements = context.input(input).elements;
    if (!shape || !isFullyKnown(*shape) || !elements || elements->size() != 1)
        return;
    const std::int64_t count = dimProduct(*shape, 0, shape->size());
    if (count >= 0 && count <= static_cast<std::int64_t>(kMostElements))
        context.setElements(std::vector<double>(static_cast<std::size_t>(count), elements->front()));
}

Result<void> fill(ShapeContext& context)
{
    context.set(0, context.dtype(1), context.asShape(0));
    repeatElement(context, 1);
    return {};
}

Result<void> broadcastTo(ShapeContext& context)
{
    context.set(0, context.dtype(0), context.asShape(1));
    repeatElement(context, 0);
    return {};
}

Result<void> broadcastArgs(ShapeContext& context)
{
    LW_ASSIGN(const auto shape, broadcast(context, context.asShape(0), context.asShape(1)));
    setShapeVector(context, 0, shape);
    context.outputs[0].dtype = context.dtype(0);
    return {};
}

/// The first input is the shape; the attribute "dtype" says the type (RandomUniform, StatelessRandomUniformV2, ...).
Result<void> random(ShapeContext& context)
{
    const bool integers = context.node.op.find("UniformInt") != std::string::npos;
    context.set(0, context.node.typeAttr(integers ? "Tout" : "dtype", integers ? DType::Int32 : DType::Float32),
                context.asShape(0));
    return {};
}

Result<void> nothing(ShapeContext&)
{
    return {};
}

constexpr ShapeRow kRows[] = {
    {"Const", constant},
    {"Placeholder", placeholder},
    {"Shape", shapeOf},
    {"ShapeN", shapesOf},
    {"Size", sizeOf},
    {"Rank", rankOf},
    {"Range", range},
    {"LinSpace", linSpace},
    {"Fill", fill},
    {"BroadcastTo", broadcastTo},
    {"BroadcastArgs", broadcastArgs},
    {"RandomUniform", random},
    {"RandomStandardNormal", random},
    {"TruncatedNormal", random},
    {"RandomUniformInt", random},
    {"StatelessRandomUniform", random},
    {"StatelessRandomUniformV2", random},
    {"StatelessRandomNormal", random},
    {"StatelessRandomNormalV2", random},
    {"StatelessTruncatedNormal", random},
    {"StatelessTruncatedNormalV2", random},
    {"NoOp", nothing},
};

} // namespace

std::span<const ShapeRow> shapeValueShapes()
{
    return kRows;
}

} // namespace lw::graph
