// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/TensorStatistics.h"

#include "core/model/TensorSlice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lw {

namespace {

constexpr std::size_t kBlock = 1 << 16;

/// Sums around the first finite value, so that the variance of large, close numbers keeps its digits.
struct Accumulator {
    double shift = 0, sum = 0, squares = 0;
    std::uint64_t finite = 0;

    void add(double value)
    {
        if (finite++ == 0)
            shift = value;
        sum += value - shift;
        squares += (value - shift) * (value - shift);
    }
};

void accumulate(double value, TensorStatistics& out, Accumulator& sums)
{
    if (std::isnan(value)) {
        ++out.nans;
    } else if (std::isinf(value)) {
        ++out.infinities;
    } else {
        out.zeros += value == 0 ? 1 : 0;
        out.minimum = std::min(out.minimum, value);
        out.maximum = std::max(out.maximum, value);
        sums.add(value);
    }
}

std::size_t binOf(double value, const TensorStatistics& statistics)
{
    const double range = statistics.maximum - statistics.minimum;
    const auto bins = static_cast<double>(statistics.histogram.size());
    if (!(range > 0))
        return 0;
    const double position = (value - statistics.minimum) / range * bins;
    return static_cast<std::size_t>(std::clamp(position, 0.0, bins - 1));
}

} // namespace

Result<TensorStatistics> computeStatistics(const Tensor& tensor, std::size_t bins, const Progress& progress)
{
    const NumberAt number = numberReader(tensor.dtype());
    if (!number)
        return unsupported("no statistics for values of type " + std::string(dtypeName(tensor.dtype())));
    LW_ASSIGN(const Bytes bytes, tensor.bytes());
    const std::uint64_t count = tensor.elements();
    const std::uint64_t passes = bins == 0 ? count : 2 * count;

    TensorStatistics out;
    out.count = count;
    out.minimum = std::numeric_limits<double>::infinity();
    out.maximum = -out.minimum;
    Accumulator sums;
    for (std::uint64_t at = 0; at < count; at += kBlock) {
        LW_TRY(progress.check());
        const std::uint64_t end = std::min<std::uint64_t>(count, at + kBlock);
        for (std::uint64_t i = at; i < end; ++i)
            accumulate(number(bytes.span, i), out, sums);
        progress(end, passes);
    }
    if (sums.finite == 0) {
        out.minimum = out.maximum = 0;
    } else {
        const auto n = static_cast<double>(sums.finite);
        out.mean = sums.shift + sums.sum / n;
        out.deviation = std::sqrt(std::max(0.0, sums.squares / n - (sums.sum / n) * (sums.sum / n)));
    }
    out.histogram.assign(bins, 0);
    for (std::uint64_t at = 0; bins > 0 && at < count; at += kBlock) {
        LW_TRY(progress.check());
        const std::uint64_t end = std::min<std::uint64_t>(count, at + kBlock);
        for (std::uint64_t i = at; i < end; ++i)
            if (const double value = number(bytes.span, i); std::isfinite(value))
                ++out.histogram[binOf(value, out)];
        progress(count + end, passes);
    }
    return out;
}

} // namespace lw
