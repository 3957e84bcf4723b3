// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Blueprint.h"
#include "core/edit/surgery/Surgery.h"

#include <cstddef>
#include <vector>

namespace lw::edit {

/// The variables of the model after, which share tensors with those before.
struct CarriedWeights {
    std::vector<Variable> variables;                ///< in the order of model.weights
    std::vector<std::optional<std::size_t>> origin; ///< by variable: which of the variables before it is
    Diagnostics notes;
};

/// The variables of a model after surgery. after: its layers and architecture. Invalid when a weight that stays does
/// not fit, unless the options allow it, and when the shape of a new weight cannot be told.
Result<CarriedWeights> carryWeights(const Model& before, const Blueprint& blueprint, const Model& after,
                                    const SurgeryOptions& options);

/// "decoder reads 3 of its outputs, and it gives out fewer": who reads a tensor of a layer that is not there.
std::string readersText(const Model& model, std::string_view layerPath);
/// "(None, 512) from dropout": what a layer reads, for messages.
std::string inputText(const Model& model, std::string_view layerPath);

} // namespace lw::edit
