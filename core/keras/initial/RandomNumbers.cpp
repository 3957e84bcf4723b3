// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/initial/RandomNumbers.h"

#include <cmath>
#include <numbers>

namespace lw::keras {

double RandomNumbers::uniform()
{
    return static_cast<double>(m_generator() >> 11U) * 0x1p-53;
}

/// Box and Muller: two at a time.
double RandomNumbers::normal()
{
    if (m_hasSpare) {
        m_hasSpare = false;
        return m_spare;
    }
    const double radius = std::sqrt(-2 * std::log(1 - uniform())), angle = 2 * std::numbers::pi * uniform();
    m_spare = radius * std::sin(angle);
    m_hasSpare = true;
    return radius * std::cos(angle);
}

double RandomNumbers::truncatedNormal()
{
    double value = normal();
    while (std::abs(value) > 2)
        value = normal();
    return value;
}

} // namespace lw::keras
