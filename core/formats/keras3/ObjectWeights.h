// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/Hdf5File.h"
#include "core/model/Model.h"

#include <string>
#include <string_view>

namespace lw::formats::keras3 {

/// Fills variables and optimizer slots from a weights file in the manner of keras/src/saving/saving_lib.py: the tree of
/// Python objects as groups, each with a group `vars` of numbered datasets. With an architecture in the model, every
/// dataset is paired with what it calls for, by key, else by the names that the file gives to layers; without one, the
/// groups name the variables. Datasets of metrics are no weights and are left out.
Result<void> readObjectWeights(const Hdf5File& file, Model& model);

/// A key of an older Keras or of tf_keras in the words of today: "_layer_checkpoint_dependencies" is "layers", and
/// leading underscores of attributes ("_query_dense") are dropped.
std::string canonicalKey(std::string_view key);

} // namespace lw::formats::keras3
