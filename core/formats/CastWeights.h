// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <string_view>

namespace lw::formats {

/// Whether a format keeps weights of another type than its architecture says: Keras casts what it loads into its own
/// variables. h5 files have no bfloat16 that Keras 2 reads, NumPy archives have none at all.
Result<void> canCast(std::string_view formatId, std::string_view dtype);

/// The model with its floating weights in another type ("float16", "bfloat16", "float32"), converted when they are
/// asked for. The optimizer's variables keep theirs. Rounds to nearest even.
Result<Model> castWeights(const Model& model, std::string_view dtype);

} // namespace lw::formats
