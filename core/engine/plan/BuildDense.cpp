// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/onednn/Product.h"
#include "core/engine/plan/BuildFunctions.h"
#include "core/engine/plan/Passes.h"

namespace lw::engine::plan {

using onednn::DenseSpec;
using onednn::MatMulSpec;

Result<bool> buildDense(Builder& builder, const PlanOp& op)
{
    const auto& input = builder.shape(op.inputs[0]);
    const auto& weights = *builder.value(op.inputs[1]).constant;
    DenseSpec spec;
    spec.transposed = op.node->boolAttr(op.node->op == "MatMul" ? "transpose_b" : "adj_y");
    spec.inner = input.back();
    spec.rows = static_cast<std::int64_t>(builder.value(op.inputs[0]).elements()) / spec.inner;
    spec.columns = weights.shape[spec.transposed ? 0 : 1];
    std::vector<float> scaled;
    spec.weights = reinterpret_cast<const float*>(weights.data);
    if (const auto& scale = op.fusion.scale; !scale.empty()) {
        scaled = floatsOf(weights);
        const auto inner = static_cast<std::size_t>(spec.transposed ? spec.inner : 1);
        for (std::size_t i = 0; i < scaled.size(); ++i)
            scaled[i] *= scale[i / inner % scale.size()];
        spec.weights = scaled.data();
    }
    spec.bias = op.fusion.bias.empty() ? nullptr : op.fusion.bias.data();
    spec.postOps = op.fusion.postOps;
    LW_ASSIGN(auto primitive, onednn::makeDense(spec));
    LW_TRY(builder.addPrimitive(std::move(primitive), {op.inputs[0]}, {op.outputs[0]}, {builder.shape(op.outputs[0])},
                                op.fusion.addend));
    return true;
}

static std::vector<std::int64_t> rowMajor(const Shape& shape)
{
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * shape[i];
    return strides;
}

/// Shape and strides of an operand of rank, transposed in its last two dimensions when asked.
static bool operand(const Shape& shape, std::size_t rank, bool transposed, Shape& dims,
                    std::vector<std::int64_t>& strides)
{
    if (shape.size() < 2 || shape.size() > rank)
        return false;
    Shape full(rank - shape.size(), 1);
    full.insert(full.end(), shape.begin(), shape.end());
    dims = full;
    strides = rowMajor(full);
    if (transposed) {
        std::swap(dims[rank - 1], dims[rank - 2]);
        std::swap(strides[rank - 1], strides[rank - 2]);
    }
    return true;
}

Result<bool> buildBatchMatMul(Builder& builder, const PlanOp& op)
{
    const bool matMul = op.op == "MatMul";
    if (op.inputs.size() != 2 || op.outputs[0] < 0)
        return false;
    for (const auto input : op.inputs)
        if (builder.value(input).dtype != DType::Float32)
            return false;
    MatMulSpec spec;
    spec.output = builder.shape(op.outputs[0]);
    const auto rank = spec.output.size();
    if (rank < 2 || rank > 6 ||
        !operand(builder.shape(op.inputs[0]), rank, op.node->boolAttr(matMul ? "transpose_a" : "adj_x"), spec.left,
                 spec.leftStrides) ||
        !operand(builder.shape(op.inputs[1]), rank, op.node->boolAttr(matMul ? "transpose_b" : "adj_y"), spec.right,
                 spec.rightStrides))
        return false;
    spec.outputStrides = rowMajor(spec.output);
    auto primitive = onednn::makeMatMul(spec);
    if (!primitive)
        return false;
    LW_TRY(builder.addPrimitive(std::move(primitive).value(), op.inputs, {op.outputs[0]}, {spec.output}));
    return true;
}

} // namespace lw::engine::plan
