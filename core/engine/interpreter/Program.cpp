// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/interpreter/Program.h"

#include <algorithm>

namespace lw::engine {

namespace {

using graph::Edge;
using graph::Node;

constexpr std::uint32_t kMostOutputs = 65536; ///< of one node whose outputs are not declared
constexpr std::int64_t kNone = -1;

/// Nodes that the roots need, each after those it needs itself. Does not recurse: graphs may be deep chains.
class Ordering {
public:
    explicit Ordering(const graph::Graph& graph) : m_graph(graph), m_state(graph.nodes.size(), State::New) {}

    Result<void> visit(std::uint32_t root)
    {
        LW_TRY(enter(root));
        while (!m_stack.empty()) {
            auto& [index, next] = m_stack.back();
            const Node& node = m_graph.nodes[index];
            const std::size_t needs = node.inputs.size() + node.controls.size();
            if (next == needs) {
                m_state[index] = State::Done;
                m_order.push_back(index);
                m_stack.pop_back();
                continue;
            }
            const std::size_t position = next++;
            const bool data = position < node.inputs.size();
            LW_TRY(enter(data ? node.inputs[position].node : node.controls[position - node.inputs.size()]));
        }
        return {};
    }
    std::vector<std::uint32_t> take() { return std::move(m_order); }

private:
    enum class State : std::uint8_t { New, Open, Done };

    Result<void> enter(std::uint32_t index)
    {
        if (index >= m_graph.nodes.size())
            return corrupt("an edge leads to a node that does not exist");
        if (m_state[index] == State::Open)
            return corrupt("the graph has a cycle").in(placeOf(m_graph.nodes[index]));
        if (m_state[index] == State::Done)
            return {};
        m_state[index] = State::Open;
        m_stack.emplace_back(index, 0);
        return {};
    }

    const graph::Graph& m_graph;
    std::vector<State> m_state;
    std::vector<std::pair<std::uint32_t, std::size_t>> m_stack;
    std::vector<std::uint32_t> m_order;
};

class Preparation {
public:
    Preparation(std::shared_ptr<const graph::Graph> graph, const std::vector<Edge>& fetches)
        : m_graph(*graph), m_program(std::make_unique<Program>()), m_home(graph->nodes.size())
    {
        m_program->graph = std::move(graph);
        for (const auto& output : m_graph.outputs)
            m_wanted.push_back(output.edge);
        m_wanted.insert(m_wanted.end(), fetches.begin(), fetches.end());
    }

    Result<std::unique_ptr<Program>> run()
    {
        Ordering ordering(m_graph);
        for (const auto& edge : m_wanted)
            LW_TRY(ordering.visit(edge.node));
        const auto order = ordering.take();
        LW_TRY(giveHomes(order));
        LW_TRY(bindInputs());
        for (const auto index : order)
            LW_TRY(addStep(index));
        for (const auto& edge : m_wanted) {
            LW_ASSIGN(const auto source, sourceOf(edge));
            m_program->outputs.push_back(source);
        }
        markLastUses();
        return std::move(m_program);
    }

private:
    /// Where a node's outputs are kept.
    struct Home {
        std::int64_t first = kNone;
        std::uint32_t count = 0;
        bool constant = false;
        bool input = false;
    };

    Result<void> giveHomes(const std::vector<std::uint32_t>& order)
    {
        std::vector<std::uint32_t> used(m_graph.nodes.size(), 0);
        const auto use = [&](const Edge& edge) { used[edge.node] = std::max(used[edge.node], edge.output + 1); };
        for (const auto index : order)
            for (const auto& edge : m_graph.nodes[index].inputs) {
                LW_TRY(checkOutput(edge));
                use(edge);
            }
        for (const auto& edge : m_wanted) {
            LW_TRY(checkOutput(edge));
            use(edge);
        }
        std::uint32_t slots = 0;
        for (const auto index : order) {
            const Node& node = m_graph.nodes[index];
            Home& home = m_home[index];
            home.constant = node.op == "Const";
            home.count = home.constant ? 1 : std::max(used[index], static_cast<std::uint32_t>(node.outputs.size()));
            home.first = home.constant ? static_cast<std::int64_t>(m_program->constants.size()) : slots;
            if (home.constant)
                LW_TRY(readConstant(node));
            else
                slots += home.count;
        }
        m_program->slotNeeded.assign(slots, false);
        return {};
    }

