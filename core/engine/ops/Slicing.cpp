// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"

#include <algorithm>

/// Ops that take out a box, turn elements round, or repeat them.
namespace lw::engine {

namespace {

Result<void> slice(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(const auto begin, intList(context, 1));
    LW_ASSIGN(const auto size, intList(context, 2));
    const Value& x = context.inputs[0];
    if (begin.size() != x.shape.size() || size.size() != x.shape.size())
        return opError(context, "begin and size must name every dimension");
    View source = wholeView(x);
    Shape shape;
    for (std::size_t i = 0; i < begin.size(); ++i) {
        if (begin[i] < 0 || begin[i] > x.shape[i])
            return opError(context, "the slice begins outside of the tensor");
        const std::int64_t rest = x.shape[i] - begin[i];
        if (size[i] < -1 || size[i] > rest)
            return opError(context, "the slice reaches outside of the tensor");
        shape.push_back(size[i] == -1 ? rest : size[i]);
        source.offset += begin[i] * source.strides[i];
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    return copyView(context, x, source, *y, wholeView(*y), shape);
}

/// What x[a:b:c, ..., newaxis, 3] means for a shape (tensorflow/core/util/strided_slice_op.cc).
struct StridedBox {
    View view;   ///< of the source, one stride per dimension of box
    Shape box;   ///< every dimension of the source
    Shape shape; ///< of the result: without shrunken, with new dimensions
};

struct SliceSpec {
    std::vector<std::int64_t> begin, end, strides;
    std::uint64_t beginMask, endMask, ellipsisMask, newAxisMask, shrinkMask;

    [[nodiscard]] static bool has(std::uint64_t mask, std::size_t i) { return i < 64 && ((mask >> i) & 1) != 0; }
};

Result<void> addDimension(const KernelContext& context, const SliceSpec& spec, std::size_t i, std::int64_t dim,
                          std::int64_t sourceStride, StridedBox& result)
{
    const std::int64_t step = spec.strides[i];
    if (step == 0 || step == std::numeric_limits<std::int64_t>::min())
        return opError(context, "a stride is zero");
    if (SliceSpec::has(spec.shrinkMask, i)) {
        std::int64_t at = SliceSpec::has(spec.beginMask, i) ? 0 : spec.begin[i];
        if (step < 0)
            return opError(context, "a single index with a negative stride");
        at = at < 0 ? at + dim : at;
        if (at < 0 || at >= dim)
            return opError(context, "index " + std::to_string(spec.begin[i]) + " is out of range");
        result.view.offset += at * sourceStride;
        result.view.strides.push_back(sourceStride);
        result.box.push_back(1);
        return {};
    }
    const std::int64_t lowest = step > 0 ? 0 : -1;
    const std::int64_t highest = step > 0 ? dim : dim - 1;
    const auto clamped = [&](std::int64_t at) { return std::clamp(at < 0 ? at + dim : at, lowest, highest); };
    const std::int64_t from =
        SliceSpec::has(spec.beginMask, i) ? (step > 0 ? lowest : highest) : clamped(spec.begin[i]);
    const std::int64_t until = SliceSpec::has(spec.endMask, i) ? (step > 0 ? highest : lowest) : clamped(spec.end[i]);
    const std::int64_t span = until - from;
    const std::int64_t count = span == 0 || (span < 0) != (step < 0) ? 0 : span / step + (span % step != 0 ? 1 : 0);
    if (count > 0)
        result.view.offset += from * sourceStride;
    result.view.strides.push_back(count > 1 ? step * sourceStride : 0);
    result.box.push_back(count);
    result.shape.push_back(count);
    return {};
}

Result<StridedBox> stridedBox(const KernelContext& context, const Shape& shape, const SliceSpec& spec)
{
    const std::size_t count = spec.begin.size();
    if (spec.end.size() != count || spec.strides.size() != count)
        return opError(context, "begin, end and strides must be equally long");
    std::size_t ellipsis = count;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (SliceSpec::has(spec.ellipsisMask, i)) {
            if (ellipsis != count)
                return opError(context, "there are two ellipses");
            ellipsis = i;
        } else if (!SliceSpec::has(spec.newAxisMask, i)) {
            ++taken;
        }
    }
    if (taken > shape.size())
        return opError(context, "there are more indices than dimensions");
    const std::size_t covered = shape.size() - taken;
    const auto strides = rowMajorStrides(shape);
    StridedBox result;
    std::size_t d = 0;
    const auto wholeDims = [&] {
        for (std::size_t n = 0; n < covered; ++n, ++d) {
            result.view.strides.push_back(strides[d]);
            result.box.push_back(shape[d]);
            result.shape.push_back(shape[d]);
        }
    };
    for (std::size_t i = 0; i < count; ++i) {
        if (i == ellipsis) {
            wholeDims();
        } else if (SliceSpec::has(spec.newAxisMask, i)) {
            result.shape.push_back(1);
        } else {
            LW_TRY(addDimension(context, spec, i, shape[d], strides[d], result));
            ++d;
        }
    }
    if (ellipsis == count)
        wholeDims();
    return result;
}

Result<StridedBox> readBox(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 4));
    SliceSpec spec;
    LW_ASSIGN(spec.begin, intList(context, 1));
    LW_ASSIGN(spec.end, intList(context, 2));
    LW_ASSIGN(spec.strides, intList(context, 3));
    const auto mask = [&](std::string_view name) { return static_cast<std::uint64_t>(context.node.intAttr(name)); };
    spec.beginMask = mask("begin_mask");
    spec.endMask = mask("end_mask");
    spec.ellipsisMask = mask("ellipsis_mask");
    spec.newAxisMask = mask("new_axis_mask");
    spec.shrinkMask = mask("shrink_axis_mask");
    return stridedBox(context, context.inputs[0].shape, spec);
}

