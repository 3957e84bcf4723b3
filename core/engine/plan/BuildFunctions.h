// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/plan/Builder.h"

namespace lw::engine::onednn {
struct ConvolutionSpec;
}

namespace lw::engine::plan {

// A file a family of ops, and BuildOps.cpp chooses between them by a table. Each function adds the steps of one op;
// false when this form of it has no fast way, so that the plain kernel runs as a step.
Result<bool> buildConvolution(Builder& builder, const PlanOp& op);
Result<bool> buildDense(Builder& builder, const PlanOp& op);
Result<bool> buildBatchMatMul(Builder& builder, const PlanOp& op);
Result<bool> buildPooling(Builder& builder, const PlanOp& op);
Result<bool> buildUnary(Builder& builder, const PlanOp& op);
Result<bool> buildBinary(Builder& builder, const PlanOp& op);
Result<bool> buildAffine(Builder& builder, const PlanOp& op);
Result<bool> buildSoftmax(Builder& builder, const PlanOp& op);
Result<bool> buildLayerNorm(Builder& builder, const PlanOp& op);
Result<bool> buildReduction(Builder& builder, const PlanOp& op);
Result<bool> buildReshape(Builder& builder, const PlanOp& op);
Result<bool> buildTranspose(Builder& builder, const PlanOp& op);
Result<bool> buildConcat(Builder& builder, const PlanOp& op);
Result<bool> buildGather(Builder& builder, const PlanOp& op);
Result<bool> buildRecurrent(Builder& builder, const PlanOp& op);
Result<bool> buildAttention(Builder& builder, const PlanOp& op);
/// A transposed convolution whose kernel is as large as its stride: a product, and its rows moved to their places.
Result<bool> buildTiledTransposed(Builder& builder, const PlanOp& op, const onednn::ConvolutionSpec& spec);
/// The plain kernel on the plan's memory.
Result<void> buildKernel(Builder& builder, const PlanOp& op);

} // namespace lw::engine::plan
