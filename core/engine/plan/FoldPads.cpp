// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Passes.h"

namespace lw::engine::plan {

using onednn::ActivationKind;
using onednn::PostOp;

static std::optional<std::vector<std::int64_t>> intsOf(const Value& value)
{
    std::vector<std::int64_t> result;
    if (value.dtype == DType::Int32)
        result.assign(value.as<std::int32_t>().begin(), value.as<std::int32_t>().end());
    else if (value.dtype == DType::Int64)
        result.assign(value.as<std::int64_t>().begin(), value.as<std::int64_t>().end());
    else
        return {};
    return result;
}

static bool padsWithZero(const PlanIr& ir, const PlanOp& pad)
{
    if (pad.op == "Pad")
        return true;
    if (pad.op != "PadV2" || pad.inputs.size() != 3)
        return false;
    const auto& value = ir.values[static_cast<std::size_t>(pad.inputs[2])];
    return value.constant && value.dtype == DType::Float32 && value.elements() == 1 &&
           floatsOf(*value.constant)[0] == 0;
}

static bool padsInside(const PlanOp& op)
{
    if (op.node->textAttr("padding") != "VALID" || !op.fusion.padBefore.empty())
        return false;
    return op.op == "Conv2D" || op.op == "DepthwiseConv2dNative" || op.op == "Conv3D";
}

/// Rectified values: a maximum that skips the padding equals one that sees zeros there.
static bool neverNegative(const PlanOp& maker)
{
    if (!maker.fusion.postOps.empty()) {
        const auto& last = maker.fusion.postOps.back();
        return last.kind == PostOp::Kind::Activate &&
               ((last.activation.kind == ActivationKind::Relu && last.activation.alpha == 0) ||
                last.activation.kind == ActivationKind::Sigmoid ||
                (last.activation.kind == ActivationKind::Clip && last.activation.alpha >= 0));
    }
    return maker.op == "Relu" || maker.op == "Relu6" || maker.op == "Sigmoid";
}

static bool windowCoversPads(const PlanOp& pool, const std::vector<std::int64_t>& pads)
{
    const auto window = pool.node->intsAttr("ksize");
    if (pool.op != "MaxPool" || pool.node->textAttr("padding") != "VALID" || window.size() * 2 != pads.size())
        return false;
    for (std::size_t i = 0; i < window.size(); ++i)
        if (pads[2 * i] >= window[i] || pads[2 * i + 1] >= window[i])
            return false;
    return true;
}

void foldPads(PlanIr& ir)
{
    const auto uses = ir.useCounts();
    const auto producers = ir.producers();
    for (auto& op : ir.ops) {
        if (op.inputs.empty() || (!padsInside(op) && op.op != "MaxPool"))
            continue;
        const auto input = static_cast<std::size_t>(op.inputs[0]);
        if (producers[input] < 0 || uses[input] != 1)
            continue;
        auto& pad = ir.ops[static_cast<std::size_t>(producers[input])];
        if ((pad.op != "Pad" && pad.op != "PadV2") || !padsWithZero(ir, pad))
            continue;
        const auto& amounts = ir.values[static_cast<std::size_t>(pad.inputs[1])];
        const auto pads = amounts.constant ? intsOf(*amounts.constant) : std::nullopt;
        const auto rank = ir.values[input].shape.size();
        if (!pads || pads->size() != 2 * rank || rank < 4)
            continue;
        const auto at = [&](std::size_t i) { return (*pads)[i]; };
        if (at(0) != 0 || at(1) != 0 || at(2 * rank - 2) != 0 || at(2 * rank - 1) != 0)
            continue;
        if (op.op == "MaxPool") {
            const int maker = producers[static_cast<std::size_t>(pad.inputs[0])];
            if (maker < 0 || !neverNegative(ir.ops[static_cast<std::size_t>(maker)]) || !windowCoversPads(op, *pads))
                continue;
        }
        for (std::size_t i = 1; i + 1 < rank; ++i) {
            op.fusion.padBefore.push_back(at(2 * i));
            op.fusion.padAfter.push_back(at(2 * i + 1));
        }
        op.inputs[0] = pad.inputs[0];
    }
    ir.compact();
}

} // namespace lw::engine::plan
