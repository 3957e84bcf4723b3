// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Builder.h"

#include "core/engine/fast/Parallel.h"
#include "core/engine/onednn/Reorder.h"
#include "core/graph/Origin.h"

#include <algorithm>
#include <cstring>

namespace lw::engine::plan {

namespace {
class PrimitiveStep final : public Step {
public:
    explicit PrimitiveStep(onednn::Primitive primitive) : m_primitive(std::move(primitive)) {}
    void bind(const std::vector<void*>& reads, const std::vector<void*>& writes) override
    {
        const auto inputs = m_primitive.inputs().size(), outputs = m_primitive.outputs().size();
        m_primitive.bind({reads.begin(), reads.begin() + static_cast<std::ptrdiff_t>(inputs)},
                         {writes.begin(), writes.begin() + static_cast<std::ptrdiff_t>(outputs)},
                         writes.size() > outputs ? writes[outputs] : nullptr);
    }
    Result<void> run(const Progress&) override { return m_primitive.run(); }
    [[nodiscard]] std::unique_ptr<Step> clone() const override
    {
        return std::make_unique<PrimitiveStep>(m_primitive.clone());
    }
    [[nodiscard]] std::string detail() const override { return m_primitive.implementation(); }

private:
    onednn::Primitive m_primitive;
};
} // namespace

Builder::Builder(const PlanIr& ir, int threads, BuildOp buildOp)
    : m_ir(ir), m_threads(threads), m_buildOp(buildOp), m_places(ir.values.size()), m_remaining(ir.useCounts())
{
}

int Builder::newBuffer(std::size_t bytes, int value)
{
    Buffer buffer;
    buffer.bytes = bytes;
    if (value >= 0)
        buffer.values.push_back(value);
    buffers.push_back(std::move(buffer));
    return static_cast<int>(buffers.size()) - 1;
}

Layout Builder::layoutOf(int value) const
{
    const auto& places = m_places[static_cast<std::size_t>(value)];
    return places.empty() ? Layout() : places.front().layout;
}

Layout Builder::flatLayoutOf(int index) const
{
    auto layout = layoutOf(index);
    if (!layout.isPlain() && layout.byteSize(shape(index)) != value(index).elements() * sizeof(float))
        return {};
    return layout;
}

Result<int> Builder::read(int index, const Layout& layout)
{
    auto& places = m_places[static_cast<std::size_t>(index)];
    for (const auto& place : places)
        if (place.layout == layout)
            return place.buffer;
    if (const auto& constant = value(index).constant; constant && places.empty()) {
        const int buffer = newBuffer(constant->byteSize(), index);
        buffers.back().fixed = constant->data;
        places.push_back({Layout(), buffer});
        if (layout.isPlain())
            return buffer;
    }
    if (places.empty())
        return corrupt("a value is read before it is made");
    const auto from = places.front();
    LW_ASSIGN(auto primitive, onednn::makeReorder(shape(index), from.layout, layout));
    const int target = newBuffer(layout.byteSize(shape(index)), index);
    places.push_back({layout, target});
    const auto scratchBytes = primitive.scratchBytes();
    std::vector<int> writes = {target};
    if (scratchBytes > 0)
        writes.push_back(temporary(scratchBytes));
    StepRecord record;
    record.step = std::make_unique<PrimitiveStep>(std::move(primitive));
    record.reads = {from.buffer};
    record.writes = std::move(writes);
    record.name = m_op ? m_op->node->name : "output";
    record.op = "Reorder";
    record.layer = m_op ? m_op->node->layer : "";
    record.node = m_op ? m_op->node : nullptr;
    steps.push_back(std::move(record));
    return target;
}

int Builder::define(int index, const Layout& layout)
{
    const auto bytes =
        layout.isPlain() ? value(index).elements() * dtypeSize(value(index).dtype) : layout.byteSize(shape(index));
    const int buffer = newBuffer(bytes, index);
    m_places[static_cast<std::size_t>(index)].push_back({layout, buffer});
    return buffer;
}

int Builder::readsByThisOp(int index) const
{
    const auto count = std::count(m_op->inputs.begin(), m_op->inputs.end(), index);
    return static_cast<int>(count) + (m_op->fusion.addend == index ? 1 : 0);
}

bool Builder::mayOverwrite(int input, int inputBuffer) const
{
    const auto& buffer = buffers[static_cast<std::size_t>(inputBuffer)];
    if (buffer.fixed)
        return false;
    return std::all_of(buffer.values.begin(), buffer.values.end(), [&](int other) {
        const int remaining = m_remaining[static_cast<std::size_t>(other)];
        return other == input ? remaining == readsByThisOp(input) : remaining == 0;
    });
}

int Builder::defineOver(int index, const Layout& layout, int input, int inputBuffer)
{
    const auto bytes =
        layout.isPlain() ? value(index).elements() * dtypeSize(value(index).dtype) : layout.byteSize(shape(index));
    if (readsByThisOp(input) != 1 || !mayOverwrite(input, inputBuffer) ||
        buffers[static_cast<std::size_t>(inputBuffer)].bytes != bytes)
        return define(index, layout);
    buffers[static_cast<std::size_t>(inputBuffer)].values.push_back(index);
    m_places[static_cast<std::size_t>(index)].push_back({layout, inputBuffer});
    return inputBuffer;
}

void Builder::alias(int index, int buffer)
{
    buffers[static_cast<std::size_t>(buffer)].values.push_back(index);
    m_places[static_cast<std::size_t>(index)].push_back({Layout(), buffer});
}

int Builder::temporary(std::size_t bytes)
{
    return newBuffer(bytes, -1);
}

void Builder::add(std::unique_ptr<Step> step, std::vector<int> reads, std::vector<int> writes)
{
    StepRecord record;
    record.step = std::move(step);
    record.reads = std::move(reads);
    record.writes = std::move(writes);
    record.name = m_op->node->name;
    record.op = m_op->op;
    record.layer = m_op->node->layer;
    record.node = m_op->node;
    record.flops = m_op->flops;
    steps.push_back(std::move(record));
}

Result<void> Builder::addPrimitive(onednn::Primitive primitive, const std::vector<int>& inputs,
                                   const std::vector<int>& outputs, const std::vector<Shape>& outputShapes, int addend)
{
    std::vector<int> reads, writes;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        LW_ASSIGN(const int buffer, read(inputs[i], primitive.inputs()[i]));
        reads.push_back(buffer);
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const auto& layout = primitive.outputs()[i];
        if (outputs[i] < 0) {
            writes.push_back(temporary(layout.byteSize(outputShapes[i])));
            continue;
        }
        if (addend < 0 || i != 0) {
            writes.push_back(define(outputs[i], layout));
            continue;
        }
        LW_ASSIGN(const int addendBuffer, read(addend, layout));
        const int target = defineOver(outputs[i], layout, addend, addendBuffer);
        if (target != addendBuffer) {
            const auto bytes = buffers[static_cast<std::size_t>(target)].bytes;
            add(makeLoop([bytes](void* const* r, void* const* w) { std::memcpy(w[0], r[0], bytes); }), {addendBuffer},
                {target});
            steps.back().flops = 0;
        }
        reads.push_back(target); // it is read and written
        writes.push_back(target);
    }
    addRaw(std::move(primitive), std::move(reads), std::move(writes));
    return {};
}

