// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layer.h"
#include "core/model/Tensor.h"

#include <QString>
#include <cstdint>

namespace lw::ui {

/// Where an input's numbers come from.
enum class InputKind { Normal, Uniform, Integers, Zeros, Ones, File, Image };

/// How a picture becomes numbers; what one sees in the editor is what the model gets.
struct ImageScaling {
    enum class Resize { Stretch, Fit, Crop } resize = Resize::Stretch;
    bool smooth = true;
    double scale = 1.0 / 255, offset = 0; ///< value = pixel x scale + offset, pixel 0 to 255
    bool invert = false;
};

/// The shape of a spec with every unknown dimension made known: the first becomes batch, the others length.
Shape concreteShape(const TensorSpec& spec, std::int64_t batch, std::int64_t length);

/// Generated numbers of the spec's dtype; the same seed gives the same numbers. Invalid when there would be more than
/// 2^31.
Result<Tensor> generateInput(const TensorSpec& spec, InputKind kind, const Shape& shape, std::uint32_t seed);
/// A .npy, .npz (the array named after the spec, or the only one) or .csv file (numbers, one sample a line). An array
/// of the shape of one sample gets a batch dimension; flat samples of the right size are reshaped.
Result<Tensor> readInput(const QString& path, const TensorSpec& spec);

} // namespace lw::ui
