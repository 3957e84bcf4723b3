// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fast/Parallel.h"
#include "core/engine/plan/Step.h"

namespace lw::engine::plan {

namespace {

class SideBySide final : public Step {
public:
    SideBySide(std::unique_ptr<Step> first, std::size_t firstReads, std::size_t firstWrites,
               std::unique_ptr<Step> second)
        : m_steps{std::move(first), std::move(second)}, m_firstReads(static_cast<std::ptrdiff_t>(firstReads)),
          m_firstWrites(static_cast<std::ptrdiff_t>(firstWrites))
    {
    }

    void bind(const std::vector<void*>& reads, const std::vector<void*>& writes) override
    {
        m_steps[0]->bind({reads.begin(), reads.begin() + m_firstReads},
                         {writes.begin(), writes.begin() + m_firstWrites});
        m_steps[1]->bind({reads.begin() + m_firstReads, reads.end()}, {writes.begin() + m_firstWrites, writes.end()});
    }

    Result<void> run(const Progress& progress) override
    {
        Result<void> results[2];
        constexpr std::int64_t kAlwaysWorthATeam = 1 << 20;
        fast::parallelFor(2, kAlwaysWorthATeam, [&](std::int64_t begin, std::int64_t end) {
            for (auto i = begin; i < end; ++i)
                results[i] = m_steps[i]->run(progress);
        });
        return results[0] ? results[1] : results[0];
    }

    [[nodiscard]] std::unique_ptr<Step> clone() const override
    {
        return std::make_unique<SideBySide>(m_steps[0]->clone(), static_cast<std::size_t>(m_firstReads),
                                            static_cast<std::size_t>(m_firstWrites), m_steps[1]->clone());
    }

    [[nodiscard]] std::string detail() const override
    {
        return m_steps[0]->detail() + " beside " + m_steps[1]->detail();
    }

private:
    std::unique_ptr<Step> m_steps[2];
    std::ptrdiff_t m_firstReads, m_firstWrites;
};

} // namespace

std::unique_ptr<Step> makeSideBySide(std::unique_ptr<Step> first, std::size_t firstReads, std::size_t firstWrites,
                                     std::unique_ptr<Step> second)
{
    return std::make_unique<SideBySide>(std::move(first), firstReads, firstWrites, std::move(second));
}

} // namespace lw::engine::plan
