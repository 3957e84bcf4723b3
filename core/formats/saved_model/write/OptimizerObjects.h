// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/formats/saved_model/write/ObjectGraph.h"
#include "core/model/Model.h"

namespace lw::formats {

/// The optimizer as tf_keras tracks it: _variables (the counter first), _iterations, _learning_rate
/// (tf_keras/src/optimizers/optimizer.py), and the scale of a LossScaleOptimizer. Slots are put into the order of
/// Keras 2; those of the older OptimizerV2 keep theirs, slot by slot.
void addOptimizer(const Model& model, ObjectId root, ObjectGraph& graph, Diagnostics& diagnostics);

} // namespace lw::formats
