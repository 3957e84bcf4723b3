// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/lower/LayerCall.h"
#include "core/graph/objects/CustomObjects.h"

namespace lw::graph {

/// Lowers a call of a layer by its definition: expression or borrowed function. Masks are passed on as Keras does for
/// layers that do not say that they support them: they are dropped.
void lowerCustomLayer(LayerCall& call, const std::string& name, const CustomObject& object);
/// Applies a function that is defined, as an activation.
Edge applyCustomFunction(LayerCall& call, Edge x, const std::string& name, const CustomObject& object);
/// Runs the function that the model's own SavedModel has of this layer; false when it has none.
bool lowerByTrace(LayerCall& call);

/// A name that an expression has for something of a layer.
struct ExpressionName {
    enum class Kind { Input, Variable, Setting, Call }; ///< Call: "training", "mask"
    std::string name;
    Kind kind = Kind::Input;
    PartialShape shape; ///< of inputs and variables, none when not known
    DType dtype = DType::Float32;
    std::string value; ///< of a setting, as JSON
};

} // namespace lw::graph
