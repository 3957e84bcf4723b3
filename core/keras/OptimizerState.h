// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/LossScale.h"
#include "core/keras/OptimizerName.h"
#include "core/model/Model.h"

#include <optional>
#include <string>
#include <vector>

namespace lw::keras {

/// How a file lists the variables of an optimizer.
enum class OptimizerForm {
    Legacy, ///< OptimizerV2 of Keras 2: slot by slot (optimizer_v2/optimizer_v2.py)
    Keras2, ///< tf_keras/src/optimizers/optimizer.py: variable by variable, then the slots that are optional
    Keras3, ///< keras/src/optimizers: the same, with the learning rate and a few scalars
};

/// One slot of one trainable variable, under the name that Keras 3 gives it ("momentum", "velocity").
struct OptimizerSlot {
    std::string name;
    std::size_t variable = 0; ///< index among the trainable variables
    Tensor tensor;
};

/// State of an optimizer, free of the order in which files keep it.
struct OptimizerState {
    std::string className; ///< "Adam", without "Custom>"
    Json config;
    std::int64_t iterations = 0;
    std::optional<double> learningRate; ///< none when a schedule gives it
    std::vector<OptimizerSlot> slots;
    std::optional<LossScale> scale; ///< of a LossScaleOptimizer; class, config and the rest are the inner optimizer's
};

/// A variable as a form lists it.
struct OptimizerEntry {
    std::string name; ///< "iteration", "learning_rate", or the slot's; in the words of the form
    std::optional<std::size_t> variable;
    Tensor tensor;
};

/// From the variables of a model's training state, whichever form they are in: by their number and shapes. None, with
/// a warning, when they fit no form of the class. trainable: shapes of the trainable variables in the order of
/// model.trainable_variables; keys: theirs, for slots that name their weight by its key.
std::optional<OptimizerState> readOptimizerState(const TrainingState& training, const std::vector<Shape>& trainable,
                                                 Diagnostics& diagnostics, const std::vector<std::string>& keys = {});
/// In the order of a form; iteration first. Slots that the form has and the state lacks are zeros.
std::vector<OptimizerEntry> listOptimizerState(const OptimizerState& state, const std::vector<Shape>& trainable,
                                               OptimizerForm form);

/// What a LossScaleOptimizer keeps of its own: in Keras 3 listed before the inner optimizer's, in Keras 2 beside them.
/// Empty for other optimizers.
std::vector<OptimizerEntry> listLossScale(const OptimizerState& state, OptimizerForm form);

/// Whether a file of Keras 2 has the older of its two forms.
OptimizerForm optimizerForm(const TrainingState& training, int dialect);

} // namespace lw::keras
