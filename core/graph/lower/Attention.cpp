// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

#include <cmath>

/// Attention layers (keras/src/layers/attention; tf_keras/src/layers/attention).
namespace lw::graph {

namespace {

std::optional<Edge> both(LayerCall& call, std::optional<Edge> a, std::optional<Edge> b)
{
    return a && b ? std::optional(call.g.binary("LogicalAnd", *a, *b)) : a ? a : b;
}

Edge asBool(LayerCall& call, Edge mask)
{
    return call.g.cast(mask, DType::Bool);
}

/// True where the key is not later than the query: (queries, keys).
Edge causalMask(LayerCall& call, const Size& queries, const Size& keys)
{
    GraphBuilder& g = call.g;
    const auto count = [&](const Size& size) {
        return g.op("Range", {g.intScalar(0), g.sizeScalar(size), g.intScalar(1)});
    };
    return g.binary("GreaterEqual", g.expandDims(count(queries), 1), g.expandDims(count(keys), 0));
}

bool flagArgument(const LayerCall& call, const char* name, std::size_t position = std::string::npos)
{
    return call.arguments.get(name, position).constant.toBool();
}

struct Heads {
    Edge query, key, value; ///< (batch, heads, time, size)
    std::optional<Edge> mask;
    double scale = 1;
    bool causal = false, weights = false;
};

Edge attend(LayerCall& call, const Heads& heads)
{
    std::vector<Edge> inputs{heads.query, heads.key, heads.value};
    if (heads.mask)
        inputs.push_back(*heads.mask);
    return call.g.op("Attention", std::move(inputs),
                     {{"scale", heads.scale},
                      {"causal", heads.causal},
                      {"has_mask", heads.mask.has_value()},
                      {"return_weights", heads.weights}});
}

/// Masks of the inputs of Attention and AdditiveAttention, also when given as the list [query mask, value mask].
std::optional<Edge> listedMask(const LayerCall& call, std::size_t index)
{
    const Argument& given = call.arguments.get("mask", call.keras3 ? std::string::npos : std::size_t(1));
    if (index < given.items.size() && given.items[index].kind == Argument::Kind::Tensor)
        return given.items[index].tensor.edge;
    return given.items.empty() ? call.mask(index) : std::nullopt;
}

Edge clearMasked(LayerCall& call, Edge y, std::optional<Edge> queryMask)
{
    GraphBuilder& g = call.g;
    return queryMask ? g.mul(y, g.cast(g.expandDims(*queryMask, -1), g.dtype(y))) : y;
}

bool usesCausal(const LayerCall& call)
{
    return flagArgument(call, "use_causal_mask") || call.setting("causal").toBool();
}

void finishListed(LayerCall& call, Edge y, Edge weights)
{
    const auto queryMask = listedMask(call, 0);
    call.out(clearMasked(call, y, queryMask), queryMask);
    if (flagArgument(call, "return_attention_scores"))
        call.out(weights);
}

/// Scores from tanh(query + key) for every pair, used by AdditiveAttention and score_mode "concat".
void pairwiseAttention(LayerCall& call, Edge query, Edge key, Edge value, std::optional<Edge> scale, bool concatScore)
{
    GraphBuilder& g = call.g;
    Edge sum = g.add(g.expandDims(query, 2), g.expandDims(key, 1));
    if (concatScore && scale)
        sum = g.mul(sum, *scale);
    sum = g.unary("Tanh", sum);
    if (!concatScore && scale)
        sum = g.mul(sum, *scale);
    Edge scores = g.reduce("Sum", sum, {-1}, false);
    if (concatScore)
        scores = g.mul(scores, call.weight("concat_score_weight"));
    std::optional<Edge> keep = listedMask(call, 1);
    if (keep)
        keep = g.expandDims(asBool(call, *keep), 1);
    if (usesCausal(call))
        keep = both(call, keep, g.expandDims(causalMask(call, g.size(query, 1), g.size(key, 1)), 0));
    if (keep) {
        const Edge closed = g.cast(g.unary("LogicalNot", *keep), call.compute);
        scores = g.sub(scores, g.binary("Mul", closed, 1e9));
    }
    const Edge weights = g.softmax(scores);
    finishListed(call, g.op("BatchMatMulV2", {weights, value}), weights);
}

void attention(LayerCall& call)
{
    GraphBuilder& g = call.g;
    if (call.inputs.size() < 2)
        return void(call.refuse("less than two inputs"));
    if (call.isTraining() && call.setting("dropout").toDouble() > 0)
        return void(call.refuse("dropout and the training argument"));
    const Edge value = g.cast(call.x(1), call.compute);
    Edge query = g.cast(call.x(0), call.compute);
    const Edge key = call.inputs.size() > 2 ? g.cast(call.x(2), call.compute) : value;
    const bool additive = call.layer.className == "AdditiveAttention";
    const auto scale = call.config().flag("use_scale", additive) ? std::optional(call.weight("scale")) : std::nullopt;
    const bool concatScore = call.config().text("score_mode", "dot") == "concat";
    if (additive || concatScore)
        return pairwiseAttention(call, query, key, value, scale, concatScore);
    if (scale)
        query = g.mul(query, *scale);
    Heads heads{g.expandDims(query, 1),
                g.expandDims(key, 1),
                g.expandDims(value, 1),
                std::nullopt,
                1,
                usesCausal(call),
                flagArgument(call, "return_attention_scores")};
    if (const auto valueMask = listedMask(call, 1))
        heads.mask = g.expandDims(g.expandDims(asBool(call, *valueMask), 1), 1);
    const Edge y = attend(call, heads);
    finishListed(call, g.squeeze(y, {1}), heads.weights ? g.squeeze(GraphBuilder::output(y, 1), {1}) : Edge());
}

/// Tensors and sizes of a multi-head layer while it is lowered.
struct MultiHead {
    Value query, key, value;
    bool ownKey = false; ///< a key was given beside the value
    std::int64_t heads = 1, keyHeads = 1, keySize = 1, valueSize = 1;
};

/// x times the kernel (features, heads, size) of one part, as (batch, heads, time, size).
Edge project(LayerCall& call, Edge x, const char* part, std::int64_t heads, std::int64_t size)
{
    GraphBuilder& g = call.g;
    Edge y = g.dense(x, call.weightAs("kernel", {g.dim(x, -1), heads * size}, part));
    if (call.config().flag("use_bias", true))
        y = g.biasAdd(y, call.weightAs("bias", {heads * size}, part));
    y = g.reshape(y, {g.size(x, 0), g.size(x, 1), {heads, {}, 0, false}, {size, {}, 0, false}});
    return g.transpose(y, {0, 2, 1, 3});
}

/// All masks of a multi-head layer joined, to broadcast over (batch, heads, queries, keys).
std::optional<Edge> joinedMask(LayerCall& call, const MultiHead& parts)
{
    GraphBuilder& g = call.g;
    const auto given = [&](const char* name, const Value& value) {
        const Argument& argument = call.arguments.get(name);
        return argument.kind == Argument::Kind::Tensor ? std::optional(argument.tensor.edge) : value.mask;
    };
    std::optional<Edge> mask;
    if (const auto query = parts.query.mask)
        mask = g.expandDims(g.expandDims(asBool(call, *query), 1), 3);
    if (const auto value = given("value_mask", parts.value))
        mask = both(call, mask, g.expandDims(g.expandDims(asBool(call, *value), 1), 1));
    if (const auto key = parts.ownKey ? given("key_mask", parts.key) : std::nullopt)
        mask = both(call, mask, g.expandDims(g.expandDims(asBool(call, *key), 1), 1));
    const Argument& attention = call.arguments.get("attention_mask", call.keras3 ? 6 : 3);
    if (attention.kind == Argument::Kind::Tensor) {
        Edge whole = asBool(call, attention.tensor.edge);
        for (std::size_t rank = g.rank(whole); rank == 2 || rank == 3; ++rank)
            whole = g.expandDims(whole, rank == 2 ? 0 : 1);
        mask = both(call, mask, whole);
    }
    return mask;
}

/// The context (batch, heads, time, size) back to features.
Edge projectOutput(LayerCall& call, Edge context, const MultiHead& parts, Edge like)
{
    GraphBuilder& g = call.g;
    const Tensor* kernel = call.findWeight("kernel", "attention_output");
    const Shape shape = kernel ? kernel->shape() : Shape{parts.heads, parts.valueSize, g.dim(like, -1)};
    std::int64_t width = 1;
    for (std::size_t i = 2; i < shape.size(); ++i)
        width *= shape[i];
    const std::int64_t joined = parts.heads * parts.valueSize;
    const Edge rows =
        g.reshape(g.transpose(context, {0, 2, 1, 3}), {g.size(like, 0), g.size(like, 1), {joined, {}, 0, false}});
    Edge y = g.dense(rows, call.weightAs("kernel", {joined, width}, "attention_output"));
    if (call.config().flag("use_bias", true))
        y = g.biasAdd(y, call.weightAs("bias", {width}, "attention_output"));
    if (shape.size() <= 3)
        return y;
    std::vector<Size> sizes{g.size(like, 0), g.size(like, 1)};
    for (std::size_t i = 2; i < shape.size(); ++i)
        sizes.push_back({shape[i], {}, 0, false});
    return g.reshape(y, sizes);
}

/// Repeats the heads of keys and values so that every query head has one.
Edge repeatHeads(LayerCall& call, Edge x, std::int64_t times)
{
    if (times == 1)
        return x;
    GraphBuilder& g = call.g;
    const Edge tiled = g.op("Tile", {g.expandDims(x, 2), g.ints({1, 1, times, 1, 1})});
    return g.reshape(tiled, {g.size(x, 0), {g.dim(x, 1) * times, {}, 0, false}, g.size(x, 2), g.size(x, 3)});
}

/// Keras 3 clears rows of explicit scores in which nothing is kept (activations/softmax.py).
Edge clearEmptyRows(LayerCall& call, Edge y, Edge mask)
{
    GraphBuilder& g = call.g;
    return g.select(g.reduce("Any", mask, {-1}, true), y, g.scalar(0, call.compute));
}

void attendHeads(LayerCall& call, const MultiHead& parts)
{
    GraphBuilder& g = call.g;
    const Edge query = parts.query.edge, key = parts.key.edge, value = parts.value.edge;
    Heads heads;
    heads.query = project(call, query, "query", parts.heads, parts.keySize);
    heads.key =
        repeatHeads(call, project(call, key, "key", parts.keyHeads, parts.keySize), parts.heads / parts.keyHeads);
    heads.value =
        repeatHeads(call, project(call, value, "value", parts.keyHeads, parts.valueSize), parts.heads / parts.keyHeads);
    heads.mask = joinedMask(call, parts);
    heads.scale = 1.0 / std::sqrt(static_cast<double>(parts.keySize));
    heads.causal = flagArgument(call, "use_causal_mask");
    heads.weights = flagArgument(call, "return_attention_scores");
    const bool explicitScores = call.keras3 && heads.mask && (heads.weights || call.setting("dropout").toDouble() > 0);
    if (explicitScores && heads.causal) {
        const Edge causal = causalMask(call, g.size(query, 1), g.size(value, 1));
        heads.mask = both(call, heads.mask, g.expandDims(g.expandDims(causal, 0), 0));
        heads.causal = false;
    }
    Edge context = attend(call, heads);
    Edge weights = GraphBuilder::output(context, 1);
    if (explicitScores) {
        context = clearEmptyRows(call, context, *heads.mask);
        weights = heads.weights ? clearEmptyRows(call, weights, *heads.mask) : weights;
    }
    if (call.setting("use_gate").toBool())
        context = g.mul(context, g.unary("Sigmoid", project(call, query, "gate", parts.heads, parts.valueSize)));
    call.out(projectOutput(call, context, parts, query));
    if (heads.weights)
        call.out(weights);
}

/// query, value, key of the call, in the compute dtype and of rank 3.
bool readMultiHead(LayerCall& call, MultiHead& parts)
{
    const auto values = [&](const char* name, std::size_t position) {
        auto found = call.arguments.get(name, position).tensors();
        for (Value& value : found)
            value.edge = call.g.cast(value.edge, call.compute);
        return found;
    };
    const auto query = values("query", 0), value = values("value", 1), key = values("key", 2);
    if (query.size() != 1 || value.size() != 1 || key.size() > 1) {
        call.refuse("unreadable arguments");
        return false;
    }
    parts.query = query.front();
    parts.value = value.front();
    parts.ownKey = !key.empty();
    parts.key = parts.ownKey ? key.front() : parts.value;
    if (call.isTraining() && call.setting("dropout").toDouble() > 0) {
        call.refuse("dropout and the training argument");
        return false;
    }
    if (call.setting("sliding_window").isNumber()) {
        call.refuse("a sliding window");
        return false;
    }
    return true;
}

/// Makes rank 3 of inputs whose attention axes are all those between batch and features, or the last of them.
struct Flattened {
    std::vector<Size> lead, rest; ///< dimensions that join the batch; attended dimensions
    bool needed = false;
};

Flattened flattenAxes(LayerCall& call, Edge x)
{
    GraphBuilder& g = call.g;
    Flattened result;
    const auto rank = static_cast<std::int64_t>(g.rank(x));
    result.needed = rank != 3;
    const auto axes = call.config().integers("attention_axes");
    const std::int64_t attended = axes && !axes->empty() ? static_cast<std::int64_t>(axes->size()) : rank - 2;
    for (std::int64_t i = 0; axes && i < attended; ++i) {
        const std::int64_t axis = (*axes)[static_cast<std::size_t>(i)];
        if ((axis < 0 ? axis + rank - (call.keras3 ? 1 : 0) : axis) != rank - 1 - attended + i)
            call.refuse("attention_axes that are not the last ones");
    }
    for (std::int64_t i = 0; i < rank - 1; ++i)
        (i < rank - 1 - attended ? result.lead : result.rest).push_back(g.size(x, i));
    return result;
}

Edge flattened(LayerCall& call, Edge x)
{
    const Flattened axes = flattenAxes(call, x);
    if (!axes.needed)
        return x;
    GraphBuilder& g = call.g;
    Size batch{1, {}, 0, false}, time{1, {}, 0, false};
    for (const Size& size : axes.lead)
        batch = g.times(batch, size);
    for (const Size& size : axes.rest)
        time = g.times(time, size);
    return g.reshape(x, {batch, time, g.size(x, -1)});
}

void multiHeadAttention(LayerCall& call)
{
    MultiHead parts;
    if (!readMultiHead(call, parts))
        return;
    GraphBuilder& g = call.g;
    const keras::LayerConfig config = call.config();
    parts.heads = parts.keyHeads = config.integer("num_heads", 1);
    parts.keySize = config.integer("key_dim", 1);
    parts.valueSize = config.integer("value_dim", parts.keySize);
    const auto usable = [](std::int64_t size) { return size > 0 && size < 1 << 20; };
    if (!usable(parts.heads) || !usable(parts.keySize) || !usable(parts.valueSize))
        return void(call.refuse("an unreadable size"));
    const Edge original = parts.query.edge;
    const bool deep = g.rank(original) != 3;
    if (deep && (parts.query.mask || parts.value.mask || call.arguments.has("attention_mask") ||
                 flagArgument(call, "return_attention_scores")))
        return void(call.refuse("masks or scores over several axes"));
    parts.query.edge = flattened(call, parts.query.edge);
    parts.key.edge = flattened(call, parts.key.edge);
    parts.value.edge = flattened(call, parts.value.edge);
    attendHeads(call, parts);
    if (deep && !call.outputs.empty()) {
        std::vector<Size> sizes;
        for (std::size_t i = 0; i + 1 < g.rank(original); ++i)
            sizes.push_back(g.size(original, static_cast<std::int64_t>(i)));
        sizes.push_back(g.size(call.outputs.front().edge, -1));
        call.outputs.front().edge = g.reshape(call.outputs.front().edge, sizes);
    }
}

void groupQueryAttention(LayerCall& call)
{
    MultiHead parts;
    if (!readMultiHead(call, parts))
        return;
    const keras::LayerConfig config = call.config();
    parts.heads = config.integer("num_query_heads", 1);
    parts.keyHeads = config.integer("num_key_value_heads", parts.heads);
    parts.keySize = parts.valueSize = config.integer("head_dim", 1);
    if (parts.heads <= 0 || parts.keyHeads <= 0 || parts.heads % parts.keyHeads != 0 || parts.keySize <= 0 ||
        parts.heads > 1 << 20 || parts.keySize > 1 << 20)
        return void(call.refuse("heads that do not fit together"));
    attendHeads(call, parts);
}

constexpr LayerRow kRows[] = {
    {"Attention", attention, MaskRule::Own},
    {"AdditiveAttention", attention, MaskRule::Own},
    {"MultiHeadAttention", multiHeadAttention, MaskRule::Pass},
    {"GroupedQueryAttention", groupQueryAttention, MaskRule::Pass},
    {"GroupQueryAttention", groupQueryAttention, MaskRule::Pass},
};

} // namespace

std::span<const LayerRow> attentionLayers()
{
    return kRows;
}

} // namespace lw::graph
