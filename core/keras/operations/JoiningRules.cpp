// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/operations/OperationRules.h"

#include <algorithm>
#include <array>

namespace lw::keras {
namespace {

TensorInfos concat(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    Shape output = *call.shape();
    const auto index = axisIndex(call.integer({"axis", "concat_dim"}, 1).value_or(0), output.size());
    if (!index)
        return unknownResult(call);
    for (std::size_t i = 1; i < call.inputs().size(); ++i) {
        const auto& other = call.inputs()[i].shape;
        if (!other || other->size() != output.size())
            return unknownResult(call);
        for (std::size_t axis = 0; axis < output.size(); ++axis)
            output[axis] =
                axis == *index ? dimSum(output[axis], (*other)[axis]) : std::max(output[axis], (*other)[axis]);
    }
    return oneTensor(std::move(output), call.dtype());
}

/// All dimensions but that of the axis agree.
Result<void> joins(const OperationCall& call)
{
    if (!call.shape())
        return {};
    const Shape& first = *call.shape();
    const auto index = axisIndex(call.integer({"axis", "concat_dim"}, 1).value_or(0), first.size());
    for (const TensorInfo& input : call.inputs()) {
        if (!index || !input.shape)
            continue;
        bool fits = input.shape->size() == first.size();
        for (std::size_t axis = 0; fits && axis < first.size(); ++axis)
            fits = axis == *index || first[axis] < 0 || (*input.shape)[axis] < 0 || first[axis] == (*input.shape)[axis];
        if (!fits)
            return invalid("cannot concatenate shapes " + shapeText(first) + " and " + shapeText(*input.shape) +
                           " along axis " + std::to_string(*index));
    }
    return {};
}

TensorInfos stack(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    Shape output = *call.shape();
    const auto index = axisIndex(call.integer({"axis"}, 1).value_or(0), output.size() + 1);
    if (!index)
        return unknownResult(call);
    output.insert(output.begin() + static_cast<std::ptrdiff_t>(*index),
                  static_cast<std::int64_t>(call.inputs().size()));
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos unstack(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    const auto index = axisIndex(call.integer({"axis"}, 2).value_or(0), call.shape()->size());
    if (!index)
        return unknownResult(call);
    const std::int64_t count = call.integer({"num"}, 1).value_or((*call.shape())[*index]);
    if (count < 1 || count > 4096)
        return unknownResult(call);
    Shape one = *call.shape();
    one.erase(one.begin() + static_cast<std::ptrdiff_t>(*index));
    return TensorInfos(static_cast<std::size_t>(count), TensorInfo{one, call.dtype()});
}

TensorInfos split(const OperationCall& call)
{
    const auto parts = call.integers({"num_or_size_splits", "indices_or_sections"}, 1);
    if (!call.shape() || !parts || parts->empty() || parts->size() > 4096)
        return unknownResult(call);
    const auto index = axisIndex(call.integer({"axis"}, 2).value_or(0), call.shape()->size());
    if (!index)
        return unknownResult(call);
    const std::int64_t length = (*call.shape())[*index];
    std::vector<std::int64_t> sizes = *parts;
    if (!call.argument({"num_or_size_splits", "indices_or_sections"}, 1).isArray()) {
        const std::int64_t count = parts->front();
        if (count < 1 || count > 4096)
            return unknownResult(call);
        sizes.assign(static_cast<std::size_t>(count), length >= 0 ? length / count : kUnknownDim);
    } else if (call.generation() == 3) {
        // Keras 3 lists the places to cut at.
        sizes.clear();
        std::int64_t from = 0;
        for (const std::int64_t at : *parts) {
            sizes.push_back(at >= from ? at - from : kUnknownDim);
            from = at;
        }
        sizes.push_back(length >= from ? length - from : kUnknownDim);
    }
    TensorInfos outputs;
    for (const std::int64_t size : sizes) {
        Shape one = *call.shape();
        one[*index] = size;
        outputs.push_back({std::move(one), call.dtype()});
    }
    return outputs;
}

} // namespace

std::span<const OperationRuleEntry> joiningOperationRules()
{
    static constexpr auto rules = std::to_array<OperationRuleEntry>(
        {{"concat", concat, joins}, {"stack", stack}, {"unstack", unstack}, {"split", split}});
    return rules;
}

} // namespace lw::keras
