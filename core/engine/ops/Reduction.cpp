// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>

namespace lw::engine {

namespace {

/// Which dimensions go, and how to walk: neighbours of the same fate are joined.
struct ReductionWalk {
    Shape result;        ///< of the output
    Shape kept, reduced; ///< joined dimensions without the row
    std::vector<std::int64_t> keptStrides, reducedStrides;
    std::int64_t row = 1; ///< the last joined dimension
    bool rowReduced = false;
    std::int64_t count = 1; ///< elements that become one
};

ReductionWalk planReduction(const Shape& shape, const std::vector<bool>& gone, bool keepDims)
{
    ReductionWalk walk;
    Shape dims;
    std::vector<bool> fates;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (gone[i])
            walk.count *= shape[i];
        if (!gone[i] || keepDims)
            walk.result.push_back(gone[i] ? 1 : shape[i]);
        if (!fates.empty() && fates.back() == gone[i]) {
            dims.back() *= shape[i];
        } else {
            dims.push_back(shape[i]);
            fates.push_back(gone[i]);
        }
    }
    const auto strides = rowMajorStrides(dims);
    if (!dims.empty()) {
        walk.row = dims.back();
        walk.rowReduced = fates.back();
    }
    for (std::size_t i = 0; i + 1 < dims.size(); ++i) {
        (fates[i] ? walk.reduced : walk.kept).push_back(dims[i]);
        (fates[i] ? walk.reducedStrides : walk.keptStrides).push_back(strides[i]);
    }
    return walk;
}

Result<ReductionWalk> readReduction(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Shape& shape = context.inputs[0].shape;
    LW_ASSIGN(const auto axes, intList(context, 1));
    std::vector<bool> gone(shape.size(), false);
    for (const auto axis : axes) {
        LW_ASSIGN(const auto at, normalAxis(context, axis, shape.size()));
        gone[at] = true;
    }
    return planReduction(shape, gone, context.node.boolAttr("keep_dims"));
}

/// Folds elements into sums of type Sum, which start at start; finish turns a sum into an output element.
template <typename T, typename Sum, typename Fold, typename Finish>
Result<void> reduce(KernelContext& context, const ReductionWalk& walk, Sum start, Fold fold, Finish finish)
{
    const Value& x = context.inputs[0];
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, walk.result));
    T* out = reinterpret_cast<T*>(y->data);
    const std::size_t total = y->elements();
    if (x.elements() == 0) {
        for (std::size_t i = 0; i < total; ++i)
            out[i] = finish(start);
        return {};
    }
    const T* in = reinterpret_cast<const T*>(x.data);
    const std::int64_t width = walk.rowReduced ? 1 : walk.row;
    LW_ASSIGN(const auto sums, scratch<Sum>(context, static_cast<std::uint64_t>(width)));
    Odometer<1> keptWalk(walk.kept, {walk.keptStrides});
    do {
        LW_TRY(context.progress.check());
        std::fill_n(sums.get(), width, start);
        Odometer<1> reducedWalk(walk.reduced, {walk.reducedStrides});
        do {
            const T* from = in + keptWalk.offsets[0] + reducedWalk.offsets[0];
            if (walk.rowReduced) {
                Sum sum = sums[0];
                for (std::int64_t i = 0; i < walk.row; ++i)
                    sum = fold(sum, from[i]);
                sums[0] = sum;
            } else {
                for (std::int64_t i = 0; i < walk.row; ++i)
                    sums[static_cast<std::size_t>(i)] = fold(sums[static_cast<std::size_t>(i)], from[i]);
            }
        } while (reducedWalk.next());
        for (std::int64_t i = 0; i < width; ++i)
            *out++ = finish(sums[static_cast<std::size_t>(i)]);
    } while (keptWalk.next());
    return {};
}

template <bool mean>
Result<void> sum(KernelContext& context)
{
    LW_ASSIGN(const auto walk, readReduction(context));
    return dispatch(NumberTypes{}, context, context.inputs[0].dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Sum = SumType<T>;
        const auto fold = [](Sum s, const T& x) { return wrappingAdd(s, convertNumber<Sum>(x)); };
        return reduce<T, Sum>(context, walk, Sum(0), fold, [&](Sum s) {
            if constexpr (mean) {
                if constexpr (std::is_integral_v<Sum>)
                    return static_cast<T>(walk.count == 0 ? Sum(0)
                                                          : static_cast<Sum>(s / static_cast<Sum>(walk.count)));
                else
                    return convertNumber<T>(s / convertNumber<Sum>(static_cast<double>(walk.count)));
            } else {
                return convertNumber<T>(s);
            }
        });
    });
}

