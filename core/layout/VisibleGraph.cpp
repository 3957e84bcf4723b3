// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/VisibleGraph.h"

#include <unordered_map>

namespace lw::layout {

namespace {

constexpr std::int32_t kUnknown = -2;

class Folder {
public:
    Folder(const Outline& outline, const std::vector<bool>& folded)
        : m_outline(outline), m_folded(folded), m_cardOfGroup(outline.groups.size(), kUnknown),
          m_frameOfGroup(outline.groups.size(), kUnknown)
    {
    }

    VisibleGraph run()
    {
        for (std::uint32_t node = 0; node < m_outline.nodes.size(); ++node) {
            const std::int32_t group = m_outline.nodes[node].group;
            const std::int32_t fold = outermostFolded(group);
            if (fold < 0) {
                m_graph.cardOfNode.push_back(static_cast<std::uint32_t>(m_graph.cards.size()));
                m_graph.cards.push_back({false, node, frameOf(group)});
                continue;
            }
            m_graph.cardOfNode.push_back(cardOf(static_cast<std::uint32_t>(fold)));
        }
        addEdges();
        return std::move(m_graph);
    }

private:
    [[nodiscard]] std::int32_t parentOf(std::int32_t group) const
    {
        return m_outline.groups[static_cast<std::size_t>(group)].parent;
    }

    [[nodiscard]] std::int32_t outermostFolded(std::int32_t group) const
    {
        std::int32_t found = -1;
        for (; group >= 0; group = parentOf(group))
            if (m_folded[static_cast<std::size_t>(group)])
                found = group;
        return found;
    }

    std::uint32_t cardOf(std::uint32_t group)
    {
        if (m_cardOfGroup[group] == kUnknown) {
            m_cardOfGroup[group] = static_cast<std::int32_t>(m_graph.cards.size());
            m_graph.cards.push_back({true, group, frameOf(m_outline.groups[group].parent)});
        }
        return static_cast<std::uint32_t>(m_cardOfGroup[group]);
    }

    std::int32_t frameOf(std::int32_t group)
    {
        if (group < 0)
            return -1;
        std::int32_t& frame = m_frameOfGroup[static_cast<std::size_t>(group)];
        if (frame == kUnknown) {
            const std::int32_t parent = frameOf(parentOf(group));
            frame = static_cast<std::int32_t>(m_graph.frames.size());
            m_graph.frames.push_back({static_cast<std::uint32_t>(group), parent});
        }
        return frame;
    }

    void addEdges()
    {
        std::unordered_map<std::uint64_t, std::uint32_t> known;
        for (std::uint32_t index = 0; index < m_outline.edges.size(); ++index) {
            const std::uint32_t from = m_graph.cardOfNode[m_outline.edges[index].from];
            const std::uint32_t to = m_graph.cardOfNode[m_outline.edges[index].to];
            if (from == to)
                continue;
            const auto [found, isNew] = known.try_emplace(static_cast<std::uint64_t>(from) << 32 | to,
                                                          static_cast<std::uint32_t>(m_graph.edges.size()));
            if (isNew)
                m_graph.edges.push_back({from, to, index, 0});
            VisibleEdge& edge = m_graph.edges[found->second];
            ++edge.count;
            edge.broken = edge.broken || m_outline.edges[index].broken;
        }
    }

    const Outline& m_outline;
    const std::vector<bool>& m_folded;
    std::vector<std::int32_t> m_cardOfGroup, m_frameOfGroup;
    VisibleGraph m_graph;
};

} // namespace

VisibleGraph visibleGraph(const Outline& outline, const std::vector<bool>& folded)
{
    return Folder(outline, folded).run();
}

LayoutInput layoutInput(const VisibleGraph& graph, std::vector<Size> cards, std::vector<Size> labels,
                        std::vector<double> titles, Direction direction)
{
    LayoutInput input;
    input.direction = direction;
    input.nodes = std::move(cards);
    for (const VisibleCard& card : graph.cards)
        input.nodeGroup.push_back(card.frame);
    for (const VisibleFrame& frame : graph.frames)
        input.groupParent.push_back(frame.parent);
    input.groupTitleWidth = std::move(titles);
    for (std::size_t edge = 0; edge < graph.edges.size(); ++edge)
        input.edges.push_back(
            {graph.edges[edge].from, graph.edges[edge].to, edge < labels.size() ? labels[edge] : Size{}});
    return input;
}

} // namespace lw::layout
