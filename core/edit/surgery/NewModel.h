// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Surgery.h"

#include <string>
#include <vector>

namespace lw::edit {

/// A model of nothing but an input, to be built on layer by layer.
struct NewModelPlan {
    int generation = 3; ///< of Keras: 2 is saved as .h5 of its own accord, 3 as .keras
    ModelKind kind = ModelKind::Sequential;
    std::string name = "model";
    Shape inputShape; ///< without the batch
    DType inputDtype = DType::Float32;
};

/// It has no path. Invalid for a shape that cannot be.
Result<Model> newModel(const NewModelPlan& plan);

/// The model as one that lies nowhere yet: without path, the file's own rest, signatures, assets and diagnostics.
Model detached(Model model);

} // namespace lw::edit
