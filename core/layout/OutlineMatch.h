// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/Outline.h"

namespace lw::layout {

/// For each node of now, the node of before that is the same layer or operator, or -1: by its path, else by its own
/// name where that is unique (moved into or out of a nested model), else by its place (renamed).
std::vector<std::int32_t> nodesBefore(const Outline& now, const Outline& before);

} // namespace lw::layout