Result<void> stridedSlice(KernelContext& context)
{
    LW_ASSIGN(const auto box, readBox(context));
    const Value& x = context.inputs[0];
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, box.shape));
    return copyView(context, x, box.view, *y, {0, rowMajorStrides(box.box)}, box.box);
}

Result<void> stridedSliceUpdate(KernelContext& context)
{
    LW_TRY(requireInputs(context, 5));
    LW_TRY(requireSameType(context, 0, 4));
    LW_ASSIGN(const auto box, readBox(context));
    const Value& x = context.inputs[0];
    const Value& update = context.inputs[4];
    if (update.shape != box.shape)
        return opError(context, "the update does not fit the slice");
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    LW_TRY(copyView(context, x, wholeView(x), *y, wholeView(*y), x.shape));
    return copyView(context, update, {0, rowMajorStrides(box.box)}, *y, box.view, box.box);
}

Result<void> reverseAxes(KernelContext& context, const std::vector<bool>& reversed)
{
    const Value& x = context.inputs[0];
    View source = wholeView(x);
    for (std::size_t i = 0; i < reversed.size(); ++i) {
        if (!reversed[i] || x.shape[i] == 0)
            continue;
        source.offset += (x.shape[i] - 1) * source.strides[i];
        source.strides[i] = -source.strides[i];
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    return copyView(context, x, source, *y, wholeView(*y), x.shape);
}

Result<void> reverseV2(KernelContext& context)
{
    LW_ASSIGN(const auto axes, intList(context, 1));
    const std::size_t rank = context.inputs[0].shape.size();
    std::vector<bool> reversed(rank, false);
    for (const auto axis : axes) {
        LW_ASSIGN(const auto at, normalAxis(context, axis, rank));
        if (reversed[at])
            return opError(context, "an axis is named twice");
        reversed[at] = true;
    }
    return reverseAxes(context, reversed);
}

Result<void> reverseV1(KernelContext& context)
{
    LW_ASSIGN(const auto flags, intList(context, 1));
    if (flags.size() != context.inputs[0].shape.size())
        return opError(context, "every dimension needs a flag");
    std::vector<bool> reversed;
    for (const auto flag : flags)
        reversed.push_back(flag != 0);
    return reverseAxes(context, reversed);
}

/// The first seq_lengths[b] elements of every row turned round.
Result<void> reverseSequence(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const auto lengths, intElements(context, context.inputs[1]));
    LW_ASSIGN(const auto batch, normalAxis(context, context.node.intAttr("batch_dim"), x.shape.size()));
    LW_ASSIGN(const auto sequence, normalAxis(context, context.node.intAttr("seq_dim"), x.shape.size()));
    if (batch == sequence || static_cast<std::int64_t>(lengths.size()) != x.shape[batch])
        return opError(context, "there must be one length per row");
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    for (std::size_t b = 0; b < lengths.size(); ++b) {
        if (lengths[b] < 0 || lengths[b] > x.shape[sequence])
            return opError(context, "a length is out of range");
        View target = wholeView(*y);
        target.offset = static_cast<std::int64_t>(b) * target.strides[batch];
        View source = target;
        Shape shape = x.shape;
        shape[batch] = 1;
        shape[sequence] = lengths[b];
        source.offset += (lengths[b] - 1) * source.strides[sequence];
        source.strides[sequence] = -source.strides[sequence];
        LW_TRY(copyView(context, x, source, *y, target, shape));
        shape[sequence] = x.shape[sequence] - lengths[b];
        View rest = wholeView(x);
        rest.offset = target.offset + lengths[b] * rest.strides[sequence];
        LW_TRY(copyView(context, x, rest, *y, rest, shape));
    }
    return {};
}

/// Every dimension gets a twin of stride 0 before it.
Result<void> tile(KernelContext& context)
{
    LW_ASSIGN(const auto multiples, intList(context, 1));
    const Value& x = context.inputs[0];
    if (multiples.size() != x.shape.size())
        return opError(context, "every dimension needs a multiple");
    Shape shape, box;
    View source;
    const auto strides = rowMajorStrides(x.shape);
    for (std::size_t i = 0; i < multiples.size(); ++i) {
        std::int64_t dim = 0;
        if (multiples[i] < 0 || __builtin_mul_overflow(multiples[i], x.shape[i], &dim))
            return opError(context, "the multiples are not possible");
        shape.push_back(dim);
        box.insert(box.end(), {multiples[i], x.shape[i]});
        source.strides.insert(source.strides.end(), {0, strides[i]});
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    return copyView(context, x, source, *y, {0, rowMajorStrides(box)}, box);
}

constexpr OpEntry kTable[] = {
    {"Reverse", reverseV1}, {"ReverseSequence", reverseSequence}, {"ReverseV2", reverseV2},
    {"Slice", slice},       {"StridedSlice", stridedSlice},       {"TensorStridedSliceUpdate", stridedSliceUpdate},
    {"Tile", tile},
};

} // namespace

std::span<const OpEntry> slicingOps()
{
    return kTable;
}

} // namespace lw::engine