void Builder::addRaw(onednn::Primitive primitive, std::vector<int> reads, std::vector<int> writes)
{
    if (primitive.scratchBytes() > 0)
        writes.push_back(temporary(primitive.scratchBytes()));
    add(std::make_unique<PrimitiveStep>(std::move(primitive)), std::move(reads), std::move(writes));
}

Result<void> Builder::buildCounted(const PlanOp& op)
{
    m_op = &op;
    if (auto built = m_buildOp(*this, op); !built)
        return graph::errorAt(*op.node, built.error());
    for (const auto input : op.inputs)
        --m_remaining[static_cast<std::size_t>(input)];
    if (op.fusion.addend >= 0)
        --m_remaining[static_cast<std::size_t>(op.fusion.addend)];
    return {};
}

/// The two directions of a bidirectional layer.
bool Builder::formPair(const PlanOp& first, const PlanOp& second) const
{
    return first.op == second.op && (first.op == "LSTM" || first.op == "GRU" || first.op == "SimpleRNN") &&
           first.inputs[0] == second.inputs[0] && fast::threadCount() > 1 &&
           !first.node->boolAttr("has_initial_state") && !second.node->boolAttr("has_initial_state");
}

/// Each direction on one thread, at the same time: the steps of time cannot be cut, the directions need not wait.
Result<void> Builder::buildPair(const PlanOp& first, const PlanOp& second)
{
    const auto begin = steps.size();
    fast::setThreads(1);
    auto built = buildCounted(first);
    const auto middle = steps.size();
    if (built)
        built = buildCounted(second);
    fast::setThreads(m_threads);
    LW_TRY(std::move(built));
    const bool alone = middle == begin + 1 && steps.size() == middle + 1;
    if (!alone || steps[begin].op == "Reorder" || steps[middle].op == "Reorder")
        return {};
    auto other = std::move(steps.back());
    steps.pop_back();
    auto& record = steps.back();
    record.step =
        makeSideBySide(std::move(record.step), record.reads.size(), record.writes.size(), std::move(other.step));
    record.reads.insert(record.reads.end(), other.reads.begin(), other.reads.end());
    record.writes.insert(record.writes.end(), other.writes.begin(), other.writes.end());
    record.flops += other.flops;
    return {};
}

Result<void> Builder::build()
{
    for (const auto input : m_ir.inputs)
        define(input);
    const auto& ops = m_ir.ops;
    for (std::size_t i = 0; i < ops.size(); ++i) {
        if (i + 1 < ops.size() && formPair(ops[i], ops[i + 1])) {
            LW_TRY(buildPair(ops[i], ops[i + 1]));
            ++i;
        } else {
            LW_TRY(buildCounted(ops[i]));
        }
    }
    m_op = nullptr;
    for (const auto output : m_ir.outputs)
        LW_TRY(read(output));
    return {};
}

} // namespace lw::engine::plan
