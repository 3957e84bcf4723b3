// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/graph/Graph.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lw::engine {

struct Value;
class Resource;
class ResourceStore;

/// TensorFlow's variant holding a list of tensors (tensorflow/core/kernels/list_kernels.cc); used by traced loops.
struct TensorList {
    DType dtype = DType::Float32;
    graph::PartialShape elementShape;
    std::vector<Value> items; ///< an item with dtype Invalid is not set yet and reads as zeros
};

/// A value while a graph runs: a dense row-major array, or strings, or a tensor list. Copying shares the buffer; a
/// kernel writes only into outputs it has just allocated, so shared buffers never change (lists are copied before they
/// are changed).
struct Value {
    DType dtype = DType::Invalid;
    Shape shape;                 ///< fully known
    std::shared_ptr<void> owner; ///< keeps data alive; empty when the plan's arena does
    std::byte* data = nullptr;   ///< 64-byte aligned when allocated here; not for weights mapped from a file
    bool reusable = false;       ///< owner is a buffer of a HeapAllocator: outputOver() may take it over
    std::shared_ptr<std::vector<std::string>> strings;
    std::shared_ptr<TensorList> list;
    std::shared_ptr<Resource> resource; ///< a variable or lookup table (Resources.h)

    [[nodiscard]] std::size_t elements() const
    {
        std::size_t count = 1;
        for (const auto dim : shape)
            count *= static_cast<std::size_t>(dim);
        return count;
    }
    [[nodiscard]] std::size_t byteSize() const { return elements() * dtypeSize(dtype); }
    template <typename T>
    [[nodiscard]] std::span<const T> as() const
    {
        return {reinterpret_cast<const T*>(data), elements()};
    }
    template <typename T>
    [[nodiscard]] std::span<T> writable() const
    {
        return {reinterpret_cast<T*>(data), elements()};
    }
};

/// Where kernels get memory for outputs: the interpreter's allocator, or a plan's arena. Limits the total, so that a
/// hostile graph that asks for a terabyte gets an Error.
class Allocator {
public:
    /// Instead of an output's index: memory that a kernel keeps inside of a list or variable.
    static constexpr std::size_t kNoOutput = static_cast<std::size_t>(-1);

    virtual ~Allocator() = default;
    /// Uninitialised, 64-byte aligned; for String that many empty strings. Invalid when over the limit or the shape is
    /// negative. HeapAllocator does all of it; an arena may hand requests it did not plan for on to one.
    virtual Result<Value> allocate(std::size_t output, DType dtype, const Shape& shape) = 0;
};

/// The number of elements of a shape. Invalid when a dimension is negative, or when the product of the dimensions
/// (zeros counted as one, so that no partial product can overflow either) passes 2^48.
Result<std::uint64_t> checkedElements(const Shape& shape);

/// Runs functions of the graph for control-flow kernels (While, If, PartitionedCall).
class FunctionRunner {
public:
    virtual ~FunctionRunner() = default;
    virtual Result<std::vector<Value>> call(const std::string& function, std::vector<Value> arguments) = 0;
};

/// What a kernel gets: a node, its input values, and a place for its outputs.
struct KernelContext {
    const graph::Node& node;
    std::span<const Value> inputs;
    std::vector<Value>& outputs; ///< sized to node.outputs; filled by the kernel
    Allocator& allocator;
    FunctionRunner* functions = nullptr;
    const Progress& progress;
    std::uint64_t seed = 0;             ///< for random ops
    ResourceStore* resources = nullptr; ///< variables and tables of this run
    /// Bit i: nobody needs input i after this kernel, so that its buffer may be taken over when no one else shares it.
    std::uint64_t lastUse = 0;

    /// Allocates outputs[index].
    Result<Value*> output(std::size_t index, DType dtype, const Shape& shape);
    /// The same, but takes over the buffer of an input when that is of the same size and not needed any more. Only for
    /// kernels that read an element of that input no later than they write the element at the same place.
    Result<Value*> outputOver(std::size_t index, std::size_t input, DType dtype, const Shape& shape);
    /// Passes a value on without copying its elements.
    void forward(std::size_t index, Value value);
};

/// The plain, checked loops of one op: the specification of the fast ones. Inputs of a wrong rank or shape are Invalid,
/// never undefined behaviour.
using Kernel = Result<void> (*)(KernelContext&);

/// Null for ops that the engine does not have (files, Python, custom kernels among them: they are never run).
Kernel findKernel(std::string_view op);

/// A Value of a Tensor's elements: mapped bytes are used in place, and copied only when they are not aligned for their
/// type.
Result<Value> valueFromTensor(const Tensor& tensor);
Tensor tensorFromValue(const Value& value);

} // namespace lw::engine
