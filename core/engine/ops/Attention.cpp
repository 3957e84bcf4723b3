// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>

namespace lw::engine {

namespace {

struct AttentionShape {
    std::int64_t batch, heads, queries, keys, depth, valueDepth;
    double scale = 1;
    bool causal = false;
    const Boolean* mask = nullptr;
    std::array<std::int64_t, 4> maskStrides{};

    [[nodiscard]] bool keeps(std::int64_t b, std::int64_t h, std::int64_t q, std::int64_t k) const
    {
        if (causal && k > q)
            return false;
        return mask == nullptr ||
               mask[b * maskStrides[0] + h * maskStrides[1] + q * maskStrides[2] + k * maskStrides[3]];
    }
};

Result<AttentionShape> readAttention(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    for (std::size_t i = 0; i < 3; ++i) {
        LW_TRY(requireRank(context, i, 4));
        LW_TRY(requireSameType(context, 0, i));
    }
    const Shape &q = context.inputs[0].shape, &k = context.inputs[1].shape, &v = context.inputs[2].shape;
    if (q[0] != k[0] || q[1] != k[1] || q[3] != k[3] || k[0] != v[0] || k[1] != v[1] || k[2] != v[2])
        return opError(context, "query, key and value do not fit");
    AttentionShape shape{q[0], q[1], q[2], k[2], q[3], v[3]};
    shape.scale = context.node.floatAttr("scale", 1);
    shape.causal = context.node.boolAttr("causal");
    if (!context.node.boolAttr("has_mask"))
        return shape;
    LW_TRY(requireInputs(context, 4));
    LW_TRY(requireType(context, 3, DType::Bool));
    const Shape& given = context.inputs[3].shape;
    const Shape wanted{shape.batch, shape.heads, shape.queries, shape.keys};
    if (given.size() > 4)
        return opError(context, "the mask does not fit");
    const auto strides = rowMajorStrides(given);
    for (std::size_t i = 0; i < given.size(); ++i) {
        const std::size_t at = 4 - given.size() + i;
        if (given[i] != 1 && given[i] != wanted[at])
            return opError(context, "the mask does not fit");
        shape.maskStrides[at] = given[i] == 1 ? 0 : strides[i];
    }
    shape.mask = reinterpret_cast<const Boolean*>(context.inputs[3].data);
    return shape;
}

/// What Keras adds to the score of a masked place (layers/activation/softmax.py): large, and not infinite, so that a
/// row in which everything is masked does not become NaN.
template <typename T>
constexpr double kMasked = std::is_same_v<T, Half> ? -3e4 : -1e9;

Result<void> attention(KernelContext& context)
{
    LW_ASSIGN(const auto s, readAttention(context));
    const bool wantsWeights = context.node.boolAttr("return_weights");
    return dispatch(FloatTypes{}, context, context.inputs[0].dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using C = ComputeType<T>;
        const DType dtype = context.inputs[0].dtype;
        LW_TRY(context.output(0, dtype, {s.batch, s.heads, s.queries, s.valueDepth}));
        if (wantsWeights)
            LW_TRY(context.output(1, dtype, {s.batch, s.heads, s.queries, s.keys}));
        T* out = reinterpret_cast<T*>(context.outputs[0].data);
        T* weightsOut = wantsWeights ? reinterpret_cast<T*>(context.outputs[1].data) : nullptr;
        LW_ASSIGN(const auto scores, scratch<C>(context, static_cast<std::uint64_t>(s.keys)));
        LW_ASSIGN(const auto sums, scratch<C>(context, static_cast<std::uint64_t>(s.valueDepth)));
        const auto score = [&](const T* query, const T* key) {
            C sum = 0;
            for (std::int64_t d = 0; d < s.depth; ++d)
                sum += static_cast<C>(query[d]) * static_cast<C>(key[d]);
            return sum * static_cast<C>(s.scale);
        };
        for (std::int64_t bh = 0; bh < s.batch * s.heads; ++bh) {
            const T* keys = reinterpret_cast<const T*>(context.inputs[1].data) + bh * s.keys * s.depth;
            const T* values = reinterpret_cast<const T*>(context.inputs[2].data) + bh * s.keys * s.valueDepth;
            for (std::int64_t q = 0; q < s.queries; ++q) {
                LW_TRY(context.progress.check());
                const T* query = reinterpret_cast<const T*>(context.inputs[0].data) + (bh * s.queries + q) * s.depth;
                C largest = -std::numeric_limits<C>::infinity();
                for (std::int64_t k = 0; k < s.keys; ++k) {
                    C& one = scores[static_cast<std::size_t>(k)];
                    one = score(query, keys + k * s.depth);
                    if (!s.keeps(bh / s.heads, bh % s.heads, q, k))
                        one += static_cast<C>(kMasked<T>);
                    largest = std::max(largest, one);
                }
                C total = 0;
                for (std::int64_t k = 0; k < s.keys; ++k)
                    total += scores[static_cast<std::size_t>(k)] =
                        std::exp(scores[static_cast<std::size_t>(k)] - largest);
                std::fill_n(sums.get(), s.valueDepth, C(0));
                for (std::int64_t k = 0; k < s.keys; ++k) {
                    const C weight = scores[static_cast<std::size_t>(k)] / total;
                    for (std::int64_t d = 0; d < s.valueDepth; ++d)
                        sums[static_cast<std::size_t>(d)] += weight * static_cast<C>(values[k * s.valueDepth + d]);
                    if (weightsOut != nullptr)
                        *weightsOut++ = static_cast<T>(weight);
                }
                for (std::int64_t d = 0; d < s.valueDepth; ++d)
                    *out++ = static_cast<T>(sums[static_cast<std::size_t>(d)]);
            }
        }
        return {};
    });
}

constexpr OpEntry kTable[] = {{"Attention", attention}};

} // namespace

std::span<const OpEntry> attentionOps()
{
    return kTable;
}

} // namespace lw::engine
