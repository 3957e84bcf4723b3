// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Operations.h"

#include <algorithm>
#include <numeric>

/// Operations that rearrange tensors, and slicing with brackets.
namespace lw::graph {

namespace {

void concatenate(Operation& operation)
{
    auto edges = operation.listed(operation.get({"values", "xs"}, 0));
    operation.call.out(
        operation.call.g.concat(std::move(edges), operation.integer({"axis"}, operation.call.keras3 ? 0 : -1)));
}

void stack(Operation& operation)
{
    auto edges = operation.listed(operation.get({"values", "x"}, 0));
    const auto count = static_cast<std::int64_t>(edges.size());
    operation.call.out(
        operation.call.g.op("Pack", std::move(edges), {{"axis", operation.integer({"axis"}, 0)}, {"N", count}}));
}

/// Equal pieces by their number, others by sizes (TensorFlow) or by where they begin (Keras 3).
void split(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge x = operation.x();
    const std::int64_t axis = operation.integer({"axis"}, 0);
    const Argument pieces = operation.get({"num_or_size_splits", "indices_or_sections"}, 1);
    if (pieces.constant.isNumber()) {
        const std::int64_t count = pieces.constant.toInt();
        if (count <= 0 || count > 1 << 16)
            return void(operation.call.refuse("an unreadable number of pieces"));
        const Edge parts = g.op("Split", {g.intScalar(axis), x}, {{"num_split", count}});
        for (std::uint32_t i = 0; i < count; ++i)
            operation.call.out(GraphBuilder::output(parts, i));
        return;
    }
    const auto numbers = operation.integers({"num_or_size_splits", "indices_or_sections"}, 1);
    if (!numbers)
        return void(operation.call.refuse("unreadable pieces"));
    std::int64_t begin = 0;
    for (const std::int64_t number : *numbers) {
        const std::int64_t end = operation.call.keras3 ? number : begin + number;
        operation.call.out(g.slice(x, axis, begin, end));
        begin = end;
    }
    if (operation.call.keras3)
        operation.call.out(g.slice(x, axis, begin, std::nullopt));
}

void unstack(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge x = operation.x();
    const std::int64_t axis = operation.integer({"axis"}, 0), count = g.dim(x, axis);
    if (count < 0 || count > 1 << 16)
        return void(operation.call.refuse("an open number of pieces"));
    const Edge parts = g.op("Unpack", {x}, {{"axis", axis}, {"num", count}});
    for (std::uint32_t i = 0; i < count; ++i)
        operation.call.out(GraphBuilder::output(parts, i));
}

void reshape(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Argument shape = operation.get({"shape", "newshape"}, 1);
    const bool constants = shape.kind != Argument::Kind::Tensor && shape.tensors().empty();
    if (!constants)
        return operation.call.out(g.op("Reshape", {operation.x(), operation.sizeVector(shape)}));
    // An open batch in the target of keras.ops.reshape is None.
    Json plain = Json::array();
    for (const Json& item : shape.constant.items())
        plain.push(item.isNull() ? Json(-1) : item);
    operation.call.out(g.op("Reshape", {operation.x(), operation.edge(Argument::of(plain), DType::Int32)}));
}

void transpose(Operation& operation)
{
    const Edge x = operation.x();
    auto order = operation.integers({"perm", "axes"});
    if (!order) {
        order = operation.allAxes(x);
        std::reverse(order->begin(), order->end());
    }
    operation.call.out(operation.call.g.transpose(x, *order));
}

void swapAxes(Operation& operation)
{
    const Edge x = operation.x();
    auto order = operation.allAxes(x);
    const auto rank = static_cast<std::int64_t>(order.size());
    std::int64_t a = operation.integer({"axis1"}, 0), b = operation.integer({"axis2"}, 1);
    a = a < 0 ? a + rank : a;
    b = b < 0 ? b + rank : b;
    if (a < 0 || b < 0 || a >= rank || b >= rank)
        return void(operation.call.refuse("axes outside of its input"));
    std::swap(order[static_cast<std::size_t>(a)], order[static_cast<std::size_t>(b)]);
    operation.call.out(operation.call.g.transpose(x, order));
}

void expandDims(Operation& operation)
{
    Edge x = operation.x();
    for (const std::int64_t axis : operation.integers({"axis", "dim"}).value_or(std::vector<std::int64_t>{0}))
        x = operation.call.g.expandDims(x, axis);
    operation.call.out(x);
}

void squeeze(Operation& operation)
{
    const auto axes = operation.integers({"axis", "squeeze_dims"});
    operation.call.out(operation.call.g.squeeze(operation.x(), axes.value_or(std::vector<std::int64_t>{})));
}

void tile(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    operation.call.out(g.op("Tile", {operation.x(), operation.sizeVector(operation.get({"multiples", "repeats"}, 1))}));
}

void repeat(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge x = operation.x();
    const std::int64_t times = operation.integer({"repeats"}, 0), rank = static_cast<std::int64_t>(g.rank(x));
    std::int64_t axis = operation.integer({"axis"}, -100);
    axis = axis < 0 ? axis + rank : axis;
    if (times <= 0 || axis < 0 || axis >= rank)
        return void(operation.call.refuse("repeats of this form"));
    std::vector<std::int64_t> multiples(g.rank(x) + 1, 1);
    multiples[static_cast<std::size_t>(axis) + 1] = times;
    std::vector<Size> sizes;
    for (std::int64_t i = 0; i < rank; ++i)
        sizes.push_back(i == axis ? g.times(g.size(x, i), {times, {}, 0, false}) : g.size(x, i));
    operation.call.out(g.reshape(g.op("Tile", {g.expandDims(x, axis + 1), g.ints(multiples)}), sizes));
}

void flip(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge x = operation.x();
    operation.call.out(g.op("ReverseV2", {x, g.ints(operation.integers({"axis"}).value_or(operation.allAxes(x)))}));
}

void pad(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Edge x = operation.x();
    Argument amounts = operation.get({"paddings", "pad_width"}, 1);
    const std::string mode = operation.get({"mode"}).constant.toText("constant");
    const Edge paddings = operation.edge(amounts, DType::Int32);
    if (g.rank(paddings) != 2)
        return void(operation.call.refuse("paddings of this form"));
    if (mode == "constant" || mode == "CONSTANT") {
        const double value = operation.number({"constant_values"}, 0);
        return operation.call.out(value == 0 ? g.op("Pad", {x, paddings})
                                             : g.op("PadV2", {x, paddings, g.scalar(value, g.dtype(x))}));
    }
    const bool reflect = mode == "reflect" || mode == "REFLECT";
    operation.call.out(g.op("MirrorPad", {x, paddings}, {{"mode", reflect ? "REFLECT" : "SYMMETRIC"}}));
}

void shapeOf(Operation& operation)
{
    const DType type = dtypeFromName(operation.get({"out_type"}).constant.toText("int32")).value_or(DType::Int32);
    operation.call.out(operation.call.g.op("Shape", {operation.x()}, {{"out_type", type}}));
}

void broadcastTo(Operation& operation)
{
    operation.call.out(
        operation.call.g.op("BroadcastTo", {operation.x(), operation.sizeVector(operation.get({"shape"}, 1))}));
}

void sliceOp(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    operation.call.out(g.op("Slice", {operation.x(), operation.sizeVector(operation.get({"begin"}, 1)),
                                      operation.sizeVector(operation.get({"size"}, 2))}));
}

void getItem(Operation& operation)
{
    lowerSlicing(operation, operation.x(), operation.get({"key", "slice_spec"}, 1));
}

constexpr OperationRow kRows[] = {
    {"concat", concatenate},
    {"concatenate", concatenate},
    {"stack", stack},
    {"split", split},
    {"unstack", unstack},
    {"reshape", reshape},
    {"transpose", transpose},
    {"swapaxes", swapAxes},
    {"expanddims", expandDims},
    {"squeeze", squeeze},
    {"tile", tile},
    {"repeat", repeat},
    {"flip", flip},
    {"reverse", flip},
    {"pad", pad},
    {"shape", shapeOf},
    {"broadcastto", broadcastTo},
    {"slice", sliceOp},
    {"getitem", getItem},
};

/// A bound of a slice: a number, a scalar tensor, or open.
struct Bound {
    bool open = true;
    Argument value;
};

Bound boundOf(const Argument& slice, const char* key)
{
    for (std::size_t i = 0; i < slice.keys.size(); ++i)
        if (slice.keys[i] == key)
            return {slice.items[i].isNone(), slice.items[i]};
    const Json& number = slice.constant["config"][key];
    return {number.isNull(), Argument::of(number)};
}

/// One entry of the specification.
enum class Entry { Slice, Index, NewAxis, Ellipsis };

Entry entryOf(const Argument& item)
{
    if (item.isNone())
        return Entry::NewAxis;
    if (item.constant["class_name"].toText() == "__ellipsis__")
        return Entry::Ellipsis;
    const bool slice = !item.keys.empty() || item.constant.isObject();
    return slice ? Entry::Slice : Entry::Index;
}

} // namespace

void lowerSlicing(Operation& operation, Edge x, const Argument& specification)
{
    GraphBuilder& g = operation.call.g;
    std::vector<Argument> items{specification};
    if (specification.kind == Argument::Kind::List && specification.keys.empty())
        items = specification.items;
    else if (specification.constant.isArray()) {
        items.clear();
        for (const Json& item : specification.constant.items())
            items.push_back(Argument::of(item));
    }
    if (items.size() > 31)
        return void(operation.call.refuse("so many indices"));
    Argument begins = Argument::list({}), ends = begins, steps = begins;
    std::int64_t beginMask = 0, endMask = 0, ellipsisMask = 0, newMask = 0, shrinkMask = 0;
    const auto put = [](Argument& list, Argument value) { list.items.push_back(std::move(value)); };
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::int64_t bit = std::int64_t(1) << i;
        const Entry entry = entryOf(items[i]);
        Argument begin = Argument::of(Json(0)), end = Argument::of(Json(0)), step = Argument::of(Json(1));
        if (entry == Entry::NewAxis) {
            newMask |= bit;
        } else if (entry == Entry::Ellipsis) {
            ellipsisMask |= bit;
        } else if (entry == Entry::Index) {
            shrinkMask |= bit;
            begin = items[i];
            if (items[i].kind == Argument::Kind::List ||
                (items[i].kind == Argument::Kind::Tensor && g.rank(items[i].tensor.edge) > 0))
                return void(operation.call.refuse("indices that are tensors"));
            end = items[i].kind == Argument::Kind::Tensor
                      ? Argument::of(Value{g.binary("AddV2", items[i].tensor.edge, 1.0), std::nullopt})
                      : Argument::of(Json(keras::boundedInteger(items[i].constant).value_or(0) + 1));
        } else {
            const Bound from = boundOf(items[i], "start"), to = boundOf(items[i], "stop"),
                        by = boundOf(items[i], "step");
            beginMask |= from.open ? bit : 0;
            endMask |= to.open ? bit : 0;
            begin = from.open ? begin : from.value;
            end = to.open ? end : to.value;
            step = by.open ? step : by.value;
        }
        put(begins, std::move(begin));
        put(ends, std::move(end));
        put(steps, std::move(step));
    }
    const auto vectorOf = [&](Argument& list) {
        list.constant = Json::array();
        for (const Argument& item : list.items)
            list.constant.push(item.constant);
        return operation.sizeVector(list);
    };
    operation.call.out(g.op("StridedSlice", {x, vectorOf(begins), vectorOf(ends), vectorOf(steps)},
                            {{"begin_mask", beginMask},
                             {"end_mask", endMask},
                             {"ellipsis_mask", ellipsisMask},
                             {"new_axis_mask", newMask},
                             {"shrink_axis_mask", shrinkMask}}));
}

std::span<const OperationRow> structureOperations()
{
    return kRows;
}

} // namespace lw::graph
