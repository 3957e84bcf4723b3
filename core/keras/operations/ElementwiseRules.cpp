// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/operations/OperationRules.h"

#include <array>

namespace lw::keras {
namespace {

TensorInfos same(const OperationCall& call)
{
    return oneTensor(call.shape(), call.dtype());
}

TensorInfos broadcast(const OperationCall& call, DType dtype)
{
    std::optional<Shape> output = Shape{};
    const auto merge = [&](const std::optional<Shape>& shape) {
        output = output && shape ? broadcastShapes(*output, *shape) : std::nullopt;
    };
    for (const TensorInfo& input : call.inputs())
        merge(input.shape);
    for (const Shape& constant : call.constants())
        merge(constant);
    return oneTensor(std::move(output), dtype);
}

Result<void> broadcasts(const OperationCall& call)
{
    std::optional<Shape> output = Shape{};
    const auto merge = [&](const std::optional<Shape>& shape) -> Result<void> {
        const std::optional<Shape> before = output;
        output = before && shape ? broadcastShapes(*before, *shape) : std::nullopt;
        if (before && shape && !output)
            return invalid("cannot compute " + call.name + " of shapes " + shapeText(*before) + " and " +
                           shapeText(*shape));
        return {};
    };
    for (const TensorInfo& input : call.inputs())
        LW_TRY(merge(input.shape));
    for (const Shape& constant : call.constants())
        LW_TRY(merge(constant));
    return {};
}

TensorInfos binary(const OperationCall& call)
{
    DType dtype = call.dtype();
    for (const TensorInfo& input : call.inputs())
        if (isFloating(input.dtype) && !isFloating(dtype))
            dtype = input.dtype;
    return broadcast(call, dtype);
}

TensorInfos comparison(const OperationCall& call)
{
    return broadcast(call, DType::Bool);
}

/// where(condition, x, y)
TensorInfos choose(const OperationCall& call)
{
    return call.inputs().size() > 1 ? broadcast(call, call.inputs().back().dtype) : unknownResult(call);
}

TensorInfos cast(const OperationCall& call)
{
    // Keras 3 keeps the dtype as the operation's own.
    const Json& wanted = call.argument({"dtype"}, 1);
    return oneTensor(call.shape(), dtypeFromName(dtypePolicyName(wanted)).value_or(call.dtype()));
}

TensorInfos shapeOf(const OperationCall& call)
{
    if (!call.shape())
        return oneTensor(Shape{kUnknownDim}, DType::Int32);
    return oneTensor(Shape{static_cast<std::int64_t>(call.shape()->size())},
                     dtypeFromName(call.argument({"out_type"}, 99).toText()).value_or(DType::Int32));
}

} // namespace

std::span<const OperationRuleEntry> elementwiseOperationRules()
{
    static constexpr auto rules = std::to_array<OperationRuleEntry>({{"abs", same},
                                                                     {"absolute", same},
                                                                     {"negative", same},
                                                                     {"neg", same},
                                                                     {"exp", same},
                                                                     {"expm1", same},
                                                                     {"log", same},
                                                                     {"log1p", same},
                                                                     {"log2", same},
                                                                     {"log10", same},
                                                                     {"sqrt", same},
                                                                     {"rsqrt", same},
                                                                     {"square", same},
                                                                     {"sign", same},
                                                                     {"sin", same},
                                                                     {"cos", same},
                                                                     {"tan", same},
                                                                     {"sinh", same},
                                                                     {"cosh", same},
                                                                     {"tanh", same},
                                                                     {"asin", same},
                                                                     {"acos", same},
                                                                     {"atan", same},
                                                                     {"arcsin", same},
                                                                     {"arccos", same},
                                                                     {"arctan", same},
                                                                     {"sigmoid", same},
                                                                     {"relu", same},
                                                                     {"relu6", same},
                                                                     {"leaky_relu", same},
                                                                     {"elu", same},
                                                                     {"selu", same},
                                                                     {"celu", same},
                                                                     {"gelu", same},
                                                                     {"silu", same},
                                                                     {"swish", same},
                                                                     {"softplus", same},
                                                                     {"softsign", same},
                                                                     {"softmax", same},
                                                                     {"log_softmax", same},
                                                                     {"log_sigmoid", same},
                                                                     {"hard_sigmoid", same},
                                                                     {"hard_silu", same},
                                                                     {"hard_tanh", same},
                                                                     {"soft_shrink", same},
                                                                     {"hard_shrink", same},
                                                                     {"mish", same},
                                                                     {"erf", same},
                                                                     {"ceil", same},
                                                                     {"floor", same},
                                                                     {"round", same},
                                                                     {"rint", same},
                                                                     {"reciprocal", same},
                                                                     {"clip", same},
                                                                     {"clip_by_value", same},
                                                                     {"l2_normalize", same},
                                                                     {"normalize", same},
                                                                     {"reverse", same},
                                                                     {"roll", same},
                                                                     {"identity", same},
                                                                     {"stop_gradient", same},
                                                                     {"dropout", same},
                                                                     {"zeros_like", same},
                                                                     {"ones_like", same},
                                                                     {"cumsum", same},
                                                                     {"cumprod", same},
                                                                     {"nan_to_num", same},
                                                                     {"copy", same},
                                                                     {"sort", same},
                                                                     {"threshold", same},
                                                                     {"glu_gate", same},
                                                                     {"real", same},
                                                                     {"tanh_shrink", same},
                                                                     {"sparse_plus", same},
                                                                     {"squareplus", same},
                                                                     {"hard_swish", same},
                                                                     {"bias_add", same},
                                                                     {"ensure_shape", same},
                                                                     {"triu", same},
                                                                     {"tril", same},
                                                                     {"conj", same},
                                                                     {"conjugate", same},
                                                                     {"rms_normalization", same},
                                                                     {"layer_normalization", same},
                                                                     {"adjust_brightness", same},
                                                                     {"adjust_contrast", same},
                                                                     {"per_image_standardization", same},
                                                                     {"flip_left_right", same},
                                                                     {"flip_up_down", same},
                                                                     {"add", binary, broadcasts},
                                                                     {"sub", binary, broadcasts},
                                                                     {"subtract", binary, broadcasts},
                                                                     {"mul", binary, broadcasts},
                                                                     {"multiply", binary, broadcasts},
                                                                     {"div", binary, broadcasts},
                                                                     {"divide", binary, broadcasts},
                                                                     {"truediv", binary, broadcasts},
                                                                     {"divide_no_nan", binary, broadcasts},
                                                                     {"floordiv", binary, broadcasts},
                                                                     {"floor_divide", binary, broadcasts},
                                                                     {"mod", binary, broadcasts},
                                                                     {"floormod", binary, broadcasts},
                                                                     {"pow", binary, broadcasts},
                                                                     {"maximum", binary, broadcasts},
                                                                     {"minimum", binary, broadcasts},
                                                                     {"squared_difference", binary, broadcasts},
                                                                     {"add_n", binary, broadcasts},
                                                                     {"scalar_mul", binary, broadcasts},
                                                                     {"radd", binary, broadcasts},
                                                                     {"rsub", binary, broadcasts},
                                                                     {"rmul", binary, broadcasts},
                                                                     {"arctan2", binary, broadcasts},
                                                                     {"atan2", binary, broadcasts},
                                                                     {"bitwise_and", binary, broadcasts},
                                                                     {"bitwise_or", binary, broadcasts},
                                                                     {"greater", comparison, broadcasts},
                                                                     {"greater_equal", comparison, broadcasts},
                                                                     {"less", comparison, broadcasts},
                                                                     {"less_equal", comparison, broadcasts},
                                                                     {"equal", comparison, broadcasts},
                                                                     {"not_equal", comparison, broadcasts},
                                                                     {"logical_and", comparison, broadcasts},
                                                                     {"logical_or", comparison, broadcasts},
                                                                     {"logical_not", comparison, broadcasts},
                                                                     {"logical_xor", comparison, broadcasts},
                                                                     {"isfinite", comparison, broadcasts},
                                                                     {"is_finite", comparison, broadcasts},
                                                                     {"isnan", comparison, broadcasts},
                                                                     {"is_nan", comparison, broadcasts},
                                                                     {"isinf", comparison, broadcasts},
                                                                     {"isclose", comparison, broadcasts},
                                                                     {"where", choose, broadcasts},
                                                                     {"where_v2", choose, broadcasts},
                                                                     {"cast", cast},
                                                                     {"shape", shapeOf}});
    return rules;
}

} // namespace lw::keras
