// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/npy/Npy.h"
#include "core/formats/Format.h"

namespace lw::formats {

/// Of notes on what a flat file leaves out; a command that says so ends with status 1.
inline constexpr std::string_view kWeightNotSaved = "weight-not-saved";

/// The tensors of a model for a file that is a flat list of them, weights first, then the optimizer's under
/// "optimizer/" where the options want it. Names are the paths, with "_1", "_2" where one would stand twice;
/// no tensor gets the reserved one. Shares the tensors; reads no data.
NamedTensors flatWeights(const Model& model, const SaveOptions& options, std::string_view reserved = {});

/// Warns of the weights that the model's own file names but that could not be read: a flat file lacks them without
/// a trace. Their code is kWeightNotSaved.
void reportUnreadableWeights(const Model& model, Diagnostics& diagnostics);

} // namespace lw::formats
