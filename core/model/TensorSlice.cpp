// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/TensorSlice.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace lw {

namespace {

template <typename T>
double numberAt(ByteSpan bytes, std::size_t index)
{
    T value;
    std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
    return static_cast<double>(value);
}

template <float (*Convert)(std::uint16_t)>
double halfAt(ByteSpan bytes, std::size_t index)
{
    std::uint16_t bits;
    std::memcpy(&bits, bytes.data() + index * sizeof(bits), sizeof(bits));
    return Convert(bits);
}

} // namespace

NumberAt numberReader(DType dtype)
{
    switch (dtype) {
    case DType::Float32:
        return numberAt<float>;
    case DType::Float64:
        return numberAt<double>;
    case DType::Float16:
        return halfAt<halfToFloat>;
    case DType::BFloat16:
        return halfAt<bfloat16ToFloat>;
    case DType::Int8:
        return numberAt<std::int8_t>;
    case DType::UInt8:
    case DType::Bool:
        return numberAt<std::uint8_t>;
    case DType::Int16:
        return numberAt<std::int16_t>;
    case DType::UInt16:
        return numberAt<std::uint16_t>;
    case DType::Int32:
        return numberAt<std::int32_t>;
    case DType::UInt32:
        return numberAt<std::uint32_t>;
    case DType::Int64:
        return numberAt<std::int64_t>;
    case DType::UInt64:
        return numberAt<std::uint64_t>;
    default:
        return nullptr;
    }
}

std::vector<std::int64_t> SliceAxes::firstIndices(const Shape& shape)
{
    return std::vector<std::int64_t>(shape.size(), 0);
}

SliceAxes SliceAxes::standard(const Shape& shape)
{
    SliceAxes axes;
    axes.fixed = firstIndices(shape);
    if (shape.size() == 1)
        axes.row = 0;
    if (shape.size() >= 2) {
        axes.row = shape.size() - 2;
        axes.column = shape.size() - 1;
    }
    if (shape.size() == 4 || shape.size() == 5) { // a convolution kernel: its spatial window is what one looks at
        axes.row = shape.size() - 4;
        axes.column = shape.size() - 3;
    }
    return axes;
}

Result<TensorSlice> TensorSlice::create(const Tensor& tensor, const SliceAxes& axes)
{
    TensorSlice slice;
    slice.m_number = numberReader(tensor.dtype());
    if (!slice.m_number)
        return unsupported("values of type " + std::string(dtypeName(tensor.dtype())) + " are not shown as numbers");
    LW_ASSIGN(slice.m_bytes, tensor.bytes());
    const Shape& shape = tensor.shape();
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t d = shape.size(); d-- > 1;)
        strides[d - 1] = strides[d] * shape[d];
    for (std::size_t d = 0; d < shape.size(); ++d) {
        if (axes.row == d) {
            slice.m_rows = shape[d];
            slice.m_rowStride = strides[d];
        } else if (axes.column == d) {
            slice.m_columns = shape[d];
            slice.m_columnStride = strides[d];
        } else if (d < axes.fixed.size() && axes.fixed[d] >= 0 && axes.fixed[d] < shape[d]) {
            slice.m_offset += axes.fixed[d] * strides[d];
        } else {
            return invalid("the slice lies outside " + shapeText(shape));
        }
    }
    return slice;
}

double TensorSlice::at(std::int64_t row, std::int64_t column) const
{
    return m_number(m_bytes.span, static_cast<std::size_t>(m_offset + row * m_rowStride + column * m_columnStride));
}

std::pair<double, double> TensorSlice::range() const
{
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (std::int64_t row = 0; row < m_rows; ++row)
        for (std::int64_t column = 0; column < m_columns; ++column)
            if (const double value = at(row, column); std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    return low <= high ? std::pair(low, high) : std::pair(0.0, 0.0);
}

} // namespace lw
