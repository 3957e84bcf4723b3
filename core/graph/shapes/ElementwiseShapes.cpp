// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

#include <algorithm>
#include <functional>

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

/// Element of a broadcast operand of rank 0 or of the result's own shape.
double elementAt(const std::vector<double>& elements, std::size_t index)
{
    return elements.size() == 1 ? elements.front() : elements[index];
}

template <typename Function>
void combineElements(ShapeContext& context, Function function)
{
    const auto& a = context.input(0).elements;
    const auto& b = context.input(1).elements;
    const auto& shape = context.outputs[0].shape;
    if (!a || !b || !shape || !isFullyKnown(*shape))
        return;
    const auto count = static_cast<std::size_t>(dimProduct(*shape, 0, shape->size()));
    const auto fits = [&](const std::vector<double>& list) { return list.size() == 1 || list.size() == count; };
    if (count > kMostElements || !fits(*a) || !fits(*b))
        return;
    std::vector<double> combined;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = elementAt(*a, i), y = elementAt(*b, i);
        combined.push_back(std::isnan(x) || std::isnan(y) ? kUnknownElement : function(x, y));
    }
    context.setElements(std::move(combined));
}

Result<void> broadcastInputs(ShapeContext& context, DType dtype)
{
    LW_ASSIGN(auto shape, broadcast(context, context.shape(0), context.shape(1)));
    context.set(0, dtype, std::move(shape));
    return {};
}

template <double (*function)(double, double)>
Result<void> binary(ShapeContext& context)
{
    LW_TRY(broadcastInputs(context, context.dtype(0)));
    combineElements(context, function);
    return {};
}

template <double (*function)(double, double)>
Result<void> compare(ShapeContext& context)
{
    LW_TRY(broadcastInputs(context, DType::Bool));
    combineElements(context, function);
    return {};
}

Result<void> plainBinary(ShapeContext& context)
{
    return broadcastInputs(context, context.dtype(0));
}

Result<void> division(ShapeContext& context)
{
    LW_TRY(broadcastInputs(context, context.dtype(0)));
    const bool integers = isInteger(context.dtype(0));
    combineElements(context, [integers](double a, double b) {
        return b == 0 ? kUnknownElement : integers ? std::trunc(a / b) : a / b;
    });
    return {};
}

double sum(double a, double b)
{
    return a + b;
}
double difference(double a, double b)
{
    return a - b;
}
double product(double a, double b)
{
    return a * b;
}
double larger(double a, double b)
{
    return std::max(a, b);
}
double smaller(double a, double b)
{
    return std::min(a, b);
}
double power(double a, double b)
{
    return std::pow(a, b);
}
double floorDivide(double a, double b)
{
    return b == 0 ? kUnknownElement : std::floor(a / b);
}
double floorModulo(double a, double b)
{
    return b == 0 ? kUnknownElement : a - std::floor(a / b) * b;
}
double truncateModulo(double a, double b)
{
    return b == 0 ? kUnknownElement : std::fmod(a, b);
}
double isLess(double a, double b)
{
    return a < b;
}
double isLessEqual(double a, double b)
{
    return a <= b;
}
double isGreater(double a, double b)
{
    return a > b;
}
double isGreaterEqual(double a, double b)
{
    return a >= b;
}
double isEqual(double a, double b)
{
    return a == b;
}
double isNotEqual(double a, double b)
{
    return a != b;
}
double both(double a, double b)
{
    return a != 0 && b != 0;
}
double either(double a, double b)
{
    return a != 0 || b != 0;
}

Result<void> logicalNot(ShapeContext& context)
{
    LW_TRY(boolLikeInput(context));
    mapElements(context, [](double x) { return std::isnan(x) ? x : double(x == 0); });
    return {};
}

Result<void> addN(ShapeContext& context)
{
    StaticValue value = context.input(0);
    for (const StaticValue& other : context.inputs())
        value.shape = broadcast(context, value.shape, other.shape).ok() ? value.shape : PartialShape();
    context.set(0, value.dtype, value.shape);
    return {};
}

/// SelectV2 broadcasts all three; Select (version 1) has outputs like its branches.
Result<void> select(ShapeContext& context)
{
    LW_ASSIGN(auto shape, broadcast(context, context.shape(1), context.shape(2)));
    if (context.node.op == "SelectV2") {
        LW_ASSIGN(shape, broadcast(context, context.shape(0), shape));
    }
    context.set(0, context.dtype(1), shape);
    const auto condition = context.scalar(0);
    if (condition)
        context.outputs[0].elements = context.input(*condition ? 1 : 2).elements;
    if (context.outputs[0].elements && shape && isFullyKnown(*shape) &&
        static_cast<std::int64_t>(context.outputs[0].elements->size()) != dimProduct(*shape, 0, shape->size()))
        context.outputs[0].elements.reset();
    return {};
}

Result<void> clip(ShapeContext& context)
{
    LW_ASSIGN(auto shape, broadcast(context, context.shape(0), context.shape(1)));
    LW_ASSIGN(shape, broadcast(context, shape, context.shape(2)));
    context.set(0, context.dtype(0), std::move(shape));
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
    {"Add", binary<sum>},
    {"AddV2", binary<sum>},
    {"Sub", binary<difference>},
    {"Mul", binary<product>},
    {"MulNoNan", binary<product>},
    {"Maximum", binary<larger>},
    {"Minimum", binary<smaller>},
    {"Pow", binary<power>},
    {"Div", division},
    {"RealDiv", division},
    {"TruncateDiv", division},
    {"FloorDiv", binary<floorDivide>},
    {"FloorMod", binary<floorModulo>},
    {"Mod", binary<truncateModulo>},
    {"TruncateMod", binary<truncateModulo>},
    {"DivNoNan", plainBinary},
    {"SquaredDifference", plainBinary},
    {"Atan2", plainBinary},
    {"Xdivy", plainBinary},
    {"Xlogy", plainBinary},
    {"BitwiseAnd", plainBinary},
    {"BitwiseOr", plainBinary},
    {"BitwiseXor", plainBinary},
    {"LeftShift", plainBinary},
    {"RightShift", plainBinary},
    {"Less", compare<isLess>},
    {"LessEqual", compare<isLessEqual>},
    {"Greater", compare<isGreater>},
    {"GreaterEqual", compare<isGreaterEqual>},
    {"Equal", compare<isEqual>},
    {"NotEqual", compare<isNotEqual>},
    {"LogicalAnd", compare<both>},
    {"LogicalOr", compare<either>},
    {"AddN", addN},
    {"Select", select},
    {"SelectV2", select},
    {"ClipByValue", clip},
};

} // namespace

std::span<const ShapeRow> elementwiseShapes()
{
    return kRows;
}

} // namespace lw::graph
