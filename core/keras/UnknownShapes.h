// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/Architecture.h"
#include "core/keras/LayerRules.h"

namespace lw::keras {

/// readArchitecture() of Architecture.h for who knows what custom classes give out: unknown, which may be empty, is
/// asked for the shapes that no rule tells.
Result<void> readArchitecture(Json&& serialized, Model& model, const UnknownShapes& unknown);

} // namespace lw::keras
