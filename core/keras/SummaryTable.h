// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <string>

namespace lw::keras {

/// The table that model.summary() prints: layer (class), output shape, parameters, what it is connected to when the
/// model is no plain chain, and the three totals with their sizes. nested: rows of nested models too, indented. Columns
/// are as wide as their longest entry, so no name is ever cut. Models that are only weights list their variables
/// instead. Ends in a line feed.
std::string summaryText(const Model& model, bool nested);

/// Whether model.layers of Keras has the layer: a Sequential hides its input layer.
bool isListedLayer(const Layer& layer, ModelKind parent);

/// "(None, 32)", "[(None, 8), (None, 4)]" for several outputs, "multiple" when calls differ, "?" when unknown.
std::string outputShapeText(const Layer& layer);

/// "54,725"
std::string groupedNumber(std::uint64_t number);

} // namespace lw::keras
