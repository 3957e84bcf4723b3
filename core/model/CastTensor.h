// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/model/Tensor.h"

namespace lw {

/// Whether values of one type can become another: numbers and booleans can; strings and complex numbers only stay what
/// they are.
bool canConvert(DType from, DType to);

/// The tensor in another type, converted whenever its bytes are asked for; itself when the type is the same. Floats
/// round to nearest even, whole numbers are rounded and held within their range (NaN becomes 0).
Tensor castTensor(const Tensor& tensor, DType dtype);

/// The largest difference that the conversion makes to a value; infinite when a finite value overflows. Reads all of
/// the tensor. Unsupported when canConvert() says no.
Result<double> conversionError(const Tensor& tensor, DType dtype, const Progress& progress = {});

} // namespace lw
