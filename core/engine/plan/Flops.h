// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"

namespace lw::engine {

/// Floating-point operations of a node whose shapes are known: products and convolutions as two a multiply-add, other
/// ops of floats as one an output element. 0 when a shape is unknown.
double flopsOf(const graph::Graph& graph, const graph::Node& node);

} // namespace lw::engine
