// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/lower/LayerCall.h"

/// Tables of layers beside those of LayerCall.h: words and texts, images at inference, sound.
namespace lw::graph {

std::span<const LayerRow> lookupLayers();
std::span<const LayerRow> textLayers();
std::span<const LayerRow> contrastLayers();
std::span<const LayerRow> spectrogramLayers();

} // namespace lw::graph
