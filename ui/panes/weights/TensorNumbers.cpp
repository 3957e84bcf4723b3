// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/TensorNumbers.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lw::ui {

Result<TensorNumbers> TensorNumbers::create(const Tensor& tensor)
{
    TensorNumbers numbers;
    numbers.m_number = numberReader(tensor.dtype());
    if (!numbers.m_number)
        return unsupported("values of type " + std::string(dtypeName(tensor.dtype())) + " are not shown as numbers");
    LW_ASSIGN(numbers.m_bytes, tensor.bytes());
    numbers.m_size = static_cast<std::size_t>(tensor.elements());
    return numbers;
}

std::pair<double, double> TensorNumbers::range(std::size_t begin, std::size_t count) const
{
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (std::size_t i = begin; i < std::min(begin + count, m_size); ++i)
        if (const double value = at(i); std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    return low <= high ? std::pair(low, high) : std::pair(0.0, 0.0);
}

} // namespace lw::ui
