// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/FoldMemory.h"

#include <map>

namespace lw::layout {

namespace {

/// What a group without a path (a stack, a block) is known by: its first and last layer, and how many there are.
struct Ends {
    const std::string *first = nullptr, *last = nullptr;
};

std::vector<std::string> keysOf(const Outline& outline)
{
    std::vector<Ends> ends(outline.groups.size());
    for (const OutlineNode& node : outline.nodes)
        for (auto at = node.group; at >= 0; at = outline.groups[static_cast<std::size_t>(at)].parent) {
            Ends& group = ends[static_cast<std::size_t>(at)];
            group.first = group.first ? group.first : &node.card.path;
            group.last = &node.card.path;
        }
    std::vector<std::string> keys;
    for (std::size_t index = 0; index < outline.groups.size(); ++index) {
        const OutlineGroup& group = outline.groups[index];
        std::string key = std::to_string(static_cast<int>(group.kind)) + ' ' + group.card.path;
        if (group.card.path.empty() && ends[index].first)
            key += *ends[index].first + '\n' + *ends[index].last + '\n' + std::to_string(group.leaves);
        keys.push_back(std::move(key));
    }
    return keys;
}

/// Of one group: how many of its nodes were there before, and how many of them in which group of the same kind.
struct Origin {
    std::uint32_t known = 0;
    std::map<std::int32_t, std::uint32_t> shared;
};

std::vector<Origin> originsOf(const Outline& now, const Outline& before, const std::vector<std::int32_t>& nodesBefore)
{
    std::vector<Origin> origins(now.groups.size());
    const auto parent = [](const Outline& outline, std::int32_t group) {
        return outline.groups[static_cast<std::size_t>(group)].parent;
    };
    for (std::size_t node = 0; node < now.nodes.size(); ++node) {
        if (nodesBefore[node] < 0)
            continue;
        const std::int32_t was = before.nodes[static_cast<std::size_t>(nodesBefore[node])].group;
        for (auto group = now.nodes[node].group; group >= 0; group = parent(now, group)) {
            Origin& origin = origins[static_cast<std::size_t>(group)];
            ++origin.known;
            for (auto old = was; old >= 0; old = parent(before, old))
                if (before.groups[static_cast<std::size_t>(old)].kind ==
                    now.groups[static_cast<std::size_t>(group)].kind)
                    ++origin.shared[old];
        }
    }
    return origins;
}

/// The group that has most in common: of two that hold all of it, the smaller.
std::int32_t bestOf(const Origin& origin, const Outline& before)
{
    std::int32_t best = -1;
    double bestShare = 0;
    for (const auto& [group, shared] : origin.shared) {
        const std::uint32_t leaves = before.groups[static_cast<std::size_t>(group)].leaves;
        const double share = static_cast<double>(shared) / (origin.known + leaves - shared + 1.0);
        if (share > bestShare) {
            best = group;
            bestShare = share;
        }
    }
    return best;
}

} // namespace

void FoldMemory::remember(const Outline& outline, const std::vector<bool>& folded)
{
    const std::vector<std::string> keys = keysOf(outline);
    for (std::size_t group = 0; group < keys.size(); ++group)
        m_byKey[keys[group]] = folded[group];
    m_last = folded;
}

std::vector<bool> FoldMemory::foldsOf(const Outline& now, const Outline& before,
                                      const std::vector<std::int32_t>& nodesBefore) const
{
    const std::vector<std::string> keys = keysOf(now);
    const std::vector<Origin> origins = originsOf(now, before, nodesBefore);
    std::vector<bool> folded;
    for (std::size_t group = 0; group < now.groups.size(); ++group) {
        if (const auto known = m_byKey.find(keys[group]); known != m_byKey.end()) {
            folded.push_back(known->second);
            continue;
        }
        const std::int32_t was = bestOf(origins[group], before);
        // A frame that is new around layers that were there does not hide them.
        folded.push_back(was >= 0                   ? m_last[static_cast<std::size_t>(was)]
                         : origins[group].known > 0 ? false
                                                    : now.groups[group].startsFolded);
    }
    return folded;
}

std::vector<bool> firstFolds(const Outline& outline)
{
    std::vector<bool> folded;
    for (const OutlineGroup& group : outline.groups)
        folded.push_back(group.startsFolded);
    return folded;
}

} // namespace lw::layout
