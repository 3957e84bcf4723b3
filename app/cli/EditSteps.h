// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Surgery.h"

#include <span>
#include <string>
#include <vector>

namespace lw::cli {

/// One step of the edit command as it stands on the command line.
struct Step {
    std::string name; ///< "--freeze"
    std::vector<std::string> values;
};

/// A step that there is, for --help.
struct StepKind {
    const char *name, *values, *help;
    int count; ///< of values
};
std::span<const StepKind> stepKinds();

/// The edit that a step stands for. model: as the steps before left it.
Result<edit::EditPointer> editOf(const Step& step, const Model& model, const edit::SurgeryOptions& options);

} // namespace lw::cli
