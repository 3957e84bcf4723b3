// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Blueprint.h"

namespace lw::edit {

/// Adds a "shape-mismatch" to the model's diagnostics for every call of a nested model whose tensor is not of the shape
/// that the nested model's own input declares, which Keras refuses when it loads the model (input_spec of Functional,
/// keras/src/models/functional.py). Inference is more lenient: it follows such a call with the other shape. A
/// Sequential of Keras 3 takes other lengths and sizes, so of these only the last axis counts.
void checkNestedInputs(Model& model);

/// Gives inputs of nested models the shapes that they get in a changed blueprint, where these are others than they
/// declare and the model did not come with that; level by level, since what a nested model gives out changes with it.
/// What does not go together then is for rebuild() to tell. before: the model that the blueprint was made of.
Result<void> followNestedInputs(Blueprint& blueprint, const Model& before);

/// Writes the shape of an input layer, batch and all.
void writeInputShape(Blueprint& container, std::size_t input, const Json& dims);

} // namespace lw::edit
