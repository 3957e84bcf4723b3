// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/plan/Builder.h"

namespace lw::engine::plan {

/// The fast way of the op where it has one, else its plain kernel.
Result<void> buildOp(Builder& builder, const PlanOp& op);

} // namespace lw::engine::plan
