// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/model/Tensor.h"

#include <cstdint>
#include <vector>

namespace lw::keras {

/// Which axes of a kernel count as inputs and as outputs for VarianceScaling; empty: Keras' general rule (the last two
/// axes, times the window before them).
struct FanAxes {
    std::vector<std::size_t> input, output;
};

/// Values by an initializer as a config names it: "glorot_uniform", {"class_name": "RandomNormal", "config": {...}} of
/// Keras 2 or 3, aliases of old versions included. Same distributions as Keras (keras/src/initializers), other numbers:
/// they are equal for equal seeds, and a seed in the config is not used. The values are made when the tensor's bytes
/// are asked for. Invalid for a shape that is not fully known or does not fit the initializer (Identity of three axes),
/// Unsupported for a class that is not built in.
Result<Tensor> initialize(const Json& initializer, DType dtype, const Shape& shape, std::uint64_t seed,
                          const FanAxes& axes = {});

/// Whether initialize() knows the class.
bool isKnownInitializer(const Json& initializer);
/// "GlorotUniform" of any form of the JSON, as the file spells it; empty for null.
std::string initializerName(const Json& initializer);

} // namespace lw::keras
