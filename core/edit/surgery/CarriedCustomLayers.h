// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Blueprint.h"
#include "core/edit/surgery/Surgery.h"
#include "core/keras/LayerRules.h"

namespace lw::edit {

/// Tells the shapes that custom layers of a changed model give out, by what computed them before: the definitions of
/// the options, or the functions that a SavedModel traced. Refers to all three.
keras::UnknownShapes customShapes(const Model& before, const Blueprint& after, const SurgeryOptions& options);

/// The layers in custom ones, which a SavedModel tells of and no config does: those that are still there in after keep
/// them.
void keepCustomParts(const Model& before, const Blueprint& blueprint, Model& after);
/// The payload of after: the traced functions of custom layers that are still there, around what the format of before
/// keeps, when that is no program. Null when there is neither.
std::shared_ptr<const ModelPayload> carryFunctions(const Model& before, const Blueprint& blueprint, const Model& after);

} // namespace lw::edit
