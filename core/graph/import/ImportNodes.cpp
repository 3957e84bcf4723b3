// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/protobuf/Message.h"
#include "core/graph/import/FunctionLibrary.h"
#include "core/graph/import/ProtoValues.h"

#include <charconv>
#include <framework.pb.h>
#include <google/protobuf/arena.h>

namespace lw::graph {

namespace {

constexpr std::string_view kOutputShapes = "_output_shapes";

/// Turns NodeDefs into Nodes and their input texts into edges. Names may be used before they are defined.
class NodeImporter {
public:
    explicit NodeImporter(const OpTable& ops) : m_ops(ops) {}

    void addArgument(const std::string& name, DType dtype, PartialShape shape)
    {
        Node node;
        node.name = name;
        node.op = "Placeholder";
        node.attrs.emplace("dtype", dtype);
        node.outputs.push_back({dtype, std::move(shape)});
        m_arguments.emplace(name, static_cast<std::uint32_t>(m_graph.nodes.size()));
        m_graph.inputs.push_back({name, m_graph.add(std::move(node))});
    }

    Result<void> addNode(const pb::NodeDef& definition)
    {
        Node node;
        node.name = definition.name();
        node.op = definition.op();
        std::vector<PartialShape> shapes;
        for (const auto& attr : definition.attr()) {
            if (attr.key() == kOutputShapes) {
                for (const auto& shape : attr.value().list().shape())
                    shapes.push_back(shapeFromProto(shape));
                continue;
            }
            if (attr.key().starts_with('_')) // hints to TensorFlow's own passes
                continue;
            auto value = attrFromProto(attr.value());
            if (!value)
                return value.error().in(node.name + "." + attr.key());
            node.attrs[attr.key()] = std::move(value).value();
        }
        const OpInfo& info = m_ops.find(node.op);
        for (const auto& [key, value] : info.defaults)
            node.attrs.emplace(key, value);
        for (const DType type : outputTypes(info, node.attrs))
            node.outputs.push_back(
                {type, node.outputs.size() < shapes.size() ? shapes[node.outputs.size()] : std::nullopt});
        const auto index = static_cast<std::uint32_t>(m_graph.nodes.size());
        if (!m_names.emplace(node.name, index).second)
            return corrupt("two nodes have the same name").in(node.name);
        m_infos.push_back(&info);
        m_pending.push_back({definition.input().begin(), definition.input().end()});
        m_graph.add(std::move(node));
        return {};
    }

    /// functionSyntax: "node:output:index" and "argument"; otherwise "node:index".
    Result<void> connect(bool functionSyntax)
    {
        for (std::size_t i = 0; i < m_pending.size(); ++i) {
            Node& node = m_graph.nodes[firstIndex() + i];
            for (const std::string& input : m_pending[i]) {
                if (input.starts_with('^')) {
                    const auto found = m_names.find(input.substr(1));
                    if (found != m_names.end()) // a function's argument may be named too, and is always there
                        node.controls.push_back(found->second);
                    continue;
                }
                auto edge = functionSyntax ? functionEdge(input) : graphEdge(input);
                if (!edge)
                    return edge.error().in(node.name);
                node.inputs.push_back(*edge);
            }
        }
        return {};
    }

    Result<Edge> functionEdge(std::string_view text) const
    {
        const std::size_t first = text.find(':');
        const std::string name(text.substr(0, first));
        if (const auto argument = m_arguments.find(name); argument != m_arguments.end())
            return Edge{argument->second, 0};
        const auto found = m_names.find(name);
        if (found == m_names.end())
            return corrupt("input \"" + printable(text) + "\" names no node");
        if (first == std::string_view::npos)
            return Edge{found->second, 0};
        const std::size_t second = text.find(':', first + 1);
        const std::string_view output =
            text.substr(first + 1, second == std::string_view::npos ? second : second - first - 1);
        std::uint32_t index = 0;
        if (second != std::string_view::npos)
            LW_TRY(readIndex(text.substr(second + 1), index));
        return checked({found->second, outputOffset(found->second, output) + index}, text);
    }

