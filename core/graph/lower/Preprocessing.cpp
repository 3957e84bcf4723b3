// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include <algorithm>

/// Preprocessing of numbers and categories (keras/src/layers/preprocessing; tf_keras/src/layers/preprocessing).
namespace lw::graph {

namespace {

/// Numbers of a setting: one, a list in any nesting, or a serialized array.
std::vector<double> numbers(const Json& json)
{
    std::vector<double> values;
    if (json.isNumber())
        values.push_back(json.toDouble());
    for (const Json& item : json.items()) {
        const auto inner = numbers(item);
        values.insert(values.end(), inner.begin(), inner.end());
    }
    return json.isObject() ? numbers(json["config"]["value"]) : values;
}

Edge constantOf(LayerCall& call, const std::vector<double>& values)
{
    return values.size() == 1 ? call.g.scalar(values.front(), call.compute)
                              : call.g.constant(vectorTensor(values, call.compute));
}

void rescaling(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const auto scale = numbers(call.setting("scale")), offset = numbers(call.setting("offset"));
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
        const auto given = numbers(call.setting(role));
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

/// Indices as they are, or as rows of zeros and ones, sums or maxima over the last axis (encode_categorical_inputs).
void encode(LayerCall& call, Edge indices, std::int64_t depth, const std::string& mode, DType indexType)
{
    GraphBuilder& g = call.g;
    if (mode == "int")
        return call.out(g.cast(indices, indexType));
    if (depth <= 0 || depth > 1 << 24)
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

void categoryEncoding(LayerCall& call)
{
    encode(call, call.x(), call.config().size("num_tokens"), call.config().text("output_mode", "multi_hot"),
           DType::Int64);
}

void discretization(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const auto bounds = numbers(call.setting("bin_boundaries"));
    if (bounds.empty())
        return void(call.refuse("no bin_boundaries"));
    const Edge x = isFloating(g.dtype(call.x())) ? call.x() : g.cast(call.x(), DType::Float32);
    const Edge bins = g.op("Bucketize", {x}, {{"boundaries", bounds}});
    encode(call, bins, static_cast<std::int64_t>(bounds.size()) + 1, call.config().text("output_mode", "int"),
           call.keras3 ? DType::Int32 : DType::Int64);
}

constexpr std::size_t kLargestVocabulary = 20000;

/// The index of every key in the vocabulary by comparing with all of it; one unknown word, and one for the mask.
void lookup(LayerCall& call)
{
    GraphBuilder& g = call.g;
    const bool text = call.layer.className == "StringLookup";
    const Json& words = call.setting("vocabulary");
    const keras::LayerConfig config = call.config();
    if (!words.isArray() || words.size() == 0 || words.size() > kLargestVocabulary)
        return void(call.refuse("a vocabulary that is not in its config, or a very large one"));
    const std::string mode = config.text("output_mode", "int");
    if (config.flag("invert", false) || config.integer("num_oov_indices", 1) > 1 || mode == "tf_idf")
        return void(call.refuse("invert, several unknown indices or tf_idf"));
    Edge table;
    if (text) {
        std::vector<std::string> entries;
        for (const Json& word : words.items())
            entries.push_back(word.toText());
        const auto count = static_cast<std::int64_t>(entries.size());
        table = g.constant(Tensor::fromStrings({count}, std::move(entries)));
    } else {
        table = g.constant(vectorTensor(numbers(words), g.dtype(call.x())));
    }
    const bool masked = config.has("mask_token") && mode == "int";
    const std::int64_t unknown = config.integer("num_oov_indices", 1);
    const std::int64_t first = unknown + (masked ? 1 : 0);
    const Edge same = g.cast(g.binary("Equal", g.expandDims(call.x(), -1), table), DType::Int32);
    const Edge found = g.cast(g.reduce("Max", same, {-1}, false), DType::Bool);
    const Edge place = g.binary("AddV2", g.op("ArgMax", {same, g.intScalar(-1)}, {{"output_type", DType::Int64}}),
                                static_cast<double>(first));
    Edge index = g.select(found, place, g.scalar(masked ? 1 : 0, DType::Int64));
    if (masked) {
        const Edge token = text ? g.constant(Tensor::fromStrings({}, {config.text("mask_token")}))
                                : g.scalar(call.setting("mask_token").toDouble(), g.dtype(call.x()));
        index = g.select(g.binary("Equal", call.x(), token), g.scalar(0, DType::Int64), index);
    }
    encode(call, index, static_cast<std::int64_t>(words.size()) + first, mode, DType::Int64);
}

constexpr LayerRow kRows[] = {
    {"Rescaling", rescaling, MaskRule::Pass3},
    {"Normalization", normalization, MaskRule::Pass3},
    {"CategoryEncoding", categoryEncoding},
    {"Discretization", discretization},
    {"StringLookup", lookup},
    {"IntegerLookup", lookup},
};

} // namespace

std::span<const LayerRow> preprocessingLayers()
{
    return kRows;
}

} // namespace lw::graph
