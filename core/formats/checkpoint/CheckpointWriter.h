// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"
#include "core/keras/ObjectTree.h"

namespace lw::formats {

/// Objects of a model that somebody chose (edit::composeObjects), as tf.train.Checkpoint(key=object).save() writes
/// them, but under exactly this prefix: prefix.data-00000-of-00001, prefix.index and the text file "checkpoint" beside
/// them, which names it the latest. The whole model has its optimizer with it, unless options say otherwise.
Result<void> writeComposed(const keras::ObjectTree& tree, const Model& model, const std::string& prefix,
                           const SaveOptions& options, const Progress& progress);

/// Any model's weights and, unless options say otherwise, its optimizer's state, as model.save_weights(prefix) of
/// tf_keras writes them. A path that ends in ".index" means the prefix before it. A checkpoint, or a subclassed model
/// of a SavedModel, keeps its own objects. What is written satisfies assert_consumed() of load_weights and
/// Checkpoint.read, and of Checkpoint.restore too. Errors: Invalid when there is nothing to write; Unsupported for
/// subclassed models whose objects are not known; Io.
Result<void> writeCheckpoint(const Model& model, const std::string& path, const SaveOptions& options,
                             Diagnostics& diagnostics, const Progress& progress);

} // namespace lw::formats
