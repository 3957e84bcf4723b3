// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

/// Cumulative ops, sorting, counting.
namespace lw::engine {

namespace {

template <bool multiplies>
Result<void> cumulative(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const auto axisGiven, scalarInt(context, 1));
    LW_ASSIGN(const auto axis, normalAxis(context, axisGiven, x.shape.size()));
    const bool exclusive = context.node.boolAttr("exclusive"), reverse = context.node.boolAttr("reverse");
    const std::int64_t outer = product(x.shape, 0, axis), dim = x.shape[axis],
                       inner = product(x.shape, axis + 1, x.shape.size());
    return dispatch(NumberTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
        const T* in = reinterpret_cast<const T*>(x.data);
        T* out = reinterpret_cast<T*>(y->data);
        for (std::int64_t o = 0; o < outer; ++o)
            for (std::int64_t i = 0; i < inner; ++i) {
                Compute sum = multiplies ? Compute(1) : Compute(0);
                for (std::int64_t step = 0; step < dim; ++step) {
                    const std::int64_t at = (o * dim + (reverse ? dim - 1 - step : step)) * inner + i;
                    const auto element = static_cast<Compute>(in[at]);
                    const Compute next = multiplies ? wrappingMultiply(sum, element) : wrappingAdd(sum, element);
                    out[at] = static_cast<T>(exclusive ? sum : next);
                    sum = next;
                }
            }
        return {};
    });
}

/// The k largest of the last dimension, largest first, equal ones in their order.
Result<void> topK(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    std::int64_t k = context.node.intAttr("k");
    if (context.inputs.size() > 1) {
        LW_ASSIGN(k, scalarInt(context, 1));
    }
    if (x.shape.empty() || k < 0 || k > x.shape.back())
        return opError(context, "k is out of range");
    Shape shape = x.shape;
    shape.back() = k;
    const DType indexType = context.node.typeAttr("index_type", DType::Int32);
    return dispatch(RealTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        return dispatch(IndexTypes{} + TypeList<std::int16_t>{}, context, indexType,
                        [&](auto indexTag) -> Result<void> {
                            using Index = typename decltype(indexTag)::Type;
                            LW_TRY(context.output(0, x.dtype, shape));
                            LW_TRY(context.output(1, indexType, shape));
                            T* values = reinterpret_cast<T*>(context.outputs[0].data);
                            Index* indices = reinterpret_cast<Index*>(context.outputs[1].data);
                            const std::int64_t dim = x.shape.back();
                            const std::int64_t rows = product(x.shape, 0, x.shape.size() - 1);
                            std::vector<std::int64_t> order(static_cast<std::size_t>(dim));
                            for (std::int64_t r = 0; r < rows && k > 0; ++r) {
                                LW_TRY(context.progress.check());
                                const T* in = reinterpret_cast<const T*>(x.data) + r * dim;
                                const auto before = [in](std::int64_t a, std::int64_t b) {
                                    using Compute = ComputeType<T>;
                                    const auto left = static_cast<Compute>(in[a]), right = static_cast<Compute>(in[b]);
                                    if constexpr (std::is_floating_point_v<Compute>) { // NaN after all numbers, or
                                                                                       // there is no order
                                        if (std::isnan(left) || std::isnan(right))
                                            return std::isnan(left) == std::isnan(right) ? a < b : std::isnan(right);
                                    }
                                    return left == right ? a < b : left > right;
                                };
                                std::iota(order.begin(), order.end(), 0);
                                std::partial_sort(order.begin(), order.begin() + k, order.end(), before);
                                for (std::int64_t i = 0; i < k; ++i) {
                                    *values++ = in[order[static_cast<std::size_t>(i)]];
                                    *indices++ = static_cast<Index>(order[static_cast<std::size_t>(i)]);
                                }
                            }
                            return {};
                        });
    });
}

/// Key of an element for Unique: floats by value, so that NaN differs from itself as in TensorFlow.
template <typename Cell>
struct FirstSeen {
    std::unordered_map<Cell, std::int64_t> places;
    std::vector<Cell> order;
    std::vector<std::int64_t> counts;
    std::int64_t place(const Cell& cell)
    {
        const auto [found, fresh] = places.try_emplace(cell, static_cast<std::int64_t>(order.size()));
        if (fresh) {
            order.push_back(cell);
            counts.push_back(0);
        }
        ++counts[static_cast<std::size_t>(found->second)];
        return found->second;
    }
};

Result<void> putIndices(KernelContext& context, std::size_t output, DType dtype,
                        const std::vector<std::int64_t>& numbers)
{
    return dispatch(IndexTypes{}, context, dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(output, dtype, {static_cast<std::int64_t>(numbers.size())}));
        std::transform(numbers.begin(), numbers.end(), reinterpret_cast<T*>(y->data),
                       [](std::int64_t n) { return static_cast<T>(n); });
        return {};
    });
}

