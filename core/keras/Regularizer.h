// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"

#include <optional>
#include <string>
#include <string_view>

namespace lw::keras {

/// A regulariser that Keras has (tf_keras/src/regularizers.py, keras/src/regularizers/regularizers.py).
struct Regularizer {
    enum class Kind { L1L2, OrthogonalRows, OrthogonalColumns };
    Kind kind = Kind::L1L2;
    double l1 = 0, l2 = 0; ///< l1 * sum(|x|) + l2 * sum(x^2)
    double factor = 0;     ///< of the orthogonal ones
};

/// In any serialized form of Keras 2 and 3: "l2", {"class_name": "L2", "config": {...}}. None when it is null or not
/// built in.
std::optional<Regularizer> readRegularizer(const Json& regularizer);

/// What regularises the output of a layer: its activity_regularizer, or itself (ActivityRegularization). null: nothing.
Json activityRegularizer(std::string_view className, const Json& config);

/// The setting that regularises a weight of this role: "recurrent_kernel" -> "recurrent_regularizer",
/// "query/kernel" -> "kernel_regularizer".
std::string regularizerKey(std::string_view role);

} // namespace lw::keras
