// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Functions.h"

#include <algorithm>
#include <numeric>

namespace lw::graph::expression {

namespace {

constexpr std::int64_t kMostParts = 1024;

Value reshape(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const Value& wanted = c.value(1);
    std::int64_t open = 0, product = 1;
    bool numbers = true;
    for (const Value& item : wanted.is(Value::Kind::Tuple) ? wanted.items : std::vector<Value>{wanted}) {
        if (!item.is(Value::Kind::Int)) {
            numbers = false;
            continue;
        }
        if (item.integer < -1)
            return c.fail("a size cannot be " + std::to_string(item.integer));
        if (item.integer == -1)
            ++open;
        else if (__builtin_mul_overflow(product, item.integer, &product))
            return c.fail("the shape is too large");
    }
    if (open > 1)
        return c.fail("only one size can be left open with -1");
    const Edge sizes = c.e.sizeVector(wanted, c.span);
    if (c.e.failed(c.span))
        return {};
    const PartialShape& shape = c.g.shape(x);
    if (numbers && shape && isFullyKnown(*shape)) {
        const auto count = elementCount(*shape);
        const auto have = static_cast<std::int64_t>(count ? *count : 0);
        const bool fits = open == 1 ? (product != 0 && have % product == 0) : have == product;
        if (count && !fits)
            return c.fail(std::to_string(have) + " elements of " + shapeText(*shape) + " do not fit the new shape");
    }
    return Value::of(c.g.op("Reshape", {x, sizes}));
}

Value ravel(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.op("Reshape", {x, c.g.ints({-1})}));
}

Value transpose(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    if (c.e.failed(c.span))
        return {};
    if (!c.g.shape(x))
        return c.fail("the number of dimensions is not known here");
    std::vector<std::int64_t> order(c.g.rank(x));
    std::iota(order.rbegin(), order.rend(), 0);
    if (const auto wanted = c.integers(1)) {
        if (wanted->size() != order.size())
            return c.fail(std::to_string(wanted->size()) + " axes are given for " + describeValue(Value::of(x), c.g));
        order.clear();
        for (const std::int64_t axis : *wanted)
            order.push_back(c.checkedAxis(axis, x));
        std::vector<std::int64_t> sorted = order;
        std::sort(sorted.begin(), sorted.end());
        if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            return c.fail("an axis is named twice");
    }
    return c.e.failed(c.span) ? Value() : Value::of(c.g.transpose(x, order));
}

Value swapAxes(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const std::int64_t a = c.axis(1, x, 0), b = c.axis(2, x, 1);
    if (c.e.failed(c.span))
        return {};
    std::vector<std::int64_t> order(c.g.rank(x));
    std::iota(order.begin(), order.end(), 0);
    std::swap(order[static_cast<std::size_t>(a)], order[static_cast<std::size_t>(b)]);
    return Value::of(c.g.transpose(x, order));
}

Value moveAxis(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const std::int64_t from = c.axis(1, x, 0), to = c.axis(2, x, 0);
    if (c.e.failed(c.span))
        return {};
    std::vector<std::int64_t> order;
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(c.g.rank(x)); ++i)
        if (i != from)
            order.push_back(i);
    order.insert(order.begin() + to, from);
    return Value::of(c.g.transpose(x, order));
}

Value expandDims(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const std::int64_t axis = c.axis(1, x, -1, 1);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.expandDims(x, axis));
}

Value squeeze(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    std::vector<std::int64_t> axes;
    if (c.has(1)) {
        axes = c.axes(1, x);
        for (const std::int64_t axis : axes)
            if (c.g.dim(x, axis) > 1)
                return c.fail("axis " + std::to_string(axis) + " of " + describeValue(Value::of(x), c.g) +
                              " has not the size 1");
    }
    return c.e.failed(c.span) ? Value() : Value::of(c.g.squeeze(x, axes));
}

/// Tensors of one list, in one type.
std::vector<Edge> listed(FunctionCall& c)
{
    const Value& list = c.value(0);
    if (!list.is(Value::Kind::Tuple) || list.items.empty()) {
        c.fail("a list of tensors is needed here, as in [a, b], not " + describeValue(list, c.g));
        return {};
    }
    return c.e.promoted(list.items, c.span);
}

Value concat(FunctionCall& c)
{
    const std::vector<Edge> parts = listed(c);
    if (c.e.failed(c.span))
        return {};
    const std::int64_t axis = c.axis(1, parts.front(), 0);
    if (c.e.failed(c.span))
        return {};
    const PartialShape first = c.g.shape(parts.front());
    for (const Edge part : parts) {
        const PartialShape& shape = c.g.shape(part);
        bool fits = !shape || shape->size() == first->size();
        for (std::size_t i = 0; fits && shape && i < shape->size(); ++i)
            fits = static_cast<std::int64_t>(i) == axis || (*shape)[i] < 0 || (*first)[i] < 0 ||
                   (*shape)[i] == (*first)[i];
        if (!fits)
            return c.fail("the shapes " + shapeText(*first) + " and " + shapeText(*shape) +
                          " cannot be joined along axis " + std::to_string(axis));
    }
    return Value::of(c.g.concat(parts, axis));
}

