// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Gemm.h"

namespace lw::engine {

template <typename T>
void multiplyAdd(const T* a, const T* b, T* out, std::int64_t m, std::int64_t k, std::int64_t n)
{
    for (std::int64_t i = 0; i < m; ++i) {
        T* row = out + i * n;
        const T* factors = a + i * k;
        std::int64_t p = 0;
        for (; p + 4 <= k; p += 4) {
            const T f0 = factors[p], f1 = factors[p + 1], f2 = factors[p + 2], f3 = factors[p + 3];
            const T* b0 = b + p * n;
            const T* b1 = b0 + n;
            const T* b2 = b1 + n;
            const T* b3 = b2 + n;
            for (std::int64_t j = 0; j < n; ++j) {
                const T left = wrappingAdd(wrappingMultiply(f0, b0[j]), wrappingMultiply(f1, b1[j]));
                const T right = wrappingAdd(wrappingMultiply(f2, b2[j]), wrappingMultiply(f3, b3[j]));
                row[j] = wrappingAdd(row[j], wrappingAdd(left, right));
            }
        }
        for (; p < k; ++p) {
            const T factor = factors[p];
            const T* line = b + p * n;
            for (std::int64_t j = 0; j < n; ++j)
                row[j] = wrappingAdd(row[j], wrappingMultiply(factor, line[j]));
        }
    }
}

template void multiplyAdd(const float*, const float*, float*, std::int64_t, std::int64_t, std::int64_t);
template void multiplyAdd(const double*, const double*, double*, std::int64_t, std::int64_t, std::int64_t);
template void multiplyAdd(const std::int32_t*, const std::int32_t*, std::int32_t*, std::int64_t, std::int64_t,
                          std::int64_t);
template void multiplyAdd(const std::int64_t*, const std::int64_t*, std::int64_t*, std::int64_t, std::int64_t,
                          std::int64_t);
template void multiplyAdd(const std::complex<float>*, const std::complex<float>*, std::complex<float>*, std::int64_t,
                          std::int64_t, std::int64_t);
template void multiplyAdd(const std::complex<double>*, const std::complex<double>*, std::complex<double>*, std::int64_t,
                          std::int64_t, std::int64_t);

} // namespace lw::engine
