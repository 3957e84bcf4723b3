// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"

/// Transpose, and ops that put tensors together or take them apart along one dimension.
namespace lw::engine {

namespace {

Result<void> transpose(KernelContext& context)
{
    LW_ASSIGN(const auto permutation, intList(context, 1));
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    if (permutation.size() != x.shape.size())
        return opError(context, "the permutation must name every dimension");
    std::vector<std::size_t> order;
    std::vector<bool> seen(x.shape.size(), false);
    Shape shape;
    for (const auto axis : permutation) {
        LW_ASSIGN(const auto at, normalAxis(context, axis, x.shape.size()));
        if (seen[at])
            return opError(context, "the permutation names a dimension twice");
        seen[at] = true;
        order.push_back(at);
        shape.push_back(x.shape[at]);
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    return transposeInto(context, x, order, *y);
}

Result<void> concatenate(KernelContext& context, std::span<const Value> parts, std::int64_t axis)
{
    if (parts.empty())
        return opError(context, "there is nothing to join");
    const Value& first = parts.front();
    LW_ASSIGN(const auto at, normalAxis(context, axis, first.shape.size()));
    Shape shape = first.shape;
    shape[at] = 0;
    for (const Value& part : parts) {
        Shape like = part.shape;
        if (part.dtype != first.dtype || like.size() != shape.size())
            return opError(context, "the tensors must have one type and rank");
        like[at] = first.shape[at];
        if (like != first.shape)
            return opError(context, "the other dimensions must be equal");
        if (__builtin_add_overflow(shape[at], part.shape[at], &shape[at]))
            return opError(context, "the result is too large");
    }
    LW_ASSIGN(Value* const y, context.output(0, first.dtype, shape));
    View target = wholeView(*y);
    for (const Value& part : parts) {
        LW_TRY(context.progress.check());
        LW_TRY(copyView(context, part, wholeView(part), *y, target, part.shape));
        target.offset += part.shape[at] * target.strides[at];
    }
    return {};
}

Result<void> concatV2(KernelContext& context)
{
    LW_TRY(requireInputs(context, std::max<std::size_t>(context.inputs.size(), 2)));
    LW_ASSIGN(const auto axis, scalarInt(context, context.inputs.size() - 1));
    return concatenate(context, context.inputs.first(context.inputs.size() - 1), axis);
}

Result<void> concatV1(KernelContext& context)
{
    LW_TRY(requireInputs(context, std::max<std::size_t>(context.inputs.size(), 2)));
    LW_ASSIGN(const auto axis, scalarInt(context, 0));
    return concatenate(context, context.inputs.subspan(1), axis);
}

Result<void> pack(KernelContext& context)
{
    LW_TRY(requireInputs(context, std::max<std::size_t>(context.inputs.size(), 1)));
    const Value& first = context.inputs[0];
    LW_ASSIGN(const auto at, normalAxis(context, context.node.intAttr("axis"), first.shape.size() + 1));
    for (const Value& part : context.inputs)
        if (part.shape != first.shape || part.dtype != first.dtype)
            return opError(context, "the tensors must have one shape and type");
    Shape shape = first.shape;
    shape.insert(shape.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::int64_t>(context.inputs.size()));
    LW_ASSIGN(Value* const y, context.output(0, first.dtype, shape));
    View target = wholeView(*y);
    const std::int64_t step = target.strides[at];
    target.strides.erase(target.strides.begin() + static_cast<std::ptrdiff_t>(at));
    for (const Value& part : context.inputs) {
        LW_TRY(copyView(context, part, wholeView(part), *y, target, part.shape));
        target.offset += step;
    }
    return {};
}

constexpr std::int64_t kMostParts = 1 << 20;

Result<void> unpack(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const auto at, normalAxis(context, context.node.intAttr("axis"), x.shape.size()));
    const std::int64_t count = context.node.intAttr("num", x.shape[at]);
    if (count != x.shape[at] || count > kMostParts)
        return opError(context, "cannot be taken apart into " + std::to_string(count) + " tensors");
    View source = wholeView(x);
    const std::int64_t step = source.strides[at];
    source.strides.erase(source.strides.begin() + static_cast<std::ptrdiff_t>(at));
    Shape shape = x.shape;
    shape.erase(shape.begin() + static_cast<std::ptrdiff_t>(at));
    for (std::int64_t i = 0; i < count; ++i) {
        LW_ASSIGN(Value* const y, context.output(static_cast<std::size_t>(i), x.dtype, shape));
        LW_TRY(copyView(context, x, source, *y, wholeView(*y), shape));
        source.offset += step;
    }
    return {};
}

Result<void> splitInto(KernelContext& context, const Value& x, std::size_t axis, const std::vector<std::int64_t>& sizes)
{
    View source = wholeView(x);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        LW_TRY(context.progress.check());
        Shape shape = x.shape;
        shape[axis] = sizes[i];
        LW_ASSIGN(Value* const y, context.output(i, x.dtype, shape));
        LW_TRY(copyView(context, x, source, *y, wholeView(*y), shape));
        source.offset += sizes[i] * source.strides[axis];
    }
    return {};
}

Result<void> split(KernelContext& context)
{
    LW_ASSIGN(const auto axis, scalarInt(context, 0));
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[1];
    LW_ASSIGN(const auto at, normalAxis(context, axis, x.shape.size()));
    const std::int64_t count = context.node.intAttr("num_split", 1);
    if (count < 1 || count > kMostParts || x.shape[at] % count != 0)
        return opError(context, "cannot be split evenly into " + std::to_string(count));
    return splitInto(context, x, at, std::vector<std::int64_t>(static_cast<std::size_t>(count), x.shape[at] / count));
}

Result<void> splitV(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(auto sizes, intList(context, 1));
    LW_ASSIGN(const auto axis, scalarInt(context, 2));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const auto at, normalAxis(context, axis, x.shape.size()));
    std::int64_t total = 0;
    std::int64_t* rest = nullptr;
    for (auto& size : sizes) {
        if (size == -1 && rest == nullptr)
            rest = &size;
        else if (size < 0 || size > x.shape[at] - total)
            return opError(context, "the sizes do not add up to the dimension");
        else
            total += size;
    }
    if (rest != nullptr)
        *rest = x.shape[at] - total;
    else if (total != x.shape[at])
        return opError(context, "the sizes do not add up to the dimension");
    return splitInto(context, x, at, sizes);
}

constexpr OpEntry kTable[] = {
    {"Concat", concatV1}, {"ConcatV2", concatV2},   {"Pack", pack},     {"Split", split},
    {"SplitV", splitV},   {"Transpose", transpose}, {"Unpack", unpack},
};

} // namespace

std::span<const OpEntry> joiningOps()
{
    return kTable;
}

} // namespace lw::engine
