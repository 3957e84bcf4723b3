// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/plan/Builder.h"

namespace lw::engine::plan {

/// The steps of a plan with memory of their own, so that several threads can run the same plan on different samples.
/// Constants and packed weights are shared between lanes. One run at a time.
class Lane {
public:
    /// Invalid when there is no memory. Buffers have their offsets, arenaBytes is what those take.
    static Result<Lane> create(std::vector<std::unique_ptr<Step>> steps, const std::vector<StepRecord>& records,
                               const std::vector<Buffer>& buffers, std::size_t arenaBytes);
    ~Lane();
    Lane(Lane&& other) noexcept;
    Lane& operator=(Lane&&) = delete;

    /// The same steps on other memory.
    [[nodiscard]] Result<Lane> clone(const std::vector<StepRecord>& records, const std::vector<Buffer>& buffers) const;

    /// Where a buffer lies.
    [[nodiscard]] std::byte* pointer(const Buffer& buffer) const
    {
        return buffer.fixed ? buffer.fixed : m_data + buffer.offset;
    }
    /// All steps, one after another; with profile, adds each one's time to times().
    Result<void> run(const Progress& progress, bool profile);
    [[nodiscard]] const std::vector<double>& times() const { return m_times; } ///< milliseconds, by step
    void clearTimes() { m_times.assign(m_steps.size(), 0.0); }
    [[nodiscard]] std::string detail(std::size_t step) const { return m_steps[step]->detail(); }

private:
    Lane() = default;
    std::vector<std::unique_ptr<Step>> m_steps;
    std::vector<const graph::Node*> m_nodes; ///< that the steps are of, for messages
    std::vector<double> m_times;
    std::byte* m_data = nullptr;
    std::size_t m_bytes = 0;
};

} // namespace lw::engine::plan