Result<void> productOf(KernelContext& context)
{
    LW_ASSIGN(const auto walk, readReduction(context));
    return dispatch(NumberTypes{}, context, context.inputs[0].dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Sum = SumType<T>;
        return reduce<T, Sum>(
            context, walk, Sum(1), [](Sum s, const T& x) { return wrappingMultiply(s, convertNumber<Sum>(x)); },
            [](Sum s) { return convertNumber<T>(s); });
    });
}

/// NaN wins, and what there is of nothing is the lowest or highest number.
template <bool largest>
Result<void> extreme(KernelContext& context)
{
    LW_ASSIGN(const auto walk, readReduction(context));
    return dispatch(RealTypes{}, context, context.inputs[0].dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        using Limits = std::numeric_limits<Compute>;
        Compute start = largest ? Limits::lowest() : Limits::max();
        if constexpr (Limits::has_infinity)
            start = largest ? -Limits::infinity() : Limits::infinity();
        return reduce<T, Compute>(
            context, walk, start,
            [](Compute s, const T& x) {
                const auto element = static_cast<Compute>(x);
                return (largest ? element > s : element < s) || element != element ? element : s;
            },
            [](Compute s) { return static_cast<T>(s); });
    });
}

template <bool all>
Result<void> logical(KernelContext& context)
{
    LW_ASSIGN(const auto walk, readReduction(context));
    LW_TRY(requireType(context, 0, DType::Bool));
    return reduce<Boolean, std::uint8_t>(
        context, walk, all ? 1 : 0,
        [](std::uint8_t s, const Boolean& x) { return static_cast<std::uint8_t>(all ? (s != 0 && x) : (s != 0 || x)); },
        [](std::uint8_t s) { return Boolean(s != 0); });
}

Result<void> euclideanNorm(KernelContext& context)
{
    LW_ASSIGN(const auto walk, readReduction(context));
    return dispatch(FloatTypes{}, context, context.inputs[0].dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        return reduce<T, double>(
            context, walk, 0.0,
            [](double s, const T& x) {
                const auto element = static_cast<double>(static_cast<ComputeType<T>>(x));
                return s + element * element;
            },
            [](double s) { return static_cast<T>(static_cast<ComputeType<T>>(std::sqrt(s))); });
    });
}

/// The index of the first largest or smallest element along one dimension.
template <bool largest>
Result<void> argExtreme(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    const Value& x = context.inputs[0];
    LW_ASSIGN(const auto axisGiven, scalarInt(context, 1));
    LW_ASSIGN(const auto axis, normalAxis(context, axisGiven, x.shape.size()));
    if (x.shape[axis] == 0)
        return opError(context, "there is nothing to choose from");
    Shape shape = x.shape;
    shape.erase(shape.begin() + static_cast<std::ptrdiff_t>(axis));
    const std::int64_t outer = product(x.shape, 0, axis), dim = x.shape[axis],
                       inner = product(x.shape, axis + 1, x.shape.size());
    const DType outType = context.node.typeAttr("output_type", DType::Int64);
    return dispatch(RealTypes{} + BoolTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        return dispatch(IndexTypes{} + TypeList<std::int16_t, std::uint16_t>{}, context, outType,
                        [&](auto indexTag) -> Result<void> {
                            using Index = typename decltype(indexTag)::Type;
                            LW_ASSIGN(Value* const y, context.output(0, outType, shape));
                            const T* in = reinterpret_cast<const T*>(x.data);
                            Index* out = reinterpret_cast<Index*>(y->data);
                            for (std::int64_t o = 0; o < outer; ++o)
                                for (std::int64_t i = 0; i < inner; ++i) {
                                    const T* from = in + o * dim * inner + i;
                                    std::int64_t best = 0;
                                    for (std::int64_t k = 1; k < dim; ++k) {
                                        const auto a = static_cast<ComputeType<T>>(from[k * inner]),
                                                   b = static_cast<ComputeType<T>>(from[best * inner]);
                                        if (largest ? a > b : a < b)
                                            best = k;
                                    }
                                    *out++ = static_cast<Index>(best);
                                }
                            return {};
                        });
    });
}

constexpr OpEntry kTable[] = {
    {"All", logical<true>},        {"Any", logical<false>},          {"ArgMax", argExtreme<true>},
    {"ArgMin", argExtreme<false>}, {"EuclideanNorm", euclideanNorm}, {"Max", extreme<true>},
    {"Mean", sum<true>},           {"Min", extreme<false>},          {"Prod", productOf},
    {"Sum", sum<false>},
};

} // namespace

std::span<const OpEntry> reductionOps()
{
    return kTable;
}

} // namespace lw::engine
