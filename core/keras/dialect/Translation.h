// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/base/Json.h"

#include <string>
#include <vector>

namespace lw::keras {

/// A serialized model or training configuration in the other dialect of Keras.
struct Translation {
    Json serialized;
    /// What was translated (Info, without a subject, counted) and what could not be (Warning, with the layer's path).
    Diagnostics notes;
    bool changed = false; ///< the source was not in this dialect
    bool complete = true; ///< every part could be expressed: the target loads it and computes the same
};

/// A whole model ({"class_name": ..., "config": ...}, of any dialect) as Keras 3 writes it into config.json: module and
/// registered_name, batch_shape, DTypePolicy objects, calls with args and kwargs, operations of keras.src.ops in place
/// of TFOpLambda layers. Arguments that Keras 3 lacks go when they say nothing. compile_config is left as it is. A
/// model that is in this dialect already comes back as it was.
Translation toKeras3(const Json& serialized);

/// The same in the dialect of tf_keras 2.15 and Keras 2: batch_input_shape, nested lists of calls, TFOpLambda and
/// SlicingOpLambda layers; as model.to_json() has it, which .h5 files and SavedModels keep.
Translation toKeras2(const Json& serialized);

} // namespace lw::keras
