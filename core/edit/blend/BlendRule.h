// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

#include <optional>
#include <string_view>
#include <vector>

namespace lw::edit {

/// How the values of several models become one. a, b, c are the models in their order; t is the amount.
enum class BlendKind {
    Average,     ///< the mean of all
    Interpolate, ///< a + t (b - a)
    TaskVector,  ///< a + t (b - c): what made b of c, added to a
    Ema,         ///< e = a, then for each further one e = t e + (1 - t) of it: the average of training steps
    Slerp, ///< on the arc between a and b, whole tensors as vectors (Shoemake 1985); straight when nearly parallel
};
std::string_view blendKindName(BlendKind kind); ///< "average", "interpolate", "task", "ema", "slerp"
std::optional<BlendKind> blendKindFromName(std::string_view name);

/// How many models a rule takes, and the amount when none is given.
struct BlendNeeds {
    std::size_t least, most;
    double amount;
};
BlendNeeds blendNeeds(BlendKind kind);

/// The blend of tensors of one shape, in the type of the first, computed in double piece by piece whenever its bytes
/// are asked for; nothing is kept. The caller has checked number, shapes and that all are real numbers.
Tensor blendTensors(std::vector<Tensor> tensors, BlendKind kind, double amount);

} // namespace lw::edit
