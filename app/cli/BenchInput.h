// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

namespace lw::cli {

/// Input of a benchmark run: the numbers that numpy.random.default_rng(7) draws, so that engines driven from Python are
/// fed alike. Token ids for integer inputs; for floats [0, 1), images in [-1, 1) or, when the model scales pixels
/// itself, [0, 255). Unknown dimensions: the first is batch, others are 1.
Tensor benchInput(const Model& model, const TensorSpec& spec, std::int64_t batch);

} // namespace lw::cli
