// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Fourier.h"

#include <bit>
#include <numbers>

namespace lw::engine {

using Complex = std::complex<double>;

FourierTransform::FourierTransform(std::size_t length, bool inverse)
    : m_length(length), m_padded(length), m_inverse(inverse)
{
    const bool direct = std::has_single_bit(length) || length == 0;
    if (!direct)
        m_padded = std::bit_ceil(2 * length - 1);
    const double turn =
        (m_inverse && direct ? 2 : -2) * std::numbers::pi / static_cast<double>(m_padded > 0 ? m_padded : 1);
    for (std::size_t i = 0; i < m_padded / 2; ++i) {
        m_roots.push_back(std::polar(1.0, turn * static_cast<double>(i)));
        m_conjugateRoots.push_back(std::conj(m_roots.back()));
    }
    if (direct)
        return;
    // Bluestein: a transform of any length is a convolution with a chirp (L. Bluestein, 1970).
    m_filter.assign(m_padded, 0);
    for (std::size_t i = 0; i < length; ++i) {
        const auto square = static_cast<double>((i * i) % (2 * length));
        m_chirp.push_back(
            std::polar(1.0, (inverse ? 1 : -1) * std::numbers::pi * square / static_cast<double>(length)));
        m_filter[i] = std::conj(m_chirp[i]);
        if (i > 0)
            m_filter[m_padded - i] = m_filter[i];
    }
    powerOfTwo(m_filter, m_roots);
}

void FourierTransform::powerOfTwo(std::vector<Complex>& row, const std::vector<Complex>& roots) const
{
    const std::size_t n = row.size();
    for (std::size_t i = 1, j = 0; i < n; ++i) {
        std::size_t bit = n >> 1;
        for (; (j & bit) != 0; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(row[i], row[j]);
    }
    for (std::size_t half = 1; half < n; half *= 2)
        for (std::size_t start = 0; start < n; start += 2 * half)
            for (std::size_t i = 0; i < half; ++i) {
                const Complex turned = row[start + i + half] * roots[i * (n / (2 * half))];
                row[start + i + half] = row[start + i] - turned;
                row[start + i] += turned;
            }
}

void FourierTransform::operator()(std::vector<Complex>& row) const
{
    if (m_chirp.empty()) {
        powerOfTwo(row, m_roots);
    } else {
        std::vector<Complex> padded(m_padded, 0);
        for (std::size_t i = 0; i < m_length; ++i)
            padded[i] = row[i] * m_chirp[i];
        powerOfTwo(padded, m_roots);
        for (std::size_t i = 0; i < m_padded; ++i)
            padded[i] *= m_filter[i];
        powerOfTwo(padded, m_conjugateRoots);
        for (std::size_t i = 0; i < m_length; ++i)
            row[i] = padded[i] * m_chirp[i] / static_cast<double>(m_padded);
    }
    if (m_inverse)
        for (auto& element : row)
            element /= static_cast<double>(m_length);
}

} // namespace lw::engine
