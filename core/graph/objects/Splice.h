// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/GraphBuilder.h"

#include <functional>

namespace lw::graph {

/// The edge that stands for a variable of a graph's file, by the attribute kVariableKeyAttr of its Const node; none
/// keeps the constant.
using VariableBinding = std::function<Result<std::optional<Edge>>(const std::string& key, const Tensor& value)>;

/// Copies a graph into the one that is being built, inputs standing in for its placeholders, and returns its outputs.
/// Nodes belong to the builder's layer. Invalid when the numbers of inputs differ; errors of the builder stick there.
Result<std::vector<Edge>> splice(GraphBuilder& builder, const Graph& graph, const std::vector<Edge>& inputs,
                                 const VariableBinding& bind);

} // namespace lw::graph
