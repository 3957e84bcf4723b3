// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/CastTensor.h"

#include "core/model/EncodeNumbers.h"
#include "core/model/TensorSlice.h"
#include "core/model/TensorStream.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lw {

namespace {

class CastSource final : public StreamedSource {
public:
    CastSource(Tensor original, DType dtype)
        : StreamedSource(original.elements() * dtypeSize(dtype)), m_original(std::move(original)), m_dtype(dtype)
    {
    }

    [[nodiscard]] Result<void> stream(const ByteSink& sink) const override
    {
        return streamNumbers(m_original, [&](const std::vector<double>& values) -> Result<void> {
            LW_ASSIGN(const Bytes encoded, encodeNumbers(values, m_dtype));
            return sink(encoded.span);
        });
    }

private:
    Tensor m_original;
    DType m_dtype;
};

bool isRealNumber(DType dtype)
{
    return numberReader(dtype) != nullptr && encodeNumbers({}, dtype).ok();
}

} // namespace

bool canConvert(DType from, DType to)
{
    return from == to || (isRealNumber(from) && isRealNumber(to));
}

Tensor castTensor(const Tensor& tensor, DType dtype)
{
    if (tensor.isNull() || tensor.dtype() == dtype)
        return tensor;
    return {dtype, tensor.shape(), std::make_shared<CastSource>(tensor, dtype)};
}

Result<double> conversionError(const Tensor& tensor, DType dtype, const Progress& progress)
{
    if (tensor.dtype() == dtype)
        return 0.0;
    if (!canConvert(tensor.dtype(), dtype))
        return unsupported(std::string(dtypeName(tensor.dtype())) + " values cannot become " +
                           std::string(dtypeName(dtype)));
    const NumberAt after = numberReader(dtype);
    const std::uint64_t count = tensor.elements();
    std::uint64_t done = 0;
    double largest = 0;
    LW_TRY(streamNumbers(tensor, [&](const std::vector<double>& values) -> Result<void> {
        LW_TRY(progress.check());
        LW_ASSIGN(const Bytes converted, encodeNumbers(values, dtype));
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double error = std::abs(after(converted.span, i) - values[i]);
            // NaN and infinities stay what they are; NaN as a whole number has no measure and counts as infinite.
            if (std::isnan(error) && isFloating(dtype))
                continue;
            largest = std::max(largest, std::isnan(error) ? std::numeric_limits<double>::infinity() : error);
        }
        progress(done += values.size(), count);
        return {};
    }));
    return largest;
}

} // namespace lw
