// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/VisibleGraph.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace lw::layout {

namespace {

constexpr std::size_t kLargeFunction = 60; ///< operators; with more, scopes start folded
constexpr int kMaxScopeDepth = 32;

using keras::Category;

/// First match of a piece of the op's name decides; the order matters ("BiasAdd" before "Add").
constexpr std::pair<std::string_view, Category> kOperatorWords[] = {
    {"Placeholder", Category::Input},
    {"_Arg", Category::Input},
    {"_Retval", Category::Input},
    {"Conv", Category::Convolution},
    {"FusedBatchNorm", Category::Normalization},
    {"LayerNorm", Category::Normalization},
    {"L2Normalize", Category::Normalization},
    {"LRN", Category::Normalization},
    {"Pool", Category::Pooling},
    {"MatMul", Category::Core},
    {"Einsum", Category::Core},
    {"BiasAdd", Category::Core},
    {"LSTM", Category::Recurrent},
    {"GRU", Category::Recurrent},
    {"RNN", Category::Recurrent},
    {"While", Category::Recurrent},
    {"TensorList", Category::Recurrent},
    {"Attention", Category::Attention},
    {"Softmax", Category::Activation},
    {"Relu", Category::Activation},
    {"Elu", Category::Activation},
    {"Selu", Category::Activation},
    {"Gelu", Category::Activation},
    {"Sigmoid", Category::Activation},
    {"Tanh", Category::Activation},
    {"Softplus", Category::Activation},
    {"Softsign", Category::Activation},
    {"Swish", Category::Activation},
    {"Erf", Category::Activation},
    {"Gather", Category::Embedding},
    {"Lookup", Category::Preprocessing},
    {"String", Category::Preprocessing},
    {"Decode", Category::Preprocessing},
    {"Resize", Category::Preprocessing},
    {"Random", Category::Regularization},
    {"Dropout", Category::Regularization},
    {"PartitionedCall", Category::Wrapper},
    {"If", Category::Wrapper},
    {"Case", Category::Wrapper},
    {"Reshape", Category::Reshaping},
    {"Transpose", Category::Reshaping},
    {"Squeeze", Category::Reshaping},
    {"ExpandDims", Category::Reshaping},
    {"Slice", Category::Reshaping},
    {"Pad", Category::Reshaping},
    {"Pack", Category::Reshaping},
    {"Unpack", Category::Reshaping},
    {"Split", Category::Reshaping},
    {"Tile", Category::Reshaping},
    {"Shape", Category::Reshaping},
    {"Cast", Category::Reshaping},
    {"Reverse", Category::Reshaping},
    {"Concat", Category::Merging},
    {"Add", Category::Merging},
    {"Mul", Category::Merging},
    {"Sub", Category::Merging},
    {"Div", Category::Merging},
    {"Maximum", Category::Merging},
    {"Minimum", Category::Merging},
    {"Mean", Category::Pooling},
    {"Sum", Category::Pooling},
    {"Max", Category::Pooling},
    {"Min", Category::Pooling},
};

class OperatorOutliner {
public:
    explicit OperatorOutliner(const graph::Graph& graph) : m_graph(graph) {}

