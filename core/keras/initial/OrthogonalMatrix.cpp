// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/initial/OrthogonalMatrix.h"

#include "core/keras/initial/RandomNumbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace lw::keras {

namespace {

/// Four sums at once, which the compiler may keep in one register.
double dot(std::span<const double> a, std::span<const double> b)
{
    std::array<double, 4> sums{};
    std::size_t i = 0;
    for (; i + 4 <= a.size(); i += 4)
        for (std::size_t lane = 0; lane < 4; ++lane)
            sums[lane] += a[i + lane] * b[i + lane];
    double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    for (; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

void subtract(std::span<double> from, std::span<const double> what, double factor)
{
    for (std::size_t i = 0; i < from.size(); ++i)
        from[i] -= factor * what[i];
}

void normalize(std::span<double> vector)
{
    const double length = std::sqrt(dot(vector, vector));
    for (double& value : vector)
        value /= length;
}

} // namespace

Result<std::vector<double>> orthogonalMatrix(std::size_t rows, std::size_t columns, std::uint64_t seed,
                                             const Progress& progress)
{
    // Gram and Schmidt on normal vectors: the diagonal of R is positive, which is what Keras mends with the signs of R.
    const std::size_t count = std::min(rows, columns), length = std::max(rows, columns);
    RandomNumbers random(seed);
    std::vector<double> vectors(count * length);
    std::generate(vectors.begin(), vectors.end(), [&] { return random.normal(); });
    const auto vector = [&](std::size_t index) { return std::span(vectors).subspan(index * length, length); };
    for (std::size_t i = 0; i < count; ++i) {
        LW_TRY(progress.check());
        for (std::size_t before = 0; before < i; ++before)
            subtract(vector(i), vector(before), dot(vector(i), vector(before)));
        normalize(vector(i));
    }
    if (rows <= columns)
        return vectors;
    std::vector<double> turned(vectors.size());
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < length; ++k)
            turned[k * count + i] = vectors[i * length + k];
    return turned;
}

} // namespace lw::keras
