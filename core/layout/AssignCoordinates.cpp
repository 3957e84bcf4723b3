// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/Blocks.h"

#include <algorithm>
#include <limits>

namespace lw::layout::detail {

namespace {

constexpr double kBendGap = 10; ///< between two long edges side by side

struct Separation {
    std::uint32_t left, right;
    double distance;
};

/// Half of a wish that two blocks stand in a line: towards other, shifted.
struct Pull {
    std::uint32_t other;
    double shift, weight;
};

/// Places whole blocks on a line: wishes pull, separations hold. Repeats: each block goes to the mean of its wishes,
/// then the order is restored once by pushing to the right and once to the left; the mean of the two keeps every
/// separation too, because these form a convex set, and it is symmetric.
class Placer {
public:
    Placer(const ProperGraph& graph, const Blocks& blocks, double nodeGap) : m_graph(graph), m_blocks(blocks)
    {
        collectSeparations(nodeGap);
        collectPulls();
        sortTopologically();
    }

    Result<std::vector<double>> run(const Progress& progress)
    {
        m_x.assign(m_blocks.count, 0);
        m_wish.assign(m_blocks.count, -std::numeric_limits<double>::max());
        pushRight(m_x);
        for (auto& x : m_x)
            x = x < -1e300 ? 0 : x;
        const int rounds = m_blocks.count > 20'000 ? 10 : 24;
        for (int round = 0; round < rounds; ++round) {
            LW_TRY(progress.check());
            relax();
        }
        std::vector<double> centres(m_graph.rank.size());
        for (std::size_t node = 0; node < centres.size(); ++node)
            centres[node] = m_x[m_blocks.blockOf[node]] + m_blocks.offset[node];
        return centres;
    }

private:
    [[nodiscard]] double halfWidth(std::uint32_t node) const
    {
        return std::max(m_graph.width[node], m_graph.labelWidth[node]) / 2;
    }

    void collectSeparations(double nodeGap)
    {
        for (const auto& layer : m_graph.layers)
            for (std::size_t index = 1; index < layer.size(); ++index) {
                const std::uint32_t a = layer[index - 1], b = layer[index];
                const int bends = m_graph.isBend(a) + m_graph.isBend(b);
                const double gap = bends == 2 ? kBendGap : bends == 1 ? nodeGap * 0.75 : nodeGap;
                m_separations.push_back({m_blocks.blockOf[a], m_blocks.blockOf[b],
                                         m_blocks.offset[a] - m_blocks.offset[b] + halfWidth(a) + halfWidth(b) + gap});
            }
    }

    void collectPulls()
    {
        m_pullBegin.assign(m_blocks.count + 1, 0);
        const auto forEach = [&](const auto& use) {
            for (const Link& link : m_graph.links) {
                const std::uint32_t a = m_blocks.blockOf[link.from], b = m_blocks.blockOf[link.to];
                if (a == b)
                    continue;
                const double shift =
                    m_blocks.offset[link.from] + link.fromPort - m_blocks.offset[link.to] - link.toPort;
                const int bends = m_graph.isBend(link.from) + m_graph.isBend(link.to);
                const double weight = bends == 2 ? 8 : bends == 1 ? 2 : 1;
                use(a, Pull{b, -shift, weight});
                use(b, Pull{a, shift, weight});
            }
        };
        forEach([&](std::uint32_t block, const Pull&) { ++m_pullBegin[block + 1]; });
        for (std::uint32_t block = 0; block < m_blocks.count; ++block)
            m_pullBegin[block + 1] += m_pullBegin[block];
        m_pulls.resize(m_pullBegin.back());
        auto cursor = m_pullBegin;
        forEach([&](std::uint32_t block, const Pull& pull) { m_pulls[cursor[block]++] = pull; });
    }

    /// Blocks from left to right. Straight links never cross, so the order has no cycle.
    void sortTopologically()
    {
        std::stable_sort(m_separations.begin(), m_separations.end(),
                         [](const auto& a, const auto& b) { return a.left < b.left; });
        std::vector<std::uint32_t> begin(m_blocks.count + 1, 0), missing(m_blocks.count, 0);
        for (const Separation& separation : m_separations) {
            ++begin[separation.left + 1];
            ++missing[separation.right];
        }
        for (std::uint32_t block = 0; block < m_blocks.count; ++block)
            begin[block + 1] += begin[block];
        for (std::uint32_t block = 0; block < m_blocks.count; ++block)
            if (missing[block] == 0)
                m_order.push_back(block);
        for (std::size_t next = 0; next < m_order.size(); ++next)
            for (auto at = begin[m_order[next]]; at < begin[m_order[next] + 1]; ++at)
                if (--missing[m_separations[at].right] == 0)
                    m_order.push_back(m_separations[at].right);
        m_separationBegin = std::move(begin);
    }

    void pushRight(std::vector<double>& x) const
    {
        x = m_wish;
        for (const std::uint32_t block : m_order)
            for (auto at = m_separationBegin[block]; at < m_separationBegin[block + 1]; ++at) {
                const Separation& separation = m_separations[at];
                const double from = x[block] < -1e300 ? 0 : x[block];
                x[separation.right] = std::max(x[separation.right], from + separation.distance);
            }
    }

    void pushLeft(std::vector<double>& x) const
    {
        x = m_wish;
        for (auto block = m_order.rbegin(); block != m_order.rend(); ++block)
            for (auto at = m_separationBegin[*block]; at < m_separationBegin[*block + 1]; ++at) {
                const Separation& separation = m_separations[at];
                x[*block] = std::min(x[*block], x[separation.right] - separation.distance);
            }
    }

    void relax()
    {
        for (std::uint32_t block = 0; block < m_blocks.count; ++block) {
            double sum = 0, weight = 0;
            for (auto at = m_pullBegin[block]; at < m_pullBegin[block + 1]; ++at) {
                const Pull& pull = m_pulls[at];
                sum += pull.weight * (m_x[pull.other] + pull.shift);
                weight += pull.weight;
            }
            m_wish[block] = weight > 0 ? sum / weight : m_x[block];
        }
        // Half of the way: two blocks that pull at each other would swap places for ever otherwise.
        for (std::uint32_t block = 0; block < m_blocks.count; ++block)
            m_wish[block] = (m_wish[block] + m_x[block]) / 2;
        pushRight(m_right);
        pushLeft(m_left);
        for (std::uint32_t block = 0; block < m_blocks.count; ++block)
            m_x[block] = (m_left[block] + m_right[block]) / 2;
    }

    const ProperGraph& m_graph;
    const Blocks& m_blocks;
    std::vector<Separation> m_separations;
    std::vector<Pull> m_pulls;
    std::vector<std::uint32_t> m_separationBegin, m_pullBegin, m_order;
    std::vector<double> m_x, m_wish, m_left, m_right;
};

} // namespace

Result<std::vector<double>> assignCoordinates(const ProperGraph& graph, double nodeGap, const Progress& progress)
{
    const Blocks blocks = alignChains(graph);
    return Placer(graph, blocks, nodeGap).run(progress);
}

} // namespace lw::layout::detail
