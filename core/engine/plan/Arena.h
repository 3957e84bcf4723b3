// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/plan/Builder.h"

namespace lw::engine::plan {

/// Gives every buffer that is not fixed an offset such that buffers which live at the same time never overlap, and says
/// how many bytes that takes. A buffer lives from the first step that touches it to the last; buffers of inputs live
/// from the start, those of outputs to the end.
std::size_t assignOffsets(std::vector<Buffer>& buffers, const std::vector<StepRecord>& steps,
                          const std::vector<int>& inputBuffers, const std::vector<int>& outputBuffers);

} // namespace lw::engine::plan
