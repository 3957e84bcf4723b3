// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

namespace lw::graph {

namespace {

Result<void> likeInput(ShapeContext& context)
{
    context.set(0, context.dtype(0), context.shape(0));
    return {};
}

Result<void> identity(ShapeContext& context)
{
    context.outputs = {context.input(0)};
    return {};
}

Result<void> identityAll(ShapeContext& context)
{
    context.outputs.assign(context.inputs().begin(), context.inputs().end());
    return {};
}

Result<void> boolLikeInput(ShapeContext& context)
{
    context.set(0, DType::Bool, context.shape(0));
    return {};
}

Result<void> cast(ShapeContext& context)
{
    const DType target =
        context.node.typeAttr("DstT", context.node.outputs.empty() ? DType::Invalid : context.node.outputs[0].dtype);
    context.set(0, target, context.shape(0));
    if (auto elements = context.input(0).elements) {
        if (isInteger(target))
            for (double& element : *elements)
                element = std::trunc(element);
        else if (target == DType::Bool)
            for (double& element : *elements)
                element = std::isnan(element) ? element : double(element != 0);
        context.setElements(std::move(*elements));
    }
    return {};
}

/// Applies a function to every known element.
template <typename Function>
void mapElements(ShapeContext& context, Function function)
{
    const auto& elements = context.input(0).elements;
    if (!elements)
        return;
    std::vector<double> mapped;
    for (const double element : *elements)
        mapped.push_back(function(element));
    context.setElements(std::move(mapped));
}

template <double (*function)(double)>
Result<void> unary(ShapeContext& context)
{
    LW_TRY(likeInput(context));
    mapElements(context, function);
    return {};
}

double negate(double x)
{
    return -x;
}
double absolute(double x)
{
    return std::abs(x);
}
double floorOf(double x)
{
    return std::floor(x);
}
double ceilOf(double x)
{
    return std::ceil(x);
}
double roundOf(double x)
{
    return std::nearbyint(x);
}
double squareRoot(double x)
{
    return std::sqrt(x);
}
double squareOf(double x)
{
    return x * x;
}
double zeroOf(double)
{
    return 0;
}
double oneOf(double)
{
    return 1;
}

Result<void> logicalNot(ShapeContext& context)
{
    LW_TRY(boolLikeInput(context));
    mapElements(context, [](double x) { return std::isnan(x) ? x : double(x == 0); });
    return {};
}

constexpr ShapeRow kRows[] = {
    {"Identity", identity},
    {"StopGradient", identity},
    {"PreventGradient", identity},
    {"Snapshot", identity},
    {"CheckNumerics", identity},
    {"IdentityN", identityAll},
    {"PlaceholderWithDefault", likeInput},
    {"Relu", likeInput},
    {"Relu6", likeInput},
    {"LeakyRelu", likeInput},
    {"Elu", likeInput},
    {"Selu", likeInput},
    {"Softplus", likeInput},
    {"Softsign", likeInput},
    {"Tanh", likeInput},
    {"Sigmoid", likeInput},
    {"Exp", likeInput},
    {"Expm1", likeInput},
    {"Log", likeInput},
    {"Log1p", likeInput},
    {"Rsqrt", likeInput},
    {"Sign", likeInput},
    {"Sin", likeInput},
    {"Cos", likeInput},
    {"Tan", likeInput},
    {"Asin", likeInput},
    {"Acos", likeInput},
    {"Atan", likeInput},
    {"Sinh", likeInput},
    {"Cosh", likeInput},
    {"Asinh", likeInput},
    {"Acosh", likeInput},
    {"Atanh", likeInput},
    {"Erf", likeInput},
    {"Erfc", likeInput},
    {"Erfinv", likeInput},
    {"Lgamma", likeInput},
    {"Digamma", likeInput},
    {"Reciprocal", likeInput},
    {"Inv", likeInput},
    {"Softmax", likeInput},
    {"LogSoftmax", likeInput},
    {"BiasAdd", likeInput},
    {"BiasAddV1", likeInput},
    {"ReverseV2", likeInput},
    {"ReverseSequence", likeInput},
    {"Cumsum", likeInput},
    {"Cumprod", likeInput},
    {"Roll", likeInput},
    {"MatrixBandPart", likeInput},
    {"LRN", likeInput},
    {"Gelu", likeInput},
    {"Swish", likeInput},
    {"Mish", likeInput},
    {"HardSigmoid", likeInput},
    {"LayerNorm", likeInput},
    {"Invert", likeInput},
    {"TensorScatterUpdate", likeInput},
    {"TensorScatterAdd", likeInput},
    {"MatrixInverse", likeInput},
    {"Cholesky", likeInput},
    {"StringLower", likeInput},
    {"StringUpper", likeInput},
    {"StaticRegexReplace", likeInput},
    {"RegexReplace", likeInput},
    {"StringStrip", likeInput},
    {"AdjustContrastv2", likeInput},
    {"AdjustSaturation", likeInput},
    {"AdjustHue", likeInput},
    {"RGBToHSV", likeInput},
    {"HSVToRGB", likeInput},
    {"IsNan", boolLikeInput},
    {"IsInf", boolLikeInput},
    {"IsFinite", boolLikeInput},
    {"LogicalNot", logicalNot},
    {"Cast", cast},
    {"Neg", unary<negate>},
    {"Abs", unary<absolute>},
    {"Floor", unary<floorOf>},
    {"Ceil", unary<ceilOf>},
    {"Round", unary<roundOf>},
    {"Rint", unary<roundOf>},
    {"Sqrt", unary<squareRoot>},
    {"Square", unary<squareOf>},
    {"ZerosLike", unary<zeroOf>},
    {"OnesLike", unary<oneOf>},
};

} // namespace

std::span<const ShapeRow> unaryShapes()
{
    return kRows;
}

} // namespace lw::graph
