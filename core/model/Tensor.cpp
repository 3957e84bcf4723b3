// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Tensor.h"

#include <cstring>

namespace lw {

namespace {

class MemorySource final : public TensorSource {
public:
    explicit MemorySource(Bytes bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] Result<Bytes> bytes() const override { return m_bytes; }

private:
    Bytes m_bytes;
};

class StringSource final : public TensorSource {
public:
    explicit StringSource(std::vector<std::string> values) : m_values(std::move(values)) {}
    [[nodiscard]] Result<Bytes> bytes() const override { return unsupported("strings have no fixed-size bytes"); }
    [[nodiscard]] Result<std::vector<std::string>> strings() const override { return m_values; }

private:
    std::vector<std::string> m_values;
};

template <typename T>
Tensor fromValues(DType dtype, Shape shape, std::vector<T> values)
{
    auto owner = std::make_shared<const std::vector<T>>(std::move(values));
    const ByteSpan span = std::as_bytes(std::span(*owner));
    return Tensor::fromBytes(dtype, std::move(shape), Bytes{span, owner});
}

template <typename To, typename From>
void convertAs(ByteSpan bytes, std::vector<To>& out)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        From value;
        std::memcpy(&value, bytes.data() + i * sizeof(From), sizeof(From));
        out[i] = static_cast<To>(value);
    }
}

template <typename To, float (*Convert)(std::uint16_t)>
void convertHalf(ByteSpan bytes, std::vector<To>& out)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::uint16_t bits;
        std::memcpy(&bits, bytes.data() + i * sizeof(bits), sizeof(bits));
        out[i] = static_cast<To>(Convert(bits));
    }
}

template <typename To>
Result<std::vector<To>> convert(const Tensor& tensor)
{
    if (dtypeSize(tensor.dtype()) == 0)
        return unsupported(std::string(dtypeName(tensor.dtype())) + " values are not numbers");
    LW_ASSIGN(const Bytes bytes, tensor.bytes());
    std::vector<To> out(tensor.elements());
    switch (tensor.dtype()) {
    case DType::Float32:
        convertAs<To, float>(bytes.span, out);
        break;
    case DType::Float64:
        convertAs<To, double>(bytes.span, out);
        break;
    case DType::Float16:
        convertHalf<To, halfToFloat>(bytes.span, out);
        break;
    case DType::BFloat16:
        convertHalf<To, bfloat16ToFloat>(bytes.span, out);
        break;
    case DType::Int8:
    case DType::QInt8:
        convertAs<To, std::int8_t>(bytes.span, out);
        break;
    case DType::UInt8:
    case DType::QUInt8:
    case DType::Bool:
        convertAs<To, std::uint8_t>(bytes.span, out);
        break;
    case DType::Int16:
    case DType::QInt16:
        convertAs<To, std::int16_t>(bytes.span, out);
        break;
    case DType::UInt16:
    case DType::QUInt16:
        convertAs<To, std::uint16_t>(bytes.span, out);
        break;
    case DType::Int32:
    case DType::QInt32:
        convertAs<To, std::int32_t>(bytes.span, out);
        break;
    case DType::UInt32:
        convertAs<To, std::uint32_t>(bytes.span, out);
        break;
    case DType::Int64:
        convertAs<To, std::int64_t>(bytes.span, out);
        break;
    case DType::UInt64:
        convertAs<To, std::uint64_t>(bytes.span, out);
        break;
    default:
        return unsupported("values of type " + std::string(dtypeName(tensor.dtype())) + " cannot be shown as numbers");
    }
    return out;
}

} // namespace

Tensor Tensor::fromBytes(DType dtype, Shape shape, Bytes bytes)
{
    return {dtype, std::move(shape), std::make_shared<MemorySource>(std::move(bytes))};
}

Tensor Tensor::fromVector(Shape shape, std::vector<float> values)
{
    return fromValues(DType::Float32, std::move(shape), std::move(values));
}

Tensor Tensor::fromVector(Shape shape, std::vector<std::int32_t> values)
{
    return fromValues(DType::Int32, std::move(shape), std::move(values));
}

Tensor Tensor::fromVector(Shape shape, std::vector<std::int64_t> values)
{
    return fromValues(DType::Int64, std::move(shape), std::move(values));
}

Tensor Tensor::fromStrings(Shape shape, std::vector<std::string> values)
{
    return {DType::String, std::move(shape), std::make_shared<StringSource>(std::move(values))};
}

std::uint64_t Tensor::elements() const
{
    std::uint64_t count = 1;
    for (const std::int64_t dim : m_shape)
        count *= static_cast<std::uint64_t>(dim);
    return count;
}

Result<Bytes> Tensor::bytes() const
{
    if (!m_source)
        return notFound("there are no values for this variable");
    LW_ASSIGN(Bytes bytes, m_source->bytes());
    if (bytes.size() != byteSize())
        return corrupt("the values are " + std::to_string(bytes.size()) + " bytes long, the shape " +
                       shapeText(m_shape) + " needs " + std::to_string(byteSize()));
    return bytes;
}

Result<std::vector<std::string>> Tensor::strings() const
{
    if (!m_source)
        return notFound("there are no values for this variable");
    LW_ASSIGN(std::vector<std::string> values, m_source->strings());
    if (values.size() != elements())
        return corrupt("there are " + std::to_string(values.size()) + " strings, the shape " + shapeText(m_shape) +
                       " needs " + std::to_string(elements()));
    return values;
}

Result<std::vector<float>> Tensor::toFloats() const
{
    return convert<float>(*this);
}
Result<std::vector<double>> Tensor::toDoubles() const
{
    return convert<double>(*this);
}
Result<std::vector<std::int64_t>> Tensor::toInts() const
{
    return convert<std::int64_t>(*this);
}

Tensor Tensor::reshaped(Shape shape) const
{
    return {m_dtype, std::move(shape), m_source};
}

} // namespace lw
