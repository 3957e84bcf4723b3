// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/BuildOps.h"

#include "core/engine/plan/BuildFunctions.h"

namespace lw::engine::plan {

namespace {

struct BuildRow {
    std::string_view op;
    Result<bool> (*build)(Builder&, const PlanOp&);
};

constexpr BuildRow kTable[] = {
    {"Conv2D", buildConvolution},
    {"Conv3D", buildConvolution},
    {"DepthwiseConv2dNative", buildConvolution},
    {"Conv2DBackpropInput", buildConvolution},
    {"Conv3DBackpropInputV2", buildConvolution},
    {"Dense", buildDense},
    {"MatMul", buildBatchMatMul},
    {"BatchMatMul", buildBatchMatMul},
    {"BatchMatMulV2", buildBatchMatMul},
    {"BatchMatMulV3", buildBatchMatMul},
    {"MaxPool", buildPooling},
    {"AvgPool", buildPooling},
    {"MaxPool3D", buildPooling},
    {"AvgPool3D", buildPooling},
    {"Relu", buildUnary},
    {"Relu6", buildUnary},
    {"Sigmoid", buildUnary},
    {"Tanh", buildUnary},
    {"Swish", buildUnary},
    {"Elu", buildUnary},
    {"Selu", buildUnary},
    {"LeakyRelu", buildUnary},
    {"Gelu", buildUnary},
    {"HardSigmoid", buildUnary},
    {"Softplus", buildUnary},
    {"Softsign", buildUnary},
    {"Exp", buildUnary},
    {"Erf", buildUnary},
    {"Sqrt", buildUnary},
    {"Rsqrt", buildUnary},
    {"Square", buildUnary},
    {"Neg", buildUnary},
    {"Abs", buildUnary},
    {"Reciprocal", buildUnary},
    {"Add", buildBinary},
    {"AddV2", buildBinary},
    {"BiasAdd", buildBinary},
    {"Sub", buildBinary},
    {"Mul", buildBinary},
    {"RealDiv", buildBinary},
    {"Maximum", buildBinary},
    {"Minimum", buildBinary},
    {"SquaredDifference", buildBinary},
    {"ChannelAffine", buildAffine},
    {"Softmax", buildSoftmax},
    {"LayerNorm", buildLayerNorm},
    {"Mean", buildReduction},
    {"Sum", buildReduction},
    {"Max", buildReduction},
    {"Reshape", buildReshape},
    {"Squeeze", buildReshape},
    {"ExpandDims", buildReshape},
    {"Transpose", buildTranspose},
    {"ConcatV2", buildConcat},
    {"GatherV2", buildGather},
    {"ResourceGather", buildGather},
    {"Gather", buildGather},
    {"LSTM", buildRecurrent},
    {"GRU", buildRecurrent},
    {"SimpleRNN", buildRecurrent},
    {"Attention", buildAttention},
};

} // namespace

Result<void> buildOp(Builder& builder, const PlanOp& op)
{
    for (const auto& row : kTable)
        if (row.op == op.op) {
            LW_ASSIGN(const bool built, row.build(builder, op));
            if (built)
                return {};
            break;
        }
    return buildKernel(builder, op);
}

} // namespace lw::engine::plan
