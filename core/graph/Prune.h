// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"

namespace lw::graph {

/// Removes nodes that no input, output or tap of the graph needs; the others keep their order.
void prune(Graph& graph);

} // namespace lw::graph
