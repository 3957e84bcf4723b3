// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Blueprint.h"

namespace lw::edit {

/// The parts, by index, in the order that Keras gives the layers of a Functional model when it loads it: the farthest from the outputs first, equals as a walk back from the outputs meets them
/// (tf_keras/src/engine/functional.py _map_graph_network, keras/src/ops/function.py map_graph). Files tell weights apart
/// by this order. What no output needs stays behind the others, as it stood; a Sequential stays as it is.
std::vector<std::size_t> orderOfKeras(const Blueprint& blueprint);

} // namespace lw::edit
