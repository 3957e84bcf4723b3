// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/CheckpointObjects.h"

#include "core/containers/protobuf/Message.h"
#include "core/formats/checkpoint/Bundle.h"

#include <algorithm>
#include <array>
#include <bundle.pb.h>
#include <deque>

namespace lw::formats {

namespace {

using Graph = pb::TrackableObjectGraph;

/// An object that keeps slots, or has the children that Keras' optimizers have (OptimizerV2: iter; later ones:
/// _iterations).
bool isOptimizer(const Graph::TrackableObject& node)
{
    if (node.slot_variables_size() > 0)
        return true;
    bool counts = false;
    bool hasRate = false;
    for (const auto& child : node.children()) {
        counts = counts || child.local_name() == "iter" || child.local_name() == "_iterations" ||
                 child.local_name() == "iterations";
        hasRate = hasRate || child.local_name() == "learning_rate" || child.local_name() == "_learning_rate" ||
                  child.local_name() == "_current_learning_rate"; // of a schedule
    }
    return counts && hasRate;
}

bool isCounter(std::string_view name)
{
    return name == "iter" || name == "_iterations" || name == "iterations";
}

/// Visits every node once, breadth first from the root, and collects what it stores.
class ObjectWalk {
public:
    explicit ObjectWalk(const Graph& graph) : m_graph(graph), m_state(static_cast<std::size_t>(graph.nodes_size())) {}

    std::vector<CheckpointVariable> variables()
    {
        if (m_graph.nodes_size() > 0)
            reach(0, false, false);
        for (; !m_queue.empty(); m_queue.pop_front())
            expand(m_queue.front());
        for (int node = 0; node < m_graph.nodes_size(); ++node)
            if (!m_state[static_cast<std::size_t>(node)].seen) // slot variables are children of nobody
                collect(m_graph.nodes(node), m_state[static_cast<std::size_t>(node)].slot, false);
        return std::move(m_variables);
    }

private:
    struct State {
        bool seen = false, optimizer = false, slot = false;
    };

    void reach(int node, bool optimizer, bool counter)
    {
        if (node < 0 || node >= m_graph.nodes_size() || m_state[static_cast<std::size_t>(node)].seen)
            return;
        State& state = m_state[static_cast<std::size_t>(node)];
        state.seen = true;
        state.optimizer = optimizer || isOptimizer(m_graph.nodes(node));
        collect(m_graph.nodes(node), optimizer, counter);
        m_queue.push_back(node);
    }

    void expand(int number)
    {
        const Graph::TrackableObject& node = m_graph.nodes(number);
        const bool optimizer = m_state[static_cast<std::size_t>(number)].optimizer;
        for (const auto& slot : node.slot_variables()) {
            const int id = slot.slot_variable_node_id();
            if (id >= 0 && id < m_graph.nodes_size())
                m_state[static_cast<std::size_t>(id)].slot = true;
        }
        const bool own = isOptimizer(node);
        for (const auto& child : node.children())
            reach(child.node_id(), optimizer, own && isCounter(child.local_name()));
    }

    void collect(const Graph::TrackableObject& node, bool optimizer, bool counter)
    {
        for (const auto& attribute : node.attributes()) {
            CheckpointVariable variable;
            variable.key = attribute.checkpoint_key();
            variable.path = pathOfKey(variable.key);
            variable.fullName = attribute.full_name();
            variable.optimizer = optimizer || variable.key.find(kSlotMark) != std::string::npos;
            variable.iterations = counter;
            m_variables.push_back(std::move(variable));
        }
    }

    const Graph& m_graph;
    std::vector<State> m_state;
    std::deque<int> m_queue;
    std::vector<CheckpointVariable> m_variables;
};

// Slots of TensorFlow 1: VARIABLE/NAME_OF_OPTIMIZER, numbered from the second one (slot_creator.py).
constexpr std::array<std::string_view, 12> kNamedOptimizers = {"Adam",     "Momentum",  "RMSProp", "Adagrad",
                                                               "Adadelta", "Ftrl",      "AdamW",   "LAMB",
                                                               "LARS",     "AdagradDA", "AdaMax",  "Nadam"};

std::string_view slotOwner(std::string_view key)
{
    const std::size_t slash = key.rfind('/');
    if (slash == std::string_view::npos)
        return {};
    std::string_view last = key.substr(slash + 1);
    if (const std::size_t number = last.rfind('_'); number != std::string_view::npos && number + 2 == last.size())
        last = last.substr(0, number);
    const bool named = std::find(kNamedOptimizers.begin(), kNamedOptimizers.end(), last) != kNamedOptimizers.end();
    return named ? key.substr(0, slash) : std::string_view();
}

} // namespace

bool isNamedSlot(const Bundle& bundle, std::string_view key)
{
    if (key == "beta1_power" || key == "beta2_power") // of AdamOptimizer, beside the slots
        return true;
    const std::string_view owner = slotOwner(key);
    return !owner.empty() && bundle.find(owner) != nullptr;
}

std::string pathOfKey(std::string_view key)
{
    if (key.ends_with(kVariableSuffix))
        key.remove_suffix(kVariableSuffix.size());
    std::string path;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const bool escape = key[i] == '.' && i + 1 < key.size();
        if (escape && key[i + 1] == '.') {
            path.push_back('.');
            ++i;
        } else if (escape && key[i + 1] == 'S') {
            path.push_back('/');
            ++i;
        } else {
            path.push_back(key[i]);
        }
    }
    return path;
}

Result<std::vector<CheckpointVariable>> readCheckpointObjects(ByteSpan objectGraph)
{
    Graph graph;
    LW_TRY(protobuf::parse(objectGraph, graph));
    return ObjectWalk(graph).variables();
}

Result<keras::ObjectTree> readObjectTree(ByteSpan objectGraph,
                                         const std::function<std::string(const std::string& key)>& variableOf)
{
    Graph graph;
    LW_TRY(protobuf::parse(objectGraph, graph));
    keras::ObjectTree tree(static_cast<std::size_t>(graph.nodes_size()));
    for (int number = 0; number < graph.nodes_size(); ++number) {
        const auto node = static_cast<std::size_t>(number);
        for (const auto& child : graph.nodes(number).children())
            if (child.node_id() >= 0 && child.node_id() < graph.nodes_size())
                tree.append(node, child.local_name(), static_cast<std::size_t>(child.node_id()));
        for (const auto& attribute : graph.nodes(number).attributes())
            if (std::string path = variableOf(attribute.checkpoint_key()); !path.empty())
                tree.setVariable(node, std::move(path));
    }
    return tree;
}

} // namespace lw::formats
