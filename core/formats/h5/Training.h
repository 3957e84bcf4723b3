// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/model/TrainingState.h"

namespace lw::formats::h5 {

/// compile() information: "training_config" of .h5 files (optimizer under "optimizer_config") or "compile_config" of
/// .keras files (under "optimizer"); its parts are kept verbatim.
TrainingState trainingFrom(const Json& compileConfig);

/// Sets the number of steps from the slot that counts them: "iteration:0", "Adam/iter:0", "training/Adam/iterations:0";
/// else from a first scalar integer.
void findIterations(TrainingState& training);

} // namespace lw::formats::h5
