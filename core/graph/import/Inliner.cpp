// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/Inliner.h"

#include "core/graph/import/NeededNodes.h"

#include <algorithm>

namespace lw::graph {

namespace {

constexpr std::size_t kDeepestCall = 100;
constexpr std::size_t kMostNodes = 2'000'000;

bool isCall(const std::string& op)
{
    return op == "PartitionedCall" || op == "StatefulPartitionedCall";
}

/// Operations whose output is their input: a graph for running does without them.
bool isCopy(const std::string& op)
{
    return op == "ReadVariableOp" || op == "Identity" || op == "IdentityN" || op == "StopGradient" ||
           op == "PreventGradient" || op == "PlaceholderWithDefault" || op == "Snapshot";
}

bool isNamedVariable(const std::string& op)
{
    return op == "VarHandleOp" || op == "VariableV2" || op == "Variable";
}

/// Loops and branches keep their bodies as functions.
bool isControlFlow(const std::string& op)
{
    return op == "While" || op == "StatelessWhile" || op == "If" || op == "StatelessIf" || op == "Case" ||
           op == "StatelessCase";
}
/// The last part of a scope that is not the name of a call: "dense/StatefulPartitionedCall" is the call of "dense".
std::string_view scopeOfCall(std::string_view name)
{
    const std::size_t slash = name.rfind('/');
    return slash == std::string_view::npos ? name : name.substr(0, slash);
}

} // namespace

/// One graph being emitted: what each of its nodes has become.
struct Inliner::Frame {
    const Graph& raw;
    const std::string& prefix;
    std::vector<std::vector<Edge>> outputs; ///< by node of raw; empty: not emitted yet, or nothing comes out
    [[nodiscard]] Result<Edge> edge(Edge of) const
    {
        if (of.output >= outputs[of.node].size())
            return corrupt("an output is used that its node does not have").in(raw.nodes[of.node].name);
        return outputs[of.node][of.output];
    }
    [[nodiscard]] Result<std::vector<Edge>> inputs(std::uint32_t node) const
    {
        std::vector<Edge> edges;
        for (const Edge input : raw.nodes[node].inputs) {
            LW_ASSIGN(const Edge mapped, edge(input));
            edges.push_back(mapped);
        }
        return edges;
    }
    [[nodiscard]] std::string nameOf(std::uint32_t node) const { return prefix + raw.nodes[node].name; }
};

Inliner::Inliner(Inliner& parent)
    : m_library(parent.m_library), m_variables(parent.m_variables), m_layers(parent.m_layers),
      m_functions(parent.m_functions), m_budget(parent.m_budget), m_stack(parent.m_stack)
{
}

std::string Inliner::unique(std::string name)
{
    if (m_names.insert(name).second)
        return name;
    for (std::size_t number = 1;; ++number) {
        std::string numbered = name + "_" + std::to_string(number);
        if (m_names.insert(numbered).second)
            return numbered;
    }
}

Edge Inliner::addNode(Node node)
{
    node.name = unique(std::move(node.name));
    ++*m_budget;
    return m_graph.add(std::move(node));
}

Edge Inliner::addInput(const std::string& name, DType dtype, PartialShape shape)
{
    Node node;
    node.name = name;
    node.op = "Placeholder";
    node.attrs.emplace("dtype", dtype);
    node.attrs.emplace("shape", shape);
    node.outputs.push_back({dtype, std::move(shape)});
    const Edge edge = addNode(std::move(node));
    m_graph.inputs.push_back({name, edge});
    return edge;
}

Edge Inliner::addConstant(const std::string& name, Tensor tensor)
{
    Node node;
    node.name = name;
    node.op = "Const";
    node.outputs.push_back({tensor.dtype(), tensor.shape()});
    node.attrs.emplace("dtype", tensor.dtype());
    node.attrs.emplace("value", std::move(tensor));
    return addNode(std::move(node));
}

Edge Inliner::addVariable(const BoundVariable& variable)
{
    const auto known = m_boundByKey.find(variable.key);
    if (known != m_boundByKey.end())
        return known->second;
    const Edge edge = addConstant(variable.name, variable.tensor);
    m_graph.nodes[edge.node].attrs.emplace(kVariableKeyAttr, variable.key);
    m_boundByKey.emplace(variable.key, edge);
    return edge;
}

Result<std::vector<Edge>> Inliner::call(const std::string& function, const std::vector<Edge>& arguments,
                                        const std::string& prefix)
{
    if (m_stack.size() >= kDeepestCall)
        return unsupported("functions call each other more than " + std::to_string(kDeepestCall) + " levels deep");
    if (std::find(m_stack.begin(), m_stack.end(), function) != m_stack.end())
        return unsupported("function " + printable(function) + " calls itself");
    LW_ASSIGN(const RawGraph raw, m_library.function(function));
    if (arguments.size() != raw->inputs.size())
        return corrupt("function " + printable(function) + " takes " + std::to_string(raw->inputs.size()) +
                       " arguments, not " + std::to_string(arguments.size()));
    std::vector<std::pair<Edge, Edge>> fed;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        fed.emplace_back(raw->inputs[i].edge, arguments[i]);
    std::vector<Edge> wanted;
    for (const NamedEdge& output : raw->outputs)
        wanted.push_back(output.edge);
    m_stack.push_back(function);
    auto outputs = emit(*raw, fed, wanted, prefix);
    m_stack.pop_back();
    return outputs;
}

Result<std::vector<Edge>> Inliner::emit(const Graph& raw, const std::vector<std::pair<Edge, Edge>>& fed,
                                        const std::vector<Edge>& wanted, const std::string& prefix)
{
    Frame frame{raw, prefix, std::vector<std::vector<Edge>>(raw.nodes.size())};
    for (const auto& [from, to] : fed) {
        auto& outputs = frame.outputs[from.node];
        outputs.resize(std::max<std::size_t>(outputs.size(), from.output + 1), to);
        outputs[from.output] = to;
    }
    LW_ASSIGN(const std::vector<std::uint32_t> order, neededNodes(raw, wanted, frame.outputs));
    for (const std::uint32_t node : order) {
        if (++*m_budget > kMostNodes)
            return unsupported("the functions unfold to more than " + std::to_string(kMostNodes) + " operations");
        LW_TRY(emitNode(frame, node));
    }
    std::vector<Edge> outputs;
    for (const Edge edge : wanted) {
        LW_ASSIGN(const Edge mapped, frame.edge(edge));
        outputs.push_back(mapped);
    }
    return outputs;
}

std::optional<Edge> Inliner::resource(std::uint32_t number) const
{
    const auto found = m_resources.find(number);
    return found == m_resources.end() ? std::nullopt : std::optional(found->second);
}

Result<void> Inliner::callForEffect(const std::string& function, const std::vector<Edge>& arguments, Edge resource)
{
    LW_ASSIGN(const RawGraph raw, m_library.function(function));
    if (raw->inputs.size() != arguments.size())
        return corrupt("function " + printable(function) + " takes another number of arguments");
    std::vector<std::pair<Edge, Edge>> fed;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        fed.emplace_back(raw->inputs[i].edge, arguments[i]);
    const std::string prefix = m_graph.nodes[resource.node].name + "/";
    for (const Node& node : raw->nodes) {
        if (isCall(node.op)) { // the function that was traced wraps the one that fills
            const auto called = node.attrs.find("f");
            const auto* inner = called == node.attrs.end() ? nullptr : called->second.as<FunctionRef>();
            if (!inner || m_stack.size() >= kDeepestCall)
                return unsupported("a resource is filled in an unknown way").in(node.name);
            LW_ASSIGN(const std::vector<Edge> inputs, emit(*raw, fed, node.inputs, prefix));
            m_stack.push_back(function);
            auto filled = callForEffect(inner->name, inputs, resource);
            m_stack.pop_back();
            LW_TRY(filled);
            continue;
        }
        if (node.op != "LookupTableImportV2" && node.op != "InitializeTableV2" &&
            node.op != "InitializeTableFromTextFileV2")
            continue;
        Node copy = node;
        copy.name = prefix + node.name;
        LW_ASSIGN(copy.inputs, emit(*raw, fed, node.inputs, prefix));
        copy.controls.clear();
        m_fillers[resource.node] = addNode(std::move(copy)).node;
    }
    return {};
}

Result<void> Inliner::emitNode(Frame& frame, std::uint32_t index)
{
    const Node& node = frame.raw.nodes[index];
    if (isCall(node.op)) {
        const auto found = node.attrs.find("f");
        const auto* function = found == node.attrs.end() ? nullptr : found->second.as<FunctionRef>();
        if (!function)
            return corrupt("a call names no function").in(node.name);
        return emitCall(frame, index, function->name);
    }
    if (isNamedVariable(node.op))
        return bindByName(frame, index);
    if (isCopy(node.op))
        return emitCopy(frame, index);
    if (node.op == "ResourceGather" || node.op == "ResourceGatherNd")
        return emitGather(frame, index);
    if (m_library.contains(node.op)) // TensorFlow 1 calls a function by using its name as an operation
        return emitCall(frame, index, node.op);

    Node copy = node;
    copy.name = frame.nameOf(index);
    LW_ASSIGN(copy.inputs, frame.inputs(index));
    copy.controls.clear();
    for (const Edge input : copy.inputs)
        if (const auto filler = m_fillers.find(input.node); filler != m_fillers.end())
            copy.controls.push_back(filler->second);
    if (node.op == "VariableShape")
        copy.op = "Shape"; // the variable is its value here
    if (isControlFlow(node.op))
        LW_TRY(keepFunctions(copy));
    const std::size_t count = copy.outputs.size();
    const Edge first = addNode(std::move(copy));
    for (std::uint32_t output = 0; output < count; ++output)
        frame.outputs[index].push_back({first.node, output});
    return {};
}

Result<void> Inliner::emitCall(Frame& frame, std::uint32_t index, const std::string& function)
{
    LW_ASSIGN(const std::vector<Edge> arguments, frame.inputs(index));
    const std::string name = frame.nameOf(index);
    auto outputs = call(function, arguments, name + "/");
    if (!outputs)
        return outputs.error().in(name);
    frame.outputs[index] = std::move(outputs).value();
    const std::string layer = m_layers ? m_layers(scopeOfCall(name)) : std::string();
    if (!layer.empty() && !frame.outputs[index].empty())
        m_taps[layer] = frame.outputs[index].front();
    return {};
}

Result<void> Inliner::emitCopy(Frame& frame, std::uint32_t index)
{
    LW_ASSIGN(frame.outputs[index], frame.inputs(index));
    if (frame.outputs[index].empty())
        return corrupt("an operation without its input").in(frame.raw.nodes[index].name);
    return {};
}

/// A gather from a variable is one from its value.
Result<void> Inliner::emitGather(Frame& frame, std::uint32_t index)
{
    const Node& node = frame.raw.nodes[index];
    Node gather = node;
    gather.name = frame.nameOf(index);
    LW_ASSIGN(gather.inputs, frame.inputs(index));
    gather.controls.clear();
    gather.attrs["Tparams"] = node.typeAttr("dtype");
    if (node.op == "ResourceGatherNd") {
        gather.op = "GatherNd";
    } else {
        gather.op = "GatherV2";
        gather.attrs["Taxis"] = DType::Int32;
        const auto axis = static_cast<std::int32_t>(node.intAttr("batch_dims"));
        gather.inputs.push_back(
            addConstant(gather.name + "/axis", Tensor::fromVector(Shape{}, std::vector<std::int32_t>{axis})));
    }
    frame.outputs[index] = {addNode(std::move(gather))};
    return {};
}

Result<void> Inliner::bindByName(Frame& frame, std::uint32_t index)
{
    const Node& node = frame.raw.nodes[index];
    std::string name = node.textAttr("shared_name");
    if (name.empty())
        name = node.name;
    auto variable = m_variables(name);
    if (!variable)
        return variable.error().in(node.name);
    frame.outputs[index] = {addVariable(*variable)};
    return {};
}

} // namespace lw::graph
