// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/LayerConfig.h"

namespace lw::keras {

/// What an EinsumDense with its equation ("abc,cd->abd", "...x,xy->...y") makes of an input.
struct EinsumShapes {
    Shape kernel, output;
    std::optional<Shape> bias;
};

/// keras/src/layers/core/einsum_dense.py _analyze_einsum_string; none when equation and input do not fit.
std::optional<EinsumShapes> resolveEinsumDense(const LayerConfig& config, const Shape& input);

} // namespace lw::keras
