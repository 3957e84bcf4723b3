// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphChange.h"

#include "core/layout/OutlineMatch.h"

#include <numeric>

namespace lw::ui {

namespace {

std::vector<std::int32_t> nodesOf(const GraphDrawing& now, const GraphDrawing& before)
{
    if (now.outline != before.outline)
        return layout::nodesBefore(*now.outline, *before.outline);
    std::vector<std::int32_t> same(now.outline->nodes.size());
    std::iota(same.begin(), same.end(), 0);
    return same;
}

} // namespace

GraphChange::GraphChange(const GraphDrawing& now, const GraphDrawing& before)
    : m_drawing(now), m_old(before), m_before(now.cards.size(), -1)
{
    const std::vector<std::int32_t> nodes = nodesOf(now, before);
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        if (nodes[node] < 0)
            continue;
        int& entry = m_before[now.visible.cardOfNode[node]];
        if (entry < 0) // of a group: what its first layer was in
            entry = static_cast<int>(before.visible.cardOfNode[static_cast<std::size_t>(nodes[node])]);
    }
}

int GraphChange::now(int before) const
{
    for (std::size_t card = 0; card < m_before.size() && before >= 0; ++card)
        if (m_before[card] == before)
            return static_cast<int>(card);
    return -1;
}

bool GraphChange::isOther(std::size_t card) const
{
    if (m_before[card] < 0)
        return true;
    const DrawnCard &is = m_drawing.cards[card], &was = m_old.cards[static_cast<std::size_t>(m_before[card])];
    return is.isGroup == was.isGroup && (is.name != was.name || is.kind != was.kind);
}

int GraphChange::anchor(int selectedBefore, const QRectF& view) const
{
    const bool selectedSeen =
        selectedBefore >= 0 && view.intersects(m_old.cards[static_cast<std::size_t>(selectedBefore)].rect);
    if (const int card = selectedSeen ? now(selectedBefore) : -1; card >= 0)
        return card;
    if (const int card = beforeTheChange(view); card >= 0)
        return card;
    return nearest(selectedSeen ? m_old.cards[static_cast<std::size_t>(selectedBefore)].rect.center() : view.center());
}

int GraphChange::beforeTheChange(const QRectF& view) const
{
    std::vector<bool> left(m_old.cards.size(), false);
    for (const int before : m_before)
        if (before >= 0)
            left[static_cast<std::size_t>(before)] = true;
    for (const DrawnEdge& edge : m_old.edges) // what followed it is gone
        if (left[edge.from] && !left[edge.to] && view.intersects(m_old.cards[edge.from].rect))
            return now(static_cast<int>(edge.from));
    for (const DrawnEdge& edge : m_drawing.edges) // what follows it is new
        if (const int before = m_before[edge.from];
            before >= 0 && m_before[edge.to] < 0 && view.intersects(m_old.cards[static_cast<std::size_t>(before)].rect))
            return static_cast<int>(edge.from);
    return -1;
}

int GraphChange::nearest(const QPointF& point) const
{
    int found = -1;
    double least = 0;
    for (std::size_t card = 0; card < m_before.size(); ++card) {
        if (m_before[card] < 0)
            continue;
        const QPointF way = m_old.cards[static_cast<std::size_t>(m_before[card])].rect.center() - point;
        const double distance = QPointF::dotProduct(way, way);
        if (found >= 0 && distance >= least)
            continue;
        found = static_cast<int>(card);
        least = distance;
    }
    return found;
}

int GraphChange::otherOutside(const QRectF& view) const
{
    int first = -1;
    for (std::size_t card = 0; card < m_before.size(); ++card) {
        if (!isOther(card))
            continue;
        if (view.intersects(m_drawing.cards[card].rect))
            return -1;
        if (first < 0)
            first = static_cast<int>(card);
    }
    return first;
}

} // namespace lw::ui
