// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/operations/OperationCall.h"

#include <span>

namespace lw::keras {

/// The output tensors of one call of a function. A rule never fails: what it cannot tell from the arguments comes out
/// as an unknown dimension or rank. The functions are those of tf.* and tf.math.* that Keras 2 wraps
/// (keras/src/layers/core/tf_op_layer.py, TFOpLambda) and of keras.src.ops in Keras 3.
using OperationRule = TensorInfos (*)(const OperationCall&);
/// Invalid when operands do not fit each other; shapes that are not known fit.
using OperandCheck = Result<void> (*)(const OperationCall&);
/// A rule and the function that it serves, named as operationName() does. Each *Rules.cpp here has one table of them.
struct OperationRuleEntry {
    std::string_view function;
    OperationRule rule;
    OperandCheck check = nullptr; ///< null: takes what it gets
};
std::span<const OperationRuleEntry> elementwiseOperationRules();
std::span<const OperationRuleEntry> reductionOperationRules();
std::span<const OperationRuleEntry> reshapingOperationRules();
std::span<const OperationRuleEntry> joiningOperationRules();
std::span<const OperationRuleEntry> indexingOperationRules();
std::span<const OperationRuleEntry> productOperationRules();

/// Shorthands for rules: one output of unknown rank in the dtype of the first input.
TensorInfos unknownResult(const OperationCall& call);
/// The shape after a reduction over axes (may be negative; none: all of them), which stay as 1 if keep is set. None if
/// an axis is out of range.
std::optional<Shape> withoutAxes(const Shape& shape, const std::optional<std::vector<std::int64_t>>& axes, bool keep);

} // namespace lw::keras
