// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Arena.h"

#include <algorithm>
#include <numeric>

namespace lw::engine::plan {

namespace {
struct Life {
    int first = -1, last = -2;
    [[nodiscard]] bool meets(const Life& other) const { return first <= other.last && other.first <= last; }
    void touch(int step)
    {
        if (last < first) {
            first = last = step;
            return;
        }
        first = std::min(first, step);
        last = std::max(last, step);
    }
};
} // namespace

static constexpr std::size_t kAlignment = 64;

static std::vector<Life> livesOf(std::size_t count, const std::vector<StepRecord>& steps,
                                 const std::vector<int>& inputs, const std::vector<int>& outputs)
{
    std::vector<Life> lives(count);
    for (const auto buffer : inputs)
        lives[static_cast<std::size_t>(buffer)].touch(-1);
    for (std::size_t i = 0; i < steps.size(); ++i)
        for (const auto* list : {&steps[i].reads, &steps[i].writes})
            for (const auto buffer : *list)
                lives[static_cast<std::size_t>(buffer)].touch(static_cast<int>(i));
    for (const auto buffer : outputs)
        lives[static_cast<std::size_t>(buffer)].touch(static_cast<int>(steps.size()));
    return lives;
}

/// Largest first, each into the lowest gap among those placed that live at the same time.
std::size_t assignOffsets(std::vector<Buffer>& buffers, const std::vector<StepRecord>& steps,
                          const std::vector<int>& inputBuffers, const std::vector<int>& outputBuffers)
{
    const auto lives = livesOf(buffers.size(), steps, inputBuffers, outputBuffers);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < buffers.size(); ++i)
        if (!buffers[i].fixed && lives[i].last >= lives[i].first)
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return buffers[a].bytes > buffers[b].bytes; });
    std::vector<std::size_t> placed; // by offset
    std::size_t total = 0;
    for (const auto index : order) {
        const auto bytes = (buffers[index].bytes + kAlignment - 1) / kAlignment * kAlignment;
        std::size_t offset = 0;
        for (const auto other : placed) {
            if (!lives[other].meets(lives[index]))
                continue;
            if (offset + bytes <= buffers[other].offset)
                break;
            const auto end = buffers[other].offset + buffers[other].bytes;
            offset = std::max(offset, (end + kAlignment - 1) / kAlignment * kAlignment);
        }
        buffers[index].offset = offset;
        total = std::max(total, offset + bytes);
        const auto spot =
            std::upper_bound(placed.begin(), placed.end(), offset,
                             [&](std::size_t value, std::size_t item) { return value < buffers[item].offset; });
        placed.insert(spot, index);
    }
    return total;
}

} // namespace lw::engine::plan
