// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"

#include <algorithm>

namespace lw::engine {

namespace {

struct Paddings {
    std::vector<std::int64_t> before;
    Shape shape; ///< of the result
};

Result<Paddings> readPaddings(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    const Value& given = context.inputs[1];
    if (given.shape != Shape{static_cast<std::int64_t>(x.shape.size()), 2})
        return opError(context, "every dimension needs two paddings");
    LW_ASSIGN(const auto numbers, intElements(context, given));
    Paddings paddings;
    for (std::size_t i = 0; i < x.shape.size(); ++i) {
        const std::int64_t before = numbers[2 * i], after = numbers[2 * i + 1];
        std::int64_t dim = 0;
        if (before < 0 || after < 0 || __builtin_add_overflow(before, after, &dim) ||
            __builtin_add_overflow(dim, x.shape[i], &dim))
            return opError(context, "a padding is not possible");
        paddings.before.push_back(before);
        paddings.shape.push_back(dim);
    }
    return paddings;
}

Result<void> padWith(KernelContext& context, const Value* filler)
{
    LW_ASSIGN(const auto paddings, readPaddings(context));
    const Value& x = context.inputs[0];
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, paddings.shape));
    if (filler == nullptr) {
        clearElements(*y);
    } else {
        LW_TRY(dispatchCells(context, x.dtype, [&](auto tag) -> Result<void> {
            using Cell = typename decltype(tag)::Type;
            std::fill_n(writableCells<Cell>(*y), y->elements(), *cells<Cell>(*filler));
            return {};
        }));
    }
    View target = wholeView(*y);
    for (std::size_t i = 0; i < paddings.before.size(); ++i)
        target.offset += paddings.before[i] * target.strides[i];
    return copyView(context, x, wholeView(x), *y, target, x.shape);
}

Result<void> pad(KernelContext& context)
{
    return padWith(context, nullptr);
}

Result<void> padV2(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_TRY(requireSameType(context, 0, 2));
    if (context.inputs[2].elements() != 1)
        return opError(context, "the filler must be a single element");
    return padWith(context, &context.inputs[2]);
}

/// REFLECT leaves the border element out of the mirror image, SYMMETRIC repeats it. One dimension after the other: the
/// middle first, then its images, which are taken from the result itself.
Result<void> mirrorPad(KernelContext& context)
{
    LW_ASSIGN(const auto paddings, readPaddings(context));
    const Value& x = context.inputs[0];
    const std::int64_t gap = context.node.textAttr("mode", "REFLECT") == "REFLECT" ? 1 : 0;
    for (std::size_t i = 0; i < x.shape.size(); ++i) {
        const std::int64_t after = paddings.shape[i] - x.shape[i] - paddings.before[i];
        if (std::max(paddings.before[i], after) > x.shape[i] - gap && std::max(paddings.before[i], after) > 0)
            return opError(context, "a padding is larger than the tensor");
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, paddings.shape));
    View target = wholeView(*y);
    const auto strides = target.strides;
    std::int64_t offset = 0;
    for (std::size_t i = 0; i < x.shape.size(); ++i)
        offset += paddings.before[i] * strides[i];
    target.offset = offset;
    LW_TRY(copyView(context, x, wholeView(x), *y, target, x.shape));
    Shape done = x.shape;
    for (std::size_t i = 0; i < x.shape.size(); ++i) {
        const std::int64_t before = paddings.before[i];
        const std::int64_t after = paddings.shape[i] - x.shape[i] - before;
        Shape box = done;
        View source{offset + gap * strides[i], strides};
        View image{offset - strides[i], strides};
        image.strides[i] = -strides[i];
        box[i] = before;
        LW_TRY(copyView(context, *y, source, *y, image, box));
        const std::int64_t last = offset + (x.shape[i] - 1) * strides[i];
        source = {last - gap * strides[i], strides};
        source.strides[i] = -strides[i];
        image = {last + strides[i], strides};
        box[i] = after;
        LW_TRY(copyView(context, *y, source, *y, image, box));
        offset -= before * strides[i];
        done[i] = paddings.shape[i];
    }
    return {};
}

constexpr OpEntry kTable[] = {{"MirrorPad", mirrorPad}, {"Pad", pad}, {"PadV2", padV2}};

} // namespace

std::span<const OpEntry> paddingOps()
{
    return kTable;
}

} // namespace lw::engine