Value stack(FunctionCall& c)
{
    std::vector<Edge> parts = listed(c);
    if (c.e.failed(c.span))
        return {};
    const std::int64_t axis = c.axis(1, parts.front(), 0, 1);
    return c.e.failed(c.span) ? Value() : Value::of(c.e.stacked(std::move(parts), axis, c.span));
}

Value outputsOf(Edge node, std::int64_t count)
{
    std::vector<Value> items;
    for (std::int64_t i = 0; i < count; ++i)
        items.push_back(Value::of(GraphBuilder::output(node, static_cast<std::uint32_t>(i))));
    return Value::tuple(std::move(items));
}

Value split(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const std::int64_t axis = c.axis(2, x, 0);
    const auto parts = c.integers(1);
    if (c.e.failed(c.span) || !parts)
        return c.fail("the number of parts is needed here");
    const std::int64_t length = c.g.dim(x, axis);
    if (c.value(1).is(Value::Kind::Int)) {
        const std::int64_t count = parts->front();
        if (count < 1 || count > kMostParts)
            return c.fail("there can be 1 to " + std::to_string(kMostParts) + " parts");
        if (length >= 0 && length % count != 0)
            return c.fail("a dimension of " + std::to_string(length) + " cannot be split into " +
                          std::to_string(count) + " equal parts");
        return outputsOf(c.g.op("Split", {c.g.intScalar(axis), x}, {{"num_split", count}}), count);
    }
    std::int64_t total = 0;
    for (const std::int64_t part : *parts)
        if (part < 0 || __builtin_add_overflow(total, part, &total))
            return c.fail("the parts have sizes that are not negative");
    const auto count = static_cast<std::int64_t>(parts->size());
    if (count == 0 || count > kMostParts || (length >= 0 && total != length))
        return c.fail("the parts are " + std::to_string(total) + " together, and the dimension is " +
                      std::to_string(length));
    return outputsOf(c.g.op("SplitV", {x, c.g.ints(*parts), c.g.intScalar(axis)}, {{"num_split", count}}), count);
}

Value unstack(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const std::int64_t axis = c.axis(1, x, 0);
    const std::int64_t count = c.e.failed(c.span) ? 0 : c.g.dim(x, axis);
    if (count < 0 || count > kMostParts)
        return c.fail("only a dimension of known size, up to " + std::to_string(kMostParts) + ", can be unstacked");
    return outputsOf(c.g.op("Unpack", {x}, {{"axis", axis}, {"num", count}}), count);
}

Value tile(FunctionCall& c)
{
    Edge x = c.tensor(0);
    auto reps = c.value(1).is(Value::Kind::Tuple) ? c.value(1).items : std::vector<Value>{c.value(1)};
    if (c.e.failed(c.span) || !c.g.shape(x))
        return c.fail("the number of dimensions is not known here");
    while (reps.size() < c.g.rank(x))
        reps.insert(reps.begin(), Value::of(std::int64_t{1}));
    if (reps.size() > 16)
        return c.fail("there are too many dimensions");
    while (reps.size() > c.g.rank(x) && !c.e.failed(c.span))
        x = c.g.expandDims(x, 0);
    for (const Value& rep : reps)
        if (rep.is(Value::Kind::Int) && rep.integer < 0)
            return c.fail("a number of repetitions cannot be negative");
    return Value::of(c.g.op("Tile", {x, c.e.sizeVector(Value::tuple(std::move(reps)), c.span)}));
}

/// Each element several times: a new last dimension that is merged into the axis.
Value repeat(FunctionCall& c)
{
    Edge x = c.tensor(0);
    const std::int64_t times = c.integer(1, 1);
    if (times < 0 || times > 1'000'000)
        return c.fail("there can be up to 1,000,000 repetitions");
    if (!c.has(2))
        x = c.g.op("Reshape", {x, c.g.ints({-1})});
    const std::int64_t axis = c.axis(2, x, 0);
    if (c.e.failed(c.span))
        return {};
    std::vector<std::int64_t> reps(c.g.rank(x) + 1, 1);
    reps[static_cast<std::size_t>(axis) + 1] = times;
    const Edge wide = c.g.op("Tile", {c.g.expandDims(x, axis + 1), c.g.ints(reps)});
    std::vector<Size> sizes;
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(c.g.rank(x)); ++i)
        sizes.push_back(i == axis ? c.g.times(c.g.size(x, i), {times, {}, 0, false}) : c.g.size(x, i));
    return Value::of(c.g.op("Reshape", {wide, c.g.sizes(sizes)}));
}

Value flip(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const auto axes = c.axes(1, x);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.op("ReverseV2", {x, c.g.ints(axes)}));
}

Value roll(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const std::int64_t shift = c.integer(1, 1), axis = c.axis(2, x, 0);
    if (c.e.failed(c.span))
        return {};
    const std::int64_t length = c.g.dim(x, axis);
    const std::int64_t by = length > 0 ? ((shift % length) + length) % length : shift;
    if (by == 0 || length == 0)
        return Value::of(x);
    return Value::of(c.g.concat({c.g.slice(x, axis, -by, std::nullopt), c.g.slice(x, axis, std::nullopt, -by)}, axis));
}

