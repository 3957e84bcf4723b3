// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include <numeric>

/// Layers that rearrange, cut and pad (keras/src/layers/reshaping).
namespace lw::graph {

namespace {

/// Unknown when either is, or when it is beyond any tensor.
std::int64_t product(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    return a < 0 || b < 0 || __builtin_mul_overflow(a, b, &result) ? kUnknownDim : result;
}

void reshape(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const auto target = call.config().integers("target_shape");
    if (!target)
        return void(call.refuse("an unreadable target_shape"));
    const Edge x = call.x();
    std::int64_t total = 1, rest = 1;
    for (std::size_t i = 1; i < g.rank(x); ++i) {
        total = product(total, g.dim(x, static_cast<std::int64_t>(i)));
    }
    for (const std::int64_t dim : *target)
        rest = product(rest, dim < 0 ? 1 : dim);
    std::vector<Size> sizes{g.size(x, 0)};
    for (const std::int64_t dim : *target) {
        if (dim >= 0)
            sizes.push_back({dim, {}, 0, false});
        else if (total >= 0 && rest > 0)
            sizes.push_back({total / rest, {}, 0, false});
        else
            sizes.push_back({kUnknownDim, g.intScalar(-1), 0, true});
    }
    call.out(g.reshape(x, sizes));
}

void flatten(LayerCall& call)
{
    GraphBuilder& g = call.g;
    Edge x = call.x();
    if (g.rank(x) < 2)
        return call.out(g.rank(x) == 1 ? g.expandDims(x, 1) : x);
    if (call.config().channelsFirst() && g.rank(x) > 2) {
        std::vector<std::int64_t> order{0};
        for (std::size_t i = 2; i < g.rank(x); ++i)
            order.push_back(static_cast<std::int64_t>(i));
        order.push_back(1);
        x = g.transpose(x, order);
    }
    Size total{1, {}, 0, false};
    for (std::size_t i = 1; i < g.rank(x); ++i)
        total = g.times(total, g.size(x, static_cast<std::int64_t>(i)));
    call.out(g.reshape(x, {g.size(x, 0), total}));
}

void permute(LayerCall& call)
{
    const auto dims = call.config().integers("dims");
    if (!dims)
        return void(call.refuse("unreadable dims"));
    std::vector<std::int64_t> order{0};
    order.insert(order.end(), dims->begin(), dims->end());
    call.out(call.g.transpose(call.x(), order));
}

void repeatVector(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const Edge row = g.expandDims(call.x(), 1);
    call.out(g.op("Tile", {row, g.ints({1, call.config().integer("n", 1), 1})}));
}

/// Pairs of amounts before and after, from 2, [1, 2] or [[1, 2], [3, 4]]; empty when unreadable.
std::vector<std::pair<std::int64_t, std::int64_t>> amounts(const Json& setting, std::size_t spatial)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    const auto usable = [](const Json& json) {
        return json.isNumber() && json.toInt(-1) >= 0 && json.toInt(-1) < 1 << 24;
    };
    if (usable(setting))
        return {spatial, {setting.toInt(), setting.toInt()}};
    if (spatial == 1 && setting.size() == 2 && usable(setting.at(0)) && usable(setting.at(1)))
        return {{setting.at(0).toInt(), setting.at(1).toInt()}};
    for (const Json& item : setting.items()) {
        if (usable(item))
            pairs.emplace_back(item.toInt(), item.toInt());
        else if (usable(item.at(0)) && usable(item.at(1)))
            pairs.emplace_back(item.at(0).toInt(), item.at(1).toInt());
    }
    if (pairs.size() != spatial)
        pairs.clear();
    return pairs;
}

template <std::size_t spatial>
void crop(LayerCall& call)
{
    const auto pairs = amounts(call.setting("cropping"), spatial);
    if (pairs.empty())
        return void(call.refuse("an unreadable cropping"));
    Edge x = call.x();
    std::int64_t axis = call.config().channelsFirst() ? 2 : 1;
    for (const auto& [before, after] : pairs) {
        if (before != 0 || after != 0)
            x = call.g.slice(x, axis, before, after == 0 ? std::nullopt : std::optional(-after));
        ++axis;
    }
    call.out(x);
}

template <std::size_t spatial>
void zeroPad(LayerCall& call)
{
    const auto pairs = amounts(call.setting("padding"), spatial);
    if (pairs.empty())
        return void(call.refuse("an unreadable padding"));
    std::vector<std::int32_t> flat(2 * (spatial + 2), 0);
    std::size_t at = call.config().channelsFirst() ? 4 : 2;
    for (const auto& [before, after] : pairs) {
        flat[at++] = static_cast<std::int32_t>(before);
        flat[at++] = static_cast<std::int32_t>(after);
    }
    const Tensor paddings = Tensor::fromVector(Shape{spatial + 2, 2}, std::move(flat));
    call.out(call.g.op("Pad", {call.x(), call.g.constant(paddings)}));
}

constexpr LayerRow kRows[] = {
    {"Reshape", reshape},           {"Flatten", flatten},          {"Permute", permute},
    {"RepeatVector", repeatVector}, {"Cropping1D", crop<1>},       {"Cropping2D", crop<2>},
    {"Cropping3D", crop<3>},        {"ZeroPadding1D", zeroPad<1>}, {"ZeroPadding2D", zeroPad<2>},
    {"ZeroPadding3D", zeroPad<3>},
};

} // namespace

std::span<const LayerRow> reshapingLayers()
{
    return kRows;
}

} // namespace lw::graph
