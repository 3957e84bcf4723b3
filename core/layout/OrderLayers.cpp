// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/ProperGraph.h"

#include <algorithm>

namespace lw::layout::detail {

namespace {

constexpr int kMaxSweeps = 16;
constexpr int kPatience = 3; ///< sweeps without a better order before giving up

class Orderer {
public:
    explicit Orderer(ProperGraph& graph) : m_graph(graph) {}

    Result<void> run(const Progress& progress)
    {
        startDepthFirst();
        auto best = m_graph.layers;
        std::uint64_t bestCrossings = crossings();
        int idle = 0;
        for (int sweep = 0; sweep < kMaxSweeps && bestCrossings > 0 && idle < kPatience; ++sweep) {
            LW_TRY(progress.check());
            if (sweep % 2 == 0)
                sweepDown();
            else
                sweepUp();
            exchangeNeighbours();
            const std::uint64_t now = crossings();
            if (now < bestCrossings) {
                bestCrossings = now;
                best = m_graph.layers;
                idle = 0;
            } else {
                ++idle;
            }
        }
        m_graph.layers = std::move(best);
        m_graph.placeInLayers();
        return {};
    }

private:
    /// Nodes in the order in which a depth-first walk reaches them, so that branches start as columns side by side.
    void startDepthFirst()
    {
        std::vector<bool> seen(m_graph.rank.size());
        for (auto& layer : m_graph.layers)
            layer.clear();
        std::vector<std::uint32_t> stack;
        const auto walk = [&](std::uint32_t root) {
            stack.push_back(root);
            while (!stack.empty()) {
                const std::uint32_t node = stack.back();
                stack.pop_back();
                if (seen[node])
                    continue;
                seen[node] = true;
                m_graph.layers[m_graph.rank[node]].push_back(node);
                for (std::uint32_t at = m_graph.down.begin[node + 1]; at-- > m_graph.down.begin[node];)
                    stack.push_back(m_graph.links[m_graph.down.links[at]].to);
            }
        };
        for (std::uint32_t node = 0; node < m_graph.rank.size(); ++node)
            if (m_graph.up.begin[node] == m_graph.up.begin[node + 1])
                walk(node);
        m_graph.placeInLayers();
    }

    /// A place along the rank: whole numbers are nodes, ports move a little within.
    double place(std::uint32_t node, double port) const
    {
        return m_graph.position[node] + 0.9 * port / std::max(m_graph.width[node], 1.0);
    }

    void sortLayer(std::vector<std::uint32_t>& layer, bool byUpper)
    {
        if (layer.size() < 2)
            return;
        const Adjacency& side = byUpper ? m_graph.up : m_graph.down;
        m_keys.clear();
        double previous = 0;
        for (const std::uint32_t node : layer) {
            double sum = 0;
            const auto count = side.begin[node + 1] - side.begin[node];
            for (auto at = side.begin[node]; at < side.begin[node + 1]; ++at) {
                const Link& link = m_graph.links[side.links[at]];
                sum += byUpper ? place(link.from, link.fromPort) : place(link.to, link.toPort);
            }
            previous = count == 0 ? previous : sum / count; // a node without neighbours stays beside its left one
            m_keys.emplace_back(previous, node);
        }
        std::stable_sort(m_keys.begin(), m_keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::uint32_t index = 0; index < layer.size(); ++index) {
            layer[index] = m_keys[index].second;
            m_graph.position[layer[index]] = index;
        }
    }

    void sweepDown()
    {
        for (std::size_t rank = 1; rank < m_graph.layers.size(); ++rank)
            sortLayer(m_graph.layers[rank], true);
    }
    void sweepUp()
    {
        for (std::size_t rank = m_graph.layers.size(); rank-- > 0;)
            sortLayer(m_graph.layers[rank], false);
    }

    /// Crossings between the links of two neighbours on a rank, when left stands left of right.
    std::uint64_t crossingsOfPair(std::uint32_t left, std::uint32_t right, const Adjacency& side,
                                  std::uint32_t Link::*end) const
    {
        std::uint64_t count = 0;
        for (auto a = side.begin[left]; a < side.begin[left + 1]; ++a)
            for (auto b = side.begin[right]; b < side.begin[right + 1]; ++b)
                count += m_graph.position[m_graph.links[side.links[a]].*end] >
                         m_graph.position[m_graph.links[side.links[b]].*end];
        return count;
    }

    void exchangeNeighbours()
    {
        constexpr std::uint32_t kMaxDegree = 32; // pairs beyond that cost more than they gain
        const auto degree = [&](std::uint32_t node) {
            return m_graph.up.begin[node + 1] - m_graph.up.begin[node] + m_graph.down.begin[node + 1] -
                   m_graph.down.begin[node];
        };
        for (auto& layer : m_graph.layers)
            for (std::uint32_t index = 0; index + 1 < layer.size(); ++index) {
                const std::uint32_t left = layer[index], right = layer[index + 1];
                if (degree(left) > kMaxDegree || degree(right) > kMaxDegree)
                    continue;
                const auto asIs = crossingsOfPair(left, right, m_graph.up, &Link::from) +
                                  crossingsOfPair(left, right, m_graph.down, &Link::to);
                if (asIs == 0)
                    continue;
                const auto swapped = crossingsOfPair(right, left, m_graph.up, &Link::from) +
                                     crossingsOfPair(right, left, m_graph.down, &Link::to);
                if (swapped >= asIs)
                    continue;
                std::swap(layer[index], layer[index + 1]);
                std::swap(m_graph.position[left], m_graph.position[right]);
            }
    }

    /// Inversions of the lower ends, counted with a Fenwick tree (Barth, Jünger, Mutzel 2002).
    std::uint64_t crossings()
    {
        std::uint64_t total = 0;
        for (std::size_t rank = 0; rank + 1 < m_graph.layers.size(); ++rank) {
            const auto& layer = m_graph.layers[rank];
            const std::size_t below = m_graph.layers[rank + 1].size();
            if (layer.size() < 2 || below < 2)
                continue;
            m_tree.assign(below + 1, 0);
            std::uint64_t inserted = 0;
            for (const std::uint32_t node : layer) {
                m_ends.clear();
                for (auto at = m_graph.down.begin[node]; at < m_graph.down.begin[node + 1]; ++at)
                    m_ends.push_back(m_graph.position[m_graph.links[m_graph.down.links[at]].to]);
                for (const std::uint32_t end : m_ends) {
                    std::uint64_t notRight = 0;
                    for (std::size_t at = end + 1; at > 0; at &= at - 1)
                        notRight += m_tree[at];
                    total += inserted - notRight;
                }
                for (const std::uint32_t end : m_ends) {
                    for (std::size_t at = end + 1; at <= below; at += at & (~at + 1))
                        ++m_tree[at];
                    ++inserted;
                }
            }
        }
        return total;
    }

    ProperGraph& m_graph;
    std::vector<std::pair<double, std::uint32_t>> m_keys;
    std::vector<std::uint32_t> m_tree, m_ends;
};

} // namespace

Result<void> orderLayers(ProperGraph& graph, const Progress& progress)
{
    return Orderer(graph).run(progress);
}

} // namespace lw::layout::detail
