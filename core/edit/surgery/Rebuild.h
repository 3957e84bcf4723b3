// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Blueprint.h"
#include "core/edit/surgery/Surgery.h"

namespace lw::edit {

/// The model that a changed blueprint describes: weights of parts with an origin are those of before, others are fresh.
/// Invalid when a connection does not fit any more, or a weight that stays, with the shapes.
Result<Model> rebuild(const Model& before, const Blueprint& after, const SurgeryOptions& options);

} // namespace lw::edit
