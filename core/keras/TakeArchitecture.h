// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

namespace lw::keras {

/// Gives model what readArchitecture() read into layout: name, kind, layers, what goes in and comes out, and the JSON.
/// The model's variables, training state, signatures and diagnostics stay.
void takeArchitecture(Model& model, Model& layout);

} // namespace lw::keras
