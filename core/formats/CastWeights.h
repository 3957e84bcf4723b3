// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <string_view>

namespace lw::formats {

/// The model with its floating weights in another type ("float16", "bfloat16", "float32"), converted when they are
/// asked for. The optimizer's variables keep theirs. Rounds to nearest even.
Result<Model> castWeights(const Model& model, std::string_view dtype);

} // namespace lw::formats
