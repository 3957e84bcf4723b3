// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/ProtoValues.h"

#include "core/base/ByteReader.h"

#include <cstring>
#include <framework.pb.h>

namespace lw::graph {

namespace {

constexpr int kReferenceOffset = 100; // types.proto: DT_FLOAT_REF = 101, ...
constexpr std::uint64_t kLargestConstant = std::uint64_t{1} << 31U;

Result<Tensor> stringTensor(const pb::TensorData& data, Shape shape, std::uint64_t elements)
{
    if (static_cast<std::uint64_t>(data.string_val_size()) > elements ||
        elements > kLargestConstant / sizeof(std::string))
        return corrupt("string constant does not fit its shape");
    std::vector<std::string> values(data.string_val().begin(), data.string_val().end());
    if (!values.empty() || elements > 0)
        values.resize(elements, values.empty() ? std::string() : values.back());
    return Tensor::fromStrings(std::move(shape), std::move(values));
}

/// Elements stored one by one as Stored in a typed list, as Element in memory; the last one repeats.
template <typename Element, typename List>
Result<Tensor> listTensor(DType dtype, Shape shape, std::uint64_t elements, const List& list, unsigned perElement = 1)
{
    const std::uint64_t slots = elements * perElement;
    if (static_cast<std::uint64_t>(list.size()) > slots)
        return corrupt("constant has more values than its shape");
    auto values = std::make_shared<std::vector<Element>>();
    values->reserve(slots);
    for (const auto value : list)
        values->push_back(static_cast<Element>(value));
    const std::size_t given = values->size();
    if (given < perElement)
        values->resize(slots, Element{});
    while (values->size() < slots)
        values->push_back((*values)[values->size() - perElement]);
    const ByteSpan span = std::as_bytes(std::span<const Element>(*values));
    return Tensor::fromBytes(dtype, std::move(shape), Bytes{span, std::move(values)});
}

Result<Tensor> contentTensor(const pb::TensorData& data, DType dtype, Shape shape, std::uint64_t elements)
{
    if (data.tensor_content().size() != elements * dtypeSize(dtype))
        return corrupt("constant of " + std::to_string(data.tensor_content().size()) + " bytes does not fit its shape");
    auto content = std::make_shared<std::string>(data.tensor_content());
    const ByteSpan span = asBytes(*content);
    return Tensor::fromBytes(dtype, std::move(shape), Bytes{span, std::move(content)});
}

/// Complex numbers are stored as pairs, all others one by one.
Result<Tensor> typedTensor(const pb::TensorData& data, DType dtype, Shape shape, std::uint64_t elements)
{
    switch (dtype) {
    case DType::Float32:
        return listTensor<float>(dtype, std::move(shape), elements, data.float_val());
    case DType::Float64:
        return listTensor<double>(dtype, std::move(shape), elements, data.double_val());
    case DType::Int32:
    case DType::QInt32:
        return listTensor<std::int32_t>(dtype, std::move(shape), elements, data.int_val());
    case DType::Int16:
    case DType::QInt16:
        return listTensor<std::int16_t>(dtype, std::move(shape), elements, data.int_val());
    case DType::UInt16:
    case DType::QUInt16:
        return listTensor<std::uint16_t>(dtype, std::move(shape), elements, data.int_val());
    case DType::Int8:
    case DType::QInt8:
        return listTensor<std::int8_t>(dtype, std::move(shape), elements, data.int_val());
    case DType::UInt8:
    case DType::QUInt8:
        return listTensor<std::uint8_t>(dtype, std::move(shape), elements, data.int_val());
    case DType::Int64:
        return listTensor<std::int64_t>(dtype, std::move(shape), elements, data.int64_val());
    case DType::UInt32:
        return listTensor<std::uint32_t>(dtype, std::move(shape), elements, data.uint32_val());
    case DType::UInt64:
        return listTensor<std::uint64_t>(dtype, std::move(shape), elements, data.uint64_val());
    case DType::Bool:
        return listTensor<std::uint8_t>(dtype, std::move(shape), elements, data.bool_val());
    case DType::Float16:
    case DType::BFloat16:
        return listTensor<std::uint16_t>(dtype, std::move(shape), elements, data.half_val());
    case DType::Float8E5M2:
    case DType::Float8E4M3FN:
        return listTensor<std::uint8_t>(dtype, std::move(shape), elements, data.float8_val());
    case DType::Complex64:
        return listTensor<float>(dtype, std::move(shape), elements, data.scomplex_val(), 2);
    case DType::Complex128:
        return listTensor<double>(dtype, std::move(shape), elements, data.dcomplex_val(), 2);
    default:
        return unsupported("constant of type " + std::string(dtypeName(dtype)));
    }
}

template <typename T, typename List>
std::vector<T> listOf(const List& list)
{
    return {list.begin(), list.end()};
}

Result<AttrValue> listFromProto(const pb::AttrValue::ListValue& list)
{
    if (list.s_size() > 0)
        return AttrValue(listOf<std::string>(list.s()));
    if (list.i_size() > 0)
        return AttrValue(listOf<std::int64_t>(list.i()));
    if (list.f_size() > 0)
        return AttrValue(listOf<double>(list.f()));
    if (list.b_size() > 0)
        return AttrValue(listOf<bool>(list.b()));
    if (list.type_size() > 0) {
        std::vector<DType> types;
        for (const int type : list.type())
            types.push_back(dtypeFromProto(type));
        return AttrValue(std::move(types));
    }
    if (list.shape_size() > 0) {
        std::vector<PartialShape> shapes;
        for (const auto& shape : list.shape())
            shapes.push_back(shapeFromProto(shape));
        return AttrValue(std::move(shapes));
    }
    if (list.func_size() > 0) {
        std::vector<FunctionRef> functions;
        for (const auto& function : list.func())
            functions.push_back({function.name()});
        return AttrValue(std::move(functions));
    }
    return AttrValue(std::vector<std::int64_t>()); // an empty list has no type on the wire
}

} // namespace

DType dtypeFromProto(int number)
{
    if (number > kReferenceOffset)
        number -= kReferenceOffset;
    if (number <= 0 || number > static_cast<int>(DType::Float8E4M3FN))
        return DType::Invalid;
    return static_cast<DType>(number);
}

PartialShape shapeFromProto(const pb::TensorShape& shape)
{
    if (shape.unknown_rank())
        return std::nullopt;
    Shape dims;
    for (const auto& dim : shape.dim())
        dims.push_back(dim.size() < 0 ? kUnknownDim : dim.size());
    return dims;
}

Result<Tensor> tensorFromProto(const pb::TensorData& data)
{
    const DType dtype = dtypeFromProto(data.dtype());
    const PartialShape partial = shapeFromProto(data.tensor_shape());
    if (!partial || !isFullyKnown(*partial))
        return corrupt("constant without a full shape");
    LW_ASSIGN(const std::uint64_t elements, elementCount(*partial));
    if (dtype == DType::String)
        return stringTensor(data, *partial, elements);
    const auto [bytes, fits] = checkedMultiply(elements, dtypeSize(dtype));
    if (!fits || bytes > kLargestConstant)
        return invalid("constant of more than 2 GiB");
    if (dtypeSize(dtype) > 0 && !data.tensor_content().empty())
        return contentTensor(data, dtype, *partial, elements);
    return typedTensor(data, dtype, *partial, elements);
}

Result<AttrValue> attrFromProto(const pb::AttrValue& value)
{
    switch (value.value_case()) {
    case pb::AttrValue::kS:
        return AttrValue(value.s());
    case pb::AttrValue::kI:
        return AttrValue(value.i());
    case pb::AttrValue::kF:
        return AttrValue(static_cast<double>(value.f()));
    case pb::AttrValue::kB:
        return AttrValue(value.b());
    case pb::AttrValue::kType:
        return AttrValue(dtypeFromProto(value.type()));
    case pb::AttrValue::kShape:
        return AttrValue(shapeFromProto(value.shape()));
    case pb::AttrValue::kTensor: {
        LW_ASSIGN(Tensor tensor, tensorFromProto(value.tensor()));
        return AttrValue(std::move(tensor));
    }
    case pb::AttrValue::kFunc:
        return AttrValue(FunctionRef{value.func().name()});
    case pb::AttrValue::kPlaceholder:
        return AttrValue(value.placeholder());
    case pb::AttrValue::kList:
        return listFromProto(value.list());
    case pb::AttrValue::VALUE_NOT_SET:
        break;
    }
    return AttrValue();
}

} // namespace lw::graph
