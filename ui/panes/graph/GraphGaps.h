// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"
#include "ui/document/ModelParts.h"
#include "ui/panes/graph/GraphDrawing.h"

#include <QLineF>
#include <optional>

namespace lw::ui {

/// A place in a drawing where layers can be put between others.
struct GraphGap {
    DropPlace place;
    QLineF bar; ///< across the flow, in the drawing's units
};

/// The gap at a point: the nearest edge within reach, the end of a card that nobody reads, or the beginning of one that
/// reads nothing. On an edge that crosses the frame of a nested model the point tells on which side of the frame. The
/// part of an edge that is close below a card with several readers stands for all of them.
std::optional<GraphGap> gapAt(const GraphDrawing& drawing, const Model& model, const QPointF& point, double reach);

} // namespace lw::ui
