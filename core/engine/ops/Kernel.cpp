// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Kernel.h"

#include <cstdlib>
#include <cstring>
#include <new>

namespace lw::engine {

namespace {

constexpr std::uint64_t kMostElements = std::uint64_t(1) << 48;
constexpr std::size_t kMostDims = 254; // tensorflow/core/framework/tensor_shape.h

struct FreeBytes {
    void operator()(std::byte* bytes) const { std::free(bytes); }
};

/// Aligned copy of bytes; null when there is no memory.
std::shared_ptr<std::byte> alignedCopy(ByteSpan bytes)
{
    const std::size_t rounded = (bytes.size() + 63) / 64 * 64;
    auto* memory = static_cast<std::byte*>(std::aligned_alloc(64, rounded > 0 ? rounded : 64));
    if (memory == nullptr)
        return nullptr;
    if (!bytes.empty())
        std::memcpy(memory, bytes.data(), bytes.size());
    return {memory, FreeBytes()};
}

} // namespace

Result<std::uint64_t> checkedElements(const Shape& shape)
{
    if (shape.size() > kMostDims)
        return invalid("a tensor of " + std::to_string(shape.size()) + " dimensions is not possible");
    std::uint64_t bound = 1;
    bool empty = false;
    for (const auto dim : shape) {
        if (dim < 0)
            return invalid("a tensor of shape " + shapeText(shape) + " is not possible");
        empty = empty || dim == 0;
        if (dim > 1 && __builtin_mul_overflow(bound, static_cast<std::uint64_t>(dim), &bound))
            return invalid("a tensor of shape " + shapeText(shape) + " is too large");
        if (bound > kMostElements)
            return invalid("a tensor of shape " + shapeText(shape) + " is too large");
    }
    return empty ? 0 : bound;
}

Result<Value*> KernelContext::output(std::size_t index, DType dtype, const Shape& shape)
{
    LW_TRY(checkedElements(shape));
    LW_ASSIGN(auto value, allocator.allocate(index, dtype, shape));
    if (outputs.size() <= index)
        outputs.resize(index + 1);
    outputs[index] = std::move(value);
    return &outputs[index];
}

Result<Value*> KernelContext::outputOver(std::size_t index, std::size_t input, DType dtype, const Shape& shape)
{
    const Value& source = inputs[input];
    const bool free = input < 64 && ((lastUse >> input) & 1) != 0 && source.reusable && source.owner.use_count() == 1;
    if (!free || source.strings || dtypeSize(dtype) != dtypeSize(source.dtype) || source.shape != shape)
        return output(index, dtype, shape);
    Value value = source;
    value.dtype = dtype;
    if (outputs.size() <= index)
        outputs.resize(index + 1);
    outputs[index] = std::move(value);
    return &outputs[index];
}

void KernelContext::forward(std::size_t index, Value value)
{
    if (outputs.size() <= index)
        outputs.resize(index + 1);
    outputs[index] = std::move(value);
}

Result<Value> valueFromTensor(const Tensor& tensor)
{
    if (tensor.isNull())
        return corrupt("a tensor without a value");
    LW_ASSIGN(const auto count, checkedElements(tensor.shape()));
    Value value;
    value.dtype = tensor.dtype();
    value.shape = tensor.shape();
    if (tensor.dtype() == DType::String) {
        LW_ASSIGN(auto strings, tensor.strings());
        if (strings.size() != count)
            return corrupt("a string tensor of shape " + shapeText(tensor.shape()) + " has " +
                           std::to_string(strings.size()) + " elements");
        value.strings = std::make_shared<std::vector<std::string>>(std::move(strings));
        return value;
    }
    const std::size_t size = dtypeSize(tensor.dtype());
    if (size == 0)
        return unsupported("a tensor of type " + std::string(dtypeName(tensor.dtype())) + " cannot be computed with");
    LW_ASSIGN(auto bytes, tensor.bytes());
    if (bytes.size() != count * size)
        return corrupt("a tensor of shape " + shapeText(tensor.shape()) + " has " + std::to_string(bytes.size()) +
                       " bytes");
    const std::size_t alignment = size > 8 ? 8 : size;
    if (reinterpret_cast<std::uintptr_t>(bytes.span.data()) % alignment != 0 || bytes.span.empty()) {
        auto copy = alignedCopy(bytes.span);
        if (!copy)
            return invalid("no memory for a tensor of shape " + shapeText(tensor.shape()));
        value.data = copy.get();
        value.owner = std::move(copy);
        return value;
    }
    // Not reusable, so nobody writes through this pointer.
    value.data = const_cast<std::byte*>(bytes.span.data());
    value.owner = std::const_pointer_cast<void>(bytes.owner);
    return value;
}

Tensor tensorFromValue(const Value& value)
{
    if (value.dtype == DType::String && value.strings)
        return Tensor::fromStrings(value.shape, *value.strings);
    if (dtypeSize(value.dtype) == 0 || value.data == nullptr)
        return {};
    const ByteSpan bytes(value.data, value.byteSize());
    if (value.owner)
        return Tensor::fromBytes(value.dtype, value.shape, Bytes{bytes, value.owner});
    auto copy = alignedCopy(bytes);
    if (!copy)
        return {};
    const ByteSpan copied(copy.get(), bytes.size());
    return Tensor::fromBytes(value.dtype, value.shape, Bytes{copied, std::move(copy)});
}

} // namespace lw::engine
