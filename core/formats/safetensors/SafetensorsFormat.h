// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats::safetensors {

/// All weights under Variable::path, with optimizer variables under "optimizer/" unless options.optimizer is false;
/// read back it is a model of kind weights. Metadata of a file that was read is written again; "format" is "tf"
/// otherwise, as the transformers library wants it of TensorFlow's weights. Text variables (vocabularies) have no type
/// here: they are left out with a warning.
int sniff(const Probe& probe);
Result<Model> read(const Probe& probe, const Progress& progress);
Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress);

} // namespace lw::formats::safetensors
