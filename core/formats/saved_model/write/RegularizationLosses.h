// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/saved_model/write/Traces.h"

namespace lw::formats {

/// Fills in the losses of the objects: a function for every regularised weight. Keras lists those of a model's direct
/// layers only and forgets those of cells, wrapped layers and nested models (save_impl.py wrap_layer_objects); here an
/// object has those of all inside of it, in the order of model.losses. Regularisers that are not built in are told as
/// information: their losses need the class.
void addRegularizationLosses(const std::vector<Variable>& variables, KerasObjects& objects, Traces& traces,
                             Diagnostics& diagnostics);

} // namespace lw::formats
