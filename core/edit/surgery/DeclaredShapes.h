// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

namespace lw::edit {

/// The architecture of model with the shapes that it says of itself brought up to date from what was inferred: those of
/// Keras 3's tensors, build_config, build_input_shape, and the input shapes that Keras 2 keeps of attention layers.
/// What agrees already stays verbatim.
Json withDeclaredShapes(const Model& model);

} // namespace lw::edit
