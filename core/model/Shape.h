// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lw {

/// A dimension that is not known before a run: Python's None.
inline constexpr std::int64_t kUnknownDim = -1;

/// Dimensions, outermost first; unknown ones are kUnknownDim. Whether the rank itself is known is told beside it.
using Shape = std::vector<std::int64_t>;

/// "(None, 32)", "(64,)", "()", as Python prints a tuple.
std::string shapeText(const Shape& shape);
/// Product of the dimensions; Corrupt when one is negative or the product does not fit 2^62.
Result<std::uint64_t> elementCount(const Shape& shape);
bool isFullyKnown(const Shape& shape);

} // namespace lw
