// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Lane.h"

#include "core/graph/Origin.h"

#include <algorithm>
#include <chrono>
#include <sys/mman.h>

namespace lw::engine::plan {

static double milliseconds()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

Lane::~Lane()
{
    if (m_data)
        munmap(m_data, m_bytes);
}

Lane::Lane(Lane&& other) noexcept
    : m_steps(std::move(other.m_steps)), m_nodes(std::move(other.m_nodes)), m_times(std::move(other.m_times)),
      m_data(std::exchange(other.m_data, nullptr)), m_bytes(other.m_bytes)
{
}

Result<Lane> Lane::create(std::vector<std::unique_ptr<Step>> steps, const std::vector<StepRecord>& records,
                          const std::vector<Buffer>& buffers, std::size_t arenaBytes)
{
    Lane lane;
    constexpr std::size_t kPage = std::size_t(2) << 20; // huge pages where the system has them
    lane.m_bytes = std::max<std::size_t>((arenaBytes + kPage - 1) / kPage * kPage, kPage);
    void* data = mmap(nullptr, lane.m_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED)
        return invalid("a run needs " + std::to_string(arenaBytes >> 20) + " MiB of memory, which is not there");
    lane.m_data = static_cast<std::byte*>(data);
    madvise(data, lane.m_bytes, MADV_HUGEPAGE);
    lane.m_steps = std::move(steps);
    lane.clearTimes();
    for (std::size_t i = 0; i < records.size(); ++i) {
        lane.m_nodes.push_back(records[i].node);
        std::vector<void*> reads, writes;
        for (const auto buffer : records[i].reads)
            reads.push_back(lane.pointer(buffers[static_cast<std::size_t>(buffer)]));
        for (const auto buffer : records[i].writes)
            writes.push_back(lane.pointer(buffers[static_cast<std::size_t>(buffer)]));
        lane.m_steps[i]->bind(reads, writes);
    }
    return lane;
}

Result<Lane> Lane::clone(const std::vector<StepRecord>& records, const std::vector<Buffer>& buffers) const
{
    std::vector<std::unique_ptr<Step>> steps;
    steps.reserve(m_steps.size());
    for (const auto& step : m_steps)
        steps.push_back(step->clone());
    return create(std::move(steps), records, buffers, m_bytes);
}

Result<void> Lane::run(const Progress& progress, bool profile)
{
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        LW_TRY(progress.check());
        const double start = profile ? milliseconds() : 0;
        if (auto done = m_steps[i]->run(progress); !done)
            return m_nodes[i] ? graph::errorAt(*m_nodes[i], done.error()) : done.error();
        if (profile)
            m_times[i] += milliseconds() - start;
    }
    return {};
}

} // namespace lw::engine::plan
