// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/base/Result.h"
#include "core/model/Shape.h"

#include <vector>

namespace lw::keras {

/// The kernel of an STFTSpectrogram, (frame length, 1, frequencies), by the config of its initializer
/// (keras/src/initializers/constant_initializers.py STFT): side, window, scaling, periodic. Invalid for another shape,
/// Unsupported for a window that is not hann, hamming, blackman, boxcar or a list of numbers.
Result<std::vector<double>> stftKernel(const Json& config, const Shape& shape);

} // namespace lw::keras
