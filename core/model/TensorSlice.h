// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"

#include <optional>
#include <utility>
#include <vector>

namespace lw {

/// Reads one element, by its row-major index, from bytes of a tensor; the caller keeps the index in range.
using NumberAt = double (*)(ByteSpan bytes, std::size_t index);
/// Null for strings, complex numbers and types without a value.
NumberAt numberReader(DType dtype);

/// Which two axes of a tensor become rows and columns, and where the others stand.
struct SliceAxes {
    std::optional<std::size_t> row, column; ///< none: a single row or column
    std::vector<std::int64_t> fixed;        ///< one index an axis; those of row and column do not matter

    static std::vector<std::int64_t> firstIndices(const Shape& shape);
    /// The last two axes; of a convolution kernel (height, width, in, out) the window; of a vector its elements as
    /// rows.
    static SliceAxes standard(const Shape& shape);
};

/// A matrix of numbers cut out of a tensor; keeps the tensor's bytes alive. Immutable, any thread.
class TensorSlice {
public:
    /// Reads the tensor's bytes. Unsupported for types that are not numbers; Invalid when an index lies outside.
    static Result<TensorSlice> create(const Tensor& tensor, const SliceAxes& axes);

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    [[nodiscard]] std::int64_t columns() const { return m_columns; }
    [[nodiscard]] double at(std::int64_t row, std::int64_t column) const;
    /// Least and greatest finite value; zeros when there is none.
    [[nodiscard]] std::pair<double, double> range() const;

private:
    TensorSlice() = default;
    Bytes m_bytes;
    NumberAt m_number = nullptr;
    std::int64_t m_rows = 1, m_columns = 1, m_offset = 0, m_rowStride = 0, m_columnStride = 0;
};

} // namespace lw
