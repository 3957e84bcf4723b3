// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"
#include "core/model/Model.h"

#include <string>
#include <vector>

namespace lw::graph {

/// A traced function of a SavedModel, and what it reads of the model's variables.
struct BorrowedFunction {
    Graph graph;
    std::string layer;                      ///< path of the layer in the source; empty: the model itself
    std::vector<const Variable*> variables; ///< of that layer, in its order; owned by the source
};

/// The traced call of a layer of this class. Of several the one is taken whose variables have the given shapes.
/// NotFound when the model has no such layer or it has no trace.
Result<BorrowedFunction> borrowLayer(const Model& source, std::string_view className, bool training,
                                     const std::vector<Shape>& variableShapes);
/// A function of one tensor that a layer of the source uses as its activation: the call of an Activation layer, or what
/// the call of another layer does after its product and bias. NotFound.
Result<BorrowedFunction> borrowActivation(const Model& source, std::string_view name);

} // namespace lw::graph
