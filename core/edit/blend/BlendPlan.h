// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"
#include "core/edit/blend/BlendRule.h"
#include "core/edit/transplant/Matching.h"

namespace lw::edit {

/// How models are blended; amount: the t of BlendKind.
struct BlendOptions {
    BlendKind kind = BlendKind::Average;
    double amount = 0;
    MatchBy match = MatchBy::Name;
    /// Other amounts for layers, nested models or variables of the first model; of several that hold a variable the
    /// innermost counts.
    std::vector<std::pair<std::string, double>> amounts;
};

/// What a blend does to each variable of the first model.
struct BlendReport {
    struct Kept {
        std::string path, reason; ///< "kernel (64, 10) does not fit (64, 5)"
    };
    /// Weights of a further model that the first one has no place for.
    struct Left {
        std::size_t model = 1; ///< its number among the models
        std::string path;
    };
    std::vector<std::string> blended;
    std::vector<Kept> kept; ///< stay as the first model has them
    std::vector<Left> left;
    bool optimizer = false; ///< there is state of an optimizer, which stays that of the first model
};

struct BlendPlan {
    std::unique_ptr<Edit> edit; ///< of the first model: one step, tensors computed on demand
    BlendReport report;
};

/// Blends the weights of models into the first one; its structure and its training state stay. Whole numbers (counters,
/// tables) are kept. Invalid when the rule takes another number of models, an amount names nothing, or nothing can be
/// blended.
Result<BlendPlan> planBlend(const std::vector<std::shared_ptr<const Model>>& models, const BlendOptions& options);

} // namespace lw::edit
