// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/graph/Graph.h"
#include "core/graph/objects/CustomObjects.h"
#include "core/model/Model.h"

namespace lw::graph {

/// What is to be computed.
struct BuildOptions {
    std::string signature; ///< of a SavedModel; empty: the model's call
    bool training = false; ///< Keras' training argument: dropout active, batch statistics, traced training variant
    std::vector<std::string> layers; ///< paths of layers whose output is wanted too (NotFound when there is none)
    std::shared_ptr<const CustomObjects> objects; ///< definitions of custom classes and functions; null for none
};

/// The operator graph of a model, whatever it was read from: Keras layers are lowered when all are built in, defined
/// in options.objects, or traced one by one; otherwise the traced function of the SavedModel runs. Inputs and outputs
/// carry the model's input and output names; options.layers are among the taps. Unsupported names the class that stands
/// in the way and what helps; the weights themselves stay lazy.
Result<Graph> buildGraph(const Model& model, const BuildOptions& options, Diagnostics& diagnostics);

} // namespace lw::graph
