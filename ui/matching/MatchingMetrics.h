// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>

/// Sizes and curves that painting and hit testing of a MatchingView share, in pixels.
namespace lw::ui::matching {

inline constexpr int kHeader = 32;      ///< titles of the columns
inline constexpr int kBottomSpace = 12; ///< below the last row
inline constexpr int kPort = 5;         ///< radius of where lines begin and end
inline constexpr int kSign = 18;        ///< of the badge that tells what a line is
inline constexpr double kGrab = 8;      ///< how near the pointer is on a line

/// Of each column; what is left belongs to the lines.
int columnWidth(int view);

/// A line leaves and arrives level.
QPainterPath curve(const QPointF& from, const QPointF& to);
/// Of a point to curve(from, to), near it; far away it may be too large.
double distanceToCurve(const QPointF& from, const QPointF& to, const QPointF& point);

} // namespace lw::ui::matching
