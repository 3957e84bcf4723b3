// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/Layout.h"

#include <vector>

namespace lw::engine::onednn {

enum class ActivationKind { None, Relu, Clip, Sigmoid, Tanh, Swish, Elu, Linear, Softplus, HardSwish };

/// alpha and beta as oneDNN's eltwise algorithms have them: Relu alpha = slope below zero; Clip alpha, beta = bounds;
/// Linear alpha * x + beta; Swish x * sigmoid(alpha * x).
struct Activation {
    ActivationKind kind = ActivationKind::None;
    float alpha = 0, beta = 0;
    bool operator==(const Activation&) const = default;
};

/// Done to every element of a convolution's or product's result before it is stored, in order.
struct PostOp {
    enum class Kind { Activate, Sum } kind = Kind::Activate;
    Activation activation; ///< for Activate
};

} // namespace lw::engine::onednn
