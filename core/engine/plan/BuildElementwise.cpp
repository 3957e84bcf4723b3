// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fast/FastKernels.h"
#include "core/engine/fast/Parallel.h"
#include "core/engine/plan/Broadcast.h"
#include "core/engine/plan/BuildFunctions.h"
#include "core/engine/plan/Passes.h"

#include <algorithm>
#include <optional>

namespace lw::engine::plan {

using fast::Binary;
using fast::fastKernels;
using fast::parallelFor;
using fast::Unary;

namespace {
struct UnaryChoice {
    Unary kind;
    float alpha = 0, beta = 0;
    int cost = 1; ///< of an element, beside a copy's
};
} // namespace

static std::optional<UnaryChoice> unaryOf(const PlanOp& op)
{
    const auto attr = [&](const char* key, double fallback) {
        return static_cast<float>(op.node->floatAttr(key, fallback));
    };
    const std::string_view name = op.op;
    constexpr int kSlow = 8;
    if (name == "Relu")
        return UnaryChoice{Unary::Relu};
    if (name == "Relu6")
        return UnaryChoice{Unary::Clip, 0, 6};
    if (name == "Sigmoid")
        return UnaryChoice{Unary::Sigmoid, 0, 0, kSlow};
    if (name == "Tanh")
        return UnaryChoice{Unary::Tanh, 0, 0, kSlow};
    if (name == "Swish")
        return UnaryChoice{Unary::Swish, 1, 0, kSlow};
    if (name == "Elu")
        return UnaryChoice{Unary::Elu, 1, 0, kSlow};
    if (name == "Selu")
        return UnaryChoice{Unary::Selu, 0, 0, kSlow};
    if (name == "LeakyRelu")
        return UnaryChoice{Unary::LeakyRelu, attr("alpha", 0.2)};
    if (name == "Gelu")
        return UnaryChoice{op.node->boolAttr("approximate") ? Unary::GeluTanh : Unary::Gelu, 0, 0, kSlow};
    if (name == "HardSigmoid")
        return UnaryChoice{Unary::HardSigmoid, attr("slope", 0.2), 0.5F};
    if (name == "Softplus")
        return UnaryChoice{Unary::Softplus, 0, 0, kSlow};
    if (name == "Softsign")
        return UnaryChoice{Unary::Softsign, 0, 0, 2};
    if (name == "Exp")
        return UnaryChoice{Unary::Exp, 0, 0, kSlow};
    if (name == "Erf")
        return UnaryChoice{Unary::Erf, 0, 0, kSlow};
    if (name == "Sqrt")
        return UnaryChoice{Unary::Sqrt, 0, 0, 2};
    if (name == "Rsqrt")
        return UnaryChoice{Unary::Rsqrt, 0, 0, 2};
    if (name == "Square")
        return UnaryChoice{Unary::Square};
    if (name == "Neg")
        return UnaryChoice{Unary::Neg};
    if (name == "Abs")
        return UnaryChoice{Unary::Abs};
    if (name == "Reciprocal")
        return UnaryChoice{Unary::Reciprocal, 0, 0, 2};
    return {};
}

static std::optional<Binary> binaryOf(std::string_view name)
{
    if (name == "Add" || name == "AddV2" || name == "BiasAdd")
        return Binary::Add;
    if (name == "Sub")
        return Binary::Sub;
    if (name == "Mul")
        return Binary::Mul;
    if (name == "RealDiv" || name == "Div")
        return Binary::Div;
    if (name == "Maximum")
        return Binary::Max;
    if (name == "Minimum")
        return Binary::Min;
    if (name == "SquaredDifference")
        return Binary::SquaredDifference;
    return {};
}

static const float* in(void* const* pointers, int index)
{
    return static_cast<const float*>(pointers[index]);
}

static float* out(void* const* pointers)
{
    return static_cast<float*>(pointers[0]);
}

Result<bool> buildUnary(Builder& builder, const PlanOp& op)
{
    const auto choice = unaryOf(op);
    if (!choice || op.inputs.size() != 1 || op.outputs[0] < 0 || builder.value(op.inputs[0]).dtype != DType::Float32)
        return false;
    const auto layout = builder.flatLayoutOf(op.inputs[0]);
    LW_ASSIGN(const int source, builder.read(op.inputs[0], layout));
    const int target = builder.defineOver(op.outputs[0], layout, op.inputs[0], source);
    const auto loop = fastKernels().unary[static_cast<int>(choice->kind)];
    const auto count = static_cast<std::int64_t>(builder.value(op.outputs[0]).elements());
    builder.add(makeLoop([loop, count, choice = *choice](void* const* r, void* const* w) {
                    parallelFor(count, choice.cost, [&](std::int64_t begin, std::int64_t end) {
                        loop(in(r, 0) + begin, out(w) + begin, static_cast<std::size_t>(end - begin), choice.alpha,
                             choice.beta);
                    });
                }),
                {source}, {target});
    return true;
}

/// Both operands of the same size: any common layout without padding will do.
static Result<bool> buildSameShape(Builder& builder, const PlanOp& op, Binary kind)
{
    auto layout = builder.flatLayoutOf(op.inputs[0]);
    if (layout.isPlain())
        layout = builder.flatLayoutOf(op.inputs[1]);
    LW_ASSIGN(const int left, builder.read(op.inputs[0], layout));
    LW_ASSIGN(const int right, builder.read(op.inputs[1], layout));
    int target = builder.defineOver(op.outputs[0], layout, op.inputs[0], left);
    const auto loop = fastKernels().binary[static_cast<int>(kind)];
    const auto count = static_cast<std::int64_t>(builder.value(op.outputs[0]).elements());
    builder.add(makeLoop([loop, count](void* const* r, void* const* w) {
                    parallelFor(count, 1, [&](std::int64_t begin, std::int64_t end) {
                        loop(in(r, 0) + begin, in(r, 1) + begin, out(w) + begin, static_cast<std::size_t>(end - begin));
                    });
                }),
                {left, right}, {target});
    return true;
}

/// The loop for the innermost collapsed dimension, by which operands advance along it.
static fast::BinaryLoop innerLoop(Binary kind, const Broadcast& broadcast)
{
    const auto index = static_cast<int>(kind);
    if (broadcast.innerLeft == 0)
        return fastKernels().binaryScalarLeft[index];
    if (broadcast.innerRight == 0)
        return fastKernels().binaryScalarRight[index];
    return fastKernels().binary[index];
}

static void runBroadcast(const Broadcast& b, fast::BinaryLoop loop, const float* left, const float* right,
                         float* result)
{
    if (b.outerCount == 1) {
        parallelFor(b.innerCount, 1, [&](std::int64_t begin, std::int64_t end) {
            loop(left + begin * b.innerLeft, right + begin * b.innerRight, result + begin,
                 static_cast<std::size_t>(end - begin));
        });
        return;
    }
    parallelFor(b.outerCount, b.innerCount, [&](std::int64_t begin, std::int64_t end) {
        BroadcastCursor cursor(b, begin);
        for (auto i = begin; i < end; ++i, cursor.next())
            loop(left + cursor.left(), right + cursor.right(), result + i * b.innerCount,
                 static_cast<std::size_t>(b.innerCount));
    });
}

Result<bool> buildBinary(Builder& builder, const PlanOp& op)
{
    const auto kind = binaryOf(op.op);
    if (!kind || op.inputs.size() != 2 || op.outputs[0] < 0 || op.node->textAttr("data_format", "NHWC") != "NHWC")
        return false;
    for (const auto input : op.inputs)
        if (builder.value(input).dtype != DType::Float32)
            return false;
    if (builder.shape(op.inputs[0]) == builder.shape(op.inputs[1]))
        return buildSameShape(builder, op, *kind);
    const auto broadcast = makeBroadcast(builder.shape(op.inputs[0]), builder.shape(op.inputs[1]));
    if (!broadcast)
        return false;
    LW_ASSIGN(const int left, builder.read(op.inputs[0]));
    LW_ASSIGN(const int right, builder.read(op.inputs[1]));
    const bool leftIsWhole = builder.shape(op.inputs[0]) == builder.shape(op.outputs[0]);
    const int target = leftIsWhole ? builder.defineOver(op.outputs[0], {}, op.inputs[0], left)
                                   : builder.defineOver(op.outputs[0], {}, op.inputs[1], right);
    const auto loop = innerLoop(*kind, *broadcast);
    builder.add(makeLoop([loop, b = *broadcast](void* const* r, void* const* w) {
                    runBroadcast(b, loop, in(r, 0), in(r, 1), out(w));
                }),
                {left, right}, {target});
    return true;
}

Result<bool> buildAffine(Builder& builder, const PlanOp& op)
{
    LW_ASSIGN(const int source, builder.read(op.inputs[0]));
    const int target = builder.defineOver(op.outputs[0], {}, op.inputs[0], source);
    const auto columns = builder.shape(op.outputs[0]).back();
    const auto rows = static_cast<std::int64_t>(builder.value(op.outputs[0]).elements()) / columns;
    const auto loop = fastKernels().affine;
    builder.add(
        makeLoop([loop, rows, columns, scale = op.fusion.scale, bias = op.fusion.bias](void* const* r, void* const* w) {
            parallelFor(rows, columns, [&](std::int64_t begin, std::int64_t end) {
                loop(in(r, 0) + begin * columns, out(w) + begin * columns, static_cast<std::size_t>(end - begin),
                     static_cast<std::size_t>(columns), scale.empty() ? nullptr : scale.data(),
                     bias.empty() ? nullptr : bias.data());
            });
        }),
        {source}, {target});
    return true;
}

Result<bool> buildSoftmax(Builder& builder, const PlanOp& op)
{
    const auto& shape = builder.shape(op.inputs[0]);
    if (op.outputs[0] < 0 || builder.value(op.inputs[0]).dtype != DType::Float32 || shape.empty())
        return false;
    LW_ASSIGN(const int source, builder.read(op.inputs[0]));
    const int target = builder.defineOver(op.outputs[0], {}, op.inputs[0], source);
    const auto columns = shape.back();
    const auto rows = static_cast<std::int64_t>(builder.value(op.inputs[0]).elements()) / columns;
    const auto loop = fastKernels().softmax;
    builder.add(makeLoop([loop, rows, columns](void* const* r, void* const* w) {
                    constexpr std::int64_t kCost = 8;
                    parallelFor(rows, columns * kCost, [&](std::int64_t begin, std::int64_t end) {
                        loop(in(r, 0) + begin * columns, out(w) + begin * columns,
                             static_cast<std::size_t>(end - begin), static_cast<std::size_t>(columns));
                    });
                }),
                {source}, {target});
    return true;
}

Result<bool> buildLayerNorm(Builder& builder, const PlanOp& op)
{
    const auto& shape = builder.shape(op.inputs[0]);
    const auto axes = op.node->intsAttr("axes");
    if (op.outputs[0] < 0 || builder.value(op.inputs[0]).dtype != DType::Float32 || shape.empty() || axes.size() != 1 ||
        (axes[0] != -1 && axes[0] != static_cast<std::int64_t>(shape.size()) - 1))
        return false;
    const auto columns = shape.back();
    std::size_t next = 1;
    std::vector<int> reads;
    LW_ASSIGN(const int source, builder.read(op.inputs[0]));
    reads.push_back(source);
    int gamma = -1, beta = -1;
    for (const auto& [attr, slot] : {std::pair{"has_gamma", &gamma}, std::pair{"has_beta", &beta}}) {
        if (!op.node->boolAttr(attr))
            continue;
        if (next >= op.inputs.size() ||
            static_cast<std::int64_t>(builder.value(op.inputs[next]).elements()) != columns ||
            builder.value(op.inputs[next]).dtype != DType::Float32)
            return false;
        LW_ASSIGN(const int buffer, builder.read(op.inputs[next++]));
        *slot = static_cast<int>(reads.size());
        reads.push_back(buffer);
    }
    const int target = builder.defineOver(op.outputs[0], {}, op.inputs[0], source);
    const auto rows = static_cast<std::int64_t>(builder.value(op.inputs[0]).elements()) / columns;
    const auto epsilon = static_cast<float>(op.node->floatAttr("epsilon", 1e-3));
    const bool rms = op.node->boolAttr("rms");
    const auto loop = fastKernels().layerNorm;
    builder.add(makeLoop([=](void* const* r, void* const* w) {
                    constexpr std::int64_t kCost = 3;
                    parallelFor(rows, columns * kCost, [&](std::int64_t begin, std::int64_t end) {
                        loop(in(r, 0) + begin * columns, out(w) + begin * columns,
                             static_cast<std::size_t>(end - begin), static_cast<std::size_t>(columns),
                             gamma < 0 ? nullptr : in(r, gamma), beta < 0 ? nullptr : in(r, beta), epsilon, rms);
                    });
                }),
                std::move(reads), {target});
    return true;
}

} // namespace lw::engine::plan
