// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/CastWeights.h"

#include "core/model/EncodeNumbers.h"
#include "core/model/TensorStream.h"

namespace lw::formats {

namespace {

class CastSource final : public StreamedSource {
public:
    CastSource(Tensor original, DType dtype)
        : StreamedSource(original.elements() * dtypeSize(dtype)), m_original(std::move(original)), m_dtype(dtype)
    {
    }

    [[nodiscard]] Result<void> stream(const ByteSink& sink) const override
    {
        return streamNumbers(m_original, [&](const std::vector<double>& values) -> Result<void> {
            LW_ASSIGN(const Bytes encoded, encodeNumbers(values, m_dtype));
            return sink(encoded.span);
        });
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