/// Unique, UniqueV2 of a vector, UniqueWithCounts: elements in the order of their first appearance.
Result<void> unique(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_TRY(requireRank(context, 0, 1));
    const Value& x = context.inputs[0]; // of rank 1, so that the axis of version 2 can only be 0
    const DType indexType = context.node.typeAttr("out_idx", DType::Int32);
    const auto run = [&]<typename Cell, typename Read>(const Cell*, Read read) -> Result<void> {
        FirstSeen<Cell> seen;
        std::vector<std::int64_t> places;
        for (std::size_t i = 0; i < x.elements(); ++i)
            places.push_back(seen.place(read(i)));
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, {static_cast<std::int64_t>(seen.order.size())}));
        if constexpr (std::is_same_v<Cell, std::string>) {
            std::copy(seen.order.begin(), seen.order.end(), y->strings->begin());
        } else {
            LW_TRY(dispatch(RealTypes{} + BoolTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
                using T = typename decltype(tag)::Type;
                std::transform(seen.order.begin(), seen.order.end(), reinterpret_cast<T*>(y->data),
                               [](const Cell& cell) { return convertNumber<T>(cell); });
                return {};
            }));
        }
        LW_TRY(putIndices(context, 1, indexType, places));
        return context.node.op.starts_with("UniqueWithCounts") ? putIndices(context, 2, indexType, seen.counts)
                                                               : Result<void>();
    };
    if (x.dtype == DType::String)
        return run(static_cast<const std::string*>(nullptr), [&](std::size_t i) { return (*x.strings)[i]; });
    if (isFloating(x.dtype)) {
        LW_ASSIGN(const auto numbers, floatElements(context, x));
        return run(static_cast<const double*>(nullptr), [&](std::size_t i) { return numbers[i]; });
    }
    LW_ASSIGN(const auto numbers, intElements(context, x));
    return run(static_cast<const std::int64_t*>(nullptr), [&](std::size_t i) { return numbers[i]; });
}

/// Counts, or sums of weights, of the numbers in a row that are below size.
Result<void> countInto(KernelContext& context, const Value& numbers, const Value& weights, std::int64_t size,
                       bool binary)
{
    LW_ASSIGN(const auto bins, intElements(context, numbers));
    const bool weighted = weights.elements() > 0;
    if (weighted && weights.elements() != bins.size())
        return opError(context, "there must be a weight for every number");
    const bool matrix = numbers.shape.size() == 2 && context.node.op == "DenseBincount";
    const std::int64_t rows = matrix ? numbers.shape[0] : 1;
    if (size < 0)
        return opError(context, "the number of bins is not possible");
    for (const auto bin : bins)
        if (bin < 0)
            return opError(context, "numbers must not be negative");
    return dispatch(
        TypeList<float, double, std::int32_t, std::int64_t>{}, context, weights.dtype, [&](auto tag) -> Result<void> {
            using T = typename decltype(tag)::Type;
            LW_ASSIGN(Value* const y, context.output(0, weights.dtype, matrix ? Shape{rows, size} : Shape{size}));
            const auto out = y->template writable<T>();
            std::ranges::fill(out, T(0));
            const std::size_t perRow = bins.size() / static_cast<std::size_t>(std::max<std::int64_t>(1, rows));
            for (std::size_t i = 0; i < bins.size(); ++i) {
                if (bins[i] >= size)
                    continue;
                T& sum =
                    out[(matrix ? i / perRow : 0) * static_cast<std::size_t>(size) + static_cast<std::size_t>(bins[i])];
                sum = binary ? T(1) : wrappingAdd(sum, weighted ? weights.as<T>()[i] : T(1));
            }
            return {};
        });
}

/// Bincount(arr, size, weights) and DenseBincount(input, size, weights).
Result<void> bincount(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(const auto size, scalarInt(context, 1));
    return countInto(context, context.inputs[0], context.inputs[2], size, context.node.boolAttr("binary_output"));
}

/// The number of boundaries that are not above each element.
Result<void> bucketize(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    std::vector<double> boundaries;
    const auto attr = context.node.attrs.find("boundaries");
    if (attr != context.node.attrs.end()) {
        if (const auto* floats = attr->second.as<std::vector<double>>())
            boundaries = *floats;
        else if (const auto* ints = attr->second.as<std::vector<std::int64_t>>())
            boundaries.assign(ints->begin(), ints->end());
    }
    if (!std::is_sorted(boundaries.begin(), boundaries.end()))
        return opError(context, "the boundaries must be sorted");
    return dispatch(RealTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        LW_ASSIGN(Value* const y, context.output(0, DType::Int32, x.shape));
        const auto in = x.as<T>();
        std::transform(in.begin(), in.end(), reinterpret_cast<std::int32_t*>(y->data), [&](const T& element) {
            const auto number = static_cast<double>(static_cast<ComputeType<T>>(element));
            return static_cast<std::int32_t>(std::upper_bound(boundaries.begin(), boundaries.end(), number) -
                                             boundaries.begin());
        });
        return {};
    });
}

constexpr OpEntry kTable[] = {
    {"Bincount", bincount},
    {"Bucketize", bucketize},
    {"Cumprod", cumulative<true>},
    {"Cumsum", cumulative<false>},
    {"DenseBincount", bincount},
    {"TopK", topK},
    {"TopKV2", topK},
    {"Unique", unique},
    {"UniqueV2", unique},
    {"UniqueWithCounts", unique},
    {"UniqueWithCountsV2", unique},
};

} // namespace

std::span<const OpEntry> scanningOps()
{
    return kTable;
}

} // namespace lw::engine
