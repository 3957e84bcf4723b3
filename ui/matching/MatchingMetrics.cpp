// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matching/MatchingMetrics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lw::ui::matching {

int columnWidth(int view)
{
    return std::clamp(view * 38 / 100, 150, 520);
}

QPainterPath curve(const QPointF& from, const QPointF& to)
{
    const double half = (to.x() - from.x()) / 2;
    QPainterPath path(from);
    path.cubicTo(from + QPointF(half, 0), to - QPointF(half, 0), to);
    return path;
}

/// Both coordinates of the curve grow steadily with its parameter, so the point on it with the same x is found by
/// halving, and the tangent there turns the vertical distance into the shortest.
double distanceToCurve(const QPointF& from, const QPointF& to, const QPointF& point)
{
    const double width = to.x() - from.x(), height = to.y() - from.y();
    if (width <= 0 || point.x() < from.x() || point.x() > to.x())
        return std::numeric_limits<double>::infinity();
    const double wanted = (point.x() - from.x()) / width;
    double low = 0, high = 1;
    constexpr int kHalvings = 30;
    for (int i = 0; i < kHalvings; ++i) {
        const double t = (low + high) / 2;
        (t * (1.5 - 1.5 * t + t * t) < wanted ? low : high) = t;
    }
    const double y = from.y() + height * low * low * (3 - 2 * low);
    const double slope = height * 6 * low * (1 - low) / (width * (1.5 - 3 * low + 3 * low * low));
    return std::abs(point.y() - y) / std::hypot(1.0, slope);
}

} // namespace lw::ui::matching
