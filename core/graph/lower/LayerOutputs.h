// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/objects/CustomObjects.h"
#include "core/keras/LayerRules.h"

#include <optional>

namespace lw::graph {

/// What the first call of a layer gives out for inputs of these types and shapes, by its definition, its traced
/// function or its class; none when that cannot be told. Nothing is run.
std::optional<std::vector<TensorSpec>> layerOutputs(const Model& model, const Layer& layer, const std::string& path,
                                                    const std::vector<TensorSpec>& inputs,
                                                    const CustomObjects* objects);
/// The same as shape inference asks for it, by the paths of the model's layers; refers to both.
keras::UnknownShapes customShapes(const Model& model, const CustomObjects* objects);

} // namespace lw::graph
