// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/HeapAllocator.h"
#include "core/engine/plan/BuildFunctions.h"

#include <cstring>

namespace lw::engine::plan {

namespace {

/// Gives a kernel the plan's memory for the outputs that were planned, and the heap's for what it wants beside.
class StepAllocator final : public Allocator {
public:
    std::vector<Value> planned;
    Result<Value> allocate(std::size_t output, DType dtype, const Shape& shape) override
    {
        if (output < planned.size() && planned[output].data && planned[output].dtype == dtype &&
            planned[output].shape == shape)
            return planned[output];
        return m_heap.allocate(output, dtype, shape);
    }

private:
    HeapAllocator m_heap;
};

class KernelStep final : public Step {
public:
    KernelStep(Kernel kernel, const graph::Node& node, std::vector<Value> inputs, std::vector<Value> outputs,
               std::vector<int> written)
        : m_kernel(kernel), m_node(node), m_inputs(std::move(inputs)), m_written(std::move(written))
    {
        m_allocator.planned = std::move(outputs);
    }

    void bind(const std::vector<void*>& reads, const std::vector<void*>& writes) override
    {
        for (std::size_t i = 0; i < m_inputs.size(); ++i)
            m_inputs[i].data = static_cast<std::byte*>(reads[i]);
        for (std::size_t i = 0; i < m_written.size(); ++i)
            m_allocator.planned[static_cast<std::size_t>(m_written[i])].data = static_cast<std::byte*>(writes[i]);
    }

    Result<void> run(const Progress& progress) override
    {
        std::vector<Value> outputs(m_node.outputs.size());
        KernelContext context{
            .node = m_node, .inputs = m_inputs, .outputs = outputs, .allocator = m_allocator, .progress = progress};
        LW_TRY(m_kernel(context));
        for (const auto index : m_written) {
            const auto& planned = m_allocator.planned[static_cast<std::size_t>(index)];
            const auto& made = outputs[static_cast<std::size_t>(index)];
            if (made.dtype != planned.dtype || made.shape != planned.shape)
                return invalid(m_node.op + " made " + shapeText(made.shape) + " where " + shapeText(planned.shape) +
                               " was planned")
                    .in(m_node.name);
            if (made.data != planned.data) // passed on, not computed
                std::memcpy(planned.data, made.data, planned.byteSize());
        }
        return {};
    }
    [[nodiscard]] std::unique_ptr<Step> clone() const override
    {
        return std::make_unique<KernelStep>(m_kernel, m_node, m_inputs, m_allocator.planned, m_written);
    }
    [[nodiscard]] std::string detail() const override { return "kernel"; }

private:
    Kernel m_kernel;
    const graph::Node& m_node;
    std::vector<Value> m_inputs;
    std::vector<int> m_written;
    StepAllocator m_allocator;
};

Value described(const PlanValue& value)
{
    Value result;
    result.dtype = value.dtype;
    result.shape = value.shape;
    return result;
}

} // namespace

Result<void> buildKernel(Builder& builder, const PlanOp& op)
{
    const auto kernel = findKernel(op.node->op);
    if (!kernel || op.node->op != op.op)
        return unsupported("the operation " + printable(op.node->op) + " is not built in");
    std::vector<Value> inputs, outputs(op.node->outputs.size());
    std::vector<int> reads, writes, written;
    for (const auto input : op.inputs) {
        LW_ASSIGN(const int buffer, builder.read(input));
        reads.push_back(buffer);
        inputs.push_back(described(builder.value(input)));
    }
    for (std::size_t i = 0; i < op.outputs.size(); ++i)
        if (op.outputs[i] >= 0) {
            outputs[i] = described(builder.value(op.outputs[i]));
            written.push_back(static_cast<int>(i));
            writes.push_back(builder.define(op.outputs[i]));
        }
    builder.add(
        std::make_unique<KernelStep>(kernel, *op.node, std::move(inputs), std::move(outputs), std::move(written)),
        std::move(reads), std::move(writes));
    return {};
}

} // namespace lw::engine::plan
