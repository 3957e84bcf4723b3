// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/GraphBuilder.h"
#include "core/keras/Regularizer.h"

namespace lw::graph {

/// Whether the loss of a tensor can be built: an orthogonal regulariser takes a matrix of known size.
bool canRegularize(const GraphBuilder& g, Edge x, const keras::Regularizer& regularizer);

/// The loss, a scalar of x's type. x must be one that canRegularize() takes.
Edge regularizerLoss(GraphBuilder& g, Edge x, const keras::Regularizer& regularizer);

/// The same of a layer's output: per example of the batch (tf_keras/src/engine/base_layer.py
/// _handle_activity_regularization).
Edge activityLoss(GraphBuilder& g, Edge x, const keras::Regularizer& regularizer);

} // namespace lw::graph
