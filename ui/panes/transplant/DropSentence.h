// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/TransplantPlan.h"

#include <QString>

namespace lw::ui {

// What is said of a plan before it is done, in the user's language.

/// "kernel (64, 10) does not fit (64, 5)" for a row that does not move; empty for one that does.
QString misfitText(const edit::TransplantPlan& plan, const edit::Move& move);

/// "kernel, bias fit", or "kernel → w fits" where the names differ: of a plan that leaves no question.
QString fittingLine(const edit::TransplantPlan& plan);

/// What somebody must decide before the plan is done: what does not fit, with both shapes, has no place, or could go
/// elsewhere too, and what values would change. onto: the target's variables that could be the place. Empty when there
/// is no question.
QString questionLine(const edit::TransplantPlan& plan, const edit::Indices& onto);

} // namespace lw::ui
