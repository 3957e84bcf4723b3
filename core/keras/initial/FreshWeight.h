// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/initial/Initializer.h"
#include "core/model/Layer.h"

#include <string_view>

namespace lw::keras {

/// The initializer that a built-in layer gives a weight: what its config says ("kernel_initializer"), else the default
/// of its class; roles as in WeightTree.h, those of hidden sub-layers ("query/kernel") and cells included. Weights that
/// have no initializer in Keras (an optimizer's, a custom layer's) get glorot_uniform when they are matrices or
/// kernels, else zeros.
Json initializerOf(const Layer& layer, std::string_view role);

/// A weight as Keras would make it for a new layer.
struct FreshWeight {
    Tensor tensor;
    std::string note; ///< non-empty when a custom initializer was replaced by Keras' default; for the user
};
/// role and shape are those of one weight of layer; different weights need different seeds (see seedOf). LSTMs get
/// their forget gate's bias of ones (unit_forget_bias).
/// generation is 2 or 3, the Keras whose rules count. Invalid when the shape is not fully known.
Result<FreshWeight> freshWeight(const Layer& layer, std::string_view role, DType dtype, const Shape& shape,
                                int generation, std::uint64_t seed);

/// A seed for one weight, of a seed for all of them and the weight's path.
std::uint64_t seedOf(std::uint64_t seed, std::string_view path);

} // namespace lw::keras
