// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

#include "core/graph/Origin.h"

#include <algorithm>

namespace lw::graph {

namespace {

/// Element values that stand for sizes: clamped, since traces use the largest integer for "to the end".
std::int64_t toInt(double value)
{
    constexpr double kLimit = 4e18;
    return static_cast<std::int64_t>(std::clamp(value, -kLimit, kLimit));
}

} // namespace

const StaticValue& ShapeContext::input(std::size_t index) const
{
    static const StaticValue nothing;
    return index < m_inputs.size() ? m_inputs[index] : nothing;
}

std::optional<std::vector<std::int64_t>> ShapeContext::ints(std::size_t index) const
{
    const auto& elements = input(index).elements;
    if (!elements)
        return std::nullopt;
    std::vector<std::int64_t> values;
    for (const double element : *elements) {
        if (std::isnan(element))
            return std::nullopt;
        values.push_back(toInt(element));
    }
    return values;
}

PartialShape ShapeContext::asShape(std::size_t index) const
{
    const StaticValue& value = input(index);
    if (value.elements) {
        Shape shape;
        for (const double element : *value.elements)
            shape.push_back(std::isnan(element) ? kUnknownDim : std::max(toInt(element), kUnknownDim));
        return shape;
    }
    if (value.shape && value.shape->size() == 1 && value.shape->front() >= 0 && value.shape->front() <= 64)
        return Shape(static_cast<std::size_t>(value.shape->front()), kUnknownDim);
    return std::nullopt;
}

std::optional<std::int64_t> ShapeContext::scalar(std::size_t index) const
{
    const auto values = ints(index);
    return values && values->size() == 1 ? std::optional(values->front()) : std::nullopt;
}

void ShapeContext::set(std::size_t index, DType dtype, PartialShape shape)
{
    if (outputs.size() <= index)
        outputs.resize(index + 1);
    outputs[index].dtype = dtype;
    outputs[index].shape = std::move(shape);
}

Error ShapeContext::fail(const std::string& what) const
{
    const Error error = invalid(printable(node.op) + ": " + what);
    return node.attrs.contains(kOriginAttr) ? errorAt(node, error) : error.in(printable(node.name));
}

Result<std::size_t> ShapeContext::axis(std::int64_t axis, std::size_t rank) const
{
    const auto signedRank = static_cast<std::int64_t>(rank);
    if (axis < -signedRank || axis >= signedRank)
        return fail("axis " + std::to_string(axis) + " is outside a tensor of rank " + std::to_string(rank));
    return static_cast<std::size_t>(axis < 0 ? axis + signedRank : axis);
}

Result<PartialShape> broadcast(const ShapeContext& context, const PartialShape& a, const PartialShape& b)
{
    if (!a || !b)
        return PartialShape();
    const Shape& longer = a->size() >= b->size() ? *a : *b;
    const Shape& shorter = a->size() >= b->size() ? *b : *a;
    Shape result = longer;
    const std::size_t lead = longer.size() - shorter.size();
    for (std::size_t i = 0; i < shorter.size(); ++i) {
        std::int64_t& dim = result[lead + i];
        const std::int64_t other = shorter[i];
        if (dim == 1 || (dim < 0 && other > 1))
            dim = other;
        else if (other != 1 && other >= 0 && dim >= 0 && dim != other)
            return context.fail("shapes " + shapeText(*a) + " and " + shapeText(*b) + " do not fit together");
    }
    return PartialShape(result);
}

std::int64_t dimProduct(const Shape& shape, std::size_t begin, std::size_t end)
{
    std::int64_t product = 1;
    for (std::size_t i = begin; i < end; ++i)
        product = dimProduct(product, shape[i]);
    return product;
}

namespace {

PartialShape meetShapes(const PartialShape& a, const PartialShape& b)
{
    if (!a || !b || a->size() != b->size())
        return std::nullopt;
    Shape shape = *a;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] != (*b)[i])
            shape[i] = kUnknownDim;
    return shape;
}

} // namespace

StaticValue meet(const StaticValue& a, const StaticValue& b)
{
    StaticValue value;
    value.dtype = a.dtype != DType::Invalid ? a.dtype : b.dtype;
    value.shape = meetShapes(a.shape, b.shape);
    value.itemShape = meetShapes(a.itemShape, b.itemShape);
    value.itemCount = a.itemCount == b.itemCount ? a.itemCount : kUnknownDim;
    if (a.elements && b.elements && a.elements->size() == b.elements->size()) {
        value.elements = a.elements;
        for (std::size_t i = 0; i < a.elements->size(); ++i)
            if ((*a.elements)[i] != (*b.elements)[i])
                (*value.elements)[i] = kUnknownElement;
    }
    return value;
}

} // namespace lw::graph
