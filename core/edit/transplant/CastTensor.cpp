// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/CastTensor.h"

#include "core/model/TensorSlice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lw::edit {

namespace {

template <typename T, typename Convert>
Bytes encoded(const std::vector<double>& values, const Convert& convert)
{
    const auto owner = std::make_shared<std::vector<T>>(values.size());
    std::transform(values.begin(), values.end(), owner->begin(), convert);
    return {std::as_bytes(std::span<const T>(*owner)), owner};
}

/// Compared in double, where the greatest 64-bit number is rounded up and would overflow: hence the >=.
template <typename T>
T wholeNumber(double value)
{
    constexpr double kLeast = static_cast<double>(std::numeric_limits<T>::min());
    constexpr double kGreatest = static_cast<double>(std::numeric_limits<T>::max());
    if (std::isnan(value))
        return 0;
    const double rounded = std::nearbyint(value);
    if (rounded <= kLeast)
        return std::numeric_limits<T>::min();
    if (rounded >= kGreatest)
        return std::numeric_limits<T>::max();
    return static_cast<T>(rounded);
}

/// By way of float, as TensorFlow's casts of doubles go too.
std::uint16_t half(double value)
{
    return floatToHalf(static_cast<float>(value));
}
std::uint16_t bfloat16(double value)
{
    return floatToBfloat16(static_cast<float>(value));
}

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

Result<Bytes> encodeNumbers(const std::vector<double>& values, DType dtype)
{
    switch (dtype) {
    case DType::Float32:
        return encoded<float>(values, [](double value) { return static_cast<float>(value); });
    case DType::Float64:
        return encoded<double>(values, [](double value) { return value; });
    case DType::Float16:
        return encoded<std::uint16_t>(values, half);
    case DType::BFloat16:
        return encoded<std::uint16_t>(values, bfloat16);
    case DType::Int8:
        return encoded<std::int8_t>(values, wholeNumber<std::int8_t>);
    case DType::UInt8:
        return encoded<std::uint8_t>(values, wholeNumber<std::uint8_t>);
    case DType::Int16:
        return encoded<std::int16_t>(values, wholeNumber<std::int16_t>);
    case DType::UInt16:
        return encoded<std::uint16_t>(values, wholeNumber<std::uint16_t>);
    case DType::Int32:
        return encoded<std::int32_t>(values, wholeNumber<std::int32_t>);
    case DType::UInt32:
        return encoded<std::uint32_t>(values, wholeNumber<std::uint32_t>);
    case DType::Int64:
        return encoded<std::int64_t>(values, wholeNumber<std::int64_t>);
    case DType::UInt64:
        return encoded<std::uint64_t>(values, wholeNumber<std::uint64_t>);
    case DType::Bool:
        return encoded<std::uint8_t>(values, [](double value) { return value != 0 ? 1 : 0; });
    default:
        return unsupported("values cannot be converted to " + std::string(dtypeName(dtype)));
    }
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
