// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"

#include <cstdint>
#include <vector>

namespace lw::keras {

/// A rows x columns matrix, row-major, whose columns (rows, when there are fewer of them) are orthonormal, uniformly
/// distributed among all such (keras/src/initializers/random_initializers.py Orthogonal). Cancelled by progress.
Result<std::vector<double>> orthogonalMatrix(std::size_t rows, std::size_t columns, std::uint64_t seed,
                                             const Progress& progress = {});

} // namespace lw::keras
