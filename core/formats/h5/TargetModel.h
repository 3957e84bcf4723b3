// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/keras/Architecture.h"
#include "core/model/Model.h"

#include <deque>
#include <optional>
#include <vector>

namespace lw::formats::h5 {

/// A weight and its place in the model that is written.
struct PlacedWeight {
    keras::ExpectedVariable place;
    const Variable* variable = nullptr; ///< of the source model
};

/// A trainable weight as an optimizer's slots name it.
struct TrainedWeight {
    const Variable* variable = nullptr; ///< of the source model
    std::string path, keras2Name;       ///< in the model that is written
};

/// Where a file keeps the words of lookup layers that adapt() found; weights have no place for them.
enum class Words { InConfig, Beside, LeftOut };

/// A model as it will be in the dialect it is written for. Moved, not copied.
struct TargetModel {
    int dialect = 2;
    Model layout;                        ///< layers and architecture only
    std::vector<PlacedWeight> weights;   ///< in the order of model.weights
    std::deque<Variable> made;           ///< those of the weights that the source has in configs
    std::vector<const Variable*> others; ///< of layers whose classes only their own code knows, in the source's order
    std::vector<TrainedWeight> trained;  ///< in the order of model.trainable_variables, those of others too

    [[nodiscard]] std::vector<Shape> trainableShapes() const;
    [[nodiscard]] std::vector<std::string> trainableKeys() const; ///< in the source's file
};

/// Translates the architecture when it is in another dialect (0: leaves it in its own), and finds the place of every
/// weight: by its path, else by its order within the top-level layer where the shapes agree. The result refers to the
/// model. Errors: Invalid when there is no architecture, or weights that it calls for are missing.
/// Words::Beside: the layout's configs still say which words adapt() found, so that the caller can move them out.
Result<TargetModel> targetModel(const Model& model, int dialect, Diagnostics& diagnostics,
                                Words words = Words::InConfig);

/// State of seed generators, which Keras counts with no weights.
bool isSeedState(const Variable& variable);

} // namespace lw::formats::h5
