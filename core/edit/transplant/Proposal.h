// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/Matching.h"

namespace lw::edit {

/// Pairs of equal shapes, whatever they are called: each target, in order, has the first source of its shape that is
/// left.
IndexPairs pairByShape(const Model& source, const Indices& from, const Model& target, const Indices& to);

/// What somebody may mean who puts the parts onto the place, to be looked at before it is done: the pairs of
/// matchPlaces(); by structure, or by shapes alone, where of those nothing fits. Empty when neither names nor shapes
/// agree anywhere. Errors of variablesAt().
Result<IndexPairs> proposePairs(const Model& source, const Model& target, const Places& places);

} // namespace lw::edit
