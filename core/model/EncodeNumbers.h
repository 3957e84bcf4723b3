// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/model/DType.h"

#include <vector>

namespace lw {

/// Numbers written as values of a type; the length is the number of values times dtypeSize(dtype). Floats round to
/// nearest even, whole numbers are rounded and held within their range (NaN becomes 0). Unsupported for types that are
/// not real numbers.
Result<Bytes> encodeNumbers(const std::vector<double>& values, DType dtype);

} // namespace lw
