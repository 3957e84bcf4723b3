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
                                                                     {"add", binary},
                                                                     {"sub", binary},
                                                                     {"subtract", binary},
                                                                     {"mul", binary},
                                                                     {"multiply", binary},
                                                                     {"div", binary},
                                                                     {"divide", binary},
                                                                     {"truediv", binary},
                                                                     {"divide_no_nan", binary},
                                                                     {"floordiv", binary},
                                                                     {"floor_divide", binary},
                                                                     {"mod", binary},
                                                                     {"floormod", binary},
                                                                     {"pow", binary},
                                                                     {"maximum", binary},
                                                                     {"minimum", binary},
                                                                     {"squared_difference", binary},
                                                                     {"add_n", binary},
                                                                     {"scalar_mul", binary},
                                                                     {"radd", binary},
                                                                     {"rsub", binary},
                                                                     {"rmul", binary},
                                                                     {"arctan2", binary},
                                                                     {"atan2", binary},
                                                                     {"bitwise_and", binary},
                                                                     {"bitwise_or", binary},
                                                                     {"greater", comparison},
                                                                     {"greater_equal", comparison},
                                                                     {"less", comparison},
                                                                     {"less_equal", comparison},
                                                                     {"equal", comparison},
                                                                     {"not_equal", comparison},
                                                                     {"logical_and", comparison},
                                                                     {"logical_or", comparison},
                                                                     {"logical_not", comparison},
                                                                     {"logical_xor", comparison},
                                                                     {"isfinite", comparison},
                                                                     {"is_finite", comparison},
                                                                     {"isnan", comparison},
                                                                     {"is_nan", comparison},
                                                                     {"isinf", comparison},
                                                                     {"isclose", comparison},
                                                                     {"where", choose},
                                                                     {"where_v2", choose},
                                                                     {"cast", cast},
                                                                     {"shape", shapeOf}});
    return rules;
}

} // namespace lw::keras
