// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"
#include "core/engine/ops/Resources.h"

#include <algorithm>

namespace lw::engine {

namespace {

/// Slices of params along axis; the first batchDims dimensions of both go together.
Result<void> gatherAlong(KernelContext& context, const Value& params, const Value& indices, std::int64_t axisGiven,
                         std::int64_t batchGiven)
{
    LW_ASSIGN(const auto axis, normalAxis(context, axisGiven, params.shape.size()));
    const auto indexRank = static_cast<std::int64_t>(indices.shape.size());
    const std::int64_t batchSigned = batchGiven < 0 ? batchGiven + indexRank : batchGiven;
    if (batchSigned < 0 || batchSigned > indexRank || batchSigned > static_cast<std::int64_t>(axis))
        return opError(context, "batch_dims is out of range");
    const auto batchDims = static_cast<std::size_t>(batchSigned);
    if (!std::equal(params.shape.begin(), params.shape.begin() + batchSigned, indices.shape.begin()))
        return opError(context, "batch dimensions differ");
    Shape shape(params.shape.begin(), params.shape.begin() + static_cast<std::ptrdiff_t>(axis));
    shape.insert(shape.end(), indices.shape.begin() + batchSigned, indices.shape.end());
    shape.insert(shape.end(), params.shape.begin() + static_cast<std::ptrdiff_t>(axis) + 1, params.shape.end());
    LW_ASSIGN(Value* const y, context.output(0, params.dtype, shape));
    LW_ASSIGN(const auto chosen, intElements(context, indices));
    const std::int64_t batch = product(params.shape, 0, batchDims);
    const std::int64_t outer = product(params.shape, batchDims, axis);
    const std::int64_t dim = params.shape[axis];
    const std::int64_t inner = product(params.shape, axis + 1, params.shape.size());
    const std::int64_t perBatch = product(indices.shape, batchDims, indices.shape.size());
    for (const auto index : chosen)
        if (index < 0 || index >= dim)
            return opError(context, "index " + std::to_string(index) + " is out of range");
    return dispatchCells(context, params.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        const Cell* in = cells<Cell>(params);
        Cell* out = writableCells<Cell>(*y);
        for (std::int64_t b = 0; b < batch; ++b)
            for (std::int64_t o = 0; o < outer; ++o) {
                const Cell* from = in + (b * outer + o) * dim * inner;
                for (std::int64_t i = 0; i < perBatch; ++i, out += inner)
                    std::copy_n(from + chosen[static_cast<std::size_t>(b * perBatch + i)] * inner, inner, out);
            }
        return {};
    });
}

Result<void> gather(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    return gatherAlong(context, context.inputs[0], context.inputs[1], 0, 0);
}

Result<void> gatherV2(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(const auto axis, scalarInt(context, 2));
    return gatherAlong(context, context.inputs[0], context.inputs[1], axis, context.node.intAttr("batch_dims"));
}

Result<void> resourceGather(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value* params = &context.inputs[0];
    if (params->resource) {
        const auto* variable = dynamic_cast<const VariableResource*>(params->resource.get());
        if (variable == nullptr || variable->value.dtype == DType::Invalid)
            return opError(context, "the variable has no value");
        params = &variable->value;
    }
    const std::int64_t batchDims = context.node.intAttr("batch_dims");
    return gatherAlong(context, *params, context.inputs[1], batchDims, batchDims);
}

/// Offsets, in slices, that the last dimension of indices points to in a tensor of this shape.
struct SliceIndex {
    std::vector<std::int64_t> offsets; ///< -1: out of range
    std::size_t depth = 0;             ///< how many dimensions an index covers
    std::int64_t slice = 1;            ///< elements of a slice
};

Result<SliceIndex> readSliceIndex(const KernelContext& context, const Value& indices, const Shape& shape)
{
    if (indices.shape.empty() || indices.shape.back() > static_cast<std::int64_t>(shape.size()))
        return opError(context, "the indices have more parts than the tensor has dimensions");
    LW_ASSIGN(const auto parts, intElements(context, indices));
    SliceIndex index;
    index.depth = static_cast<std::size_t>(indices.shape.back());
    index.slice = product(shape, index.depth, shape.size());
    const auto count = static_cast<std::size_t>(product(indices.shape, 0, indices.shape.size() - 1));
    for (std::size_t i = 0; i < count; ++i) {
        std::int64_t offset = 0;
        for (std::size_t d = 0; d < index.depth && offset >= 0; ++d) {
            const std::int64_t at = parts[i * index.depth + d];
            offset = at < 0 || at >= shape[d] ? -1 : offset * shape[d] + at;
        }
        index.offsets.push_back(offset);
    }
    return index;
}

Result<void> gatherNd(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& params = context.inputs[0];
    const Value& indices = context.inputs[1];
    LW_ASSIGN(const auto index, readSliceIndex(context, indices, params.shape));
    Shape shape(indices.shape.begin(), indices.shape.end() - 1);
    shape.insert(shape.end(), params.shape.begin() + static_cast<std::ptrdiff_t>(index.depth), params.shape.end());
    LW_ASSIGN(Value* const y, context.output(0, params.dtype, shape));
    if (std::find(index.offsets.begin(), index.offsets.end(), -1) != index.offsets.end())
        return opError(context, "an index is out of range");
    return dispatchCells(context, params.dtype, [&](auto tag) -> Result<void> {
        using Cell = typename decltype(tag)::Type;
        Cell* out = writableCells<Cell>(*y);
        for (const auto offset : index.offsets) {
            std::copy_n(cells<Cell>(params) + offset * index.slice, index.slice, out);
            out += index.slice;
        }
        return {};
    });
}

enum class Scatter { Set, Add, Subtract, Max, Min };

template <typename T>
T scattered(Scatter how, T old, T update)
{
    using Compute = ComputeType<T>;
    const auto a = static_cast<Compute>(old), b = static_cast<Compute>(update);
    switch (how) {
    case Scatter::Set:
        return update;
    case Scatter::Add:
        return static_cast<T>(wrappingAdd(a, b));
    case Scatter::Subtract:
        return static_cast<T>(wrappingSubtract(a, b));
    case Scatter::Max:
        if constexpr (!kIsComplex<T>)
            return a < b ? update : old;
        break;
    case Scatter::Min:
        if constexpr (!kIsComplex<T>)
            return b < a ? update : old;
        break;
    }
    return update;
}

Result<void> scatterInto(KernelContext& context, Value& y, const Value& indices, const Value& updates, Scatter how)
{
    LW_ASSIGN(const auto index, readSliceIndex(context, indices, y.shape));
    Shape wanted(indices.shape.begin(), indices.shape.end() - 1);
    wanted.insert(wanted.end(), y.shape.begin() + static_cast<std::ptrdiff_t>(index.depth), y.shape.end());
    if (updates.shape != wanted)
        return opError(context, "the updates must be of shape " + shapeText(wanted));
    if (std::find(index.offsets.begin(), index.offsets.end(), -1) != index.offsets.end())
        return opError(context, "an index is out of range");
    if (how == Scatter::Set)
        return dispatchCells(context, y.dtype, [&](auto tag) -> Result<void> {
            using Cell = typename decltype(tag)::Type;
            for (std::size_t i = 0; i < index.offsets.size(); ++i)
                std::copy_n(cells<Cell>(updates) + static_cast<std::int64_t>(i) * index.slice, index.slice,
                            writableCells<Cell>(y) + index.offsets[i] * index.slice);
            return {};
        });
    return dispatch(NumberTypes{}, context, y.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        const T* in = reinterpret_cast<const T*>(updates.data);
        for (const auto offset : index.offsets) {
            T* out = reinterpret_cast<T*>(y.data) + offset * index.slice;
            for (std::int64_t j = 0; j < index.slice; ++j, ++in)
                out[j] = scattered(how, out[j], *in);
        }
        return {};
    });
}

