// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/LayerCall.h"

namespace lw::graph {

std::span<const LayerRow> operationLayers()
{
    return {};
}

} // namespace lw::graph
