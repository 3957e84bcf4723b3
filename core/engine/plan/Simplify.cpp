// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/Passes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lw::engine::plan {

static bool isIdentity(const PlanOp& op)
{
    static constexpr std::array kNames = {"Identity", "StopGradient",           "PreventGradient",
                                          "Snapshot", "PlaceholderWithDefault", "EnsureShape"};
    return std::any_of(kNames.begin(), kNames.end(), [&](const char* name) { return op.op == name; });
}

static void makeAffine(PlanOp& op, int input, std::vector<float> scale, std::vector<float> bias)
{
    op.op = kChannelAffine;
    op.inputs = {input};
    op.fusion = {};
    op.fusion.scale = std::move(scale);
    op.fusion.bias = std::move(bias);
}

/// A constant as one number per entry of the last dimension of shape; empty when it varies along another one.
static std::vector<float> perChannel(const PlanValue& constant, const Shape& shape)
{
    constexpr std::int64_t kMostChannels = 1 << 16;
    if (!constant.constant || constant.dtype != DType::Float32 || shape.empty() || shape.back() > kMostChannels ||
        constant.shape.size() > shape.size())
        return {};
    const auto count = static_cast<std::int64_t>(constant.elements());
    const bool vector = !constant.shape.empty() && constant.shape.back() == count && count == shape.back();
    if (count != 1 && !vector)
        return {};
    auto values = floatsOf(*constant.constant);
    if (count == 1)
        values.assign(static_cast<std::size_t>(shape.back()), values[0]);
    return values;
}

static void simplifyArithmetic(PlanIr& ir, PlanOp& op)
{
    const bool add = op.op == "AddV2" || op.op == "Add" || op.op == "BiasAdd";
    const bool mul = op.op == "Mul", sub = op.op == "Sub", div = op.op == "RealDiv" || op.op == "Div";
    if ((!add && !mul && !sub && !div) || op.inputs.size() != 2 || op.outputs[0] < 0 || !channelsLast(op))
        return;
    auto left = op.inputs[0], right = op.inputs[1];
    const auto value = [&](int index) -> const PlanValue& { return ir.values[static_cast<std::size_t>(index)]; };
    if ((add || mul) && value(left).constant)
        std::swap(left, right);
    const auto& shape = value(left).shape;
    if (value(left).constant || value(left).dtype != DType::Float32 || shape != value(op.outputs[0]).shape)
        return;
    auto channel = perChannel(value(right), shape);
    if (channel.empty())
        return;
    if (sub)
        for (auto& each : channel)
            each = -each;
    if (div)
        for (auto& each : channel)
            each = 1.0F / each;
    if (add || sub)
        makeAffine(op, left, {}, std::move(channel));
    else
        makeAffine(op, left, std::move(channel), {});
}

static void simplifyBatchNorm(PlanIr& ir, PlanOp& op)
{
    if (!op.op.starts_with("FusedBatchNorm") || op.node->boolAttr("is_training", true) || op.inputs.size() != 5 ||
        !channelsLast(op))
        return;
    for (std::size_t i = 1; i < op.outputs.size(); ++i)
        if (op.outputs[i] >= 0)
            return;
    std::vector<float> parts[4];
    const auto& data = ir.values[static_cast<std::size_t>(op.inputs[0])];
    for (std::size_t i = 0; i < 4; ++i) {
        const auto& value = ir.values[static_cast<std::size_t>(op.inputs[i + 1])];
        if (!value.constant || value.dtype != DType::Float32 || data.dtype != DType::Float32 || data.shape.empty() ||
            static_cast<std::int64_t>(value.elements()) != data.shape.back())
            return;
        parts[i] = floatsOf(*value.constant);
    }
    const double epsilon = op.node->floatAttr("epsilon", 1e-4);
    std::vector<float> scale(parts[0].size()), bias(parts[0].size());
    for (std::size_t i = 0; i < scale.size(); ++i) {
        const double factor = parts[0][i] / std::sqrt(static_cast<double>(parts[3][i]) + epsilon);
        scale[i] = static_cast<float>(factor);
        bias[i] = static_cast<float>(parts[1][i] - parts[2][i] * factor);
    }
    makeAffine(op, op.inputs[0], std::move(scale), std::move(bias));
}

static void simplifyProduct(PlanIr& ir, PlanOp& op)
{
    const bool matMul = op.op == "MatMul";
    if ((!matMul && !op.op.starts_with("BatchMatMul")) || op.inputs.size() != 2)
        return;
    const auto& left = ir.values[static_cast<std::size_t>(op.inputs[0])];
    const auto& right = ir.values[static_cast<std::size_t>(op.inputs[1])];
    if (!right.constant || left.constant || right.shape.size() != 2 || left.shape.size() < 2 ||
        left.dtype != DType::Float32 || op.node->boolAttr(matMul ? "transpose_a" : "adj_x"))
        return;
    op.op = kDense;
}

/// x * sigmoid(x).
static void simplifySwish(const PlanIr& ir, const std::vector<int>& producers, PlanOp& op)
{
    if (op.op != "Mul" || op.inputs.size() != 2)
        return;
    for (std::size_t side = 0; side < 2; ++side) {
        const int maker = producers[static_cast<std::size_t>(op.inputs[side])];
        const int other = op.inputs[1 - side];
        if (maker < 0)
            continue;
        const auto& sigmoid = ir.ops[static_cast<std::size_t>(maker)];
        if (sigmoid.op == "Sigmoid" && sigmoid.inputs[0] == other &&
            ir.values[static_cast<std::size_t>(other)].dtype == DType::Float32) {
            op.op = "Swish";
            op.inputs = {other};
            return;
        }
    }
}

void simplify(PlanIr& ir)
{
    for (auto& op : ir.ops)
        if (isIdentity(op) && !op.inputs.empty() && op.outputs[0] >= 0) {
            op.removed = true;
            ir.replaceUses(op.outputs[0], op.inputs[0]);
        }
    const auto producers = ir.producers();
    for (auto& op : ir.ops) {
        if (op.removed)
            continue;
        simplifyBatchNorm(ir, op);
        simplifyArithmetic(ir, op);
        simplifyProduct(ir, op);
        simplifySwish(ir, producers, op);
    }
    ir.compact();
}

} // namespace lw::engine::plan
