// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Blueprint.h"

#include <functional>
#include <string>
#include <vector>

namespace lw::edit {

/// Parts of a blueprint that read one tensor from outside and give out one. Each has one call; what they read from each
/// other goes by the names in here, and what comes from outside is entry().
struct GraftParts {
    std::vector<BlueprintPart> parts; ///< in the order of the source
    InboundTensor exit;               ///< of one of the parts
    InboundTensor reads;              ///< what they read where they were; no layer: they were not connected
    int generation = 2;               ///< of Keras, whose dialect they are in

    /// Stands in calls for the tensor from outside.
    static InboundTensor entry() { return {}; }
};

/// Tensors that the layer of this name gives out.
using OutputCount = std::function<std::size_t(const std::string& name)>;

/// The parts of these names; input layers among others are left out. Invalid when they read or give out more than one
/// tensor, with the names.
Result<GraftParts> takeParts(const Blueprint& container, const std::vector<std::string>& names,
                             const OutputCount& outputs);
/// A whole model as one part.
Result<GraftParts> takeWhole(const Blueprint& model, const Json& serialized);

/// Lets the weights of a part and of all inside of it come from another model.
void setSource(BlueprintPart& part, const std::shared_ptr<const Model>& source);

} // namespace lw::edit
