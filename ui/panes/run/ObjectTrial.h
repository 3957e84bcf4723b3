// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/graph/objects/CustomObjects.h"
#include "core/model/TensorStatistics.h"

#include <memory>

namespace lw::ui {

/// What the first layer that needs a definition gave for generated inputs.
struct ObjectTrial {
    std::string layer; ///< its path
    Shape shape;
    DType dtype = DType::Float32;
    TensorStatistics statistics;
    bool alone = false; ///< only the layer ran: the model cannot yet
};

/// Runs the model on generated inputs (one sample; numbers normally distributed, whole numbers 0 or 1) with these
/// definitions, saved or not; the first layer that needs the name alone where the model cannot run yet. Any thread.
/// Errors of ModelRunner; NotFound when no layer needs the name.
Result<ObjectTrial> tryObjects(const Model& model, std::shared_ptr<const graph::CustomObjects> objects,
                               const std::string& name, const Progress& progress);

} // namespace lw::ui
