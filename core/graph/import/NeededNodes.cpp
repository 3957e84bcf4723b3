// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/NeededNodes.h"

namespace lw::graph {

Result<std::vector<std::uint32_t>> neededNodes(const Graph& raw, const std::vector<Edge>& wanted,
                                               const std::vector<std::vector<Edge>>& known)
{
    enum class State : std::uint8_t { New, Open, Done };
    std::vector<State> states(raw.nodes.size(), State::New);
    std::vector<std::uint32_t> order;
    std::vector<std::pair<std::uint32_t, std::size_t>> stack; // node, next input
    for (const Edge root : wanted) {
        if (states[root.node] != State::New || !known[root.node].empty())
            continue;
        stack.emplace_back(root.node, 0);
        states[root.node] = State::Open;
        while (!stack.empty()) {
            auto& [node, next] = stack.back();
            if (next == raw.nodes[node].inputs.size()) {
                states[node] = State::Done;
                order.push_back(node);
                stack.pop_back();
                continue;
            }
            const std::uint32_t input = raw.nodes[node].inputs[next++].node;
            if (!known[input].empty() || states[input] == State::Done)
                continue;
            if (states[input] == State::Open) {
                if (raw.nodes[input].op == "Merge" || raw.nodes[input].op == "NextIteration" ||
                    raw.nodes[input].op == "Enter")
                    return unsupported("a loop of TensorFlow 1 (control flow version 1)").in(raw.nodes[input].name);
                return corrupt("the nodes form a cycle").in(raw.nodes[input].name);
            }
            states[input] = State::Open;
            stack.emplace_back(input, 0);
        }
    }
    return order;
}

} // namespace lw::graph