    Result<Edge> graphEdge(std::string_view text) const
    {
        const std::size_t colon = text.rfind(':');
        const auto found = m_names.find(std::string(text.substr(0, colon)));
        if (found == m_names.end())
            return corrupt("input \"" + printable(text) + "\" names no node");
        std::uint32_t index = 0;
        if (colon != std::string_view::npos)
            LW_TRY(readIndex(text.substr(colon + 1), index));
        return checked({found->second, index}, text);
    }

    Graph& graph() { return m_graph; }

private:
    [[nodiscard]] std::size_t firstIndex() const { return m_graph.nodes.size() - m_pending.size(); }

    static Result<void> readIndex(std::string_view text, std::uint32_t& index)
    {
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), index);
        if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
            return corrupt("input index \"" + printable(text) + "\" is no number");
        return {};
    }

    /// Where the tensors of a declared output start among all of the node's.
    [[nodiscard]] std::uint32_t outputOffset(std::uint32_t node, std::string_view output) const
    {
        const OpInfo& info = *m_infos[node - firstIndex()];
        const std::vector<std::size_t> sizes = outputSizes(info, m_graph.nodes[node].attrs);
        std::size_t offset = 0;
        for (std::size_t i = 0; i < info.outputs.size(); ++i) {
            if (info.outputs[i].name == output)
                return static_cast<std::uint32_t>(offset);
            offset += sizes[i];
        }
        return 0; // an operation that nobody defines: its one output has a name that we do not know
    }

    [[nodiscard]] Result<Edge> checked(Edge edge, std::string_view text) const
    {
        if (edge.output >= m_graph.nodes[edge.node].outputs.size())
            return corrupt("input \"" + printable(text) + "\" names an output that is not there");
        return edge;
    }

    const OpTable& m_ops;
    Graph m_graph;
    std::unordered_map<std::string, std::uint32_t> m_arguments, m_names;
    std::vector<const OpInfo*> m_infos;
    std::vector<std::vector<std::string>> m_pending;
};

/// The shape of an argument, where the trace wrote it down.
PartialShape argumentShape(const pb::FunctionDef& definition, std::uint32_t index)
{
    for (const auto& entry : definition.arg_attr()) {
        if (entry.key() != index)
            continue;
        for (const auto& attr : entry.value().attr())
            if (attr.key() == kOutputShapes && attr.value().list().shape_size() > 0)
                return shapeFromProto(attr.value().list().shape(0));
    }
    return std::nullopt;
}

} // namespace

Result<Graph> importFunction(ByteSpan functionDef, const OpTable& ops)
{
    google::protobuf::Arena arena;
    auto* definition = google::protobuf::Arena::CreateMessage<pb::FunctionDef>(&arena);
    LW_TRY(protobuf::parse(functionDef, *definition));
    NodeImporter importer(ops);
    std::uint32_t index = 0;
    for (const auto& arg : definition->signature().input_arg())
        importer.addArgument(arg.name(), dtypeFromProto(arg.type()), argumentShape(*definition, index++));
    for (const auto& node : definition->node_def())
        LW_TRY(importer.addNode(node));
    LW_TRY(importer.connect(true));
    std::unordered_map<std::string_view, std::string_view> returns;
    for (const auto& ret : definition->ret())
        returns[ret.key()] = ret.value();
    for (const auto& arg : definition->signature().output_arg()) {
        const auto found = returns.find(arg.name());
        if (found == returns.end())
            return corrupt("the function does not say what it returns as " + printable(arg.name()));
        auto edge = importer.functionEdge(found->second);
        if (!edge)
            return edge.error().in(arg.name());
        importer.graph().outputs.push_back({arg.name(), *edge});
    }
    return std::move(importer.graph());
}

Result<Graph> importNodes(const std::vector<ByteSpan>& nodeDefs, const OpTable& ops)
{
    NodeImporter importer(ops);
    google::protobuf::Arena arena;
    for (const ByteSpan bytes : nodeDefs) {
        auto* definition = google::protobuf::Arena::CreateMessage<pb::NodeDef>(&arena);
        LW_TRY(protobuf::parse(bytes, *definition));
        LW_TRY(importer.addNode(*definition));
    }
    LW_TRY(importer.connect(false));
    Graph graph = std::move(importer.graph());
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i)
        if (graph.nodes[i].op == "Placeholder")
            graph.inputs.push_back({graph.nodes[i].name, {i, 0}});
    return graph;
}

} // namespace lw::graph
