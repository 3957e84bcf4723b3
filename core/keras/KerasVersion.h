// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <string>

namespace lw::keras {

/// The version that a file of the model says it was written by: that of the file that the model is from, as long as the
/// dialect (2 or 3) stays that one's, since the architecture in it is that version's; else the one whose dialect
/// Layerwright writes. atLeast: the first minor version whose files are of this kind, for older ones do not have it.
std::string writtenVersion(const Model& model, int dialect, int atLeast = 0);

} // namespace lw::keras
