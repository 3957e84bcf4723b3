// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/CastTensor.h"

#include "core/model/EncodeNumbers.h"
#include "core/model/TensorSlice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lw::edit {

namespace {

class CastSource final : public TensorSource {
public:
    CastSource(Tensor original, DType dtype) : m_original(std::move(original)), m_dtype(dtype) {}

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        LW_ASSIGN(const std::vector<double> values, m_original.toDoubles());
        return encodeNumbers(values, m_dtype);
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
    const NumberAt before = numberReader(tensor.dtype()), after = numberReader(dtype);
    LW_ASSIGN(const Bytes original, tensor.bytes());
    const std::uint64_t count = tensor.elements();
    constexpr std::uint64_t kChunk = 65'536; // bounds what is decoded at once
    double largest = 0;
    std::vector<double> chunk;
    for (std::uint64_t begin = 0; begin < count; begin += kChunk) {
        LW_TRY(progress.check());
        chunk.resize(std::min(kChunk, count - begin));
        for (std::size_t i = 0; i < chunk.size(); ++i)
            chunk[i] = before(original.span, begin + i);
        LW_ASSIGN(const Bytes converted, encodeNumbers(chunk, dtype));
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            const double error = std::abs(after(converted.span, i) - chunk[i]);
            // NaN and infinities stay what they are; NaN as a whole number has no measure and counts as infinite.
            if (std::isnan(error) && isFloating(dtype))
                continue;
            largest = std::max(largest, std::isnan(error) ? std::numeric_limits<double>::infinity() : error);
        }
        progress(begin + chunk.size(), count);
    }
    return largest;
}

} // namespace lw::edit
