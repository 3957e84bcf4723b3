// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Movement.h"

#include <algorithm>

/// Ops that group rows by a number, put rows together by their numbers, or shift them round.
namespace lw::engine {

namespace {

enum class Grouping { Sum, Mean, Prod, Max, Min };

template <typename T>
constexpr T startOf(Grouping how)
{
    using Limits = std::numeric_limits<T>;
    switch (how) {
    case Grouping::Prod:
        return T(1);
    case Grouping::Max:
        return Limits::lowest();
    case Grouping::Min:
        return Limits::max();
    default:
        return T(0);
    }
}

template <typename T>
T grouped(Grouping how, T a, T b)
{
    switch (how) {
    case Grouping::Prod:
        return wrappingMultiply(a, b);
    case Grouping::Max:
        return a < b ? b : a;
    case Grouping::Min:
        return b < a ? b : a;
    default:
        return wrappingAdd(a, b);
    }
}

/// Rows of data folded into the row of the result that ids says. Ids that are negative are left out when dropsNegative.
Result<void> foldRows(KernelContext& context, Grouping how, std::int64_t count, bool dropsNegative, bool emptyIsZero)
{
    const Value& data = context.inputs[0];
    const Value& ids = context.inputs[1];
    if (count < 0 || ids.shape.size() > data.shape.size() ||
        !std::equal(ids.shape.begin(), ids.shape.end(), data.shape.begin()))
        return opError(context, "the segment numbers do not fit the data");
    LW_ASSIGN(const auto numbers, intElements(context, ids));
    Shape shape(data.shape.begin() + static_cast<std::ptrdiff_t>(ids.shape.size()), data.shape.end());
    const std::int64_t row = product(shape);
    shape.insert(shape.begin(), count);
    return dispatch(RealTypes{}, context, data.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(Value* const y, context.output(0, data.dtype, shape));
        LW_ASSIGN(const auto sums, scratch<Compute>(context, y->elements()));
        LW_ASSIGN(const auto seen, scratch<std::int64_t>(context, static_cast<std::uint64_t>(count)));
        std::fill_n(sums.get(), y->elements(), startOf<Compute>(how));
        const T* in = reinterpret_cast<const T*>(data.data);
        for (std::size_t i = 0; i < numbers.size(); ++i, in += row) {
            if (numbers[i] < 0 && dropsNegative)
                continue;
            if (numbers[i] < 0 || numbers[i] >= count)
                return opError(context, "segment " + std::to_string(numbers[i]) + " is out of range");
            ++seen[static_cast<std::size_t>(numbers[i])];
            Compute* target = sums.get() + numbers[i] * row;
            for (std::int64_t k = 0; k < row; ++k)
                target[k] = grouped(how, target[k], static_cast<Compute>(in[k]));
        }
        T* out = reinterpret_cast<T*>(y->data);
        for (std::int64_t s = 0; s < count; ++s)
            for (std::int64_t k = 0; k < row; ++k) {
                const std::int64_t rows = seen[static_cast<std::size_t>(s)];
                Compute result = sums[static_cast<std::size_t>(s * row + k)];
                if (rows == 0 && emptyIsZero)
                    result = Compute(0);
                else if (how == Grouping::Mean && rows > 0)
                    result = static_cast<Compute>(result / static_cast<Compute>(rows));
                *out++ = static_cast<T>(result);
            }
        return {};
    });
}

/// Sorted segment numbers from 0; as many rows as the last number says.
template <Grouping how>
Result<void> segment(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_TRY(requireRank(context, 1, 1));
    LW_ASSIGN(const auto numbers, intElements(context, context.inputs[1]));
    if (!std::is_sorted(numbers.begin(), numbers.end()))
        return opError(context, "the segment numbers must be sorted");
    if (!numbers.empty() && numbers.back() >= (std::int64_t(1) << 40))
        return opError(context, "the segment numbers are too large");
    return foldRows(context, how, numbers.empty() ? 0 : std::max<std::int64_t>(0, numbers.back() + 1), false,
                    how != Grouping::Prod);
}

template <Grouping how>
Result<void> unsortedSegment(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(const auto count, scalarInt(context, 2));
    return foldRows(context, how, count, true, false);
}

/// DynamicStitch(indices..., data...): row i of the result is the last one whose index is i.
Result<void> dynamicStitch(KernelContext& context)
{
    const std::size_t parts = context.inputs.size() / 2;
    LW_TRY(requireInputs(context, std::max<std::size_t>(2, context.inputs.size())));
    if (context.inputs.size() % 2 != 0)
        return opError(context, "every index needs its data");
    std::int64_t rows = 0;
    const Value& first = context.inputs[parts];
    if (first.shape.size() < context.inputs[0].shape.size())
        return opError(context, "the data do not fit the indices");
    const Shape rest(first.shape.begin() + static_cast<std::ptrdiff_t>(context.inputs[0].shape.size()),
                     first.shape.end());
    std::vector<std::vector<std::int64_t>> places;
    for (std::size_t p = 0; p < parts; ++p) {
        Shape wanted = context.inputs[p].shape;
        wanted.insert(wanted.end(), rest.begin(), rest.end());
        if (context.inputs[parts + p].shape != wanted || context.inputs[parts + p].dtype != first.dtype)
            return opError(context, "the data do not fit the indices");
        LW_ASSIGN(auto numbers, intElements(context, context.inputs[p]));
        for (const auto number : numbers) {
            if (number < 0 || number >= (std::int64_t(1) << 40))
                return opError(context, "an index is out of range");
            rows = std::max(rows, number + 1);
        }
        places.push_back(std::move(numbers));
    }
    Shape shape = rest;
    shape.insert(shape.begin(), rows);
    LW_ASSIGN(Value* const y, context.output(0, first.dtype, shape));
    clearElements(*y);
    const std::int64_t row = product(rest);
    for (std::size_t p = 0; p < parts; ++p)
        for (std::size_t i = 0; i < places[p].size(); ++i)
            LW_TRY(copyView(context, context.inputs[parts + p], {static_cast<std::int64_t>(i) * row, {1}}, *y,
                            {places[p][i] * row, {1}}, {row}));
    return {};
}

Result<void> roll(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(const auto shifts, intList(context, 1));
    LW_ASSIGN(const auto axes, intList(context, 2));
    const Value& x = context.inputs[0];
    if (shifts.size() != axes.size())
        return opError(context, "every axis needs a shift");
    std::vector<std::int64_t> total(x.shape.size(), 0);
    for (std::size_t i = 0; i < axes.size(); ++i) {
        LW_ASSIGN(const auto at, normalAxis(context, axes[i], x.shape.size()));
        if (x.shape[at] > 0)
            total[at] = ((total[at] + shifts[i] % x.shape[at]) % x.shape[at] + x.shape[at]) % x.shape[at];
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    // Each rolled dimension is two pieces that change places; all combinations of pieces are copied.
    std::vector<std::size_t> rolled;
    for (std::size_t i = 0; i < total.size(); ++i)
        if (total[i] != 0)
            rolled.push_back(i);
    if (rolled.size() > 20)
        return unsupportedForm(context, "rolling this many dimensions");
    for (std::size_t pieces = 0; pieces < (std::size_t(1) << rolled.size()); ++pieces) {
        View source = wholeView(x), target = source;
        Shape box = x.shape;
        for (std::size_t i = 0; i < rolled.size(); ++i) {
            const std::size_t d = rolled[i];
            const bool tail = ((pieces >> i) & 1) != 0; // the last elements, which come first
            box[d] = tail ? total[d] : x.shape[d] - total[d];
            source.offset += tail ? (x.shape[d] - total[d]) * source.strides[d] : 0;
            target.offset += tail ? 0 : total[d] * target.strides[d];
        }
        LW_TRY(copyView(context, x, source, *y, target, box));
    }
    return {};
}

Result<void> l2Loss(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    return dispatch(FloatTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        double sum = 0;
        for (const T& element : x.as<T>()) {
            const auto number = static_cast<double>(static_cast<ComputeType<T>>(element));
            sum += number * number;
        }
        LW_ASSIGN(Value* const y, context.output(0, x.dtype, {}));
        *reinterpret_cast<T*>(y->data) = static_cast<T>(static_cast<ComputeType<T>>(sum / 2));
        return {};
    });
}

using enum Grouping;
constexpr OpEntry kTable[] = {
    {"DynamicStitch", dynamicStitch},
    {"L2Loss", l2Loss},
    {"ParallelDynamicStitch", dynamicStitch},
    {"Roll", roll},
    {"SegmentMax", segment<Max>},
    {"SegmentMean", segment<Mean>},
    {"SegmentMin", segment<Min>},
    {"SegmentProd", segment<Prod>},
    {"SegmentSum", segment<Sum>},
    {"UnsortedSegmentMax", unsortedSegment<Max>},
    {"UnsortedSegmentMin", unsortedSegment<Min>},
    {"UnsortedSegmentProd", unsortedSegment<Prod>},
    {"UnsortedSegmentSum", unsortedSegment<Sum>},
};

} // namespace

std::span<const OpEntry> segmentOps()
{
    return kTable;
}

} // namespace lw::engine
