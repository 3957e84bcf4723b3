// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/graph/GraphDrawing.h"

namespace lw::ui {

/// Steps of the keyboard as seen on the screen.
enum class WalkStep { Up, Down, Left, Right, First, Last };

/// The card that a step leads to: along the flow by edges (the nearest end of several), across it to the nearest
/// neighbour. -1 as current starts at the first card; the same card when there is nowhere to go.
int walk(const GraphDrawing& drawing, int current, WalkStep step);

} // namespace lw::ui
