// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/interpreter/Execution.h"

#include "core/graph/Origin.h"

#include <algorithm>
#include <chrono>
#include <new>

namespace lw::engine {

/// A frame that goes back, empty, when the execution of its program ends.
class Execution::FrameLoan {
public:
    FrameLoan(Execution& execution, const Program& program) : m_spares(execution.m_spareFrames[&program])
    {
        if (m_spares.empty()) {
            m_frame = std::make_unique<Frame>();
            m_frame->slots.resize(program.slotNeeded.size());
            return;
        }
        m_frame = std::move(m_spares.back());
        m_spares.pop_back();
    }
    ~FrameLoan()
    {
        std::fill(m_frame->slots.begin(), m_frame->slots.end(), Value());
        m_frame->arguments.clear();
        m_frame->results.clear();
        m_spares.push_back(std::move(m_frame));
    }
    FrameLoan(const FrameLoan&) = delete;
    FrameLoan& operator=(const FrameLoan&) = delete;
    Frame& operator*() { return *m_frame; }

private:
    std::vector<std::unique_ptr<Frame>>& m_spares;
    std::unique_ptr<Frame> m_frame;
};

Result<std::vector<Value>> Execution::call(const std::string& function, std::vector<Value> arguments)
{
    const auto found = m_functions.find(function);
    if (found == m_functions.end())
        return corrupt("function " + printable(function) + " is missing");
    try {
        return execute(*found->second, std::move(arguments), nullptr);
    } catch (const std::bad_alloc&) {
        return invalid("there is not enough memory");
    }
}

Result<std::vector<Value>> Execution::execute(const Program& program, std::vector<Value> arguments,
                                              std::vector<NodeTime>* times)
{
    if (arguments.size() != program.inputSlots.size())
        return invalid("a function of " + std::to_string(program.inputSlots.size()) + " inputs was called with " +
                       std::to_string(arguments.size()));
    if (m_depth >= m_options.depth)
        return invalid("functions call each other more than " + std::to_string(m_options.depth) + " levels deep");
    ++m_depth;
    FrameLoan loan(*this, program);
    Frame& frame = *loan;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        if (program.inputSlots[i] >= 0 && program.slotNeeded[static_cast<std::size_t>(program.inputSlots[i])])
            frame.slots[static_cast<std::size_t>(program.inputSlots[i])] = std::move(arguments[i]);
    arguments.clear();
    const auto done = runSteps(program, frame, times);
    --m_depth;
    if (!done)
        return done.error();
    std::vector<Value> results;
    results.reserve(program.outputs.size());
    for (const auto& source : program.outputs) {
        if (source.constant)
            results.push_back(program.constants[source.index]);
        else if (source.last)
            results.push_back(std::move(frame.slots[source.index]));
        else
            results.push_back(frame.slots[source.index]);
    }
    return results;
}

Result<void> Execution::runSteps(const Program& program, Frame& frame, std::vector<NodeTime>* times)
{
    using Clock = std::chrono::steady_clock;
    std::uint64_t count = 0;
    for (const auto& step : program.steps) {
        LW_TRY(m_progress.check());
        const auto start = times != nullptr ? Clock::now() : Clock::time_point();
        auto done = [&]() -> Result<void> {
            try {
                return runStep(program, step, frame);
            } catch (const std::bad_alloc&) {
                return invalid("there is not enough memory");
            }
        }();
        if (!done)
            return graph::errorAt(program.graph->nodes[step.node], done.error());
        if (times != nullptr)
            times->push_back({step.node, std::chrono::duration<double, std::milli>(Clock::now() - start).count()});
        if (m_depth == 1)
            m_progress(++count, program.steps.size());
    }
    return {};
}

Result<void> Execution::runStep(const Program& program, const Step& step, Frame& frame)
{
    // Calls that this step makes use frames of their own, or of their own program, so that these two stay ours.
    auto& arguments = frame.arguments;
    auto& results = frame.results;
    arguments.clear();
    for (std::uint32_t i = 0; i < step.sourceCount; ++i) {
        const Source& source = program.sources[step.firstSource + i];
        if (source.constant)
            arguments.push_back(program.constants[source.index]);
        else if (source.last)
            arguments.push_back(std::move(frame.slots[source.index]));
        else
            arguments.push_back(frame.slots[source.index]);
    }
    results.clear();
    results.resize(step.slotCount);
    const bool dead = program.hasSwitch && !step.merges &&
                      std::any_of(arguments.begin(), arguments.end(),
                                  [](const Value& value) { return value.dtype == DType::Invalid; });
    if (!dead) {
        KernelContext context{program.graph->nodes[step.node], arguments, results, m_allocator, this, m_progress};
        context.seed = m_options.seed + 0x9E3779B97F4A7C15U * ++m_counter;
        context.resources = &m_resources;
        context.lastUse = step.lastUse;
        LW_TRY(step.kernel(context));
    }
    arguments.clear();
    for (std::uint32_t i = 0; i < step.slotCount && i < results.size(); ++i)
        if (program.slotNeeded[step.firstSlot + i])
            frame.slots[step.firstSlot + i] = std::move(results[i]);
    return {};
}

} // namespace lw::engine
