// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

#include <vector>

namespace lw::edit {

// Tensors that are computed from another whenever their bytes are asked for, and keep nothing. The caller has checked
// that the shapes go together (FitRule.h).

/// The corner of the tensor that begins at the first entry of every axis.
Tensor firstEntries(const Tensor& tensor, Shape shape);
/// Entries of one axis in the given order; may repeat.
Tensor chosenRows(const Tensor& tensor, std::size_t axis, std::vector<std::int64_t> rows);
/// Axis d of the result is axis order[d] of the tensor, as numpy.transpose has it.
Tensor permuted(const Tensor& tensor, std::vector<std::size_t> order);
/// fresh, with the tensor written over its first corner. Corrupt when read and fresh is of another type or shape.
Tensor paddedWith(const Tensor& tensor, const Tensor& fresh, Shape shape);
/// Linear interpolation along all axes that differ, with half-pixel centres and without antialiasing, as
/// tf.image.resize does (tensorflow/core/kernels/image/resize_bilinear_op.cc, half_pixel_centers).
Tensor resized(const Tensor& tensor, Shape shape);

} // namespace lw::edit
