// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ModelRunner.h"
#include "core/engine/ops/Kernel.h"

namespace lw::engine {

/// Puts given tensors into the order of specs: by name, or the only one to the only one. Converts numbers to the wanted
/// dtype. Invalid names the input and both shapes, the missing or unknown name, or the types that do not convert.
Result<std::vector<Value>> matchInputs(const std::vector<TensorSpec>& specs, const NamedTensors& given);

} // namespace lw::engine
