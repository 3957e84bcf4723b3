// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/export/FunctionWriter.h"

#include "core/graph/export/ProtoWriting.h"

#include <algorithm>
#include <framework.pb.h>
#include <saved_model.pb.h>
#include <unordered_set>

namespace lw::graph {

namespace {

bool isAlnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Makes names unique within a function, where arguments and nodes share them.
class Names {
public:
    std::string unique(const std::string& wanted)
    {
        std::string name = wanted;
        for (std::size_t number = 1; !m_used.insert(name).second; ++number)
            name = wanted + "_" + std::to_string(number);
        return name;
    }

private:
    std::unordered_set<std::string> m_used;
};

/// Writes one graph as one FunctionDef.
class BodyWriter {
public:
    BodyWriter(const Graph& graph, std::string name, pb::FunctionDef& definition)
        : m_graph(graph), m_definition(definition)
    {
        m_info.name = std::move(name);
        m_definition.mutable_signature()->set_name(m_info.name);
    }

    /// functionNames: what the functions that the graph refers to are called in the library.
    Result<FunctionInfo> write(const std::map<std::string, std::string, std::less<>>& functionNames)
    {
        m_names.resize(m_graph.nodes.size());
        addInputs();
        addCaptures();
        LW_ASSIGN(const auto order, topologicalOrder(m_graph));
        for (const std::uint32_t index : order)
            if (m_names[index].empty())
                LW_TRY(addNode(index, functionNames));
        LW_TRY(addOutputs());
        finish();
        return std::move(m_info);
    }

private:
    void addInputs()
    {
        for (const NamedEdge& input : m_graph.inputs) {
            const OutputInfo& output = m_graph.nodes[input.edge.node].outputs.at(0);
            const std::string name = m_unique.unique(argumentName(input.name));
            addArgument(name, output.dtype, output.shape);
            m_names[input.edge.node] = name;
            m_isArgument.insert(input.edge.node);
            m_info.inputs.push_back({input.name, output.dtype, output.shape});
        }
    }

    void addCaptures()
    {
        for (const Node& node : m_graph.nodes) {
            const std::string path = node.textAttr(kVariableAttr);
            if (path.empty() || m_handles.count(path) != 0)
                continue;
            const std::string name = m_unique.unique(argumentName(path + "_resource"));
            addArgument(name, DType::Resource, Shape{});
            m_handles.emplace(path, name);
            m_info.captures.push_back(path);
        }
    }

    void addArgument(const std::string& name, DType dtype, const PartialShape& shape)
    {
        auto* argument = m_definition.mutable_signature()->add_input_arg();
        argument->set_name(name);
        argument->set_type(static_cast<int>(dtype));
        shapeToProto(shape, *m_inputShapes.mutable_list()->add_shape());
    }

    Result<void> addNode(std::uint32_t index, const std::map<std::string, std::string, std::less<>>& functionNames)
    {
        const Node& node = m_graph.nodes[index];
        const std::string path = node.textAttr(kVariableAttr);
        const bool read = !path.empty() && node.op == "Const";
        const bool assign = !path.empty() && !read;
        m_names[index] = m_unique.unique(nodeName(read ? node.name + "/ReadVariableOp" : node.name));
        pb::NodeDef* written = m_definition.add_node_def();
        written->set_name(m_names[index]);
        written->set_op(read ? "ReadVariableOp" : node.op);
        if (!path.empty())
            written->add_input(m_handles.at(path));
        for (const Edge& edge : node.inputs) {
            LW_ASSIGN(std::string reference, referenceTo(edge));
            written->add_input(std::move(reference));
        }
        for (const std::uint32_t control : node.controls)
            if (m_isArgument.count(control) == 0)
                written->add_input("^" + m_names[control]);
        if (read || assign) {
            addAttr(*written->mutable_attr(), "dtype").set_type(static_cast<int>(variableType(node)));
            if (read)
                shapeToProto(node.outputs.at(0).shape,
                             *addAttr(*written->mutable_attr(), "_output_shapes").mutable_list()->add_shape());
            m_effects.push_back(m_names[index]);
            return {};
        }
        LW_TRY(attrsToProto(m_graph, node, *written->mutable_attr()));
        for (auto& attr : *written->mutable_attr())
            if (attr.value().has_func()) {
                const auto known = functionNames.find(attr.value().func().name());
                if (known != functionNames.end())
                    attr.mutable_value()->mutable_func()->set_name(known->second);
            }
        return {};
    }

