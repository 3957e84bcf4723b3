// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/transplant/TransplantPlan.h"
#include "ui/document/ModelParts.h"

#include <optional>

namespace lw::ui {

/// What dropping parts of a model at a place would do, and one line that says so.
struct DropVerdict {
    enum class Kind {
        Fits,    ///< it just happens
        Decides, ///< the plan opens: something does not fit, or loses precision
        Refused  ///< nothing can be dropped here
    };
    Kind kind = Kind::Refused;
    QString line;                             ///< "kernel (64, 10) does not fit (64, 5)"
    std::optional<edit::TransplantPlan> plan; ///< unless refused
};

/// Quick enough to be asked whenever another target is hovered. User interface thread only.
DropVerdict judgeDrop(const ModelParts& parts, const std::shared_ptr<const Model>& target, const DropPlace& place);

/// "kernel (64, 10) does not fit (64, 5)" for a row that does not move, in the user's language; empty for one that
/// does.
QString misfitText(const edit::TransplantPlan& plan, const edit::Move& move);

} // namespace lw::ui
