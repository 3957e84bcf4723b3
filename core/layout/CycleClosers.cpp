// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/CycleClosers.h"

#include <utility>

namespace lw::layout::detail {

std::vector<std::size_t> cycleClosers(std::size_t blocks, const std::vector<Arrow>& arrows)
{
    std::vector<std::vector<std::size_t>> leaving(blocks); // numbers of arrows
    std::vector<bool> entered(blocks, false);
    for (std::size_t arrow = 0; arrow < arrows.size(); ++arrow) {
        leaving[arrows[arrow].from].push_back(arrow);
        entered[arrows[arrow].to] = true;
    }
    enum State : std::uint8_t { New, Open, Done };
    std::vector<State> state(blocks, New);
    std::vector<std::pair<std::size_t, std::size_t>> stack; // block, next of its arrows
    std::vector<std::size_t> closers;
    const auto walk = [&](std::size_t start) {
        if (state[start] != New)
            return;
        stack.emplace_back(start, 0);
        state[start] = Open;
        while (!stack.empty()) {
            auto& [block, next] = stack.back();
            if (next == leaving[block].size()) {
                state[block] = Done;
                stack.pop_back();
                continue;
            }
            const std::size_t arrow = leaving[block][next++];
            const std::uint32_t to = arrows[arrow].to;
            if (state[to] == Open) {
                closers.push_back(arrow);
            } else if (state[to] == New) {
                state[to] = Open;
                stack.emplace_back(to, 0);
            }
        }
    };
    for (std::size_t block = 0; block < blocks; ++block)
        if (!entered[block])
            walk(block);
    for (std::size_t block = 0; block < blocks; ++block)
        walk(block);
    return closers;
}

} // namespace lw::layout::detail
