// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Evaluator.h"

#include <algorithm>
#include <numeric>

/// NumPy's "advanced indexing": lists and tensors of positions, alone or among slices (NumPy user guide, Indexing on
/// ndarrays). Slices are taken first, then the positions.
namespace lw::graph::expression {

namespace {

/// Positions in one dimension of the tensor that the slices have left.
struct Positions {
    std::int64_t axis = 0;
    Edge indices;
};

bool isPosition(const Value& entry)
{
    return entry.is(Value::Kind::Tensor) || entry.is(Value::Kind::Tuple) || entry.is(Value::Kind::Int);
}

Value wholeSlice()
{
    Value slice;
    slice.kind = Value::Kind::Slice;
    slice.items.resize(3);
    return slice;
}

/// Positions as int32 or wider, counted from the front; they are checked when their numbers and the length are known.
Edge normalized(Evaluator& evaluator, const Value& entry, const Size& length, Span span)
{
    GraphBuilder& g = evaluator.g;
    const bool nothing = entry.is(Value::Kind::Tuple) && entry.items.empty();
    Edge indices = nothing ? g.ints({}) : evaluator.tensor(entry, span);
    if (evaluator.failed(span))
        return {};
    if (!isInteger(g.dtype(indices))) {
        const bool mask = g.dtype(indices) == DType::Bool;
        evaluator.fail("positions are whole numbers, not " + describeValue(Value::of(indices), g) +
                           (mask ? "; use where(condition, a, b) to choose by a condition" : ""),
                       span);
        return {};
    }
    if (!evaluator.checkPositions(indices, length, span))
        return {};
    return evaluator.fromTheFront(indices, length);
}

/// All positions of one shape, as broadcasting makes it.
void broadcastAll(GraphBuilder& g, std::vector<Positions>& positions)
{
    Edge zero = g.binary("Mul", positions.front().indices, 0.0);
    for (std::size_t i = 1; i < positions.size(); ++i)
        zero = g.add(zero, g.binary("Mul", positions[i].indices, 0.0));
    for (Positions& each : positions)
        each.indices = g.add(each.indices, zero);
}

} // namespace

bool Evaluator::checkPositions(Edge positions, const Size& length, Span span)
{
    const Tensor* known = g.graph().nodes[positions.node].tensorAttr("value");
    if (!known || length.value < 0)
        return true;
    const auto numbers = known->toInts();
    if (!numbers.ok())
        return true;
    for (const std::int64_t number : *numbers)
        if (number >= length.value || number < -length.value) {
            fail("there is no position " + std::to_string(number) + " in a dimension of " +
                     std::to_string(length.value),
                 span);
            return false;
        }
    return true;
}

Edge Evaluator::fromTheFront(Edge positions, const Size& length)
{
    if (dtypeSize(g.dtype(positions)) < sizeof(std::int32_t)) // the length may be larger
        positions = g.cast(positions, DType::Int32);
    if (dtypeName(g.dtype(positions)).front() == 'u')
        return positions;
    const Edge count = g.cast(g.sizeScalar(length), g.dtype(positions));
    return g.select(g.binary("Less", positions, 0.0), g.add(positions, count), positions);
}

Value Evaluator::gathered(Edge x, Edge positions, std::int64_t axis, Span span)
{
    const Size length = g.size(x, axis);
    if (!checkPositions(positions, length, span))
        return {};
    positions = fromTheFront(positions, length);
    return failed(span) ? Value() : Value::of(g.op("GatherV2", {x, positions, g.intScalar(axis)}, {{"batch_dims", 0}}));
}

Value Evaluator::positionsAt(Edge x, const std::vector<Value>& entries, Span span)
{
    if (!g.shape(x))
        return fail("the number of dimensions is not known here", span);
    const auto used = std::count_if(entries.begin(), entries.end(), [](const Value& entry) {
        return !entry.is(Value::Kind::None) && !entry.is(Value::Kind::Ellipsis);
    });
    const std::int64_t left = static_cast<std::int64_t>(g.rank(x)) - used;
    std::vector<Value> slices;
    std::vector<std::pair<std::int64_t, Value>> wanted; // by the dimension of what the slices leave
    std::vector<std::size_t> places;                    // of the positions among the entries
    std::int64_t axis = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool position = isPosition(entries[i]);
        slices.push_back(position ? wholeSlice() : entries[i]);
        if (position) {
            wanted.emplace_back(axis, entries[i]);
            places.push_back(i);
        }
        axis += entries[i].is(Value::Kind::Ellipsis) ? left : 1;
    }
    const bool together = places.back() - places.front() + 1 == places.size();
    const Value sliced = subscript(Value::of(x), slices, span);
    if (failed(span))
        return {};
    Edge y = sliced.edge;
    std::vector<Positions> positions;
    for (const auto& [dimension, entry] : wanted) {
        const Edge indices = normalized(*this, entry, g.size(y, dimension), span);
        if (failed(span))
            return {};
        positions.push_back({dimension, indices});
    }
    if (positions.size() == 1)
        return Value::of(g.op("GatherV2", {y, positions.front().indices, g.intScalar(positions.front().axis)},
                              {{"batch_dims", 0}}));
    DType type = DType::Int32;
    for (const Positions& each : positions)
        type = commonType(type, g.dtype(each.indices));
    for (Positions& each : positions)
        each.indices = g.cast(each.indices, type);
    broadcastAll(g, positions);
    if (failed(span))
        return {};
    // The dimensions that are looked up come first, as GatherNd wants them.
    std::vector<std::int64_t> order;
    for (const Positions& each : positions)
        order.push_back(each.axis);
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(g.rank(y)); ++i)
        if (std::find_if(positions.begin(), positions.end(), [i](const Positions& p) { return p.axis == i; }) ==
            positions.end())
            order.push_back(i);
    y = g.transpose(y, order);
    const auto dimensions = static_cast<std::int64_t>(g.rank(positions.front().indices));
    std::vector<Edge> indices;
    for (const Positions& each : positions)
        indices.push_back(each.indices);
    const Edge result = g.op("GatherNd", {y, stacked(std::move(indices), dimensions, span)});
    const std::int64_t front = positions.front().axis;
    if (failed(span) || !together || front == 0)
        return Value::of(result);
    // Positions that stand together leave their dimensions where they stand; they are first in the result now.
    std::vector<std::int64_t> back(g.rank(result));
    std::iota(back.begin(), back.end(), 0);
    std::rotate(back.begin(), back.begin() + dimensions, back.begin() + dimensions + front);
    return Value::of(g.transpose(result, back));
}

} // namespace lw::graph::expression