    Outline run()
    {
        m_outline.hasGraph = true;
        findWeights();
        addNodes();
        addScopes();
        addEdges();
        mark(m_graph.inputs, &Card::isInput);
        mark(m_graph.outputs, &Card::isOutput);
        for (const OutlineNode& node : m_outline.nodes)
            for (auto at = node.group; at >= 0; at = m_outline.groups[static_cast<std::size_t>(at)].parent)
                ++m_outline.groups[static_cast<std::size_t>(at)].leaves;
        unfoldOuter();
        return std::move(m_outline);
    }

private:
    /// Constants and variables, and what only reads them, would bury the computation: they are told by their readers'
    /// cards.
    void findWeights()
    {
        const auto isSource = [](const graph::Node& node) {
            if (node.op == "Const" || node.op == "VarHandleOp" || node.op == "VariableV2" || node.op == "Variable" ||
                node.op == "NoOp")
                return true;
            return (node.op == "Placeholder" || node.op == "_Arg") && !node.outputs.empty() &&
                   node.outputs.front().dtype == DType::Resource;
        };
        m_isWeight.assign(m_graph.nodes.size(), false);
        for (std::size_t index = 0; index < m_graph.nodes.size(); ++index)
            m_isWeight[index] = isSource(m_graph.nodes[index]);
        constexpr int kChain = 4; // variable -> read -> cast -> identity
        for (int pass = 0; pass < kChain; ++pass)
            for (std::size_t index = 0; index < m_graph.nodes.size(); ++index) {
                const graph::Node& node = m_graph.nodes[index];
                const bool passesOn = node.op == "ReadVariableOp" || node.op == "Identity" || node.op == "Cast";
                if (passesOn && !node.inputs.empty() && isWeight(node.inputs.front().node))
                    m_isWeight[index] = true;
            }
        for (const graph::NamedEdge& output : m_graph.outputs)
            if (output.edge.node < m_isWeight.size())
                m_isWeight[output.edge.node] = false;
    }

    [[nodiscard]] bool isWeight(std::uint32_t node) const { return node < m_isWeight.size() && m_isWeight[node]; }

    /// Shape of the first variable that an operator reads.
    [[nodiscard]] std::string weightOf(const graph::Node& node) const
    {
        for (const graph::Edge& input : node.inputs) {
            if (!isWeight(input.node) || m_graph.nodes[input.node].op == "Const")
                continue;
            const auto& outputs = m_graph.nodes[input.node].outputs;
            if (input.output < outputs.size() && outputs[input.output].shape &&
                outputs[input.output].dtype != DType::Resource)
                return edgeShapeText(outputs[input.output].shape);
        }
        return {};
    }

    void addNodes()
    {
        m_nodeOf.assign(m_graph.nodes.size(), ~0U);
        for (std::uint32_t index = 0; index < m_graph.nodes.size(); ++index) {
            const graph::Node& node = m_graph.nodes[index];
            if (m_isWeight[index])
                continue;
            Card card;
            card.path = node.name;
            card.title = node.name;
            card.className = node.op;
            card.detail = weightOf(node);
            card.category = categoryOfOperator(node.op);
            if (!node.outputs.empty()) {
                card.hasShape = true;
                card.shape = node.outputs.front().shape;
            }
            m_nodeOf[index] = static_cast<std::uint32_t>(m_outline.nodes.size());
            m_outline.nodes.push_back({std::move(card), -1});
        }
    }

    struct Scope {
        std::size_t members = 0; ///< operators at any depth
        std::int32_t group = -2;
    };

    /// Every prefix of a name up to a slash that two operators share, unless it holds just what its only inner scope
    /// holds.
    void addScopes()
    {
        std::map<std::string, Scope, std::less<>> scopes;
        for (const OutlineNode& node : m_outline.nodes)
            forEachScope(node.card.path, [&](std::string_view scope) { ++scopes[std::string(scope)].members; });
        const bool large = m_outline.nodes.size() > kLargeFunction;
        for (OutlineNode& node : m_outline.nodes) {
            std::int32_t parent = -1;
            std::size_t parentMembers = m_outline.nodes.size();
            forEachScope(node.card.path, [&](std::string_view name) {
                auto& scope = scopes.find(name)->second;
                if (scope.members < 2 || scope.members == parentMembers)
                    return;
                parentMembers = scope.members;
                if (scope.group == -2) {
                    scope.group = static_cast<std::int32_t>(m_outline.groups.size());
                    m_outline.groups.push_back(frameOf(name, parent, large));
                }
                parent = scope.group;
            });
            node.group = parent;
            node.card.title = titleWithin(node.card, parent);
        }
    }

