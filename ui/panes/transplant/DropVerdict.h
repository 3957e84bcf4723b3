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
        Decides, ///< the plan opens: something does not fit, loses precision, or could go elsewhere too
        Refused, ///< nothing can be dropped here: one side has no weights
        Here     ///< it would go where it is
    };
    Kind kind = Kind::Refused;
    QString line;                             ///< "kernel (64, 10) does not fit (64, 5)"
    std::optional<edit::TransplantPlan> plan; ///< of Fits and Decides
    edit::Places places;                      ///< that the plan is about

    /// Whether anything comes of a drop.
    [[nodiscard]] bool takes() const { return kind == Kind::Fits || kind == Kind::Decides; }
};

/// Quick enough to be asked whenever another target is hovered. User interface thread only.
DropVerdict judgeDrop(const ModelParts& parts, const std::shared_ptr<const Model>& target, const DropPlace& place);

} // namespace lw::ui
