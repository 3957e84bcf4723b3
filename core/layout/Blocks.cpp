// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/Blocks.h"

#include <algorithm>
#include <map>

namespace lw::layout::detail {

namespace {

constexpr std::uint32_t kNone = ~0U;

class Aligner {
public:
    explicit Aligner(const ProperGraph& graph)
        : m_graph(graph), m_above(graph.rank.size(), kNone), m_below(graph.rank.size(), kNone),
          m_taken(graph.layers.size())
    {
        measurePaths();
    }

    Blocks run()
    {
        acceptChains();
        acceptRest();
        return collect();
    }

private:
    /// For each node the most real nodes on a path that ends there, and that starts there.
    void measurePaths()
    {
        m_toHere.assign(m_graph.rank.size(), 0);
        m_fromHere.assign(m_graph.rank.size(), 0);
        for (const auto& layer : m_graph.layers)
            for (const std::uint32_t node : layer) {
                m_toHere[node] += !m_graph.isBend(node);
                for (auto at = m_graph.down.begin[node]; at < m_graph.down.begin[node + 1]; ++at) {
                    auto& next = m_toHere[m_graph.links[m_graph.down.links[at]].to];
                    next = std::max(next, m_toHere[node]);
                }
            }
        for (auto layer = m_graph.layers.rbegin(); layer != m_graph.layers.rend(); ++layer)
            for (const std::uint32_t node : *layer) {
                m_fromHere[node] += !m_graph.isBend(node);
                for (auto at = m_graph.up.begin[node]; at < m_graph.up.begin[node + 1]; ++at) {
                    auto& next = m_fromHere[m_graph.links[m_graph.up.links[at]].from];
                    next = std::max(next, m_fromHere[node]);
                }
            }
    }

    /// The link that a node wants to be straight: a bend its next bend, else the one on the longest path, of equals the
    /// middle one.
    std::uint32_t favourite(std::uint32_t node, const Adjacency& side, std::uint32_t Link::*end,
                            const std::vector<std::uint32_t>& score)
    {
        m_candidates.clear();
        std::uint64_t best = 0;
        for (auto at = side.begin[node]; at < side.begin[node + 1]; ++at) {
            const std::uint32_t other = m_graph.links[side.links[at]].*end;
            const bool goesOn = m_graph.isBend(node) && m_graph.isBend(other);
            const std::uint64_t value = (goesOn ? 1ULL << 40 : 0) + score[other];
            if (m_candidates.empty() || value > best) {
                m_candidates.clear();
                best = value;
            }
            if (value == best)
                m_candidates.push_back(side.links[at]);
        }
        if (m_candidates.empty())
            return kNone;
        std::sort(m_candidates.begin(), m_candidates.end(), [&](std::uint32_t a, std::uint32_t b) {
            return m_graph.position[m_graph.links[a].*end] < m_graph.position[m_graph.links[b].*end];
        });
        return m_candidates[(m_candidates.size() - 1) / 2];
    }

    void acceptChains()
    {
        const auto count = static_cast<std::uint32_t>(m_graph.rank.size());
        std::vector<std::uint32_t> wished(count, kNone); // link to below, wished by both ends
        std::vector<bool> hasAbove(count);
        for (std::uint32_t node = 0; node < count; ++node) {
            const std::uint32_t link = favourite(node, m_graph.down, &Link::to, m_fromHere);
            if (link == kNone)
                continue;
            const std::uint32_t below = m_graph.links[link].to;
            if (favourite(below, m_graph.up, &Link::from, m_toHere) != link)
                continue;
            wished[node] = link;
            hasAbove[below] = true;
        }
        struct Chain {
            std::uint32_t head, length;
        };
        std::vector<Chain> chains;
        for (std::uint32_t node = 0; node < count; ++node) {
            if (hasAbove[node] || wished[node] == kNone)
                continue;
            Chain chain{node, 0};
            for (std::uint32_t at = node; wished[at] != kNone; at = m_graph.links[wished[at]].to)
                ++chain.length;
            chains.push_back(chain);
        }
        std::stable_sort(chains.begin(), chains.end(),
                         [](const Chain& a, const Chain& b) { return a.length > b.length; });
        for (const Chain& chain : chains)
            for (std::uint32_t at = chain.head; wished[at] != kNone; at = m_graph.links[wished[at]].to)
                accept(wished[at]);
    }

    void acceptRest()
    {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> rest; // score, link
        for (std::uint32_t index = 0; index < m_graph.links.size(); ++index) {
            const Link& link = m_graph.links[index];
            if (m_below[link.from] == kNone && m_above[link.to] == kNone)
                rest.emplace_back(m_toHere[link.from] + m_fromHere[link.to], index);
        }
        std::stable_sort(rest.begin(), rest.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        for (const auto& [score, index] : rest) {
            const Link& link = m_graph.links[index];
            if (m_below[link.from] == kNone && m_above[link.to] == kNone)
                accept(index);
        }
    }

    /// Keeps the link straight unless it crosses one that already is.
    void accept(std::uint32_t index)
    {
        const Link& link = m_graph.links[index];
        auto& taken = m_taken[m_graph.rank[link.from]];
        const std::uint32_t upper = m_graph.position[link.from], lower = m_graph.position[link.to];
        const auto right = taken.lower_bound(upper);
        if (right != taken.end() && right->second <= lower)
            return;
        if (right != taken.begin() && std::prev(right)->second >= lower)
            return;
        taken.emplace(upper, lower);
        m_below[link.from] = index;
        m_above[link.to] = index;
    }

    Blocks collect() const
    {
        Blocks blocks;
        blocks.blockOf.assign(m_graph.rank.size(), kNone);
        blocks.offset.assign(m_graph.rank.size(), 0);
        for (const auto& layer : m_graph.layers)
            for (const std::uint32_t node : layer) {
                if (blocks.blockOf[node] != kNone)
                    continue;
                const std::uint32_t block = blocks.count++;
                blocks.blockOf[node] = block;
                for (std::uint32_t at = node; m_below[at] != kNone;) {
                    const Link& link = m_graph.links[m_below[at]];
                    blocks.blockOf[link.to] = block;
                    blocks.offset[link.to] = blocks.offset[at] + link.fromPort - link.toPort;
                    at = link.to;
                }
            }
        return blocks;
    }

    const ProperGraph& m_graph;
    std::vector<std::uint32_t> m_above, m_below;                 ///< per node: its straight link
    std::vector<std::map<std::uint32_t, std::uint32_t>> m_taken; ///< per rank: straight links to the next, by position
    std::vector<std::uint32_t> m_toHere, m_fromHere, m_candidates;
};

} // namespace

Blocks alignChains(const ProperGraph& graph)
{
    return Aligner(graph).run();
}

} // namespace lw::layout::detail
