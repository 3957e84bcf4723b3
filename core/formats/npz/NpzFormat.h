// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats::npz {

/// NumPy's .npz of all weights, arrays named by Variable::path; any model can be saved so, with optimizer variables under
/// "optimizer/" unless options.optimizer is false. Read back it is a model of kind weights.
int sniff(const Probe& probe);
Result<Model> read(const Probe& probe, const Progress& progress);
Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress);

} // namespace lw::formats::npz
