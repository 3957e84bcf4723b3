// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <string>
#include <vector>

namespace lw::graph {

/// A variable of a custom layer and the names that expressions have for it; each name is that of one variable.
struct ExpressionVariable {
    const Variable* variable = nullptr;
    /// The first is the one that is shown: the variable's role ("w"), else its place within the layer ("d1_kernel").
    /// "var0", "var1", ... in the layer's order is always among them: a .keras file knows no other names.
    std::vector<std::string> names;
};

/// The variables of a layer and of all inside of it, in the model's order; of a layer that a wrapper owns
/// (TimeDistributed), those that the wrapper has for it. Refers to the model.
std::vector<ExpressionVariable> expressionVariables(const Model& model, const std::string& layer);

/// The role as a Python name: "sub/kernel:0" is "sub_kernel"; what begins with a digit gets "var" before it.
std::string expressionIdentifier(std::string_view text);

} // namespace lw::graph
