// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Categories.h"

#include <algorithm>

/// Preprocessing of numbers and categories (keras/src/layers/preprocessing; tf_keras/src/layers/preprocessing).
namespace lw::graph {

std::vector<double> settingNumbers(const Json& json)
{
    std::vector<double> values;
    if (json.isNumber())
        values.push_back(json.toDouble());
    for (const Json& item : json.items()) {
        const auto inner = settingNumbers(item);
        values.insert(values.end(), inner.begin(), inner.end());
    }
    if (!json.isObject())
        return values;
    // A tuple of Python's, as SavedModels write it, or an array.
    return settingNumbers(json["items"].isArray() ? json["items"] : json["config"]["value"]);
}

void encodeCategories(LayerCall& call, Edge indices, std::int64_t depth, const std::string& mode, DType indexType)
{
    GraphBuilder& g = call.g;
    if (mode == "int")
        return call.out(g.cast(indices, indexType));
    if (depth <= 0 || depth > kMostCategories)
        return void(call.refuse("an unreadable number of tokens"));
    std::size_t rank = g.rank(indices);
    if (mode == "one_hot" && rank > 0 && g.dim(indices, -1) == 1)
        indices = g.squeeze(indices, {-1});
    else if (mode != "one_hot" && rank < 2)
        indices = g.expandDims(indices, -1);
    const Edge rows =
        g.op("OneHot",
             {g.cast(indices, DType::Int32), g.intScalar(depth), g.scalar(1, call.compute), g.scalar(0, call.compute)},
             {{"axis", -1}});
    if (mode == "one_hot")
        return call.out(rows);
    if (mode == "multi_hot" || mode == "binary")
        return call.out(g.reduce("Max", rows, {-2}, false));
    if (mode != "count")
        return void(call.refuse("the output_mode " + printable(mode, 40)));
    if (call.arguments.has("count_weights")) {
        const Edge weights = g.cast(call.arguments.get("count_weights").tensor.edge, call.compute);
        return call.out(g.reduce("Sum", g.mul(rows, g.expandDims(weights, -1)), {-2}, false));
    }
    call.out(g.reduce("Sum", rows, {-2}, false));
}

namespace {

Edge constantOf(LayerCall& call, const std::vector<double>& values)
{
    return values.size() == 1 ? call.g.scalar(values.front(), call.compute)
                              : call.g.constant(vectorTensor(values, call.compute));
}

void rescaling(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const auto scale = settingNumbers(call.setting("scale")), offset = settingNumbers(call.setting("offset"));
    Edge y = g.mul(g.cast(call.x(), call.compute), constantOf(call, scale.empty() ? std::vector<double>{1} : scale));
    if (!offset.empty() && std::any_of(offset.begin(), offset.end(), [](double value) { return value != 0; }))
        y = g.add(y, constantOf(call, offset));
    call.out(y);
}

/// Mean and variance of the config, or of the weights that adapt() made, spread along the kept axes.
void normalization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const Edge x = g.cast(call.x(), call.compute);
    const auto rank = static_cast<std::int64_t>(g.rank(x));
    Shape shape(g.rank(x), 1);
    std::vector<std::int64_t> axes = call.config().integers("axis").value_or(std::vector<std::int64_t>{});
    std::int64_t kept = 1;
    for (std::int64_t axis : axes) {
        axis = axis < 0 ? axis + rank : axis;
        if (axis < 0 || axis >= rank)
            return void(call.refuse("an axis outside of its input"));
        shape[static_cast<std::size_t>(axis)] = g.dim(x, axis);
        if (g.dim(x, axis) < 0 || __builtin_mul_overflow(kept, g.dim(x, axis), &kept))
            return void(call.refuse("an axis of open size"));
    }
    const auto statistic = [&](const char* role) -> Edge {
        const auto given = settingNumbers(call.setting(role));
        if (given.empty())
            return call.weightAs(role, shape);
        if (given.size() == 1)
            return g.scalar(given.front(), call.compute);
        if (static_cast<std::int64_t>(given.size()) != kept)
            return call.refuse("a " + std::string(role) + " that does not fit its input");
        return g.constant(vectorTensor(given, call.compute).reshaped(shape));
    };
    const Edge mean = statistic("mean");
    const Edge deviation = g.binary("Maximum", g.unary("Sqrt", statistic("variance")), 1e-7);
    if (call.config().flag("invert", false))
        return call.out(g.add(mean, g.mul(x, deviation)));
    call.out(g.div(g.sub(x, mean), deviation));
}

void categoryEncoding(LayerCall& call)
{
    encodeCategories(call, call.x(), call.config().size("num_tokens"), call.config().text("output_mode", "multi_hot"),
           DType::Int64);
}

void discretization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const auto bounds = settingNumbers(call.setting("bin_boundaries"));
    if (bounds.empty())
        return void(call.refuse("no bin_boundaries"));
    const Edge x = isFloating(g.dtype(call.x())) ? call.x() : g.cast(call.x(), DType::Float32);
    const Edge bins = g.op("Bucketize", {x}, {{"boundaries", bounds}});
    encodeCategories(call, bins, static_cast<std::int64_t>(bounds.size()) + 1, call.config().text("output_mode", "int"),
           call.keras3 ? DType::Int32 : DType::Int64);
}

constexpr LayerRow kRows[] = {
    {"Rescaling", rescaling, MaskRule::Pass3},
    {"Normalization", normalization, MaskRule::Pass3},
    {"CategoryEncoding", categoryEncoding},
    {"Discretization", discretization},
};

} // namespace

std::span<const LayerRow> preprocessingLayers()
{
    return kRows;
}

} // namespace lw::graph
