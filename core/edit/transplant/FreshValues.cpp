// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/FreshValues.h"

#include "core/edit/transplant/CastTensor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace lw::edit {

namespace {

/// keras/src/initializers/random_initializers.py compute_fans
double glorotLimit(const Shape& shape)
{
    if (shape.empty())
        return std::sqrt(3.0);
    double window = 1;
    for (std::size_t d = 0; d + 2 < shape.size(); ++d)
        window *= static_cast<double>(shape[d]);
    const auto last = static_cast<double>(shape.back());
    const double in = shape.size() == 1 ? last : static_cast<double>(shape[shape.size() - 2]) * window;
    const double out = shape.size() == 1 ? last : last * window;
    return std::sqrt(6.0 / std::max(1.0, in + out));
}

class FreshSource final : public TensorSource {
public:
    FreshSource(DType dtype, Shape shape, double low, double high, std::uint64_t seed)
        : m_dtype(dtype), m_shape(std::move(shape)), m_low(low), m_high(high), m_seed(seed)
    {
    }

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        LW_ASSIGN(const std::uint64_t count, elementCount(m_shape));
        std::mt19937_64 random(m_seed);
        std::vector<double> values(count);
        // Not a standard distribution: those differ between libraries, and equal seeds are to give equal files.
        for (double& value : values)
            value = m_low + (m_high - m_low) * static_cast<double>(random() >> 11U) * 0x1p-53;
        return encodeNumbers(values, m_dtype);
    }

private:
    DType m_dtype;
    Shape m_shape;
    double m_low, m_high;
    std::uint64_t m_seed;
};

template <std::size_t N>
bool endsWithAny(std::string_view role, const std::array<std::string_view, N>& names)
{
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return role.ends_with(name); });
}

} // namespace

Tensor freshValues(const Model&, const Variable& variable, std::uint64_t seed)
{
    static constexpr std::array<std::string_view, 4> kZeros = {"bias", "beta", "moving_mean", "count"};
    static constexpr std::array<std::string_view, 3> kOnes = {"gamma", "moving_variance", "scale"};
    const std::string_view role = variable.role.empty() ? std::string_view(variable.path) : variable.role;
    const Shape& shape = variable.tensor.shape();
    double low = 0, high = 0;
    if (endsWithAny(role, kOnes))
        low = high = 1;
    else if (!endsWithAny(role, kZeros))
        high = glorotLimit(shape), low = -high;
    const DType dtype = variable.tensor.dtype();
    return {dtype, shape, std::make_shared<FreshSource>(dtype, shape, low, high, seed)};
}

} // namespace lw::edit
