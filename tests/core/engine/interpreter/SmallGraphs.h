// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/interpreter/Interpreter.h"

#include <map>

/// Graphs of a few nodes for tests, in TensorFlow's op names.
namespace lw::engine::test {

using graph::Edge;
using graph::Graph;

inline Edge constant(Graph& graph, Tensor tensor)
{
    graph::Node node;
    node.name = "const" + std::to_string(graph.nodes.size());
    node.op = "Const";
    node.outputs = {{tensor.dtype(), tensor.shape()}};
    node.attrs["value"] = std::move(tensor);
    return graph.add(std::move(node));
}
inline Edge number(Graph& graph, std::int32_t value)
{
    return constant(graph, Tensor::fromVector(Shape{}, std::vector<std::int32_t>{value}));
}

inline Edge input(Graph& graph, DType dtype, graph::PartialShape shape = {})
{
    graph::Node node;
    node.name = "x" + std::to_string(graph.inputs.size());
    node.op = "Placeholder";
    node.attrs["dtype"] = dtype;
    node.outputs = {{dtype, std::move(shape)}};
    const Edge edge = graph.add(std::move(node));
    graph.inputs.push_back({"x" + std::to_string(graph.inputs.size()), edge});
    return edge;
}

inline Edge op(Graph& graph, const char* name, std::vector<Edge> inputs, graph::Attrs attrs = {},
               std::size_t outputs = 1)
{
    graph::Node node;
    node.name = std::string(name) + std::to_string(graph.nodes.size());
    node.op = name;
    node.inputs = std::move(inputs);
    node.attrs = std::move(attrs);
    node.outputs.resize(outputs);
    return graph.add(std::move(node));
}

inline void output(Graph& graph, Edge edge)
{
    graph.outputs.push_back({"y" + std::to_string(graph.outputs.size()), edge});
}

inline Result<std::vector<Value>> runGraph(Graph graph, std::vector<Value> inputs = {}, const Progress& progress = {},
                                           InterpreterOptions options = {})
{
    LW_ASSIGN(const auto interpreter,
              Interpreter::create(std::make_shared<const Graph>(std::move(graph)), std::move(options)));
    return interpreter.run(std::move(inputs), progress);
}

inline Value floats(const Shape& shape, std::vector<float> elements)
{
    return *valueFromTensor(Tensor::fromVector(shape, std::move(elements)));
}
inline Value integer(std::int32_t value)
{
    return *valueFromTensor(Tensor::fromVector(Shape{}, std::vector<std::int32_t>{value}));
}
inline std::int32_t asInt(const Value& value)
{
    return value.as<std::int32_t>().front();
}

using FunctionTable = std::map<std::string, std::shared_ptr<const Graph>, std::less<>>;

/// while (counter < limit) counter += step, as a graph with its functions.
inline Graph countingLoop(std::int32_t limit, std::int32_t step)
{
    FunctionTable functions;
    Graph condition;
    output(condition, op(condition, "Less", {input(condition, DType::Int32), number(condition, limit)}));
    Graph body;
    output(body, op(body, "AddV2", {input(body, DType::Int32), number(body, step)}));
    functions["cond"] = std::make_shared<const Graph>(condition);
    functions["body"] = std::make_shared<const Graph>(body);
    Graph graph;
    graph.functions = std::make_shared<const FunctionTable>(functions);
    const Edge loop = op(graph, "While", {number(graph, 0)},
                         {{"cond", graph::FunctionRef{"cond"}}, {"body", graph::FunctionRef{"body"}}});
    output(graph, loop);
    return graph;
}

} // namespace lw::engine::test
