// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"
#include "core/model/Model.h"

namespace lw::graph {

/// Attribute of the Const nodes that stand for variables: the key of the model's Variable, so that a changed weight can
/// be put in its place.
inline constexpr const char* kVariableKeyAttr = "_variable_key";

/// Puts the model's present weights into the constants that stand for its variables. A graph
/// imported from a file has the file's values until then. Variables are recognised by their keys.
void bindVariables(Graph& graph, const Model& model);

} // namespace lw::graph
