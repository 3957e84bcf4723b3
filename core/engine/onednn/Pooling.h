// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/Primitive.h"

namespace lw::engine::onednn {

enum class PoolingKind { Max, Average, AverageWithPadding };

/// Pooling over channels-last values (batch, spatial..., channels). Average does not count padding, as TensorFlow.
struct PoolingSpec {
    PoolingKind kind = PoolingKind::Max;
    Shape input, output;
    std::vector<std::int64_t> window, strides, padBefore, padAfter;
    Layout layout; ///< of the input; the output gets a like one
};
/// Unsupported when oneDNN has no implementation.
Result<Primitive> makePooling(const PoolingSpec& spec);

} // namespace lw::engine::onednn
