// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/Graph.h"

#include "core/base/Error.h"

#include <charconv>

namespace lw::graph {

namespace {

std::string numberText(double value)
{
    char buffer[32];
    const auto done = std::to_chars(buffer, buffer + sizeof buffer, value);
    return {buffer, done.ptr};
}

std::string partialText(const PartialShape& shape)
{
    return shape ? shapeText(*shape) : "?";
}

/// Text of one attribute value.
struct AttrText {
    std::string operator()(std::monostate) const { return "none"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return numberText(value); }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(const std::string& value) const { return "\"" + printable(value) + "\""; }
    std::string operator()(DType value) const { return std::string(dtypeName(value)); }
    std::string operator()(const PartialShape& value) const { return partialText(value); }
    std::string operator()(const FunctionRef& value) const { return "@" + value.name; }
    std::string operator()(const Tensor& value) const;
    template <typename T>
    std::string operator()(const std::vector<T>& list) const
    {
        std::string text = "[";
        for (std::size_t i = 0; i < list.size(); ++i)
            text += (i ? ", " : "") + (*this)(static_cast<T>(list[i]));
        return text + "]";
    }
};

/// Small tensors with their elements, others with their shape only, so that a dump never decodes weights.
std::string AttrText::operator()(const Tensor& value) const
{
    std::string text = std::string(dtypeName(value.dtype())) + shapeText(value.shape());
    if (value.isNull() || value.elements() > 8)
        return text;
    const auto numbers = value.toDoubles();
    if (!numbers)
        return text;
    text += "{";
    for (std::size_t i = 0; i < numbers->size(); ++i)
        text += (i ? ", " : "") + numberText((*numbers)[i]);
    return text + "}";
}

std::string edgeText(const Graph& graph, const Edge& edge)
{
    std::string text = edge.node < graph.nodes.size() ? printable(graph.nodes[edge.node].name) : "<nothing>";
    return edge.output == 0 ? text : text + ":" + std::to_string(edge.output);
}

std::string nodeText(const Graph& graph, const Node& node)
{
    std::string text = printable(node.name) + " = " + printable(node.op) + "(";
    for (std::size_t i = 0; i < node.inputs.size(); ++i)
        text += (i ? ", " : "") + edgeText(graph, node.inputs[i]);
    for (const std::uint32_t control : node.controls)
        text += (text.back() == '(' ? "^" : ", ^") + edgeText(graph, {control, 0});
    text += ")";
    for (const auto& [key, value] : node.attrs)
        text += " " + key + "=" + std::visit(AttrText{}, value.value());
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
        text += (i ? ", " : " -> ") + std::string(dtypeName(node.outputs[i].dtype)) + " " +
                partialText(node.outputs[i].shape);
    return text;
}

} // namespace

std::string dump(const Graph& graph)
{
    std::string text;
    for (const Node& node : graph.nodes)
        text += nodeText(graph, node) + "\n";
    for (const NamedEdge& input : graph.inputs)
        text += "input " + printable(input.name) + " = " + edgeText(graph, input.edge) + "\n";
    for (const NamedEdge& output : graph.outputs)
        text += "output " + printable(output.name) + " = " + edgeText(graph, output.edge) + "\n";
    return text;
}

} // namespace lw::graph
