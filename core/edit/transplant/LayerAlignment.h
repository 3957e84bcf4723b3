// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/Matching.h"

namespace lw::edit {

/// Pairs by structure: the two sequences of layers that own the given variables are aligned (global alignment, gaps
/// free) so that as many as possible agree in class and shapes; layers of one class and other shapes pair when nothing
/// better is left. Within a pair of layers, variables go by role. Time and memory grow with the product of the numbers
/// of layers; above 40 million only what begins and ends alike is paired.
IndexPairs pairByStructure(const Model& source, const Indices& from, const Model& target, const Indices& to);

} // namespace lw::edit
