// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/ObjectTree.h"
#include "core/model/Model.h"

#include <map>
#include <string>
#include <vector>

namespace lw::formats {

/// A slot of TensorFlow's older optimizers (OptimizerV2), which belongs to a pair of optimizer and variable.
struct SlotObject {
    std::size_t variable; ///< node that it is kept for
    std::string name;     ///< "m"
    Variable slot;
};

/// What an optimizer adds to the objects of a model.
struct OptimizerObjects {
    std::size_t node = 0;                      ///< of the optimizer itself; 0 when there is none
    std::vector<SlotObject> slots;             ///< of an OptimizerV2
    std::map<std::string, Variable> variables; ///< by the name that was given to the tree's node
};

/// Hangs the optimizer of a model on its tree, on the node of the model, under "optimizer", with the attributes of
/// tf_keras' optimizers
/// (_iterations, _learning_rate, _variables and the lists of each class: tf_keras/src/optimizers) or, when the state is
/// of the older form, iter, hyper-parameters and slots. Values that only the config knows become variables.
OptimizerObjects addOptimizer(const Model& model, keras::ObjectTree& tree, std::size_t owner);

} // namespace lw::formats
