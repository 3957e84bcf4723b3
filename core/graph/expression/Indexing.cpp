// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Evaluator.h"

#include <algorithm>
#include <numeric>

namespace lw::graph::expression {

namespace {

constexpr std::size_t kMostIndices = 16;

/// The items of a list that begin:end:step takes, as Python's slice.indices() finds them.
std::vector<std::size_t> slicedItems(const Value& slice, std::size_t count)
{
    const auto size = static_cast<std::int64_t>(count);
    const std::int64_t step = slice.items[2].is(Value::Kind::Int) ? slice.items[2].integer : 1;
    const std::int64_t low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
    const auto bound = [&](const Value& value, std::int64_t open) {
        if (!value.is(Value::Kind::Int))
            return open;
        return std::clamp(value.integer < 0 ? value.integer + size : value.integer, low, high);
    };
    const std::int64_t begin = bound(slice.items[0], step > 0 ? low : high);
    const std::int64_t end = bound(slice.items[1], step > 0 ? high : low);
    std::vector<std::size_t> result;
    for (std::int64_t i = begin; step > 0 ? i < end : i > end; i += step) {
        result.push_back(static_cast<std::size_t>(i));
        if (step > size || step < -size)
            break;
    }
    return result;
}

/// The operands of one StridedSlice, entry by entry.
struct Strides {
    std::vector<Value> begins, ends, steps;
    std::int64_t beginMask = 0, endMask = 0, ellipsisMask = 0, newMask = 0, shrinkMask = 0;

