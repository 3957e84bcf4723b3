// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <optional>
#include <vector>

namespace lw::edit {

/// The training state after surgery: the optimizer's slots follow the variables that stay, those of new variables are
/// zeros. origin: by variable of after, which of before it is. When the slots cannot be understood they are dropped,
/// and notes say so; none when the number of outputs changed, so that the losses fit no more.
std::optional<TrainingState> carryTraining(const Model& before, const Model& after,
                                           const std::vector<std::optional<std::size_t>>& origin, Diagnostics& notes);

} // namespace lw::edit
