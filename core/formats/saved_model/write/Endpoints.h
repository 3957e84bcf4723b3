// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/saved_model/write/Traces.h"

namespace lw::formats {

/// Hangs on every Keras object what Keras hangs on it beside its attributes: its lists of variables, and keras_api,
/// which repeats them and its functions (tf_keras/src/saving/legacy/saved_model/serialized_attributes.py). Functions
/// must be there already: those of traces, and the objects' losses.
void addEndpoints(const KerasObjects& objects, const Traces& traces, ObjectGraph& graph);

} // namespace lw::formats
