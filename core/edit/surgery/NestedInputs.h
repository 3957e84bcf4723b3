// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

namespace lw::edit {

/// Adds a "shape-mismatch" to the model's diagnostics for every call of a nested model whose tensor is not of the shape
/// that the nested model's own input declares, which Keras refuses when it loads the model (input_spec of Functional,
/// keras/src/models/functional.py). Inference is more lenient: it follows such a call with the other shape. A
/// Sequential of Keras 3 takes other lengths and sizes, so of these only the last axis counts.
void checkNestedInputs(Model& model);

} // namespace lw::edit
