// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/Dispatch.h"

#include <algorithm>

namespace lw::engine {

/// out (m, n) += a (m, k) x b (k, n), dense row-major. T is a compute type: float, double, int32, int64, complex.
template <typename T>
void multiplyAdd(const T* a, const T* b, T* out, std::int64_t m, std::int64_t k, std::int64_t n);

/// How many rows of a product to compute between two looks for a cancel: a few hundredths of a second's work.
inline std::int64_t rowsAtOnce(std::int64_t k, std::int64_t n)
{
    const double row = std::max(1.0, static_cast<double>(k) * static_cast<double>(n));
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(0x1.0p26 / row), 1, 64);
}

/// An operand of a product as its compute type, rows and columns exchanged when asked for: the value's own memory when
/// nothing needs to change, else working memory.
template <typename T>
class Operand {
public:
    using Compute = ComputeType<T>;
    /// from (rows, columns) as stored.
    Result<const Compute*> prepare(const KernelContext& context, const T* from, std::int64_t rows, std::int64_t columns,
                                   bool transposed)
    {
        if constexpr (std::is_same_v<T, Compute>) {
            if (!transposed)
                return from;
        }
        if (!m_memory) {
            LW_ASSIGN(m_memory, scratch<Compute>(context, static_cast<std::uint64_t>(rows * columns)));
        }
        for (std::int64_t r = 0; r < rows; ++r)
            for (std::int64_t c = 0; c < columns; ++c)
                m_memory[static_cast<std::size_t>(transposed ? c * rows + r : r * columns + c)] =
                    static_cast<Compute>(from[r * columns + c]);
        return m_memory.get();
    }

private:
    Scratch<Compute> m_memory;
};

using ProductTypes = decltype(FloatTypes{} + IndexTypes{} + ComplexTypes{});

} // namespace lw::engine
