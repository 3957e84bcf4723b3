// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

namespace lw::edit {

/// Values that a variable may begin with, of its shape and type, made on demand and equal for equal seeds: zeros for
/// biases and means, ones for scales and variances, else uniform numbers by Glorot's rule, as most layers of Keras do
/// (keras/src/initializers).
Tensor freshValues(const Model& model, const Variable& variable, std::uint64_t seed);

} // namespace lw::edit
