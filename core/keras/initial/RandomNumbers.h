// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>

namespace lw::keras {

/// Random numbers that are equal for equal seeds on every machine: the standard library's distributions differ between
/// implementations, so only its generator is used.
class RandomNumbers {
public:
    explicit RandomNumbers(std::uint64_t seed) : m_generator(seed) {}

    double uniform();         ///< in [0, 1), 53 bits
    double normal();          ///< mean 0, deviation 1
    double truncatedNormal(); ///< the same, drawn again when beyond two deviations, as tf.random.truncated_normal

private:
    std::mt19937_64 m_generator;
    double m_spare = 0;
    bool m_hasSpare = false;
};

} // namespace lw::keras
