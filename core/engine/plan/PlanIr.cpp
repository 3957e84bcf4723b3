// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/PlanIr.h"

#include <algorithm>

namespace lw::engine::plan {

std::vector<int> PlanIr::useCounts() const
{
    std::vector<int> counts(values.size(), 0);
    for (const auto& op : ops) {
        if (op.removed)
            continue;
        for (const auto input : op.inputs)
            ++counts[static_cast<std::size_t>(input)];
        if (op.fusion.addend >= 0)
            ++counts[static_cast<std::size_t>(op.fusion.addend)];
    }
    for (const auto output : outputs)
        ++counts[static_cast<std::size_t>(output)];
    return counts;
}

std::vector<int> PlanIr::producers() const
{
    std::vector<int> result(values.size(), -1);
    for (std::size_t i = 0; i < ops.size(); ++i)
        if (!ops[i].removed)
            for (const auto output : ops[i].outputs)
                if (output >= 0)
                    result[static_cast<std::size_t>(output)] = static_cast<int>(i);
    return result;
}

void PlanIr::replaceUses(int from, int to)
{
    for (auto& op : ops) {
        std::replace(op.inputs.begin(), op.inputs.end(), from, to);
        if (op.fusion.addend == from)
            op.fusion.addend = to;
    }
    std::replace(outputs.begin(), outputs.end(), from, to);
}

void PlanIr::compact()
{
    const auto producer = producers();
    enum class Mark : char { New, Open, Done };
    std::vector<Mark> marks(ops.size(), Mark::New);
    std::vector<PlanOp> sorted;
    sorted.reserve(ops.size());
    // Depth first from the outputs, without recursion: graphs may be thousands of ops deep.
    std::vector<int> stack;
    const auto want = [&](int value) {
        const int maker = producer[static_cast<std::size_t>(value)];
        if (maker >= 0 && marks[static_cast<std::size_t>(maker)] == Mark::New)
            stack.push_back(maker);
    };
    for (const auto output : outputs) {
        want(output);
        while (!stack.empty()) {
            const auto index = static_cast<std::size_t>(stack.back());
            auto& op = ops[index];
            if (marks[index] == Mark::New) {
                marks[index] = Mark::Open;
                // The residual operand is wanted first of all (last pushed), so that the sum lands in its finished
                // buffer.
                for (auto input = op.inputs.rbegin(); input != op.inputs.rend(); ++input)
                    want(*input);
                if (op.fusion.addend >= 0)
                    want(op.fusion.addend);
                continue;
            }
            stack.pop_back();
            if (marks[index] == Mark::Open) {
                marks[index] = Mark::Done;
                sorted.push_back(std::move(op));
            }
        }
    }
    ops = std::move(sorted);
}

} // namespace lw::engine::plan