    Result<void> checkOutput(const Edge& edge) const
    {
        const Node& node = m_graph.nodes[edge.node];
        const std::size_t declared = node.op == "Const" ? 1 : node.outputs.size();
        if (edge.output < (declared > 0 ? declared : kMostOutputs))
            return {};
        return corrupt("an edge leads to output " + std::to_string(edge.output) + ", which does not exist")
            .in(placeOf(node));
    }

    Result<void> readConstant(const Node& node)
    {
        const Tensor* tensor = node.tensorAttr("value");
        if (tensor == nullptr)
            return corrupt("a constant has no value").in(placeOf(node));
        auto value = valueFromTensor(*tensor);
        if (!value)
            return value.error().in(placeOf(node));
        m_program->constants.push_back(std::move(value).value());
        return {};
    }

    Result<void> bindInputs()
    {
        for (const auto& input : m_graph.inputs) {
            if (input.edge.node >= m_graph.nodes.size())
                return corrupt("an input leads to a node that does not exist").in(input.name);
            Home& home = m_home[input.edge.node];
            if (home.constant)
                return corrupt("an input is a constant").in(input.name);
            home.input = home.first != kNone;
            m_program->inputSlots.push_back(home.first);
            if (home.input && home.count == 0)
                m_program->inputSlots.back() = kNone;
        }
        return {};
    }

    Result<void> addStep(std::uint32_t index)
    {
        const Node& node = m_graph.nodes[index];
        const Home& home = m_home[index];
        if (home.constant || home.input)
            return {};
        if (node.op == "Placeholder")
            return corrupt("a placeholder is not among the inputs").in(placeOf(node));
        Step step;
        step.node = index;
        step.kernel = findKernel(node.op);
        if (step.kernel == nullptr)
            return unsupported("operation " + printable(node.op, 80) + " is not supported").in(placeOf(node));
        step.merges = node.op == "Merge";
        m_program->hasSwitch = m_program->hasSwitch || node.op == "Switch";
        step.firstSource = static_cast<std::uint32_t>(m_program->sources.size());
        step.sourceCount = static_cast<std::uint32_t>(node.inputs.size());
        for (const auto& edge : node.inputs) {
            LW_ASSIGN(const auto source, sourceOf(edge));
            m_program->sources.push_back(source);
        }
        step.firstSlot = static_cast<std::uint32_t>(home.first);
        step.slotCount = home.count;
        m_program->steps.push_back(step);
        addCallees(node);
        return {};
    }

    void addCallees(const Node& node)
    {
        for (const auto& [name, attr] : node.attrs) {
            if (const auto* function = attr.as<graph::FunctionRef>())
                m_program->callees.push_back(function->name);
            else if (const auto* functions = attr.as<std::vector<graph::FunctionRef>>())
                for (const auto& one : *functions)
                    m_program->callees.push_back(one.name);
        }
    }

    Result<Source> sourceOf(const Edge& edge) const
    {
        const Home& home = m_home[edge.node];
        if (home.first == kNone || edge.output >= home.count)
            return corrupt("an edge leads to an output that does not exist").in(placeOf(m_graph.nodes[edge.node]));
        return Source{static_cast<std::uint32_t>(home.first) + edge.output, home.constant, false};
    }

    /// From the end to the start, the first use that is met of a slot is its last.
    void markLastUses()
    {
        auto& needed = m_program->slotNeeded;
        for (std::size_t i = m_program->outputs.size(); i-- > 0;)
            claim(m_program->outputs[i]);
        for (std::size_t s = m_program->steps.size(); s-- > 0;) {
            Step& step = m_program->steps[s];
            for (std::uint32_t i = step.sourceCount; i-- > 0;) {
                Source& source = m_program->sources[step.firstSource + i];
                claim(source);
                if (source.last && i < 64)
                    step.lastUse |= std::uint64_t(1) << i;
            }
        }
        needed = std::move(m_seen);
    }
    void claim(Source& source)
    {
        if (m_seen.empty())
            m_seen.assign(m_program->slotNeeded.size(), false);
        if (source.constant)
            return;
        source.last = !m_seen[source.index];
        m_seen[source.index] = true;
    }

    const graph::Graph& m_graph;
    std::unique_ptr<Program> m_program;
    std::vector<Home> m_home;
    std::vector<Edge> m_wanted;
    std::vector<bool> m_seen;
};

} // namespace

std::string placeOf(const graph::Node& node)
{
    return node.layer.empty() ? node.name : node.layer + " (" + node.name + ")";
}

Result<std::unique_ptr<Program>> prepareProgram(std::shared_ptr<const graph::Graph> graph,
                                                const std::vector<graph::Edge>& fetches)
{
    return Preparation(std::move(graph), fetches).run();
}

} // namespace lw::engine
