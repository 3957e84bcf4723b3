// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/model/Tensor.h"

#include <vector>

namespace lw {

/// Numbers over all elements of a tensor; NaN and infinities are counted apart and left out of min, max, mean, std.
struct TensorStatistics {
    double minimum = 0, maximum = 0, mean = 0, deviation = 0; ///< population standard deviation
    std::uint64_t count = 0, zeros = 0, nans = 0, infinities = 0;
    std::vector<std::uint64_t> histogram; ///< equal bins from minimum to maximum
};

/// Streams over the bytes; memory does not grow with the tensor. bins 0: no histogram.
Result<TensorStatistics> computeStatistics(const Tensor& tensor, std::size_t bins, const Progress& progress);

} // namespace lw
