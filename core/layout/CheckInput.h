// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/layout/LayeredLayout.h"

namespace lw::layout::detail {

/// Invalid unless nodes, groups and edges name each other within bounds and the groups form a tree.
Result<void> checkInput(const LayoutInput& input);

} // namespace lw::layout::detail