    /// The name from its frame on, without a last piece that only repeats the operation: "Conv1" for
    /// "model/Conv1/Conv2D".
    [[nodiscard]] std::string titleWithin(const Card& card, std::int32_t frame) const
    {
        std::string title = card.path;
        if (frame >= 0)
            title.erase(0, m_outline.groups[static_cast<std::size_t>(frame)].card.path.size() + 1);
        const std::string ending = "/" + card.className;
        if (title.size() > ending.size() && title.ends_with(ending))
            title.resize(title.size() - ending.size());
        return title;
    }

    /// A model's scope holds nearly all of its function: outer scopes open until there is something to see.
    void unfoldOuter()
    {
        constexpr std::size_t kFew = 10;
        for (std::size_t round = 0; round < m_outline.groups.size(); ++round) {
            std::vector<bool> folded;
            for (const OutlineGroup& group : m_outline.groups)
                folded.push_back(group.startsFolded);
            const VisibleGraph visible = visibleGraph(m_outline, folded);
            if (visible.cards.size() >= kFew)
                return;
            OutlineGroup* largest = nullptr;
            for (const VisibleCard& card : visible.cards)
                if (card.isGroup && (!largest || m_outline.groups[card.index].leaves > largest->leaves))
                    largest = &m_outline.groups[card.index];
            if (!largest)
                return;
            largest->startsFolded = false;
        }
    }

    template <typename Visit>
    static void forEachScope(const std::string& name, const Visit& visit)
    {
        int depth = 0;
        for (std::size_t slash = name.find('/'); slash != std::string::npos && depth < kMaxScopeDepth;
             slash = name.find('/', slash + 1), ++depth)
            visit(std::string_view(name).substr(0, slash));
    }

    static OutlineGroup frameOf(std::string_view name, std::int32_t parent, bool folded)
    {
        OutlineGroup group;
        group.kind = GroupKind::Scope;
        group.parent = parent;
        group.startsFolded = folded;
        group.card.path = std::string(name);
        const std::size_t slash = name.rfind('/');
        group.card.title = std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
        group.card.category = Category::Model;
        return group;
    }

    void addEdges()
    {
        std::unordered_map<std::uint64_t, bool> seen;
        for (std::uint32_t index = 0; index < m_graph.nodes.size(); ++index) {
            const std::uint32_t to = m_nodeOf[index];
            if (to == ~0U)
                continue;
            for (const graph::Edge& input : m_graph.nodes[index].inputs) {
                if (input.node >= m_nodeOf.size() || m_nodeOf[input.node] == ~0U)
                    continue;
                const std::uint32_t from = m_nodeOf[input.node];
                if (!seen.try_emplace(static_cast<std::uint64_t>(from) << 32 | to, true).second)
                    continue;
                const auto& outputs = m_graph.nodes[input.node].outputs;
                std::string label;
                if (input.output < outputs.size() && outputs[input.output].shape &&
                    outputs[input.output].dtype != DType::Resource && outputs[input.output].dtype != DType::Variant)
                    label = edgeShapeText(outputs[input.output].shape);
                m_outline.edges.push_back({from, to, std::move(label)});
            }
        }
    }

    void mark(const std::vector<graph::NamedEdge>& border, bool Card::*flag)
    {
        for (const graph::NamedEdge& end : border)
            if (end.edge.node < m_nodeOf.size() && m_nodeOf[end.edge.node] != ~0U)
                m_outline.nodes[m_nodeOf[end.edge.node]].card.*flag = true;
    }

    const graph::Graph& m_graph;
    Outline m_outline;
    std::vector<std::uint32_t> m_nodeOf; ///< per operator
    std::vector<bool> m_isWeight;        ///< per operator
};

} // namespace

keras::Category categoryOfOperator(std::string_view op)
{
    for (const auto& [word, category] : kOperatorWords)
        if (op.find(word) != std::string_view::npos)
            return category;
    return Category::Reshaping; // quiet: it moves values about; Unknown would say that it cannot run
}

Outline outlineOfGraph(const graph::Graph& graph)
{
    return OperatorOutliner(graph).run();
}

} // namespace lw::layout