    [[nodiscard]] DType variableType(const Node& node) const
    {
        if (!node.outputs.empty())
            return node.outputs.front().dtype;
        const Edge value = node.inputs.at(0);
        return m_graph.nodes[value.node].outputs.at(value.output).dtype;
    }

    Result<std::string> referenceTo(Edge edge) const
    {
        const Node& source = m_graph.nodes[edge.node];
        if (m_isArgument.count(edge.node) != 0)
            return m_names[edge.node];
        if (source.op == "Const" && !source.textAttr(kVariableAttr).empty())
            return m_names[edge.node] + ":value:0";
        LW_ASSIGN(const std::string output, outputName(source, edge.output));
        return m_names[edge.node] + ":" + output;
    }

    /// Results are passed through Identity, so that each has a node that waits for all effects.
    Result<void> addOutputs()
    {
        std::string effects;
        if (!m_effects.empty()) {
            pb::NodeDef* all = m_definition.add_node_def();
            effects = m_unique.unique("NoOp");
            all->set_name(effects);
            all->set_op("NoOp");
            for (const std::string& effect : m_effects)
                all->add_input("^" + effect);
        }
        for (const NamedEdge& output : m_graph.outputs) {
            const OutputInfo info = m_graph.nodes[output.edge.node].outputs.at(output.edge.output);
            const std::string name = m_unique.unique("Identity");
            pb::NodeDef* node = m_definition.add_node_def();
            node->set_name(name);
            node->set_op("Identity");
            LW_ASSIGN(std::string reference, referenceTo(output.edge));
            node->add_input(std::move(reference));
            if (!effects.empty())
                node->add_input("^" + effects);
            addAttr(*node->mutable_attr(), "T").set_type(static_cast<int>(info.dtype));
            shapeToProto(info.shape, *addAttr(*node->mutable_attr(), "_output_shapes").mutable_list()->add_shape());
            auto* result = m_definition.mutable_signature()->add_output_arg();
            result->set_name(argumentName(name));
            result->set_type(static_cast<int>(info.dtype));
            auto* returned = m_definition.add_ret();
            returned->set_key(result->name());
            returned->set_value(name + ":output:0");
            m_info.outputs.push_back({output.name, info.dtype, info.shape});
        }
        return {};
    }

    void finish()
    {
        for (const std::string& effect : m_effects) {
            auto* control = m_definition.add_control_ret();
            control->set_key(effect);
            control->set_value(effect);
            m_definition.mutable_signature()->add_control_output(effect);
        }
        m_definition.mutable_signature()->set_is_stateful(!m_effects.empty());
        m_inputShapes.mutable_list();
        addAttr(*m_definition.mutable_attr(), "_input_shapes") = m_inputShapes;
        addAttr(*m_definition.mutable_attr(), "_construction_context").set_s("kEagerRuntime");
    }

