// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/CastWeights.h"

#include <algorithm>
#include <cstring>

namespace lw::formats {

namespace {

template <typename T, typename Convert>
Bytes converted(const std::vector<float>& values, const Convert& convert)
{
    const auto owner = std::make_shared<std::vector<T>>(values.size());
    std::transform(values.begin(), values.end(), owner->begin(), convert);
    return {std::as_bytes(std::span<const T>(*owner)), owner};
}

class CastSource : public TensorSource {
public:
    CastSource(Tensor original, DType dtype) : m_original(std::move(original)), m_dtype(dtype) {}

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        LW_ASSIGN(const std::vector<float> values, m_original.toFloats());
        if (m_dtype == DType::Float16)
            return converted<std::uint16_t>(values, floatToHalf);
        if (m_dtype == DType::BFloat16)
            return converted<std::uint16_t>(values, floatToBfloat16);
        return converted<float>(values, [](float value) { return value; });
    }

private:
    Tensor m_original;
    DType m_dtype;
};

} // namespace

Result<Model> castWeights(const Model& model, std::string_view dtype)
{
    const auto target = dtypeFromName(dtype);
    if (!target || (*target != DType::Float16 && *target != DType::BFloat16 && *target != DType::Float32))
        return invalid("weights are not saved as \"" + std::string(dtype) + "\"");
    Model result = model;
    for (Variable& variable : result.variables)
        if (isFloating(variable.tensor.dtype()) && variable.tensor.dtype() != *target)
            variable.tensor =
                Tensor(*target, variable.tensor.shape(), std::make_shared<CastSource>(variable.tensor, *target));
    return result;
}

} // namespace lw::formats
