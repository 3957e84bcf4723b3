// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"
#include "core/formats/h5/TargetModel.h"
#include "core/formats/h5/WrittenFile.h"

namespace lw::formats::keras3 {

/// The tree of Python objects as saving_lib.py of the target's dialect expects it: "layers/dense/vars/0", and with
/// withOptimizer "optimizer/vars/0". Where tf_keras has other names for a group, links lead to the same datasets, so
/// that both load the file.
Result<void> writeObjectWeights(h5::WrittenFile& file, const Model& model, const h5::TargetModel& target,
                                bool withOptimizer, Diagnostics& diagnostics);

/// model.save_weights("x.weights.h5") of Keras 3. Errors: Invalid when the model has no architecture, Io.
Result<void> writeWeightsFile(const Model& model, const std::string& path, const SaveOptions& options,
                              Diagnostics& diagnostics, const Progress& progress);

} // namespace lw::formats::keras3
