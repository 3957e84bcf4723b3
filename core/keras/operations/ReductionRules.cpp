// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/operations/OperationRules.h"

#include <array>

namespace lw::keras {
namespace {

TensorInfos reduction(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    const auto axes = call.integers({"axis", "dim"}, 1);
    return oneTensor(withoutAxes(*call.shape(), axes, call.flag({"keepdims", "keep_dims"})), call.dtype());
}

TensorInfos argument(const OperationCall& call)
{
    const DType dtype = call.generation() == 3 ? DType::Int32 : DType::Int64;
    if (!call.shape())
        return unknownTensor(dtype);
    // TensorFlow's default is axis 0, Keras 3's is all.
    auto axes = call.integers({"axis", "dimension"}, 1);
    if (!axes && call.generation() == 2)
        axes = std::vector<std::int64_t>{0};
    return oneTensor(withoutAxes(*call.shape(), axes, call.flag({"keepdims"})), dtype);
}

TensorInfos largest(const OperationCall& call)
{
    if (!call.shape() || call.shape()->empty())
        return unknownResult(call);
    Shape output = *call.shape();
    output.back() = call.integer({"k"}, 1).value_or(kUnknownDim);
    return {TensorInfo{output, call.dtype()}, TensorInfo{output, DType::Int32}};
}

} // namespace

std::optional<Shape> withoutAxes(const Shape& shape, const std::optional<std::vector<std::int64_t>>& axes, bool keep)
{
    std::vector<bool> gone(shape.size(), !axes);
    for (const std::int64_t axis : axes.value_or(std::vector<std::int64_t>{})) {
        const auto index = axisIndex(axis, shape.size());
        if (!index)
            return std::nullopt;
        gone[*index] = true;
    }
    Shape output;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        if (!gone[axis])
            output.push_back(shape[axis]);
        else if (keep)
            output.push_back(1);
    }
    return output;
}

std::span<const OperationRuleEntry> reductionOperationRules()
{
    static constexpr auto rules = std::to_array<OperationRuleEntry>({{"reduce_mean", reduction},
                                                                     {"reduce_sum", reduction},
                                                                     {"reduce_max", reduction},
                                                                     {"reduce_min", reduction},
                                                                     {"reduce_prod", reduction},
                                                                     {"reduce_any", reduction},
                                                                     {"reduce_all", reduction},
                                                                     {"reduce_std", reduction},
                                                                     {"reduce_variance", reduction},
                                                                     {"reduce_logsumexp", reduction},
                                                                     {"amax", reduction},
                                                                     {"amin", reduction},
                                                                     {"count_nonzero", reduction},
                                                                     {"norm", reduction},
                                                                     {"median", reduction},
                                                                     {"argmax", argument},
                                                                     {"argmin", argument},
                                                                     {"top_k", largest}});
    return rules;
}

} // namespace lw::keras