    const Graph& m_graph;
    pb::FunctionDef& m_definition;
    FunctionInfo m_info;
    Names m_unique;
    std::vector<std::string> m_names; ///< by node
    std::unordered_set<std::uint32_t> m_isArgument;
    std::map<std::string, std::string, std::less<>> m_handles;
    std::vector<std::string> m_effects;
    pb::AttrValue m_inputShapes;
};

} // namespace

std::string nodeName(std::string_view text)
{
    std::string name;
    for (const char c : text)
        name += isAlnum(c) || c == '.' || c == '/' || c == '-' || c == '_' ? c : '_';
    if (name.empty() || !(isAlnum(name.front()) || name.front() == '.'))
        name.insert(0, "n");
    return name;
}

std::string argumentName(std::string_view text)
{
    std::string name;
    for (const char c : text)
        name += isAlnum(c) ? (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) : '_';
    if (name.empty() || !(name.front() >= 'a' && name.front() <= 'z'))
        name.insert(0, "arg");
    return name;
}

Result<FunctionInfo> FunctionWriter::add(const Graph& graph, const std::string& name)
{
    std::map<std::string, std::string, std::less<>> names;
    if (graph.functions)
        for (const auto& [inner, body] : *graph.functions) {
            const std::string written = nodeName(name + "_" + inner);
            names.emplace(inner, written);
            LW_TRY(BodyWriter(*body, written, *m_library.add_function()).write({}));
        }
    return BodyWriter(graph, name, *m_library.add_function()).write(names);
}

FunctionInfo FunctionWriter::addCaller(const FunctionInfo& callee, const std::string& name,
                                       const std::vector<std::size_t>& inputOrder,
                                       const std::vector<std::size_t>& outputOrder)
{
    FunctionInfo info;
    info.name = name;
    info.captures = callee.captures;
    pb::FunctionDef& definition = *m_library.add_function();
    definition.mutable_signature()->set_name(name);
    definition.mutable_signature()->set_is_stateful(true);
    Names unique;
    std::vector<std::string> passed(callee.inputs.size());
    auto* shapes = addAttr(*definition.mutable_attr(), "_input_shapes").mutable_list();
    const auto addArgument = [&](const std::string& wanted, DType dtype, const PartialShape& shape) {
        auto* argument = definition.mutable_signature()->add_input_arg();
        argument->set_name(unique.unique(argumentName(wanted)));
        argument->set_type(static_cast<int>(dtype));
        shapeToProto(shape, *shapes->add_shape());
        return argument->name();
    };
    for (const std::size_t input : inputOrder) {
        const FunctionBorder& border = callee.inputs.at(input);
        passed[input] = addArgument(border.name, border.dtype, border.shape);
        info.inputs.push_back(border);
    }
    for (std::size_t i = 0; i < callee.captures.size(); ++i)
        passed.push_back(addArgument("unknown", DType::Resource, Shape{}));

    pb::NodeDef* call = definition.add_node_def();
    const std::string callName = unique.unique("StatefulPartitionedCall");
    call->set_name(callName);
    call->set_op("StatefulPartitionedCall");
    for (const std::string& argument : passed)
        call->add_input(argument);
    auto* inputTypes = addAttr(*call->mutable_attr(), "Tin").mutable_list();
    for (const FunctionBorder& border : callee.inputs)
        inputTypes->add_type(static_cast<int>(border.dtype));
    for (std::size_t i = 0; i < callee.captures.size(); ++i)
        inputTypes->add_type(static_cast<int>(DType::Resource));
    auto* outputTypes = addAttr(*call->mutable_attr(), "Tout").mutable_list();
    auto* outputShapes = addAttr(*call->mutable_attr(), "_output_shapes").mutable_list();
    for (const FunctionBorder& border : callee.outputs) {
        outputTypes->add_type(static_cast<int>(border.dtype));
        shapeToProto(border.shape, *outputShapes->add_shape());
    }
    addAttr(*call->mutable_attr(), "f").mutable_func()->set_name(callee.name);

    for (const std::size_t output : outputOrder) {
        const FunctionBorder& border = callee.outputs.at(output);
        pb::NodeDef* node = definition.add_node_def();
        node->set_name(unique.unique("Identity"));
        node->set_op("Identity");
        node->add_input(callName + ":output:" + std::to_string(output));
        addAttr(*node->mutable_attr(), "T").set_type(static_cast<int>(border.dtype));
        shapeToProto(border.shape, *addAttr(*node->mutable_attr(), "_output_shapes").mutable_list()->add_shape());
        auto* result = definition.mutable_signature()->add_output_arg();
        result->set_name(argumentName(node->name()));
        result->set_type(static_cast<int>(border.dtype));
        auto* returned = definition.add_ret();
        returned->set_key(result->name());
        returned->set_value(node->name() + ":output:0");
        info.outputs.push_back(border);
    }
    auto* control = definition.add_control_ret();
    control->set_key(callName);
    control->set_value(callName);
    definition.mutable_signature()->add_control_output(callName);
    addAttr(*definition.mutable_attr(), "_construction_context").set_s("kEagerRuntime");
    return info;
}

} // namespace lw::graph
