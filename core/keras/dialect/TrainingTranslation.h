// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/model/TrainingState.h"

namespace lw::keras {

/// The training_config of an .h5 file ("optimizer_config", "loss", "metrics", ...): what compile() was told, in the
/// dialect of Keras 2 or 3. architecture: of the model that is written, which says how outputs are named. Null when the
/// optimizer is not known.
Json trainingConfig(const TrainingState& training, const Json& architecture, int dialect, Diagnostics& diagnostics);
/// The compile_config of a .keras archive: the same with the optimizer under "optimizer", and with modules.
Json compileConfig(const TrainingState& training, const Json& architecture, int dialect, Diagnostics& diagnostics);

} // namespace lw::keras
