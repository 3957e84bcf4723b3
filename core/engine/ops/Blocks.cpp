// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"

#include <algorithm>

/// Ops that move blocks between space and batch or depth.
namespace lw::engine {

namespace {

/// SpaceToBatchND and BatchToSpaceND are each other's inverse: one loop over the positions in a block, in either
/// direction.
struct BlockSpec {
    std::vector<std::int64_t> block, before, after; ///< padding, or crops
};

Result<BlockSpec> readBlocks(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    BlockSpec spec;
    LW_ASSIGN(spec.block, intList(context, 1));
    LW_ASSIGN(const auto numbers, intElements(context, context.inputs[2]));
    const std::size_t count = spec.block.size();
    if (count == 0 || context.inputs[0].shape.size() < count + 1 ||
        context.inputs[2].shape != Shape{static_cast<std::int64_t>(count), 2})
        return opError(context, "the block does not fit the tensor");
    for (std::size_t i = 0; i < count; ++i) {
        spec.before.push_back(numbers[2 * i]);
        spec.after.push_back(numbers[2 * i + 1]);
        constexpr std::int64_t kMost = std::int64_t(1) << 40;
        if (spec.block[i] < 1 || spec.block[i] > kMost || numbers[2 * i] < 0 || numbers[2 * i] > kMost ||
            numbers[2 * i + 1] < 0 || numbers[2 * i + 1] > kMost)
            return opError(context, "a block or padding is not possible");
    }
    return spec;
}

/// wide has the large space, tall the large batch. copy(wide view, tall view, box).
template <typename Copy>
Result<void> eachBlock(const Progress& progress, const BlockSpec& spec, const Shape& wide, const Shape& tall,
                       Copy&& copy)
{
    const auto wideStrides = rowMajorStrides(wide);
    const auto tallStrides = rowMajorStrides(tall);
    const std::int64_t batch = wide[0];
    std::array<std::vector<std::int64_t>, 1> none{std::vector<std::int64_t>(spec.block.size(), 0)};
    Odometer<1> position(spec.block, none);
    std::int64_t number = 0;
    do {
        LW_TRY(progress.check());
        View wideView{0, wideStrides};
        View tallView{number * batch * tallStrides[0], tallStrides};
        Shape box = wide;
        for (std::size_t i = 0; i < spec.block.size(); ++i) {
            // Rows y of the tall tensor whose place y * block + position - before lies in the wide one.
            const std::int64_t shift = position.index()[i] - spec.before[i];
            const std::int64_t block = spec.block[i];
            const std::int64_t first = shift >= 0 ? 0 : (-shift + block - 1) / block;
            const std::int64_t room = wide[i + 1] - shift;
            const std::int64_t end = std::min(room <= 0 ? 0 : (room + block - 1) / block, tall[i + 1]);
            box[i + 1] = std::max<std::int64_t>(0, end - first);
            wideView.offset += (first * block + shift) * wideStrides[i + 1];
            wideView.strides[i + 1] *= block;
            tallView.offset += first * tallStrides[i + 1];
        }
        LW_TRY(copy(wideView, tallView, box));
        ++number;
    } while (position.next());
    return {};
}

Result<void> spaceToBatch(KernelContext& context)
{
    LW_ASSIGN(const auto spec, readBlocks(context));
    const Value& x = context.inputs[0];
    Shape shape = x.shape;
    for (std::size_t i = 0; i < spec.block.size(); ++i) {
        const std::int64_t padded = x.shape[i + 1] + spec.before[i] + spec.after[i];
        if (padded % spec.block[i] != 0)
            return opError(context, "the padded space is not a multiple of the block");
        shape[i + 1] = padded / spec.block[i];
        if (__builtin_mul_overflow(shape[0], spec.block[i], &shape[0]))
            return opError(context, "the batch is too large");
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    clearElements(*y);
    if (y->elements() == 0)
        return {};
    return eachBlock(context.progress, spec, x.shape, shape, [&](const View& wide, const View& tall, const Shape& box) {
        return copyView(context, x, wide, *y, tall, box);
    });
}

Result<void> batchToSpace(KernelContext& context)
{
    LW_ASSIGN(const auto spec, readBlocks(context));
    const Value& x = context.inputs[0];
    Shape shape = x.shape;
    for (std::size_t i = 0; i < spec.block.size(); ++i) {
        if (shape[0] % spec.block[i] != 0)
            return opError(context, "the batch is not a multiple of the block");
        shape[0] /= spec.block[i];
        if (__builtin_mul_overflow(shape[i + 1], spec.block[i], &shape[i + 1]) ||
            shape[i + 1] - spec.before[i] - spec.after[i] < 0)
            return opError(context, "the crops are larger than the space");
        shape[i + 1] -= spec.before[i] + spec.after[i];
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    if (y->elements() == 0)
        return {};
    return eachBlock(context.progress, spec, shape, x.shape, [&](const View& wide, const View& tall, const Shape& box) {
        return copyView(context, x, tall, *y, wide, box);
    });
}

/// NHWC and NCHW; NCHW_VECT_C is for GPUs only.
template <bool toDepth>
Result<void> spaceDepth(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_TRY(requireRank(context, 0, 4));
    const Value& x = context.inputs[0];
    const std::int64_t block = context.node.intAttr("block_size", 1);
    const std::string format = context.node.textAttr("data_format", "NHWC");
    const bool first = format == "NCHW";
    if (!first && format != "NHWC")
        return unsupportedForm(context, "data format " + printable(format));
    if (block < 1 || block > (1 << 20))
        return opError(context, "the block size is not possible");
    const std::size_t h = first ? 2 : 1, w = first ? 3 : 2, c = first ? 1 : 3;
    Shape shape = x.shape;
    if (toDepth) {
        if (shape[h] % block != 0 || shape[w] % block != 0)
            return opError(context, "the space is not a multiple of the block");
        shape[h] /= block;
        shape[w] /= block;
        if (__builtin_mul_overflow(shape[c], block * block, &shape[c]))
            return opError(context, "the depth is too large");
    } else {
        if (shape[c] % (block * block) != 0)
            return opError(context, "the depth is not a multiple of the block");
        shape[h] *= block;
        shape[w] *= block;
        shape[c] /= block * block;
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, shape));
    const Shape& wide = toDepth ? x.shape : shape;
    const Shape& deep = toDepth ? shape : x.shape;
    const auto wideStrides = rowMajorStrides(wide);
    const auto deepStrides = rowMajorStrides(deep);
    // Dimensions: batch, row, row in block, column, column in block, depth.
    const Shape box{wide[0], deep[h], block, deep[w], block, wide[c]};
    const View wideView{0,
                        {wideStrides[0], block * wideStrides[h], wideStrides[h], block * wideStrides[w], wideStrides[w],
                         wideStrides[c]}};
    const View deepView{0,
                        {deepStrides[0], deepStrides[h], block * wide[c] * deepStrides[c], deepStrides[w],
                         wide[c] * deepStrides[c], deepStrides[c]}};
    return toDepth ? copyView(context, x, wideView, *y, deepView, box)
                   : copyView(context, x, deepView, *y, wideView, box);
}

constexpr OpEntry kTable[] = {
    {"BatchToSpaceND", batchToSpace},
    {"DepthToSpace", spaceDepth<false>},
    {"SpaceToBatchND", spaceToBatch},
    {"SpaceToDepth", spaceDepth<true>},
};

} // namespace

std::span<const OpEntry> blockOps()
{
    return kTable;
}

} // namespace lw::engine
