// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/operations/OperationRules.h"

#include <algorithm>
#include <array>

namespace lw::keras {
namespace {

/// Length of a Python slice of a dimension.
std::int64_t sliceLength(const Json& slice, std::int64_t length)
{
    const Json& parts = slice.contains("config") ? slice["config"] : slice;
    for (const char* key : {"start", "stop", "step"})
        if (!parts[key].isNull() && !boundedInteger(parts[key]))
            return kUnknownDim;
    const std::int64_t step = boundedInteger(parts["step"]).value_or(1);
    if (length < 0 || step == 0)
        return kUnknownDim;
    const std::int64_t lowest = step > 0 ? 0 : -1, highest = step > 0 ? length : length - 1;
    const auto clamped = [&](const Json& json, std::int64_t fallback) {
        const auto value = boundedInteger(json);
        return value ? std::clamp(*value < 0 ? *value + length : *value, lowest, highest) : fallback;
    };
    const std::int64_t start = clamped(parts["start"], step > 0 ? 0 : length - 1),
                       stop = clamped(parts["stop"], step > 0 ? length : -1);
    const std::int64_t distance = step > 0 ? stop - start : start - stop, stride = step > 0 ? step : -step;
    return distance <= 0 ? 0 : (distance + stride - 1) / stride;
}

bool isSlice(const Json& json)
{
    return json.isObject() && (json.contains("start") || json["class_name"].toText() == "__slice__");
}

bool isEllipsis(const Json& json)
{
    return json["class_name"].toText() == "__ellipsis__";
}

TensorInfos getItem(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    const Json& spec = call.argument({"slice_spec"}, 1);
    const std::vector<Json> single{spec};
    const std::vector<Json>& entries = spec.isArray() ? spec.items() : single;
    const auto taken = static_cast<std::size_t>(std::count_if(
        entries.begin(), entries.end(), [](const Json& entry) { return !entry.isNull() && !isEllipsis(entry); }));
    const Shape& input = *call.shape();
    if (taken > input.size())
        return unknownResult(call);
    Shape output;
    std::size_t axis = 0;
    for (const Json& entry : entries) {
        if (entry.isNull())
            output.push_back(1);
        else if (isEllipsis(entry)) {
            for (std::size_t skip = input.size() - taken; skip > 0; --skip)
                output.push_back(input[axis++]);
        } else if (isSlice(entry)) {
            output.push_back(sliceLength(entry, input[axis]));
            ++axis;
        } else if (entry.isNumber())
            ++axis;
        else
            return unknownResult(call); // indexed by a tensor
    }
    output.insert(output.end(), input.begin() + static_cast<std::ptrdiff_t>(axis), input.end());
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos gather(const OperationCall& call)
{
    if (!call.shape())
        return unknownResult(call);
    const auto axis = call.integer({"axis"}, 2);
    Shape output = *call.shape();
    const auto index = axisIndex(axis.value_or(0), output.size());
    if (!index || (!axis && call.generation() == 3))
        return unknownResult(call);
    std::optional<Shape> indices = call.inputs().size() > 1 ? call.inputs()[1].shape : std::nullopt;
    if (call.inputs().size() == 1) {
        const Json& constant = call.argument({"indices"}, 1);
        indices = constant.isNumber() ? Shape{} : Shape{static_cast<std::int64_t>(constant.size())};
    }
    if (!indices)
        return unknownResult(call);
    const auto at = output.erase(output.begin() + static_cast<std::ptrdiff_t>(*index));
    output.insert(at, indices->begin(), indices->end());
    return oneTensor(std::move(output), call.dtype());
}

TensorInfos oneHot(const OperationCall& call)
{
    if (!call.shape())
        return unknownTensor(DType::Float32);
    Shape output = *call.shape();
    const auto index = axisIndex(call.integer({"axis"}, 2).value_or(-1), output.size() + 1);
    output.insert(index ? output.begin() + static_cast<std::ptrdiff_t>(*index) : output.end(),
                  call.integer({"depth", "num_classes"}, 1).value_or(kUnknownDim));
    return oneTensor(std::move(output),
                     dtypeFromName(dtypePolicyName(call.argument({"dtype"}, 99))).value_or(DType::Float32));
}

} // namespace

std::span<const OperationRuleEntry> indexingOperationRules()
{
    static constexpr auto rules =
        std::to_array<OperationRuleEntry>({{"getitem", getItem}, {"gather", gather}, {"one_hot", oneHot}});
    return rules;
}

} // namespace lw::keras