    void add(Value begin, Value end, Value step)
    {
        begins.push_back(std::move(begin));
        ends.push_back(std::move(end));
        steps.push_back(std::move(step));
    }
};

Value whole(std::int64_t number)
{
    return Value::of(number);
}

bool isIndexTensor(const Value& entry, const GraphBuilder& g)
{
    return entry.is(Value::Kind::Tensor) && g.shape(entry.edge) && g.rank(entry.edge) == 0 &&
           isInteger(g.dtype(entry.edge));
}

bool isBound(const Value& value, const GraphBuilder& g)
{
    return value.is(Value::Kind::None) || value.is(Value::Kind::Int) || isIndexTensor(value, g);
}

/// The item or items that one entry takes of a list; none when the list has to become a tensor first.
std::optional<Value> listItems(Evaluator& evaluator, const Value& list, const Value& entry, Span span)
{
    if (entry.is(Value::Kind::Int)) {
        const auto count = static_cast<std::int64_t>(list.items.size());
        const std::int64_t at = entry.integer < 0 ? entry.integer + count : entry.integer;
        if (at < 0 || at >= count)
            return evaluator.fail(
                "there is no item " + std::to_string(entry.integer) + " in a list of " + std::to_string(count), span);
        return list.items[static_cast<std::size_t>(at)];
    }
    if (!entry.is(Value::Kind::Slice))
        return std::nullopt;
    if (entry.items[2].is(Value::Kind::Int) && entry.items[2].integer == 0)
        return evaluator.fail("a step of zero", span);
    std::vector<Value> items;
    for (const std::size_t i : slicedItems(entry, list.items.size()))
        items.push_back(list.items[i]);
    return Value::tuple(std::move(items));
}

/// Adds begin:end:step; bit: of this entry in the masks. False after a problem.
bool addSlice(Evaluator& evaluator, Strides& strides, const Value& slice, std::int64_t bit, Span span)
{
    for (const Value& item : slice.items)
        if (!isBound(item, evaluator.g)) {
            evaluator.fail("the bounds of a slice are whole numbers, not " + describeValue(item, evaluator.g), span);
            return false;
        }
    if (slice.items[2].is(Value::Kind::Int) && slice.items[2].integer == 0) {
        evaluator.fail("a step of zero", span);
        return false;
    }
    const auto bound = [](const Value& item, std::int64_t open) {
        return item.is(Value::Kind::None) ? whole(open) : item;
    };
    strides.beginMask |= slice.items[0].is(Value::Kind::None) ? bit : 0;
    strides.endMask |= slice.items[1].is(Value::Kind::None) ? bit : 0;
    strides.add(bound(slice.items[0], 0), bound(slice.items[1], 0), bound(slice.items[2], 1));
    return true;
}

/// Adds an entry for the dimension axis of x, which then is that of the next entry. used: the dimensions that all
/// entries take. False after a problem.
bool addEntry(Evaluator& evaluator, Strides& strides, Edge x, const Value& entry, std::size_t used, std::int64_t& axis,
              Span span)
{
    GraphBuilder& g = evaluator.g;
    const std::int64_t bit = std::int64_t(1) << strides.begins.size();
    if (entry.is(Value::Kind::None)) {
        strides.newMask |= bit;
        strides.add(whole(0), whole(0), whole(1));
    } else if (entry.is(Value::Kind::Ellipsis)) {
        if (strides.ellipsisMask != 0) {
            evaluator.fail("\"...\" stands here twice", span);
            return false;
        }
        strides.ellipsisMask |= bit;
        strides.add(whole(0), whole(0), whole(1));
        axis += static_cast<std::int64_t>(g.rank(x)) - static_cast<std::int64_t>(used);
    } else if (entry.is(Value::Kind::Int)) {
        const std::int64_t length = g.dim(x, axis++);
        if (length >= 0 && (entry.integer >= length || entry.integer < -length)) {
            evaluator.fail("there is no position " + std::to_string(entry.integer) + " in a dimension of " +
                               std::to_string(length),
                           span);
            return false;
        }
        strides.shrinkMask |= bit;
        strides.add(entry, whole(entry.integer + 1), whole(1));
    } else if (isIndexTensor(entry, g)) {
        ++axis;
        strides.shrinkMask |= bit;
        strides.add(entry, Value::of(g.binary("AddV2", entry.edge, 1.0)), whole(1));
    } else if (entry.is(Value::Kind::Slice)) {
        ++axis;
        return addSlice(evaluator, strides, entry, bit, span);
    } else {
        evaluator.fail("an index is a whole number or a slice, not " + describeValue(entry, g), span);
        return false;
    }
    return true;
}

} // namespace

Value Evaluator::subscript(const Value& value, const std::vector<Value>& entries, Span span)
{
    if (value.is(Value::Kind::Tuple) && entries.size() == 1)
        if (auto items = listItems(*this, value, entries.front(), span))
            return std::move(*items);
    const Edge x = tensor(value, span);
    if (failed(span))
        return {};
    if (entries.size() > kMostIndices)
        return fail("there are too many indices", span);
    const auto used = static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), [](const Value& entry) {
        return !entry.is(Value::Kind::None) && !entry.is(Value::Kind::Ellipsis);
    }));
    if (g.shape(x) && used > g.rank(x))
        return fail(std::to_string(used) + " indices are given for " + describeValue(Value::of(x), g), span);
    const bool positions = std::any_of(entries.begin(), entries.end(), [this](const Value& entry) {
        return entry.is(Value::Kind::Tuple) || (entry.is(Value::Kind::Tensor) && !isIndexTensor(entry, g));
    });
    if (positions)
        return positionsAt(x, entries, span);
    if (entries.empty())
        return Value::of(x);
    Strides strides;
    std::int64_t axis = 0;
    for (const Value& entry : entries)
        if (!addEntry(*this, strides, x, entry, used, axis, span))
            return {};
    const Edge begins = sizeVector(Value::tuple(strides.begins), span),
               ends = sizeVector(Value::tuple(strides.ends), span),
               steps = sizeVector(Value::tuple(strides.steps), span);
    if (failed(span))
        return {};
    return Value::of(g.op("StridedSlice", {x, begins, ends, steps},
                          {{"begin_mask", strides.beginMask},
                           {"end_mask", strides.endMask},
                           {"ellipsis_mask", strides.ellipsisMask},
                           {"new_axis_mask", strides.newMask},
                           {"shrink_axis_mask", strides.shrinkMask}}));
}

Value Evaluator::attribute(const Value& value, const std::string& name, Span span)
{
    const Edge x = tensor(value, span);
    if (failed(span))
        return {};
    if (name == "shape")
        return shapeOf(x, span);
    if (name == "dtype")
        return Value::of(std::string(dtypeName(g.dtype(x))));
    if ((name == "ndim" || name == "rank") && g.shape(x))
        return Value::of(static_cast<std::int64_t>(g.rank(x)));
    if (name == "T" && g.shape(x)) {
        std::vector<std::int64_t> order(g.rank(x));
        std::iota(order.rbegin(), order.rend(), 0);
        return Value::of(g.transpose(x, order));
    }
    if (name == "size" && g.shape(x)) {
        Size product{1, {}, 0, false};
        for (std::size_t axis = 0; axis < g.rank(x); ++axis)
            product = g.times(product, g.size(x, static_cast<std::int64_t>(axis)));
        return product.value >= 0 ? Value::of(product.value) : Value::of(g.sizeScalar(product));
    }
    return fail("tensors have no \"" + printable(name, 40) + "\"; there are shape, dtype, ndim, size and T", span);
}

} // namespace lw::graph::expression
