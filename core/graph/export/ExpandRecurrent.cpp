// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/export/ExpandComposites.h"

/// LSTM, GRU and SimpleRNN as loops over time (keras/src/backend/tensorflow/rnn.py; tf_keras/src/backend.py rnn).
namespace lw::graph {

namespace {

enum class Cell { Simple, Gru, Lstm };

struct Recurrence {
    Cell cell = Cell::Simple;
    std::int64_t units = 0;
    bool sequences = false, backwards = false, timeMajor = false, bias = false, resetAfter = true, zeroMasked = false;
    std::string activation, gate;
    double slope = 0.2;

    [[nodiscard]] std::size_t states() const { return cell == Cell::Lstm ? 2 : 1; }
    [[nodiscard]] std::int64_t gates() const { return cell == Cell::Lstm ? 4 : cell == Cell::Gru ? 3 : 1; }
};

Recurrence readAttributes(const Node& node)
{
    Recurrence r;
    r.cell = node.op == "LSTM" ? Cell::Lstm : node.op == "GRU" ? Cell::Gru : Cell::Simple;
    r.units = node.intAttr("units");
    r.sequences = node.boolAttr("return_sequences");
    r.backwards = node.boolAttr("go_backwards");
    r.timeMajor = node.boolAttr("time_major");
    r.bias = node.boolAttr("use_bias", true);
    r.resetAfter = node.boolAttr("reset_after", true);
    r.zeroMasked = node.boolAttr("zero_output_for_mask");
    r.activation = node.textAttr("activation", "tanh");
    r.gate = node.textAttr("recurrent_activation", "sigmoid");
    r.slope = node.floatAttr("hard_sigmoid_slope", 0.2);
    return r;
}

/// What goes round in the loop: first what changes, then what every round only reads.
struct LoopValues {
    std::vector<Edge> edges;
    std::size_t add(Edge edge)
    {
        edges.push_back(edge);
        return edges.size() - 1;
    }
};

/// Places of the values in the loop; none is absent.
struct Places {
    std::size_t step = 0, steps = 0, projected = 0;
    std::optional<std::size_t> list, output, mask, recurrentBias;
    std::vector<std::size_t> states, recurrent;
};

Edge slot(const Graph& graph, std::size_t place)
{
    return graph.inputs[place].edge;
}

/// A function's graph with a placeholder for each value of the loop.
void addLoopInputs(GraphBuilder& g, const GraphBuilder& outer, const LoopValues& values)
{
    for (std::size_t i = 0; i < values.edges.size(); ++i) {
        const std::string name = "loop_" + std::to_string(i);
        const Edge edge = g.placeholder(name, outer.dtype(values.edges[i]), outer.shape(values.edges[i]));
        g.graph().inputs.push_back({name, edge});
    }
}

std::vector<Edge> split(GraphBuilder& g, Edge x, std::int64_t count)
{
    const Edge parts = g.op("Split", {g.intScalar(1), x}, {{"num_split", count}});
    std::vector<Edge> edges;
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(count); ++i)
        edges.push_back(GraphBuilder::output(parts, i));
    return edges;
}

Edge item(GraphBuilder& g, Edge x, Edge step)
{
    return g.op("GatherV2", {x, step, g.intScalar(0)});
}

/// One step: x is the step's input times the kernel, bias added. Returns the new states, the output first.
std::vector<Edge> cellStep(GraphBuilder& g, const Recurrence& r, Edge x, const std::vector<Edge>& states,
                           const std::vector<Edge>& recurrent, std::optional<Edge> recurrentBias)
{
    const auto gate = [&](Edge edge) { return plainFunction(g, edge, r.gate, r.slope); };
    const auto activate = [&](Edge edge) { return plainFunction(g, edge, r.activation, r.slope); };
    const Edge h = states[0];
    const auto product = [&](Edge a, Edge b) { return g.op("MatMul", {a, b}); };
    if (r.cell == Cell::Simple)
        return {activate(g.add(x, product(h, recurrent[0])))};
    if (r.cell == Cell::Lstm) {
        const auto z = split(g, g.add(x, product(h, recurrent[0])), 4);
        const Edge carry = g.add(g.mul(gate(z[1]), states[1]), g.mul(gate(z[0]), activate(z[2])));
        return {g.mul(gate(z[3]), activate(carry)), carry};
    }
    const auto parts = split(g, x, 3);
    Edge update, candidate;
    if (r.resetAfter) {
        Edge inner = product(h, recurrent[0]);
        if (recurrentBias)
            inner = g.biasAdd(inner, *recurrentBias);
        const auto own = split(g, inner, 3);
        update = gate(g.add(parts[0], own[0]));
        candidate = activate(g.add(parts[2], g.mul(gate(g.add(parts[1], own[1])), own[2])));
    } else {
        update = gate(g.add(parts[0], product(h, recurrent[0])));
        const Edge reset = gate(g.add(parts[1], product(h, recurrent[1])));
        candidate = activate(g.add(parts[2], product(g.mul(reset, h), recurrent[2])));
    }
    const Edge rest = g.sub(g.scalar(1, g.dtype(update)), update);
    return {g.add(g.mul(update, h), g.mul(rest, candidate))};
}

Result<Graph> bodyGraph(const GraphBuilder& outer, const Recurrence& r, const LoopValues& values, const Places& places)
{
    Graph graph;
    GraphBuilder g(graph);
    addLoopInputs(g, outer, values);
    std::vector<Edge> results;
    for (const NamedEdge& input : graph.inputs)
        results.push_back(input.edge);
    const Edge step = slot(graph, places.step);
    std::vector<Edge> states, recurrent;
    for (const std::size_t place : places.states)
        states.push_back(slot(graph, place));
    for (const std::size_t place : places.recurrent)
        recurrent.push_back(slot(graph, place));
    const auto recurrentBias = places.recurrentBias ? std::optional(slot(graph, *places.recurrentBias)) : std::nullopt;
    auto next = cellStep(g, r, item(g, slot(graph, places.projected), step), states, recurrent, recurrentBias);
    Edge output = next[0];
    if (places.mask) {
        const Edge keep = g.expandDims(item(g, slot(graph, *places.mask), step), 1);
        const Edge before = slot(graph, *places.output);
        output = g.select(keep, next[0], r.zeroMasked ? g.unary("ZerosLike", before) : before);
        for (std::size_t i = 0; i < next.size(); ++i)
            next[i] = g.select(keep, next[i], states[i]);
        results[*places.output] = output;
    }
    if (places.list)
        results[*places.list] =
            g.op("TensorListSetItem", {slot(graph, *places.list), step, output}, {{"element_dtype", g.dtype(output)}});
    for (std::size_t i = 0; i < next.size(); ++i)
        results[places.states[i]] = next[i];
    results[places.step] = g.add(step, g.intScalar(1));
    if (g.error())
        return *g.error();
    for (std::size_t i = 0; i < results.size(); ++i)
        graph.outputs.push_back({"result_" + std::to_string(i), results[i]});
    return graph;
}

Result<Graph> conditionGraph(const GraphBuilder& outer, const LoopValues& values, const Places& places)
{
    Graph graph;
    GraphBuilder g(graph);
    addLoopInputs(g, outer, values);
    graph.outputs.push_back({"more", g.binary("Less", slot(graph, places.step), slot(graph, places.steps))});
    if (g.error())
        return *g.error();
    return graph;
}

/// A name of its own for each loop's functions: the node's, which is unique in its graph.
std::string functionName(const Node& node, const char* part)
{
    std::string name = node.name + "_" + part;
    for (char& c : name)
        if (c == '/')
            c = '_';
    return name;
}

} // namespace

