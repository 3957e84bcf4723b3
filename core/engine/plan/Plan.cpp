// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Plan.h"

#include "core/engine/fast/Parallel.h"
#include "core/engine/ops/HeapAllocator.h"
#include "core/engine/plan/Arena.h"
#include "core/engine/plan/Builder.h"
#include "core/engine/plan/Passes.h"
#include "core/graph/shapes/ShapeInference.h"

#include <chrono>
#include <cstring>
#include <sys/mman.h>

namespace lw::engine {

using plan::Buffer;
using plan::StepRecord;

namespace {

/// The plan's block of memory, in huge pages where the system has them.
class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena()
    {
        if (m_data)
            munmap(m_data, m_bytes);
    }
    bool reserve(std::size_t bytes)
    {
        constexpr std::size_t kPage = std::size_t(2) << 20;
        m_bytes = std::max<std::size_t>((bytes + kPage - 1) / kPage * kPage, kPage);
        void* data = mmap(nullptr, m_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (data == MAP_FAILED)
            return false;
        m_data = data;
        madvise(m_data, m_bytes, MADV_HUGEPAGE);
        return true;
    }
    [[nodiscard]] std::byte* at(std::size_t offset) const { return static_cast<std::byte*>(m_data) + offset; }

private:
    void* m_data = nullptr;
    std::size_t m_bytes = 0;
};

double milliseconds()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

struct Plan::State {
    plan::PlanIr ir;
    std::vector<Buffer> buffers;
    std::vector<StepRecord> steps;
    std::vector<int> inputBuffers, outputBuffers;
    std::vector<Value> outputs;
    Arena arena;
    std::size_t arenaBytes = 0;
    double flops = 0;
    int threads = 0;
    std::vector<StepTime> times;

    [[nodiscard]] std::byte* pointer(int buffer) const
    {
        const auto& entry = buffers[static_cast<std::size_t>(buffer)];
        return entry.fixed ? entry.fixed : arena.at(entry.offset);
    }
    Result<void> layOut();
    void dropPackedConstants();
};

/// Weights that a primitive has packed need not be kept in their first form.
void Plan::State::dropPackedConstants()
{
    std::vector<bool> kept(ir.values.size(), false);
    for (const auto& buffer : buffers)
        if (buffer.fixed)
            for (const auto value : buffer.values)
                kept[static_cast<std::size_t>(value)] = true;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (!kept[i])
            ir.values[i].constant.reset();
    for (auto& op : ir.ops)
        op.fusion = {};
}

Result<void> Plan::State::layOut()
{
    arenaBytes = plan::assignOffsets(buffers, steps, inputBuffers, outputBuffers);
    if (arenaBytes > defaultMemoryLimit() || !arena.reserve(arenaBytes))
        return invalid("a run needs " + std::to_string(arenaBytes >> 20) + " MiB of memory, which is not there");
    for (auto& record : steps) {
        std::vector<void*> reads, writes;
        for (const auto buffer : record.reads)
            reads.push_back(pointer(buffer));
        for (const auto buffer : record.writes)
            writes.push_back(pointer(buffer));
        record.step->bind(reads, writes);
    }
    for (std::size_t i = 0; i < outputBuffers.size(); ++i) {
        const auto& value = ir.values[static_cast<std::size_t>(ir.outputs[i])];
        outputs.push_back({});
        outputs.back().dtype = value.dtype;
        outputs.back().shape = value.shape;
        outputs.back().data = pointer(outputBuffers[i]);
    }
    return {};
}

Plan::Plan(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Plan::~Plan() = default;
Plan::Plan(Plan&&) noexcept = default;
Plan& Plan::operator=(Plan&&) noexcept = default;

Result<Plan> Plan::create(std::shared_ptr<const graph::Graph> graph, std::span<const Shape> inputShapes,
                          const std::vector<graph::Edge>& outputs, int threads)
{
    auto shaped = std::make_shared<graph::Graph>(*graph);
    LW_TRY(graph::inferShapes(*shaped, inputShapes));
    auto state = std::make_unique<State>();
    state->threads = threads;
    fast::setThreads(threads); // oneDNN cuts the work of a primitive for the threads there are when it is made
    LW_ASSIGN(state->ir, plan::importGraph(shaped, outputs));
    for (const auto& op : state->ir.ops)
        state->flops += op.flops;
    plan::runPasses(state->ir);
    plan::Builder builder(state->ir, threads);
    LW_TRY(builder.build());
    for (const auto input : state->ir.inputs) {
        LW_ASSIGN(const int buffer, builder.read(input));
        state->inputBuffers.push_back(buffer);
    }
    for (const auto output : state->ir.outputs) {
        LW_ASSIGN(const int buffer, builder.read(output));
        state->outputBuffers.push_back(buffer);
    }
    state->buffers = std::move(builder.buffers);
    state->steps = std::move(builder.steps);
    LW_TRY(state->layOut());
    state->dropPackedConstants();
    return Plan(std::move(state));
}

Result<void> Plan::run(std::span<const Value> inputs, const Progress& progress, bool profile)
{
    auto& state = *m_state;
    fast::setThreads(state.threads);
    if (inputs.size() != state.inputBuffers.size())
        return invalid("wrong number of inputs");
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto& wanted = state.ir.values[static_cast<std::size_t>(state.ir.inputs[i])];
        if (inputs[i].dtype != wanted.dtype || inputs[i].shape != wanted.shape)
            return invalid("an input does not have the planned type and shape");
        std::memcpy(state.pointer(state.inputBuffers[i]), inputs[i].data, inputs[i].byteSize());
    }
    if (profile)
        state.times.clear();
    for (auto& record : state.steps) {
        LW_TRY(progress.check());
        const double start = profile ? milliseconds() : 0;
        LW_TRY(record.step->run(progress));
        if (profile)
            state.times.push_back({record.name, record.op, record.layer, milliseconds() - start, record.flops});
    }
    return {};
}

const Value& Plan::output(std::size_t index) const
{
    return m_state->outputs[index];
}

double Plan::flops() const
{
    return m_state->flops;
}

std::size_t Plan::arenaBytes() const
{
    return m_state->arenaBytes;
}

const std::vector<StepTime>& Plan::times() const
{
    return m_state->times;
}

std::string Plan::describe() const
{
    std::string text;
    for (const auto& record : m_state->steps) {
        const auto& output = m_state->buffers[static_cast<std::size_t>(record.writes.front())];
        text += record.name + " = " + record.op + " " + record.step->detail();
        if (!output.values.empty())
            text += " -> " + shapeText(m_state->ir.values[static_cast<std::size_t>(output.values.back())].shape);
        text += "\n";
    }
    return text;
}

} // namespace lw::engine