Value pad(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    const Edge widths = c.e.tensor(c.value(1), c.span, DType::Int32);
    if (c.e.failed(c.span))
        return {};
    const auto rank = static_cast<std::int64_t>(c.g.rank(x));
    const PartialShape& shape = c.g.shape(widths);
    if (!shape || *shape != Shape{rank, 2})
        return c.fail("the widths are pairs (before, after), one for each of the " + std::to_string(rank) +
                      " dimensions");
    const Edge filling = c.e.tensor(Value::of(c.number(2, 0)), c.span, c.g.dtype(x));
    return Value::of(c.g.op("PadV2", {x, c.g.cast(widths, DType::Int32), c.g.cast(filling, c.g.dtype(x))}));
}

Value shapeFunction(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    return c.e.failed(c.span) ? Value() : c.e.shapeOf(x, c.span);
}

Value rank(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    if (!c.g.shape(x))
        return c.fail("the number of dimensions is not known here");
    return Value::of(static_cast<std::int64_t>(c.g.rank(x)));
}

Value length(FunctionCall& c)
{
    if (c.value(0).is(Value::Kind::Tuple))
        return Value::of(static_cast<std::int64_t>(c.value(0).items.size()));
    const Value shape = shapeFunction(c);
    return shape.items.empty() ? c.fail("a single number has no length") : shape.items.front();
}

Value take(FunctionCall& c)
{
    const Edge x = c.tensor(0), indices = c.tensor(1, DType::Int32);
    const std::int64_t axis = c.axis(2, x, 0);
    if (c.e.failed(c.span))
        return {};
    if (!isInteger(c.g.dtype(indices)) && !isFloating(c.g.dtype(indices)))
        return c.fail("positions are whole numbers");
    const Edge whole = isInteger(c.g.dtype(indices)) ? indices : c.g.cast(indices, DType::Int32);
    return c.e.gathered(x, whole, axis, c.span);
}

Value broadcastTo(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    return Value::of(c.g.op("BroadcastTo", {x, c.e.sizeVector(c.value(1), c.span)}));
}

/// All but the first dimension as one, as Keras' Flatten.
Value flatten(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    if (c.e.failed(c.span) || !c.g.shape(x))
        return c.fail("the number of dimensions is not known here");
    if (c.g.rank(x) < 2)
        return Value::of(c.g.rank(x) == 1 ? c.g.expandDims(x, 1) : x);
    Size inner{1, {}, 0, false};
    for (std::int64_t i = 1; i < static_cast<std::int64_t>(c.g.rank(x)); ++i)
        inner = c.g.times(inner, c.g.size(x, i));
    return Value::of(c.g.reshape(x, {c.g.size(x, 0), inner}));
}

constexpr FunctionRow kRows[] = {
    {"reshape", "reshape(x, shape)", "The same elements in another shape; one size may be -1", reshape},
    {"flatten", "flatten(x)", "All dimensions but the first as one", flatten},
    {"ravel", "ravel(x)", "All elements in one row", ravel},
    {"transpose", "transpose(x, axes=None)", "The dimensions in another order", transpose},
    {"swapaxes", "swapaxes(x, a, b)", "Two dimensions exchanged", swapAxes},
    {"moveaxis", "moveaxis(x, source, destination)", "A dimension moved to another place", moveAxis},
    {"expand_dims", "expand_dims(x, axis=-1)", "A new dimension of size 1", expandDims},
    {"squeeze", "squeeze(x, axis=None)", "Without dimensions of size 1", squeeze},
    {"concat", "concat(values, axis=0)", "Tensors joined along an axis: concat([a, b], axis=-1)", concat},
    {"stack", "stack(values, axis=0)", "Tensors joined along a new axis", stack},
    {"split", "split(x, parts, axis=0)", "A list of parts: a, b = split(x, 2, axis=-1)", split},
    {"unstack", "unstack(x, axis=0)", "A list of all slices along an axis", unstack},
    {"tile", "tile(x, reps)", "Repeated along each dimension", tile},
    {"repeat", "repeat(x, repeats, axis=None)", "Each element several times", repeat},
    {"flip", "flip(x, axis=None)", "In reverse order", flip},
    {"roll", "roll(x, shift, axis=0)", "Shifted along an axis, the end coming in at the front", roll},
    {"pad", "pad(x, widths, constant_values=0)", "With borders: pad(x, [(0, 0), (1, 1)])", pad},
    {"shape", "shape(x)", "The sizes of all dimensions", shapeFunction},
    {"rank", "rank(x)", "The number of dimensions", rank},
    {"len", "len(x)", "The size of the first dimension, or of a list", length},
    {"take", "take(x, indices, axis=0)", "The slices at these positions", take},
    {"broadcast_to", "broadcast_to(x, shape)", "Repeated to a shape by broadcasting", broadcastTo},
};

} // namespace

std::span<const FunctionRow> structureFunctions()
{
    return kRows;
}

} // namespace lw::graph::expression
