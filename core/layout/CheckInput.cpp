// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/CheckInput.h"

namespace lw::layout::detail {

Result<void> checkInput(const LayoutInput& input)
{
    const auto groups = static_cast<std::int32_t>(input.groupParent.size());
    if (!input.nodeGroup.empty() && input.nodeGroup.size() != input.nodes.size())
        return invalid("the groups of the nodes do not match the nodes");
    for (const std::int32_t group : input.nodeGroup)
        if (group < -1 || group >= groups)
            return invalid("a node names a group that is not there");
    for (std::int32_t group = 0; group < groups; ++group) {
        std::int32_t at = group;
        for (std::int32_t steps = 0; at != -1; ++steps) {
            if (at < -1 || at >= groups || steps > groups)
                return invalid("the groups do not form a tree");
            at = input.groupParent[static_cast<std::size_t>(at)];
        }
    }
    for (const LayoutEdge& edge : input.edges)
        if (edge.from >= input.nodes.size() || edge.to >= input.nodes.size())
            return invalid("an edge names a node that is not there");
    return {};
}

} // namespace lw::layout::detail
