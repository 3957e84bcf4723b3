// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lw::layout::detail {

struct Arrow {
    std::uint32_t from = 0, to = 0;
};

/// Numbers of the arrows that close a cycle in a depth-first walk; turned round, no cycle is left. The walk starts at
/// blocks that no arrow enters, and takes blocks and arrows in the order given. No recursion; linear.
std::vector<std::size_t> cycleClosers(std::size_t blocks, const std::vector<Arrow>& arrows);

} // namespace lw::layout::detail
