// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/export/ExpandComposites.h"

#include <cmath>
#include <numbers>

namespace lw::graph {

namespace {

Edge hardSigmoid(GraphBuilder& g, Edge x, double slope)
{
    const Edge line = g.binary("AddV2", g.binary("Mul", x, slope), 0.5);
    return g.binary("Minimum", g.binary("Maximum", line, 0.0), 1.0);
}

Edge gelu(GraphBuilder& g, Edge x, bool approximate)
{
    const Edge half = g.binary("Mul", x, 0.5);
    if (!approximate)
        return g.mul(half, g.binary("AddV2", g.unary("Erf", g.binary("Mul", x, 1 / std::numbers::sqrt2)), 1.0));
    const Edge cube = g.mul(g.unary("Square", x), x);
    const Edge inner = g.binary("Mul", g.add(x, g.binary("Mul", cube, 0.044715)), std::sqrt(2 * std::numbers::inv_pi));
    return g.mul(half, g.binary("AddV2", g.unary("Tanh", inner), 1.0));
}

Edge mish(GraphBuilder& g, Edge x)
{
    return g.mul(x, g.unary("Tanh", g.unary("Softplus", x)));
}

Edge swish(GraphBuilder& g, Edge x)
{
    return g.mul(x, g.unary("Sigmoid", x));
}

/// Keras adds a large negative number where the mask is false, so a row without any key has equal weights.
std::vector<Edge> attention(GraphBuilder& g, const Node& node, const std::vector<Edge>& inputs)
{
    const Edge query = inputs[0], key = inputs[1], value = inputs[2];
    Edge scores = g.op("BatchMatMulV2", {query, key}, {{"adj_y", true}});
    if (const double scale = node.floatAttr("scale", 1); scale != 1)
        scores = g.binary("Mul", scores, scale);
    std::optional<Edge> keep;
    if (node.boolAttr("has_mask") && inputs.size() > 3)
        keep = inputs[3];
    if (node.boolAttr("causal")) {
        const auto count = [&](Edge x) {
            return g.op("Range", {g.intScalar(0), g.sizeScalar(g.size(x, 2)), g.intScalar(1)});
        };
        const Edge causal = g.binary("GreaterEqual", g.expandDims(count(query), 1), g.expandDims(count(key), 0));
        keep = keep ? g.binary("LogicalAnd", *keep, causal) : causal;
    }
    if (keep) {
        const Edge closed = g.cast(g.unary("LogicalNot", *keep), g.dtype(scores));
        scores = g.add(scores, g.binary("Mul", closed, -1e9));
    }
    const Edge weights = g.softmax(scores);
    return {g.op("BatchMatMulV2", {weights, value}), weights};
}

Edge layerNorm(GraphBuilder& g, const Node& node, const std::vector<Edge>& inputs)
{
    const Edge x = inputs[0];
    const auto axes = node.intsAttr("axes");
    const double epsilon = node.floatAttr("epsilon", 1e-3);
    std::size_t next = 1;
    const auto take = [&](const char* flag) {
        return node.boolAttr(flag) && next < inputs.size() ? std::optional(inputs[next++]) : std::nullopt;
    };
    const auto gamma = take("has_gamma"), beta = take("has_beta");
    const bool rms = node.boolAttr("rms");
    const Edge mean = rms ? Edge() : g.reduce("Mean", x, axes, true);
    const Edge power = rms ? g.reduce("Mean", g.unary("Square", x), axes, true)
                           : g.reduce("Mean", g.op("SquaredDifference", {x, mean}), axes, true);
    Edge y = g.mul(rms ? x : g.sub(x, mean), g.unary("Rsqrt", g.binary("AddV2", power, epsilon)));
    if (gamma)
        y = g.mul(y, *gamma);
    return beta ? g.add(y, *beta) : y;
}

/// Every key compared with every word.
Edge vocabularyIndex(GraphBuilder& g, Edge keys, Edge words)
{
    const Edge same = g.cast(g.binary("Equal", g.expandDims(keys, -1), words), DType::Int32);
    const Edge found = g.cast(g.reduce("Max", same, {-1}, false), DType::Bool);
    const Edge place = g.op("ArgMax", {same, g.intScalar(-1)}, {{"output_type", DType::Int64}});
    return g.select(found, place, g.scalar(-1, DType::Int64));
}

std::vector<Edge> expand(GraphBuilder& g, const Node& node, const std::vector<Edge>& inputs, GraphFunctions& functions)
{
    if (node.op == "LSTM" || node.op == "GRU" || node.op == "SimpleRNN")
        return expandRecurrent(g, node, inputs, functions);
    if (node.op == "Attention" && inputs.size() >= 3)
        return attention(g, node, inputs);
    if (node.op == "LayerNorm" && !inputs.empty())
        return {layerNorm(g, node, inputs)};
    if (node.op == "Gelu" && !inputs.empty())
        return {gelu(g, inputs[0], node.boolAttr("approximate"))};
    if (node.op == "HardSigmoid" && !inputs.empty())
        return {hardSigmoid(g, inputs[0], node.floatAttr("slope", 0.2))};
    if (node.op == "Swish" && !inputs.empty())
        return {swish(g, inputs[0])};
    if (node.op == "Mish" && !inputs.empty())
        return {mish(g, inputs[0])};
    if (node.op == "VocabularyIndex" && inputs.size() == 2)
        return {vocabularyIndex(g, inputs[0], inputs[1])};
    return {};
}

} // namespace

Edge plainFunction(GraphBuilder& g, Edge x, std::string_view name, double hardSlope)
{
    struct Row {
        std::string_view name;
        const char* op;
    };
    static constexpr Row kRows[] = {{"tanh", "Tanh"},   {"sigmoid", "Sigmoid"},   {"relu", "Relu"},
                                    {"relu6", "Relu6"}, {"softplus", "Softplus"}, {"elu", "Elu"},
                                    {"selu", "Selu"},   {"softsign", "Softsign"}, {"exponential", "Exp"},
                                    {"exp", "Exp"},     {"softmax", "Softmax"}};
    for (const Row& row : kRows)
        if (row.name == name)
            return g.unary(row.op, x);
    if (name.empty() || name == "linear")
        return x;
    if (name == "hard_sigmoid")
        return hardSigmoid(g, x, hardSlope);
    if (name == "leaky_relu")
        return g.op("LeakyRelu", {x}, {{"alpha", 0.2}});
    if (name == "swish" || name == "silu")
        return swish(g, x);
    if (name == "mish")
        return mish(g, x);
    if (name == "gelu")
        return gelu(g, x, false);
    return g.fail(unsupported("the activation \"" + std::string(name) + "\" of a recurrent layer cannot be written"));
}

Result<Graph> expandComposites(const Graph& graph)
{
    LW_ASSIGN(const auto order, topologicalOrder(graph));
    Graph result;
    auto functions = std::make_shared<GraphFunctions>();
    if (graph.functions)
        *functions = *graph.functions;
    result.functions = functions;
    GraphBuilder g(result);
    std::vector<std::vector<Edge>> mapped(graph.nodes.size());
    for (const std::uint32_t index : order) {
        const Node& node = graph.nodes[index];
        std::vector<Edge> inputs;
        for (const Edge& edge : node.inputs)
            inputs.push_back(mapped[edge.node].at(edge.output));
        g.setLayer(node.layer);
        std::vector<Edge> outputs = expand(g, node, inputs, *functions);
        if (outputs.empty() && !g.error()) {
            g.setLayer({});
            const bool input = node.op == "Placeholder" && node.outputs.size() == 1; // its shape is not inferred
            const Edge first = input ? g.placeholder(node.name, node.outputs[0].dtype, node.outputs[0].shape)
                                     : g.op(node.op, inputs, node.attrs, node.name);
            if (!g.error()) {
                Node& copy = result.nodes.back();
                copy.layer = node.layer;
                for (const std::uint32_t control : node.controls)
                    if (!mapped[control].empty())
                        copy.controls.push_back(mapped[control].front().node);
                const auto count = static_cast<std::uint32_t>(std::max<std::size_t>(copy.outputs.size(), 1));
                for (std::uint32_t i = 0; i < count; ++i)
                    outputs.push_back(GraphBuilder::output(first, i));
            }
        }
        if (g.error())
            return *g.error();
        mapped[index] = std::move(outputs);
    }
    const auto border = [&](const std::vector<NamedEdge>& edges, std::vector<NamedEdge>& to) {
        for (const NamedEdge& edge : edges)
            to.push_back({edge.name, mapped[edge.edge.node].at(edge.edge.output)});
    };
    border(graph.inputs, result.inputs);
    border(graph.outputs, result.outputs);
    border(graph.taps, result.taps);
    return result;
}

} // namespace lw::graph
