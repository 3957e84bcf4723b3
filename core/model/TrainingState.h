// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/model/Variable.h"

#include <optional>
#include <string>
#include <vector>

namespace lw {

/// What compile() and fit() left behind (design decision 5). JSON parts are verbatim in the file's dialect.
struct TrainingState {
    std::string optimizerClass; ///< "Adam"
    Json optimizerConfig;
    Json loss, metrics, weightedMetrics, lossWeights;
    Json compileConfig;                     ///< everything compile() information that the file has, verbatim
    std::optional<std::int64_t> iterations; ///< none when the file does not say
    std::vector<Variable> slotVariables;            ///< optimizer variables in the file's order, iterations and rates included
};

} // namespace lw
