// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/plan/PlanIr.h"

namespace lw::engine::plan {

/// Internal op of plans: y = x * fusion.scale + fusion.bias along the last dimension. Additions and products with
/// constant vectors or scalars, bias and batch normalisation all become it.
inline constexpr const char* kChannelAffine = "ChannelAffine";
/// Internal op: inputs 0 (rows..., inner) times constant 1 (inner, columns), or transposed by the node's attribute.
inline constexpr const char* kDense = "Dense";

/// Each pass rewrites what it recognises and leaves the rest; values that are outputs of the plan are never swallowed.

/// Identity and the like disappear; products with constant weights become Dense; what can becomes ChannelAffine or
/// Swish.
void simplify(PlanIr& ir);
/// Element-wise ops move before reshapes that keep the last dimension, to where they can be fused.
void sinkReshapes(PlanIr& ir);
/// Zeros padded around an image become padding of the convolution (or pooling of values >= 0) that reads it.
void foldPads(PlanIr& ir);
/// Channel-wise factors and summands, activations and residual sums go into the convolution or product before them.
void fuseIntoProducts(PlanIr& ir);

/// All of them, in the order in which each finds what the one before has made possible.
void runPasses(PlanIr& ir);

/// The activation that an op with one input computes, if post-operations can do it.
std::optional<onednn::Activation> activationOf(const PlanOp& op);
bool isProduct(const PlanOp& op); ///< its weights are constant and it takes post-operations
bool isReshape(std::string_view op);
bool channelsLast(const PlanOp& op); ///< by its data_format
/// Elements of a float32 constant.
std::vector<float> floatsOf(const Value& constant);

} // namespace lw::engine::plan
