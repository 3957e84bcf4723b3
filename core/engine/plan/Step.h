// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"

#include <memory>
#include <string>
#include <vector>

namespace lw::engine::plan {

/// One operation of a plan on fixed memory.
class Step {
public:
    virtual ~Step() = default;
    /// Called once, when the arena is there. The pointers stay for the life of the plan.
    virtual void bind(const std::vector<void*>& reads, const std::vector<void*>& writes) = 0;
    virtual Result<void> run(const Progress& progress) = 0;
    /// The same operation, not bound yet; shares constants. Both may run at the same time.
    [[nodiscard]] virtual std::unique_ptr<Step> clone() const = 0;
    /// What does the work, for Plan::describe.
    [[nodiscard]] virtual std::string detail() const { return {}; }
};

/// A step that is a loop over pointers: body(reads, writes) returns nothing or Result<void>.
template <typename Body>
class LoopStep final : public Step {
public:
    explicit LoopStep(Body body) : m_body(std::move(body)) {}
    void bind(const std::vector<void*>& reads, const std::vector<void*>& writes) override
    {
        m_reads = reads;
        m_writes = writes;
    }
    Result<void> run(const Progress&) override
    {
        if constexpr (std::is_void_v<decltype(m_body(m_reads.data(), m_writes.data()))>) {
            m_body(m_reads.data(), m_writes.data());
            return {};
        } else {
            return m_body(m_reads.data(), m_writes.data());
        }
    }
    [[nodiscard]] std::unique_ptr<Step> clone() const override { return std::make_unique<LoopStep>(m_body); }

private:
    Body m_body;
    std::vector<void*> m_reads, m_writes;
};

template <typename Body>
std::unique_ptr<Step> makeLoop(Body body)
{
    return std::make_unique<LoopStep<Body>>(std::move(body));
}

/// Runs two steps at the same time, each on a thread of its own. The first one's pointers come first.
std::unique_ptr<Step> makeSideBySide(std::unique_ptr<Step> first, std::size_t firstReads, std::size_t firstWrites,
                                     std::unique_ptr<Step> second);

} // namespace lw::engine::plan
