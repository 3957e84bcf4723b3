// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphWalk.h"

#include <cmath>
#include <limits>

namespace lw::ui {

namespace {

/// Of the cards at the other ends of edges, the one that lies most straight ahead.
int alongEdges(const GraphDrawing& drawing, int current, bool forward)
{
    const auto& edges = (forward ? drawing.outEdges : drawing.inEdges)[static_cast<std::size_t>(current)];
    const QPointF from = drawing.cards[static_cast<std::size_t>(current)].rect.center();
    int best = current;
    double nearest = std::numeric_limits<double>::max();
    for (const std::uint32_t edge : edges) {
        const std::uint32_t other = forward ? drawing.edges[edge].to : drawing.edges[edge].from;
        const QPointF way = drawing.cards[other].rect.center() - from;
        const double distance = std::hypot(way.x(), way.y());
        if (distance < nearest) {
            nearest = distance;
            best = static_cast<int>(other);
        }
    }
    return best;
}

/// The nearest card on that side whose offset is mostly sideways.
int sideways(const GraphDrawing& drawing, int current, QPointF direction)
{
    const QPointF from = drawing.cards[static_cast<std::size_t>(current)].rect.center();
    int best = current;
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t card = 0; card < drawing.cards.size(); ++card) {
        const QPointF way = drawing.cards[card].rect.center() - from;
        const double ahead = QPointF::dotProduct(way, direction);
        const double aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        if (ahead < 1 || aside > ahead)
            continue;
        const double distance = ahead + 2 * aside;
        if (distance < nearest) {
            nearest = distance;
            best = static_cast<int>(card);
        }
    }
    return best;
}

int extreme(const GraphDrawing& drawing, bool last)
{
    int best = -1;
    for (std::size_t card = 0; card < drawing.cards.size(); ++card) {
        if (best < 0) {
            best = static_cast<int>(card);
            continue;
        }
        const QPointF a = drawing.cards[card].rect.center(),
                      b = drawing.cards[static_cast<std::size_t>(best)].rect.center();
        const bool down = drawing.direction == layout::Direction::TopToBottom;
        const double difference = down ? a.y() - b.y() : a.x() - b.x();
        if (last ? difference > 0.5 : difference < -0.5)
            best = static_cast<int>(card);
    }
    return best;
}

} // namespace

int walk(const GraphDrawing& drawing, int current, WalkStep step)
{
    if (drawing.cards.empty())
        return -1;
    if (step == WalkStep::First || step == WalkStep::Last || current < 0 ||
        static_cast<std::size_t>(current) >= drawing.cards.size())
        return extreme(drawing, step == WalkStep::Last);
    const bool down = drawing.direction == layout::Direction::TopToBottom;
    const bool vertical = step == WalkStep::Up || step == WalkStep::Down;
    const bool forward = step == WalkStep::Down || step == WalkStep::Right;
    const double sign = forward ? 1 : -1;
    const int next = vertical == down ? alongEdges(drawing, current, forward) : current;
    if (next != current)
        return next;
    return sideways(drawing, current, vertical ? QPointF(0, sign) : QPointF(sign, 0));
}

} // namespace lw::ui
