// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/OpSupport.h"

namespace lw::engine {

/// A part of a value's elements: where it starts and how far apart neighbours are, in elements. Strides may be negative
/// or 0.
struct View {
    std::int64_t offset = 0;
    std::vector<std::int64_t> strides;
};

/// The whole of a value.
inline View wholeView(const Value& value)
{
    return {0, rowMajorStrides(value.shape)};
}

/// Copies a box of elements of any type from one view to another; views must lie inside their values.
Result<void> copyView(const KernelContext& context, const Value& from, const View& fromView, Value& to,
                      const View& toView, const Shape& shape);

/// to's dimension i is from's dimension order[i]; order is a permutation.
Result<void> transposeInto(const KernelContext& context, const Value& from, const std::vector<std::size_t>& order,
                           Value& to);

/// A value that lives only while a kernel works.
Result<Value> temporaryValue(const KernelContext& context, DType dtype, const Shape& shape);

/// Sets all elements to zero, false or the empty string.
void clearElements(Value& value);

} // namespace lw::engine
