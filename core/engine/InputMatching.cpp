// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/InputMatching.h"

#include <cstring>

namespace lw::engine {

static std::string quoted(const std::string& name)
{
    std::string text = "\"";
    text += printable(name);
    text += '"';
    return text;
}

static std::string listed(const std::vector<TensorSpec>& specs)
{
    std::string text;
    for (const auto& spec : specs)
        text += (text.empty() ? "" : ", ") + quoted(spec.name);
    return text;
}

static bool fits(const Shape& wanted, const Shape& given)
{
    if (wanted.size() != given.size())
        return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i] != kUnknownDim && wanted[i] != given[i])
            return false;
    return true;
}

/// Keras lets (batch,) stand for (batch, 1): tf_keras functional.py, _conform_to_reference_input.
static Result<Tensor> conform(const TensorSpec& spec, const Tensor& tensor)
{
    if (!spec.shape || fits(*spec.shape, tensor.shape()))
        return tensor;
    const auto& wanted = *spec.shape;
    if (wanted.size() == tensor.rank() + 1 && !wanted.empty() && (wanted.back() == 1 || wanted.back() == kUnknownDim)) {
        auto longer = tensor.shape();
        longer.push_back(1);
        if (fits(wanted, longer))
            return tensor.reshaped(longer);
    }
    return invalid("input " + quoted(spec.name) + " wants shape " + shapeText(wanted) + " but was given " +
                   shapeText(tensor.shape()));
}

template <typename T, typename From>
static Tensor stored(DType dtype, const Shape& shape, const std::vector<From>& values)
{
    auto owner = std::make_shared<std::vector<T>>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        (*owner)[i] = static_cast<T>(values[i]);
    const auto span = std::as_bytes(std::span(owner->data(), owner->size()));
    return Tensor::fromBytes(dtype, shape, {span, owner});
}

static Result<Tensor> toInteger(const Tensor& tensor, DType dtype)
{
    if (isFloating(tensor.dtype()))
        return invalid("holds " + std::string(dtypeName(tensor.dtype())) + ", but whole numbers (" +
                       std::string(dtypeName(dtype)) + ") are wanted");
    LW_ASSIGN(const auto values, tensor.toInts());
    switch (dtype) {
    case DType::Int8:
        return stored<std::int8_t>(dtype, tensor.shape(), values);
    case DType::UInt8:
        return stored<std::uint8_t>(dtype, tensor.shape(), values);
    case DType::Int16:
        return stored<std::int16_t>(dtype, tensor.shape(), values);
    case DType::UInt16:
        return stored<std::uint16_t>(dtype, tensor.shape(), values);
    case DType::Int32:
        return stored<std::int32_t>(dtype, tensor.shape(), values);
    case DType::UInt32:
        return stored<std::uint32_t>(dtype, tensor.shape(), values);
    case DType::Int64:
        return stored<std::int64_t>(dtype, tensor.shape(), values);
    case DType::UInt64:
        return stored<std::uint64_t>(dtype, tensor.shape(), values);
    default:
        return invalid("cannot be converted to " + std::string(dtypeName(dtype)));
    }
}

static Result<Tensor> converted(const Tensor& tensor, DType dtype)
{
    if (tensor.dtype() == dtype || dtype == DType::Invalid)
        return tensor;
    if (tensor.dtype() == DType::String || dtype == DType::String)
        return invalid("holds " + std::string(dtypeName(tensor.dtype())) + ", but " + std::string(dtypeName(dtype)) +
                       " is wanted");
    switch (dtype) {
    case DType::Float32: {
        LW_ASSIGN(const auto values, tensor.toFloats());
        return stored<float>(dtype, tensor.shape(), values);
    }
    case DType::Float64: {
        LW_ASSIGN(const auto values, tensor.toDoubles());
        return stored<double>(dtype, tensor.shape(), values);
    }
    case DType::Float16:
    case DType::BFloat16: {
        LW_ASSIGN(const auto values, tensor.toFloats());
        std::vector<std::uint16_t> bits(values.size());
        for (std::size_t i = 0; i < bits.size(); ++i)
            bits[i] = dtype == DType::Float16 ? floatToHalf(values[i]) : floatToBfloat16(values[i]);
        return stored<std::uint16_t>(dtype, tensor.shape(), bits);
    }
    case DType::Bool: {
        LW_ASSIGN(auto values, tensor.toDoubles());
        for (auto& value : values)
            value = value != 0;
        return stored<std::uint8_t>(dtype, tensor.shape(), values);
    }
    default:
        // Floats that are whole numbers are common where Python makes arrays of token ids.
        if (isFloating(tensor.dtype())) {
            LW_ASSIGN(const auto values, tensor.toDoubles());
            std::vector<std::int64_t> whole(values.size());
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (!(values[i] > -9.0e15 && values[i] < 9.0e15) ||
                    static_cast<double>(static_cast<std::int64_t>(values[i])) != values[i])
                    return toInteger(tensor, dtype); // says what is wrong
                whole[i] = static_cast<std::int64_t>(values[i]);
            }
            return toInteger(Tensor::fromVector(tensor.shape(), std::move(whole)), dtype);
        }
        return toInteger(tensor, dtype);
    }
}

static const Tensor* findTensor(const NamedTensors& given, const std::string& name)
{
    for (const auto& [key, tensor] : given)
        if (key == name)
            return &tensor;
    return nullptr;
}

Result<std::vector<Value>> matchInputs(const std::vector<TensorSpec>& specs, const NamedTensors& given)
{
    const bool onlyOne = specs.size() == 1 && given.size() == 1;
    for (const auto& [name, tensor] : given) {
        bool known = onlyOne;
        for (const auto& spec : specs)
            known |= spec.name == name;
        if (!known)
            return invalid("there is no input " + quoted(name) + "; the model's inputs are " + listed(specs));
    }
    std::vector<Value> values;
    for (const auto& spec : specs) {
        const auto* tensor = onlyOne ? &given[0].second : findTensor(given, spec.name);
        if (!tensor)
            return invalid("input " + quoted(spec.name) + " is missing; the model's inputs are " + listed(specs));
        LW_ASSIGN(const auto shaped, conform(spec, *tensor));
        auto right = converted(shaped, spec.dtype);
        if (!right)
            return Error{right.error().kind, "input " + quoted(spec.name) + " " + right.error().message,
                         right.error().where};
        LW_ASSIGN(auto value, valueFromTensor(*right));
        values.push_back(std::move(value));
    }
    return values;
}

} // namespace lw::engine
