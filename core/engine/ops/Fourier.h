// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <vector>

namespace lw::engine {

/// The discrete Fourier transform of a row of any length up to 2^26, in place; the inverse is divided by the length.
class FourierTransform {
public:
    explicit FourierTransform(std::size_t length, bool inverse);
    void operator()(std::vector<std::complex<double>>& row) const;

private:
    void powerOfTwo(std::vector<std::complex<double>>& row, const std::vector<std::complex<double>>& roots) const;

    std::size_t m_length, m_padded;
    bool m_inverse;
    std::vector<std::complex<double>> m_roots; ///< of unity, for the padded length
    std::vector<std::complex<double>> m_conjugateRoots;
    std::vector<std::complex<double>> m_chirp, m_filter; ///< Bluestein's, for other lengths
};

} // namespace lw::engine
