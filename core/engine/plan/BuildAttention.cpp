// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fast/FastKernels.h"
#include "core/engine/fast/Parallel.h"
#include "core/engine/onednn/Product.h"
#include "core/engine/plan/BuildFunctions.h"

namespace lw::engine::plan {

static std::vector<std::int64_t> rowMajor(const Shape& shape)
{
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * shape[i];
    return strides;
}

/// softmax(query x key^T * scale) x value, as two batched products around our softmax.
Result<bool> buildAttention(Builder& builder, const PlanOp& op)
{
    const auto& node = *op.node;
    if (op.inputs.size() < 3 || op.outputs[0] < 0 || (op.outputs.size() > 1 && op.outputs[1] >= 0) ||
        node.boolAttr("has_mask") || node.boolAttr("causal"))
        return false;
    for (std::size_t i = 0; i < 3; ++i)
        if (builder.value(op.inputs[i]).dtype != DType::Float32 || builder.shape(op.inputs[i]).size() != 4)
            return false;
    const auto &query = builder.shape(op.inputs[0]), &key = builder.shape(op.inputs[1]),
               &value = builder.shape(op.inputs[2]);
    const Shape scores = {query[0], query[1], query[2], key[2]};

    onednn::MatMulSpec first;
    first.left = query;
    first.leftStrides = rowMajor(query);
    first.right = {key[0], key[1], key[3], key[2]};
    first.rightStrides = rowMajor(key);
    std::swap(first.rightStrides[2], first.rightStrides[3]);
    first.output = scores;
    first.outputStrides = rowMajor(scores);
    first.scale = static_cast<float>(node.floatAttr("scale", 1));
    onednn::MatMulSpec second;
    second.left = scores;
    second.leftStrides = rowMajor(scores);
    second.right = value;
    second.rightStrides = rowMajor(value);
    second.output = builder.shape(op.outputs[0]);
    second.outputStrides = rowMajor(second.output);
    auto scoring = onednn::makeMatMul(first), mixing = onednn::makeMatMul(second);
    if (!scoring || !mixing)
        return false;

    LW_TRY(builder.addPrimitive(std::move(scoring).value(), {op.inputs[0], op.inputs[1]}, {-1}, {scores}));
    const int weights = builder.steps.back().writes[0];
    const auto columns = key[2], rows = query[0] * query[1] * query[2];
    builder.add(makeLoop([=](void* const*, void* const* w) {
                    constexpr std::int64_t kCost = 8;
                    fast::parallelFor(rows, columns * kCost, [&](std::int64_t begin, std::int64_t end) {
                        auto* at = static_cast<float*>(w[0]) + begin * columns;
                        fast::fastKernels().softmax(at, at, static_cast<std::size_t>(end - begin),
                                                    static_cast<std::size_t>(columns));
                    });
                }),
                {weights}, {weights});
    LW_ASSIGN(const int values, builder.read(op.inputs[2]));
    builder.addRaw(std::move(mixing).value(), {weights, values}, {builder.define(op.outputs[0])});
    return true;
}

} // namespace lw::engine::plan