/// ScatterNd(indices, updates, shape): zeros, updates of one place summed.
Result<void> scatterNd(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(const auto shape, intList(context, 2));
    LW_ASSIGN(Value* const y, context.output(0, context.inputs[1].dtype, shape));
    clearElements(*y);
    const bool sums = y->dtype != DType::Bool && y->dtype != DType::String;
    return scatterInto(context, *y, context.inputs[0], context.inputs[1], sums ? Scatter::Add : Scatter::Set);
}

template <Scatter how>
Result<void> tensorScatter(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_TRY(requireSameType(context, 0, 2));
    const Value& x = context.inputs[0];
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    LW_TRY(copyView(context, x, wholeView(x), *y, wholeView(*y), x.shape));
    return scatterInto(context, *y, context.inputs[1], context.inputs[2], how);
}

Result<void> invertPermutation(KernelContext& context)
{
    LW_ASSIGN(const auto permutation, intList(context, 0));
    LW_TRY(requireRank(context, 0, 1));
    const Value& x = context.inputs[0];
    const auto count = static_cast<std::int64_t>(permutation.size());
    std::vector<std::int64_t> inverse(permutation.size(), -1);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t at = permutation[static_cast<std::size_t>(i)];
        if (at < 0 || at >= count || inverse[static_cast<std::size_t>(at)] != -1)
            return opError(context, "the input is not a permutation");
        inverse[static_cast<std::size_t>(at)] = i;
    }
    return dispatch(IndexTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
        std::transform(inverse.begin(), inverse.end(), reinterpret_cast<T*>(y->data),
                       [](std::int64_t n) { return static_cast<T>(n); });
        return {};
    });
}

constexpr OpEntry kTable[] = {
    {"Gather", gather},
    {"GatherNd", gatherNd},
    {"GatherV2", gatherV2},
    {"InvertPermutation", invertPermutation},
    {"ResourceGather", resourceGather},
    {"ScatterNd", scatterNd},
    {"TensorScatterAdd", tensorScatter<Scatter::Add>},
    {"TensorScatterMax", tensorScatter<Scatter::Max>},
    {"TensorScatterMin", tensorScatter<Scatter::Min>},
    {"TensorScatterSub", tensorScatter<Scatter::Subtract>},
    {"TensorScatterUpdate", tensorScatter<Scatter::Set>},
};

} // namespace

std::span<const OpEntry> gatheringOps()
{
    return kTable;
}

} // namespace lw::engine