std::vector<Edge> expandRecurrent(GraphBuilder& g, const Node& node, const std::vector<Edge>& inputs,
                                  GraphFunctions& functions)
{
    const Recurrence r = readAttributes(node);
    const std::size_t expected = 3 + (r.bias ? 1 : 0) + (node.boolAttr("has_initial_state") ? r.states() : 0) +
                                 (node.boolAttr("has_mask") ? 1 : 0);
    if (inputs.size() < expected)
        return {g.fail(invalid("a recurrent operation lacks inputs").in(node.name))};
    std::size_t next = 3;
    Edge x = r.timeMajor ? inputs[0] : g.transpose(inputs[0], {1, 0, 2});
    if (r.backwards)
        x = g.reverse(x, 0);
    Edge projected = g.op("BatchMatMulV2", {x, inputs[1]}, {}, "MatMul");
    std::optional<Edge> recurrentBias;
    if (r.bias) {
        Edge bias = inputs[next++];
        if (r.cell == Cell::Gru && r.resetAfter) {
            const Edge both = g.op("Unpack", {bias}, {{"num", 2}, {"axis", 0}});
            bias = GraphBuilder::output(both, 0);
            recurrentBias = GraphBuilder::output(both, 1);
        }
        projected = g.add(projected, bias);
    }
    const DType dtype = g.dtype(projected);
    const auto zeros = [&] {
        return g.op("Fill", {g.sizes({g.size(x, 1), {r.units, {}, 0, false}}), g.scalar(0, dtype)});
    };
    std::vector<Edge> initial;
    for (std::size_t i = 0; i < r.states(); ++i)
        initial.push_back(node.boolAttr("has_initial_state") ? inputs[next++] : zeros());

    LoopValues values;
    Places places;
    places.step = values.add(g.intScalar(0));
    const Edge steps = g.sizeScalar(g.size(x, 0));
    places.steps = values.add(steps);
    const Edge itemShape = g.ints({-1, r.units});
    if (r.sequences)
        places.list = values.add(
            g.op("TensorListReserve", {itemShape, steps}, {{"element_dtype", dtype}, {"shape_type", DType::Int32}}));
    if (node.boolAttr("has_mask")) {
        Edge mask = g.transpose(inputs[next++], {1, 0});
        if (r.backwards)
            mask = g.reverse(mask, 0);
        places.output = values.add(zeros());
        places.mask = values.add(mask);
    }
    for (const Edge state : initial)
        places.states.push_back(values.add(state));
    places.projected = values.add(projected);
    if (r.cell == Cell::Gru && !r.resetAfter)
        for (const Edge part : split(g, inputs[2], 3))
            places.recurrent.push_back(values.add(part));
    else
        places.recurrent.push_back(values.add(inputs[2]));
    if (recurrentBias)
        places.recurrentBias = values.add(*recurrentBias);
    if (g.error())
        return {Edge()};

    auto body = bodyGraph(g, r, values, places);
    auto condition = conditionGraph(g, values, places);
    if (!body || !condition)
        return {g.fail((body ? condition : body).error())};
    const std::string bodyName = functionName(node, "body"), conditionName = functionName(node, "cond");
    functions.emplace(bodyName, std::make_shared<const Graph>(std::move(*body)));
    functions.emplace(conditionName, std::make_shared<const Graph>(std::move(*condition)));
    const Edge loop = g.op("StatelessWhile", values.edges,
                           {{"cond", FunctionRef{conditionName}}, {"body", FunctionRef{bodyName}}}, "while");
    const auto result = [&](std::size_t place) {
        return GraphBuilder::output(loop, static_cast<std::uint32_t>(place));
    };
    Edge output = result(places.output.value_or(places.states[0]));
    if (places.list) {
        output = g.op("TensorListStack", {result(*places.list), itemShape}, {{"element_dtype", dtype}});
        if (!r.timeMajor)
            output = g.transpose(output, {1, 0, 2});
    }
    std::vector<Edge> outputs{output};
    for (const std::size_t place : places.states)
        outputs.push_back(result(place));
    return outputs;
}

} // namespace lw::graph
