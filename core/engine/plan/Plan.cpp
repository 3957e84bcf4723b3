// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Plan.h"

#include "core/engine/fast/Parallel.h"
#include "core/engine/ops/HeapAllocator.h"
#include "core/engine/plan/Arena.h"
#include "core/engine/plan/BatchSplit.h"
#include "core/engine/plan/BuildOps.h"
#include "core/engine/plan/Lane.h"
#include "core/engine/plan/Passes.h"
#include "core/graph/Origin.h"
#include "core/graph/shapes/ShapeInference.h"

#include <algorithm>
#include <atomic>
#include <cstring>

namespace lw::engine {

using plan::Buffer;
using plan::StepRecord;

struct Plan::State {
    plan::PlanIr ir; ///< of one lane: for a part of the samples when the batch is split
    std::vector<Buffer> buffers;
    std::vector<StepRecord> records; ///< without their steps, which the lanes have
    std::vector<int> inputBuffers, outputBuffers;
    std::vector<plan::Lane> lanes;
    std::vector<Value> outputs;
    std::size_t arenaBytes = 0;
    double flops = 0;
    int threads = 0;
    std::vector<StepTime> times;

    std::int64_t samples = 0, atATime = 0; ///< 0: the batch is not split
    std::vector<Shape> inputShapes;
    std::vector<std::shared_ptr<std::byte[]>> gathered; ///< outputs of all samples, when split
    std::vector<Result<void>> results;                  ///< of each lane

    [[nodiscard]] plan::PlanValue& value(int index) { return ir.values[static_cast<std::size_t>(index)]; }
    Result<void> build(bool split);
    Result<void> layOut(std::size_t laneCount);
    Result<void> placeOutputs();
    /// Names the op that makes the largest array.
    [[nodiscard]] Error tooMuchMemory(std::size_t bytes) const;
    void dropPackedConstants();
    Result<void> runWhole(std::span<const Value> inputs, const Progress& progress, bool profile);
    Result<void> runSplit(std::span<const Value> inputs, const Progress& progress, bool profile);
    Result<void> runPart(plan::Lane& lane, std::int64_t part, std::span<const Value> inputs, const Progress& progress,
                         bool profile);
    void collectTimes();
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

Error Plan::State::tooMuchMemory(std::size_t bytes) const
{
    const Error error = invalid("a run needs " + std::to_string(bytes >> 20) + " MiB of memory, too much");
    const auto largest =
        std::max_element(buffers.begin(), buffers.end(), [](const plan::Buffer& a, const plan::Buffer& b) {
            return (a.fixed ? 0 : a.bytes) < (b.fixed ? 0 : b.bytes);
        });
    const auto index = static_cast<int>(largest - buffers.begin());
    for (const plan::StepRecord& record : records)
        if (record.node && std::find(record.writes.begin(), record.writes.end(), index) != record.writes.end())
            return graph::errorAt(*record.node, error);
    return error;
}

Result<void> Plan::State::layOut(std::size_t laneCount)
{
    const auto bytes = plan::assignOffsets(buffers, records, inputBuffers, outputBuffers);
    if (bytes > defaultMemoryLimit() / laneCount)
        return tooMuchMemory(bytes * laneCount);
    std::vector<std::unique_ptr<plan::Step>> steps;
    for (auto& record : records)
        steps.push_back(std::move(record.step));
    lanes.reserve(laneCount);
    LW_ASSIGN(auto first, plan::Lane::create(std::move(steps), records, buffers, bytes));
    lanes.push_back(std::move(first));
    while (lanes.size() < laneCount) {
        LW_ASSIGN(auto next, lanes.front().clone(records, buffers));
        lanes.push_back(std::move(next));
    }
    arenaBytes = bytes * laneCount;
    return placeOutputs();
}

/// Outputs lie in the arena, or, when lanes compute parts of them, in memory of their own.
Result<void> Plan::State::placeOutputs()
{
    for (std::size_t i = 0; i < outputBuffers.size(); ++i) {
        const auto& planned = value(ir.outputs[i]);
        Value output;
        output.dtype = planned.dtype;
        output.shape = planned.shape;
        if (atATime == 0) {
            output.data = lanes.front().pointer(buffers[static_cast<std::size_t>(outputBuffers[i])]);
        } else {
            output.shape[0] = output.shape[0] / atATime * samples;
            gathered.emplace_back(new (std::nothrow) std::byte[output.byteSize()]);
            output.data = gathered.back().get();
            if (!output.data)
                return invalid("not enough memory for the outputs");
            arenaBytes += output.byteSize();
        }
        outputs.push_back(std::move(output));
    }
    return {};
}

Result<void> Plan::State::build(bool split)
{
    plan::runPasses(ir);
    plan::Builder builder(ir, split ? 1 : threads, plan::buildOp);
    LW_TRY(builder.build());
    for (const auto input : ir.inputs) {
        LW_ASSIGN(const int buffer, builder.read(input));
        inputBuffers.push_back(buffer);
    }
    for (const auto output : ir.outputs) {
        LW_ASSIGN(const int buffer, builder.read(output));
        outputBuffers.push_back(buffer);
    }
    buffers = std::move(builder.buffers);
    records = std::move(builder.steps);
    LW_TRY(layOut(split ? static_cast<std::size_t>(fast::threadsFor(threads)) : 1));
    dropPackedConstants();
    return {};
}

/// The graph for a part of the samples, when that may be run instead of the whole; otherwise nothing.
static std::optional<plan::PlanIr> partOf(const plan::PlanIr& whole, const graph::Graph& graph,
                                          std::span<const Shape> inputShapes, const std::vector<graph::Edge>& outputs,
                                          std::int64_t samples)
{
    if (samples < 1 || !plan::samplesAreIndependent(whole))
        return {};
    std::vector<Shape> shapes(inputShapes.begin(), inputShapes.end());
    for (auto& shape : shapes)
        shape[0] = samples;
    auto shaped = std::make_shared<graph::Graph>(graph);
    if (!graph::inferShapes(*shaped, shapes))
        return {}; // the batch is written into the graph
    auto part = plan::importGraph(shaped, outputs);
    if (!part || !plan::isPartOf(*part, whole))
        return {};
    return std::move(part).value();
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
    LW_ASSIGN(state->ir, plan::importGraph(shaped, outputs));
    for (const auto& op : state->ir.ops)
        state->flops += op.flops;
    state->inputShapes.assign(inputShapes.begin(), inputShapes.end());
    const auto atATime = plan::samplesAtATime(state->ir, fast::threadsFor(threads));
    auto part = partOf(state->ir, *graph, inputShapes, outputs, atATime);
    if (part) {
        state->samples = plan::batchOf(state->ir);
        state->atATime = atATime;
        state->ir = std::move(*part);
    }
    fast::setThreads(part ? 1
                          : threads); // oneDNN cuts the work of a primitive for the threads there are when it is made
    auto built = state->build(part.has_value());
    fast::setThreads(threads);
    LW_TRY(std::move(built));
    return Plan(std::move(state));
}

Result<void> Plan::State::runWhole(std::span<const Value> inputs, const Progress& progress, bool profile)
{
    auto& lane = lanes.front();
    for (std::size_t i = 0; i < inputs.size(); ++i)
        std::memcpy(lane.pointer(buffers[static_cast<std::size_t>(inputBuffers[i])]), inputs[i].data,
                    inputs[i].byteSize());
    return lane.run(progress, profile);
}

/// Samples [part * atATime, ...); the last part starts earlier when they do not come out even, and what an earlier one
/// computes is not stored again.
Result<void> Plan::State::runPart(plan::Lane& lane, std::int64_t part, std::span<const Value> inputs,
                                  const Progress& progress, bool profile)
{
    const auto wanted = part * atATime, start = std::min(wanted, samples - atATime);
    const auto bytesOf = [this](const Value& whole) { return whole.byteSize() / static_cast<std::size_t>(samples); };
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto bytes = bytesOf(inputs[i]);
        std::memcpy(lane.pointer(buffers[static_cast<std::size_t>(inputBuffers[i])]),
                    inputs[i].data + static_cast<std::size_t>(start) * bytes,
                    static_cast<std::size_t>(atATime) * bytes);
    }
    LW_TRY(lane.run(progress, profile));
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const auto bytes = bytesOf(outputs[i]);
        const auto* from = lane.pointer(buffers[static_cast<std::size_t>(outputBuffers[i])]);
        std::memcpy(outputs[i].data + static_cast<std::size_t>(wanted) * bytes,
                    from + static_cast<std::size_t>(wanted - start) * bytes,
                    static_cast<std::size_t>(start + atATime - wanted) * bytes);
    }
    return {};
}

