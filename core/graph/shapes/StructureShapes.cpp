// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

#include <algorithm>

/// Ops that rearrange elements without computing.
namespace lw::graph {

namespace {

void keepElements(ShapeContext& context)
{
    if (context.input(0).elements)
        context.setElements(*context.input(0).elements);
}

/// Replaces a -1 of the wanted shape by what the element count leaves.
Result<void> reshape(ShapeContext& context)
{
    PartialShape wanted = context.asShape(1);
    const auto& elements = context.input(1).elements;
    if (wanted && elements) {
        std::size_t open = 0, place = 0;
        bool unknown = false;
        for (std::size_t i = 0; i < wanted->size(); ++i) {
            unknown |= std::isnan((*elements)[i]);
            if ((*wanted)[i] < 0) {
                ++open;
                place = i;
            }
        }
        const PartialShape& from = context.shape(0);
        if (from && isFullyKnown(*from) && open <= 1) {
            const std::int64_t total = dimProduct(*from, 0, from->size());
            if (open == 1) {
                (*wanted)[place] = 1;
                const std::int64_t rest = dimProduct(*wanted, 0, wanted->size());
                (*wanted)[place] = rest > 0 ? total / rest : unknown ? kUnknownDim : 0;
                if (rest > 0 && total % rest != 0)
                    return context.fail("a tensor " + shapeText(*from) + " cannot become " +
                                        shapeText(context.asShape(1).value()));
            } else if (dimProduct(*wanted, 0, wanted->size()) != total) {
                return context.fail("a tensor " + shapeText(*from) + " cannot become " + shapeText(*wanted));
            }
        }
    }
    context.set(0, context.dtype(0), wanted);
    keepElements(context);
    return {};
}

Result<void> ensureShape(ShapeContext& context)
{
    context.outputs = {context.input(0)};
    return {};
}

Result<void> expandDims(ShapeContext& context)
{
    const auto where = context.scalar(1);
    PartialShape shape = context.shape(0);
    if (shape && where) {
        LW_ASSIGN(const std::size_t axis, context.axis(*where, shape->size() + 1));
        shape->insert(shape->begin() + static_cast<std::ptrdiff_t>(axis), 1);
    } else {
        shape.reset();
    }
    context.set(0, context.dtype(0), shape);
    keepElements(context);
    return {};
}

Result<void> squeeze(ShapeContext& context)
{
    std::vector<std::int64_t> dims = context.node.intsAttr("squeeze_dims");
    if (dims.empty())
        dims = context.node.intsAttr("axis");
    const PartialShape& from = context.shape(0);
    PartialShape shape;
    if (from && (!dims.empty() || isFullyKnown(*from))) {
        std::vector<bool> drop(from->size(), false);
        for (const std::int64_t dim : dims) {
            LW_ASSIGN(const std::size_t axis, context.axis(dim, from->size()));
            drop[axis] = true;
        }
        shape = Shape();
        for (std::size_t i = 0; i < from->size(); ++i) {
            if (drop[i] && (*from)[i] > 1)
                return context.fail("dimension " + std::to_string(i) + " of " + shapeText(*from) + " is not 1");
            if (dims.empty() ? (*from)[i] != 1 : !drop[i])
                shape->push_back((*from)[i]);
        }
    }
    context.set(0, context.dtype(0), shape);
    keepElements(context);
    return {};
}

Result<void> transpose(ShapeContext& context)
{
    const auto order = context.ints(1);
    const PartialShape& from = context.shape(0);
    if (!from || !order) {
        context.set(0, context.dtype(0), from ? PartialShape(Shape(from->size(), kUnknownDim)) : std::nullopt);
        return {};
    }
    if (order->size() != from->size())
        return context.fail("a tensor " + shapeText(*from) + " has another rank than its permutation");
    Shape shape;
    std::vector<bool> taken(from->size());
    for (const std::int64_t dim : *order) {
        LW_ASSIGN(const std::size_t axis, context.axis(dim, from->size()));
        if (taken[axis])
            return context.fail("the permutation " + shapeText(*order) + " names an axis twice");
        taken[axis] = true;
        shape.push_back((*from)[axis]);
    }
    context.set(0, context.dtype(0), shape);
    if (shape.size() <= 1)
        keepElements(context);
    return {};
}

/// Elements of vectors and scalars one after the other, when all sizes are known.
void joinElements(ShapeContext& context, std::size_t first, std::size_t count)
{
    std::vector<double> joined;
    for (std::size_t i = first; i < first + count; ++i) {
        const StaticValue& value = context.input(i);
        if (!value.shape || value.shape->size() > 1 || (!value.elements && !isFullyKnown(*value.shape)))
            return;
        if (value.elements)
            joined.insert(joined.end(), value.elements->begin(), value.elements->end());
        else if (dimProduct(*value.shape, 0, value.shape->size()) <= 64)
            joined.insert(joined.end(), static_cast<std::size_t>(dimProduct(*value.shape, 0, value.shape->size())),
                          kUnknownElement);
        else
            return;
        if (joined.size() > kMostElements)
            return;
    }
    context.setElements(std::move(joined));
}

Result<void> concatenate(ShapeContext& context)
{
    const bool axisFirst = context.node.op == "Concat";
    if (context.inputCount() < 2)
        return context.fail("there is nothing to join");
    const std::size_t count = context.inputCount() - 1, first = axisFirst ? 1 : 0;
    const auto where = context.scalar(axisFirst ? 0 : count);
    PartialShape shape = context.shape(first);
    for (std::size_t i = first + 1; i < first + count && shape; ++i) {
        const PartialShape& other = context.shape(i);
        if (!other || !where) {
            shape = other || !shape ? shape : PartialShape();
            continue;
        }
        if (other->size() != shape->size())
            return context.fail("shapes " + shapeText(*shape) + " and " + shapeText(*other) + " differ in rank");
        LW_ASSIGN(const std::size_t axis, context.axis(*where, shape->size()));
        for (std::size_t d = 0; d < shape->size(); ++d) {
            std::int64_t& dim = (*shape)[d];
            const std::int64_t added = (*other)[d];
            if (d == axis)
                dim = dimSum(dim, added);
            else if (dim < 0)
                dim = added;
            else if (added >= 0 && added != dim)
                return context.fail("shapes " + shapeText(*context.shape(first)) + " and " + shapeText(*other) +
                                    " do not fit together along axis " + std::to_string(axis));
        }
    }
    if (shape && !where)
        shape = Shape(shape->size(), kUnknownDim);
    context.set(0, context.dtype(first), shape);
    if (shape && shape->size() == 1)
        joinElements(context, first, count);
    return {};
}

Result<void> pack(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    for (const StaticValue& other : context.inputs()) {
        if (!shape || !other.shape) {
            shape.reset();
            break;
        }
        if (other.shape->size() != shape->size())
            return context.fail("shapes " + shapeText(*shape) + " and " + shapeText(*other.shape) + " differ in rank");
        for (std::size_t d = 0; d < shape->size(); ++d)
            if ((*shape)[d] < 0)
                (*shape)[d] = (*other.shape)[d];
    }
    if (shape) {
        LW_ASSIGN(const std::size_t axis, context.axis(context.node.intAttr("axis"), shape->size() + 1));
        shape->insert(shape->begin() + static_cast<std::ptrdiff_t>(axis),
                      static_cast<std::int64_t>(context.inputCount()));
    }
    context.set(0, context.dtype(0), shape);
    if (shape && shape->size() == 1)
        joinElements(context, 0, context.inputCount());
    return {};
}

Result<void> unpack(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    std::int64_t count = context.node.intAttr("num", static_cast<std::int64_t>(context.node.outputs.size()));
    bool vector = false;
    if (shape) {
        LW_ASSIGN(const std::size_t axis, context.axis(context.node.intAttr("axis"), shape->size()));
        if ((*shape)[axis] >= 0 && count <= 0)
            count = (*shape)[axis];
        vector = shape->size() == 1;
        shape->erase(shape->begin() + static_cast<std::ptrdiff_t>(axis));
    }
    if (count > 1 << 20)
        return context.fail("too many pieces");
    for (std::int64_t i = 0; i < count; ++i) {
        const auto index = static_cast<std::size_t>(i);
        context.set(index, context.dtype(0), shape);
        const auto& elements = context.input(0).elements;
        if (vector && elements && index < elements->size())
            context.outputs[index].elements = std::vector<double>{(*elements)[index]};
    }
    return {};
}

Result<void> split(ShapeContext& context)
{
    const bool sized = context.node.op == "SplitV";
    const std::size_t data = sized ? 0 : 1;
    const auto where = context.scalar(sized ? 2 : 0);
    const std::int64_t count =
        context.node.intAttr("num_split", static_cast<std::int64_t>(context.node.outputs.size()));
    if (count <= 0 || count > 1 << 20)
        return context.fail("a wrong number of pieces");
    const auto sizes = sized ? context.ints(1) : std::nullopt;
    for (std::int64_t i = 0; i < count; ++i) {
        PartialShape shape = context.shape(data);
        if (shape && where) {
            LW_ASSIGN(const std::size_t axis, context.axis(*where, shape->size()));
            std::int64_t& dim = (*shape)[axis];
            if (!sized && dim >= 0 && dim % count != 0)
                return context.fail("a dimension of " + std::to_string(dim) + " has no " + std::to_string(count) +
                                    " equal pieces");
            const auto piece = static_cast<std::size_t>(i);
            if (!sized)
                dim = dim < 0 ? dim : dim / count;
            else
                dim = sizes && piece < sizes->size() && (*sizes)[piece] >= 0 ? (*sizes)[piece] : kUnknownDim;
        } else if (shape) {
            shape = Shape(shape->size(), kUnknownDim);
        }
        context.set(static_cast<std::size_t>(i), context.dtype(data), shape);
    }
    return {};
}

Result<void> tile(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    const PartialShape times = context.asShape(1);
    if (shape && times) {
        if (times->size() != shape->size())
            return context.fail("a tensor " + shapeText(*shape) + " has another rank than its multiples");
        for (std::size_t i = 0; i < shape->size(); ++i)
            (*shape)[i] = dimProduct((*shape)[i], (*times)[i]);
    } else if (shape) {
        shape = Shape(shape->size(), kUnknownDim);
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

Result<void> pad(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    const auto& amounts = context.input(1).elements;
    if (shape && amounts) {
        if (amounts->size() != 2 * shape->size())
            return context.fail("a tensor " + shapeText(*shape) + " has another rank than its paddings");
        for (std::size_t i = 0; i < shape->size(); ++i) {
            const double added = (*amounts)[2 * i] + (*amounts)[2 * i + 1];
            (*shape)[i] =
                !(std::abs(added) < 1e15) ? kUnknownDim : dimSum((*shape)[i], static_cast<std::int64_t>(added));
        }
    } else if (shape) {
        shape = Shape(shape->size(), kUnknownDim);
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

Result<void> spaceToBatch(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    const auto block = context.ints(1), amounts = context.ints(2);
    const bool forward = context.node.op == "SpaceToBatchND";
    if (shape && block && amounts && amounts->size() == 2 * block->size() && block->size() < shape->size()) {
        for (std::size_t i = 0; i < block->size(); ++i) {
            const std::int64_t size = (*block)[i], edge = dimSum((*amounts)[2 * i], (*amounts)[2 * i + 1]);
            if (size <= 0)
                return context.fail("a block size is not positive");
            std::int64_t& dim = (*shape)[i + 1];
            std::int64_t& batch = (*shape)[0];
            if (forward) {
                dim = dimSum(dim, edge) < 0 ? kUnknownDim : dimSum(dim, edge) / size;
                batch = dimProduct(batch, size);
            } else {
                dim = dimProduct(dim, size) < 0 || edge < 0 ? kUnknownDim
                                                            : std::max<std::int64_t>(dimProduct(dim, size) - edge, 0);
                batch = batch < 0 ? batch : batch / size;
            }
        }
    } else if (shape) {
        shape = Shape(shape->size(), kUnknownDim);
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

Result<void> depthToSpace(ShapeContext& context)
{
    PartialShape shape = context.shape(0);
    const std::int64_t block = context.node.intAttr("block_size", 1);
    if (block <= 0 || block > 1 << 20)
        return context.fail("the block size is not positive, or beyond reason");
    if (shape && shape->size() == 4) {
        const bool toSpace = context.node.op == "DepthToSpace";
        for (const std::size_t i : {1, 2})
            (*shape)[i] = (*shape)[i] < 0 ? (*shape)[i]
                          : toSpace       ? dimProduct((*shape)[i], block)
                                          : (*shape)[i] / block;
        (*shape)[3] = (*shape)[3] < 0 ? (*shape)[3]
                      : toSpace       ? (*shape)[3] / (block * block)
                                      : dimProduct((*shape)[3], block * block);
    }
    context.set(0, context.dtype(0), shape);
    return {};
}

constexpr ShapeRow kRows[] = {
    {"Reshape", reshape},
    {"EnsureShape", ensureShape},
    {"ExpandDims", expandDims},
    {"Squeeze", squeeze},
    {"Transpose", transpose},
    {"ConcatV2", concatenate},
    {"Concat", concatenate},
    {"Pack", pack},
    {"Unpack", unpack},
    {"Split", split},
    {"SplitV", split},
    {"Tile", tile},
    {"Pad", pad},
    {"PadV2", pad},
    {"MirrorPad", pad},
    {"SpaceToBatchND", spaceToBatch},
    {"BatchToSpaceND", spaceToBatch},
    {"DepthToSpace", depthToSpace},
    {"SpaceToDepth", depthToSpace},
};

} // namespace

std::span<const ShapeRow> structureShapes()
{
    return kRows;
}

} // namespace lw::graph
