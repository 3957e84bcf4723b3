// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TrainingState.h"

#include <optional>
#include <string>
#include <vector>

namespace lw::keras {

/// The optimizer that changes the weights: that of the training state, or the one that a LossScaleOptimizer wraps
/// (tf_keras/src/mixed_precision/loss_scale_optimizer.py, keras/src/optimizers/loss_scale_optimizer.py).
struct InnerOptimizer {
    std::string className; ///< "Adam", without "Custom>"
    Json config;
    bool scaled = false;
};
InnerOptimizer innerOptimizer(const TrainingState& training);

/// What a LossScaleOptimizer keeps beside its inner optimizer.
struct LossScale {
    double initial = 32768; ///< as the constructors have it
    std::int64_t growthSteps = 2000;
    bool dynamic = true; ///< Keras 2 only: otherwise the scale never changes
    double current = 32768;
    std::int64_t goodSteps = 0;
};

/// Takes what belongs to the scaling out of the training state's variables, so that those of the inner optimizer are
/// left, each once (tf_keras and Keras 3 write them into .keras files twice). None when the optimizer does not scale.
std::optional<LossScale> takeLossScale(const TrainingState& training, std::vector<Variable>& variables);

/// The optimizer as a dialect describes it: inner is the wrapped one, serialized with its module. framed: with module
/// and registered name, as .keras files have it; otherwise class_name and config.
Json lossScaleOptimizer(const TrainingState& training, int dialect, bool legacy, Json inner, bool framed);

} // namespace lw::keras