/// Each lane on a thread of its own takes the next part that nobody has taken, so that a slow core holds up nobody.
Result<void> Plan::State::runSplit(std::span<const Value> inputs, const Progress& progress, bool profile)
{
    const auto parts = (samples + atATime - 1) / atATime;
    std::atomic<std::int64_t> next = 0;
    results.assign(lanes.size(), {});
    const Progress quiet{progress.stop, {}}; // the callback is for one thread
    constexpr std::int64_t kAlwaysWorthATeam = 1 << 20;
    fast::parallelFor(
        static_cast<std::int64_t>(lanes.size()), kAlwaysWorthATeam, [&](std::int64_t begin, std::int64_t end) {
            for (auto lane = static_cast<std::size_t>(begin); lane < static_cast<std::size_t>(end); ++lane)
                for (std::int64_t part = next++; part < parts && results[lane]; part = next++)
                    results[lane] = runPart(lanes[lane], part, inputs, quiet, profile);
        });
    for (auto& result : results)
        LW_TRY(std::move(result));
    return {};
}

/// Of several lanes, which work at the same time, the mean.
void Plan::State::collectTimes()
{
    times.clear();
    const double parts = atATime == 0 ? 1 : static_cast<double>(samples) / static_cast<double>(atATime);
    for (std::size_t i = 0; i < records.size(); ++i) {
        double sum = 0;
        for (const auto& lane : lanes)
            sum += lane.times()[i];
        times.push_back({records[i].name, records[i].op, records[i].layer, sum / static_cast<double>(lanes.size()),
                         records[i].flops * parts});
    }
}

Result<void> Plan::run(std::span<const Value> inputs, const Progress& progress, bool profile)
{
    auto& state = *m_state;
    fast::setThreads(state.threads);
    if (inputs.size() != state.inputBuffers.size())
        return invalid("wrong number of inputs");
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (inputs[i].dtype != state.value(state.ir.inputs[i]).dtype || inputs[i].shape != state.inputShapes[i])
            return invalid("an input does not have the planned type and shape");
    if (profile)
        for (auto& lane : state.lanes)
            lane.clearTimes();
    LW_TRY(state.atATime == 0 ? state.runWhole(inputs, progress, profile) : state.runSplit(inputs, progress, profile));
    if (profile)
        state.collectTimes();
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
    for (std::size_t i = 0; i < m_state->records.size(); ++i) {
        const auto& record = m_state->records[i];
        const auto& output = m_state->buffers[static_cast<std::size_t>(record.writes.front())];
        text += record.name + " = " + record.op + " " + m_state->lanes.front().detail(i);
        if (!output.values.empty())
            text += " -> " + shapeText(m_state->ir.values[static_cast<std::size_t>(output.values.back())].shape);
        text += "\n";
    }
    return text;
}

} // namespace lw::engine
