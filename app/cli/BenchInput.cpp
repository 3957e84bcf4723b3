// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BenchInput.h"

#include <algorithm>

namespace lw::cli {

namespace {

/// NumPy's PCG64 (numpy/random/src/pcg64) in the state that default_rng(7) starts from.
class Generator {
public:
    float nextFloat() { return static_cast<float>(next32() >> 8U) * (1.0F / 16777216.0F); }

    /// In [0, range], by Lemire's method as Generator.integers draws it.
    std::uint32_t nextBounded(std::uint32_t range)
    {
        const std::uint64_t span = std::uint64_t(range) + 1;
        std::uint64_t product = next32() * span;
        if ((product & 0xFFFFFFFFU) < span) {
            const std::uint64_t threshold = (0xFFFFFFFFU - range) % span;
            while ((product & 0xFFFFFFFFU) < threshold)
                product = next32() * span;
        }
        return static_cast<std::uint32_t>(product >> 32U);
    }

private:
    __extension__ using Wide = unsigned __int128;
    static constexpr Wide wide(std::uint64_t high, std::uint64_t low) { return (Wide(high) << 64U) | low; }
    Wide m_state = wide(0x9d0aecc4e7b18891ULL, 0x9ae2415a6b292038ULL);
    Wide m_increment = wide(0xc4751896ce8acebfULL, 0x66887f5ac070d959ULL);
    std::uint32_t m_spare = 0;
    bool m_hasSpare = false;

    std::uint64_t next64()
    {
        constexpr Wide kMultiplier = wide(0x2360ED051FC65DA4ULL, 0x4385DF649FCCF645ULL);
        m_state = m_state * kMultiplier + m_increment;
        const auto high = static_cast<std::uint64_t>(m_state >> 64U);
        const auto folded = high ^ static_cast<std::uint64_t>(m_state);
        const auto turn = static_cast<unsigned>(high >> 58U);
        return (folded >> turn) | (folded << ((64U - turn) & 63U));
    }

    std::uint32_t next32()
    {
        if (m_hasSpare) {
            m_hasSpare = false;
            return m_spare;
        }
        const auto both = next64();
        m_spare = static_cast<std::uint32_t>(both >> 32U);
        m_hasSpare = true;
        return static_cast<std::uint32_t>(both);
    }
};

} // namespace

/// The smallest vocabulary that the model looks up, so that every id is in all of them.
static std::int64_t vocabulary(const Model& model)
{
    std::int64_t smallest = 0;
    visitLayers(model, [&](const Layer& layer, const std::string&, int) {
        if (layer.className != "Embedding")
            return;
        const Json* entries = layer.config.find("input_dim");
        const std::int64_t count = entries ? entries->toInt(0) : 0;
        if (count > 0 && (smallest == 0 || count < smallest))
            smallest = count;
    });
    return smallest > 1 ? smallest : 2;
}

static bool scalesPixels(const Model& model)
{
    return std::any_of(model.layers.begin(), model.layers.end(),
                       [](const Layer& layer) { return layer.className == "Rescaling"; });
}

Tensor benchInput(const Model& model, const TensorSpec& spec, std::int64_t batch)
{
    Shape shape = spec.shape.value_or(Shape{batch});
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == kUnknownDim)
            shape[i] = i == 0 ? batch : 1;
    const auto checked = elementCount(shape);
    const std::size_t count = checked ? static_cast<std::size_t>(*checked) : 0;
    Generator generator;
    if (!isFloating(spec.dtype)) {
        std::vector<std::int32_t> ids(count);
        const auto range = static_cast<std::uint32_t>(vocabulary(model) - 2);
        for (auto& id : ids)
            id = static_cast<std::int32_t>(generator.nextBounded(range)) + 1;
        return Tensor::fromVector(std::move(shape), std::move(ids));
    }
    const bool image = shape.size() == 4, pixels = image && scalesPixels(model);
    std::vector<float> values(count);
    for (auto& value : values) {
        value = generator.nextFloat();
        if (image)
            value = pixels ? value * 255 : value * 2 - 1;
    }
    return Tensor::fromVector(std::move(shape), std::move(values));
}

} // namespace lw::cli
