// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/ObjectTree.h"

#include <string>
#include <utility>
#include <vector>

namespace lw::edit {

/// Keys and what they stand for: a layer or nested model with all below it, a variable, or "." for the whole model.
using Composition = std::vector<std::pair<std::string, std::string>>;

/// The objects of tf.train.Checkpoint(key=object, ...): a root whose children are the given keys. What stands under two
/// keys is one object with two names. Errors: NotFound for a place that the model has not; Invalid for keys that are
/// empty, given twice or kept for the saver ("save_counter"), and for layers without weights.
Result<keras::ObjectTree> composeObjects(const Model& model, const Composition& composition);

} // namespace lw::edit
