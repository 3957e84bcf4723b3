// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Passes.h"

#include <algorithm>

namespace lw::engine::plan {

using onednn::PostOp;

static bool weightsAreConstant(const PlanIr& ir, const PlanOp& op)
{
    return op.inputs.size() >= 2 && ir.values[static_cast<std::size_t>(op.inputs[1])].constant.has_value() &&
           ir.values[static_cast<std::size_t>(op.inputs[1])].dtype == DType::Float32;
}

static bool hasSum(const Fusion& fusion)
{
    return std::any_of(fusion.postOps.begin(), fusion.postOps.end(),
                       [](const PostOp& op) { return op.kind == PostOp::Kind::Sum; });
}

/// y = (x * a + b) * c + d.
static void compose(Fusion& first, const Fusion& second)
{
    if (!second.scale.empty()) {
        if (first.scale.empty())
            first.scale = second.scale;
        else
            for (std::size_t i = 0; i < first.scale.size(); ++i)
                first.scale[i] *= second.scale[i];
        for (std::size_t i = 0; i < first.bias.size(); ++i)
            first.bias[i] *= second.scale[i];
    }
    if (!second.bias.empty()) {
        if (first.bias.empty())
            first.bias = second.bias;
        else
            for (std::size_t i = 0; i < first.bias.size(); ++i)
                first.bias[i] += second.bias[i];
    }
}

/// Takes consumer into op when that is possible.
static bool absorb(const PlanIr& ir, PlanOp& op, const PlanOp& consumer)
{
    const int made = op.outputs[0];
    auto& fusion = op.fusion;
    if (consumer.op == kChannelAffine) {
        if (!fusion.postOps.empty())
            return false;
        compose(fusion, consumer.fusion);
        return true;
    }
    if (op.op == kChannelAffine)
        return false;
    if (const auto activation = activationOf(consumer)) {
        constexpr std::size_t kMostPostOps = 3;
        if (fusion.postOps.size() >= kMostPostOps)
            return false;
        fusion.postOps.push_back({PostOp::Kind::Activate, *activation});
        return true;
    }
    if ((consumer.op == "AddV2" || consumer.op == "Add") && consumer.inputs.size() == 2 && !hasSum(fusion)) {
        const int other = consumer.inputs[consumer.inputs[0] == made ? 1 : 0];
        const auto& addend = ir.values[static_cast<std::size_t>(other)];
        if (other == made || addend.constant || addend.shape != ir.values[static_cast<std::size_t>(made)].shape)
            return false;
        fusion.addend = other;
        fusion.postOps.push_back({PostOp::Kind::Sum, {}});
        return true;
    }
    return false;
}

void fuseIntoProducts(PlanIr& ir)
{
    const auto uses = ir.useCounts();
    std::vector<int> reader(ir.values.size(), -1); // an op that reads the value: the only one where uses is 1
    for (std::size_t i = 0; i < ir.ops.size(); ++i)
        for (const auto input : ir.ops[i].inputs)
            reader[static_cast<std::size_t>(input)] = static_cast<int>(i);
    for (auto& op : ir.ops) {
        const bool affine = op.op == kChannelAffine;
        if (op.removed || op.outputs[0] < 0 || (!affine && !(isProduct(op) && weightsAreConstant(ir, op))))
            continue;
        for (;;) {
            const auto made = static_cast<std::size_t>(op.outputs[0]);
            if (uses[made] != 1 || reader[made] < 0 || ir.values[made].dtype != DType::Float32)
                break;
            auto& consumer = ir.ops[static_cast<std::size_t>(reader[made])];
            if (consumer.removed || consumer.outputs.empty() || consumer.outputs[0] < 0 || !absorb(ir, op, consumer))
                break;
            op.flops += consumer.flops;
            op.outputs[0] = consumer.outputs[0];
            consumer.removed = true;
        }
    }
    ir.compact();
}

void sinkReshapes(PlanIr& ir)
{
    for (bool changed = true; changed;) {
        changed = false;
        const auto uses = ir.useCounts();
        const auto producers = ir.producers();
        for (auto& op : ir.ops) {
            if (op.outputs[0] < 0 || (op.op != kChannelAffine && !activationOf(op) && op.op != "Gelu"))
                continue;
            const auto input = static_cast<std::size_t>(op.inputs[0]);
            if (producers[input] < 0 || uses[input] != 1)
                continue;
            auto& reshape = ir.ops[static_cast<std::size_t>(producers[input])];
            if (!isReshape(reshape.op))
                continue;
            const auto source = static_cast<std::size_t>(reshape.inputs[0]);
            const auto& shape = ir.values[source].shape;
            if (ir.values[source].constant || shape.empty() || ir.values[input].shape.empty() ||
                shape.back() != ir.values[input].shape.back() || ir.values[source].dtype != DType::Float32)
                continue;
            // x -> reshape -> a -> op -> b   becomes   x -> op -> a' -> reshape -> b
            ir.values[input].shape = shape;
            reshape.outputs[0] = op.outputs[0];
            op.inputs[0] = static_cast<int>(source);
            op.outputs[0] = static_cast<int>(input);
            reshape.inputs[0] = static_cast<int>(input);
            changed = true;
            break;
        }
        if (changed)
            ir.compact();
    }
}

} // namespace lw::engine::plan
