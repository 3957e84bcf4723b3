// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"
#include "core/keras/ObjectTree.h"

#include <functional>

namespace lw::formats {

/// Whether a written checkpoint counts its saves. Checkpoint.save does, and Checkpoint.restore asks for it;
/// save_weights of tf_keras does not, and its load_weights is not content with one.
enum class SaveCounter { None, One };

/// Writes the objects of a tree as a checkpoint: prefix.data-00000-of-00001, prefix.index and the text file
/// "checkpoint" beside them, which names it the latest. variable gives what a node's name stands for, and null for
/// unknown ones.
Result<void> writeObjects(const keras::ObjectTree& tree,
                          const std::function<const Variable*(const std::string&)>& variable, const std::string& prefix,
                          SaveCounter counter, const Progress& progress);

/// Objects of a model that somebody chose (edit::composeObjects), as tf.train.Checkpoint(key=object).save() writes
/// them, but under exactly this prefix.
Result<void> writeComposed(const keras::ObjectTree& tree, const Model& model, const std::string& prefix,
                           const Progress& progress);

/// Any model's weights and, unless options say otherwise, its optimizer's state, as model.save_weights(prefix) of
/// tf_keras writes them. A path that ends in ".index" means the prefix before it. A checkpoint, or a subclassed model
/// of a SavedModel, keeps its own objects. Errors: Invalid when there is nothing to write; Io.
Result<void> writeCheckpoint(const Model& model, const std::string& path, const SaveOptions& options,
                             Diagnostics& diagnostics, const Progress& progress);

} // namespace lw::formats
