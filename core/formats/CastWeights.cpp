// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/CastWeights.h"

#include "core/model/CastTensor.h"

namespace lw::formats {

Result<Model> castWeights(const Model& model, std::string_view dtype)
{
    const auto target = dtypeFromName(dtype);
    if (!target || (*target != DType::Float16 && *target != DType::BFloat16 && *target != DType::Float32))
        return invalid("weights are not saved as \"" + std::string(dtype) + "\"");
    Model result = model;
    for (Variable& variable : result.variables)
        if (isFloating(variable.tensor.dtype()) && variable.tensor.dtype() != *target)
            variable.tensor = castTensor(variable.tensor, *target);
    return result;
}

} // namespace lw::formats
