// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/lower/LayerCall.h"

namespace lw::graph {

/// tf.image.resize of a channels-last batch: half-pixel centres, no antialiasing. Refuses interpolations that the
/// engine does not have.
Edge resizeImage(LayerCall& call, Edge x, const Size& height, const Size& width, const std::string& interpolation);

} // namespace lw::graph
