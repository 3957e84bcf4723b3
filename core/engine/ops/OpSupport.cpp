// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/OpSupport.h"

#include "core/engine/ops/Dispatch.h"

namespace lw::engine {

namespace {

constexpr std::size_t kMostListed = 8;
constexpr std::size_t kMostListElements = 65536;

std::string inputsText(const KernelContext& context)
{
    std::string text;
    for (std::size_t i = 0; i < context.inputs.size() && i < kMostListed; ++i) {
        const Value& value = context.inputs[i];
        text += (i == 0 ? "" : ", ") + std::string(dtypeName(value.dtype)) + " " + shapeText(value.shape);
    }
    return context.inputs.size() > kMostListed ? text + ", ..." : text;
}

} // namespace

Error opError(const KernelContext& context, std::string_view what)
{
    std::string message = printable(context.node.op, 60) + ": " + std::string(what);
    if (!context.inputs.empty())
        message += "; inputs are " + inputsText(context);
    return invalid(std::move(message));
}

Error unsupportedType(const KernelContext& context, DType dtype)
{
    return unsupported(printable(context.node.op, 60) + " of type " + std::string(dtypeName(dtype)) +
                       " is not supported");
}

Error unsupportedForm(const KernelContext& context, std::string_view what)
{
    return unsupported(printable(context.node.op, 60) + ": " + std::string(what) + " is not supported");
}

Result<void> requireInputs(const KernelContext& context, std::size_t count)
{
    if (context.inputs.size() < count)
        return opError(context, "needs " + std::to_string(count) + " inputs");
    for (std::size_t i = 0; i < count; ++i) {
        const Value& value = context.inputs[i];
        const bool there = value.dtype == DType::String     ? value.strings != nullptr
                           : value.dtype == DType::Resource ? value.resource != nullptr
                           : value.dtype == DType::Variant  ? true
                                                            : value.data != nullptr || value.elements() == 0;
        if (value.dtype == DType::Invalid || !there)
            return opError(context, "input " + std::to_string(i) + " has no value");
    }
    return {};
}

Result<void> requireRank(const KernelContext& context, std::size_t input, std::size_t rank)
{
    if (context.inputs[input].shape.size() == rank)
        return {};
    return opError(context, "input " + std::to_string(input) + " must have " + std::to_string(rank) + " dimensions");
}

Result<void> requireType(const KernelContext& context, std::size_t input, DType dtype)
{
    if (context.inputs[input].dtype == dtype)
        return {};
    return opError(context, "input " + std::to_string(input) + " must be of type " + std::string(dtypeName(dtype)));
}

Result<void> requireSameType(const KernelContext& context, std::size_t a, std::size_t b)
{
    if (context.inputs[a].dtype == context.inputs[b].dtype)
        return {};
    return opError(context, "inputs must be of one type");
}

Result<std::vector<std::int64_t>> intElements(const KernelContext& context, const Value& value)
{
    std::vector<std::int64_t> numbers;
    LW_TRY(dispatch(IntegerTypes{} + BoolTypes{}, context, value.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        for (const T& element : value.as<T>())
            numbers.push_back(convertNumber<std::int64_t>(element));
        return {};
    }));
    return numbers;
}

Result<std::vector<double>> floatElements(const KernelContext& context, const Value& value)
{
    std::vector<double> numbers;
    LW_TRY(dispatch(RealTypes{} + BoolTypes{}, context, value.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        for (const T& element : value.as<T>())
            numbers.push_back(convertNumber<double>(element));
        return {};
    }));
    return numbers;
}

Result<std::int64_t> scalarInt(const KernelContext& context, std::size_t input)
{
    LW_TRY(requireInputs(context, input + 1));
    if (context.inputs[input].elements() != 1)
        return opError(context, "input " + std::to_string(input) + " must be a single number");
    LW_ASSIGN(const auto numbers, intElements(context, context.inputs[input]));
    return numbers.front();
}

Result<double> scalarFloat(const KernelContext& context, std::size_t input)
{
    LW_TRY(requireInputs(context, input + 1));
    if (context.inputs[input].elements() != 1)
        return opError(context, "input " + std::to_string(input) + " must be a single number");
    LW_ASSIGN(const auto numbers, floatElements(context, context.inputs[input]));
    return numbers.front();
}

Result<bool> scalarBool(const KernelContext& context, std::size_t input)
{
    LW_ASSIGN(const auto number, scalarFloat(context, input));
    return number != 0;
}

Result<std::vector<std::int64_t>> intList(const KernelContext& context, std::size_t input)
{
    LW_TRY(requireInputs(context, input + 1));
    const Value& value = context.inputs[input];
    if (value.shape.size() > 1 || value.elements() > kMostListElements)
        return opError(context, "input " + std::to_string(input) + " must be a short list of integers");
    return intElements(context, value);
}

Result<std::size_t> normalAxis(const KernelContext& context, std::int64_t axis, std::size_t rank)
{
    const auto signedRank = static_cast<std::int64_t>(rank);
    if (axis < -signedRank || axis >= signedRank)
        return opError(context, "axis " + std::to_string(axis) + " is out of range");
    return static_cast<std::size_t>(axis < 0 ? axis + signedRank : axis);
}

std::int64_t product(const Shape& shape, std::size_t begin, std::size_t end)
{
    std::int64_t count = 1;
    for (std::size_t i = begin; i < end; ++i)
        count *= shape[i];
    return count;
}

std::vector<std::int64_t> rowMajorStrides(const Shape& shape)
{
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * shape[i];
    return strides;
}

} // namespace lw::engine
