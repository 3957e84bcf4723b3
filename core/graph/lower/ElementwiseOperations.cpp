// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/lower/Operations.h"

#include <algorithm>

/// Element by element, with broadcasting.
namespace lw::graph {

namespace {

Edge floating(Operation& operation, Edge x)
{
    GraphBuilder& g = operation.call.g;
    return isFloating(g.dtype(x)) ? x : g.cast(x, DType::Float32);
}

template <const char* op>
void unary(Operation& operation)
{
    operation.call.out(operation.call.g.unary(op, operation.x()));
}

template <const char* op>
void unaryFloat(Operation& operation)
{
    operation.call.out(operation.call.g.unary(op, floating(operation, operation.x())));
}

struct Pair {
    Edge a, b;
};

/// Both operands in a common dtype: numbers take the tensor's, integers become floats beside floats.
Pair operands(Operation& operation, bool asFloats = false)
{
    GraphBuilder& g = operation.call.g;
    const Argument first = operation.get({"x", "x1", "a"}, 0), second = operation.get({"y", "x2", "b"}, 1);
    const auto isTensor = [](const Argument& argument) { return !argument.tensors().empty(); };
    Edge a, b;
    if (isTensor(first)) {
        a = operation.edge(first);
        b = operation.edge(second, g.dtype(a));
    } else {
        b = operation.edge(second);
        a = operation.edge(first, g.dtype(b));
    }
    if (asFloats || isFloating(g.dtype(a)) != isFloating(g.dtype(b))) {
        a = floating(operation, a);
        b = floating(operation, b);
    }
    if (g.dtype(a) != g.dtype(b))
        b = g.cast(b, g.dtype(a));
    return {a, b};
}

template <const char* op>
void binary(Operation& operation)
{
    const Pair pair = operands(operation);
    operation.call.out(operation.call.g.binary(op, pair.a, pair.b));
}

void divide(Operation& operation)
{
    const Pair pair = operands(operation, true);
    operation.call.out(operation.call.g.div(pair.a, pair.b));
}

void power(Operation& operation)
{
    const Argument exponent = operation.get({"y", "x2"}, 1);
    GraphBuilder& g = operation.call.g;
    if (exponent.constant.isNumber() && exponent.constant.toDouble() == 2)
        return operation.call.out(g.unary("Square", operation.x()));
    const Pair pair = operands(operation);
    operation.call.out(g.binary("Pow", pair.a, pair.b));
}

template <const char* op>
void logical(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Pair pair = operands(operation);
    operation.call.out(g.binary(op, g.cast(pair.a, DType::Bool), g.cast(pair.b, DType::Bool)));
}

void logicalNot(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    operation.call.out(g.unary("LogicalNot", g.cast(operation.x(), DType::Bool)));
}

/// zeros_like and ones_like, in another dtype when one is given.
template <const char* op>
void like(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const auto type = dtypeFromName(keras::dtypePolicyName(operation.get({"dtype"}).constant));
    const Edge y = g.unary(op, operation.x());
    operation.call.out(type ? g.cast(y, *type) : y);
}

void gelu(Operation& operation)
{
    // keras.ops.gelu approximates unless told otherwise; tf.nn.gelu does not.
    const Argument given = operation.get({"approximate"});
    operation.call.out(
        operation.call.g.op("Gelu", {operation.x()}, {{"approximate", given.constant.toBool(operation.call.keras3)}}));
}

void leakyRelu(Operation& operation)
{
    operation.call.out(operation.call.g.op("LeakyRelu", {operation.x()},
                                           {{"alpha", operation.number({"alpha", "negative_slope"}, 0.2)}}));
}

void softmaxOf(Operation& operation, bool logarithm)
{
    const auto axes = operation.integers({"axis", "dim"});
    operation.call.out(
        operation.call.g.softmax(floating(operation, operation.x()), axes ? axes->front() : -1, logarithm));
}
void softmax(Operation& operation)
{
    softmaxOf(operation, false);
}
void logSoftmax(Operation& operation)
{
    softmaxOf(operation, true);
}

/// A function that Activation.cpp knows, by its name in the table of activations.
template <const char* name>
void activation(Operation& operation)
{
    operation.call.out(applyActivation(operation.call, operation.x(), Json(name)));
}

void clip(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    Edge y = operation.x();
    const Argument low = operation.get({"clip_value_min", "x_min", "min_value"}, 1);
    const Argument high = operation.get({"clip_value_max", "x_max", "max_value"}, 2);
    if (!low.isNone())
        y = g.binary("Maximum", y, operation.edge(low, g.dtype(y)));
    if (!high.isNone())
        y = g.binary("Minimum", y, operation.edge(high, g.dtype(y)));
    operation.call.out(y);
}

void cast(Operation& operation)
{
    std::string name = keras::dtypePolicyName(operation.get({"dtype"}, 1).constant);
    const auto type = dtypeFromName(name);
    if (!type)
        return void(operation.call.refuse("an unreadable dtype"));
    operation.call.out(operation.call.g.cast(operation.x(), *type));
}

void where(Operation& operation)
{
    GraphBuilder& g = operation.call.g;
    const Argument yes = operation.get({"x", "x1"}, operation.call.keras3 ? 1 : std::string::npos);
    const Argument no = operation.get({"y", "x2"}, operation.call.keras3 ? 2 : std::string::npos);
    const Edge condition = operation.edge(operation.get({"condition"}, 0), DType::Bool);
    if (yes.isNone() || no.isNone())
        return void(operation.call.refuse("no values to choose from"));
    const bool first = !yes.tensors().empty();
    Edge a = operation.edge(first ? yes : no);
    Edge b = operation.edge(first ? no : yes, g.dtype(a));
    b = g.cast(b, g.dtype(a));
    operation.call.out(g.select(g.cast(condition, DType::Bool), first ? a : b, first ? b : a));
}

void addN(Operation& operation)
{
    const auto edges = operation.listed(operation.get({"inputs"}, 0));
    Edge sum = edges.empty() ? Edge() : edges.front();
    for (std::size_t i = 1; i < edges.size(); ++i)
        sum = operation.call.g.add(sum, edges[i]);
    operation.call.out(sum);
}

void pass(Operation& operation)
{
    operation.call.out(operation.x());
}

constexpr char kAbs[] = "Abs", kNeg[] = "Neg", kExp[] = "Exp", kExpm1[] = "Expm1", kLog[] = "Log", kLog1p[] = "Log1p",
               kSqrt[] = "Sqrt", kRsqrt[] = "Rsqrt", kSquare[] = "Square", kSin[] = "Sin", kCos[] = "Cos",
               kTan[] = "Tan", kAsin[] = "Asin", kAcos[] = "Acos", kAtan[] = "Atan", kSinh[] = "Sinh", kCosh[] = "Cosh",
               kAsinh[] = "Asinh", kAcosh[] = "Acosh", kAtanh[] = "Atanh", kTanh[] = "Tanh", kSigmoid[] = "Sigmoid",
               kFloor[] = "Floor", kCeil[] = "Ceil", kRound[] = "Round", kSign[] = "Sign", kErf[] = "Erf",
               kReciprocal[] = "Reciprocal", kRelu[] = "Relu", kRelu6[] = "Relu6", kElu[] = "Elu", kSelu[] = "Selu",
               kSoftplus[] = "Softplus", kSoftsign[] = "Softsign", kSwish[] = "Swish", kZerosLike[] = "ZerosLike",
               kOnesLike[] = "OnesLike", kIsNan[] = "IsNan", kIsInf[] = "IsInf", kIsFinite[] = "IsFinite",
               kMishOp[] = "Mish";
constexpr char kAdd[] = "AddV2", kSub[] = "Sub", kMul[] = "Mul", kMaximum[] = "Maximum", kMinimum[] = "Minimum",
               kFloorDiv[] = "FloorDiv", kFloorMod[] = "FloorMod", kSquaredDifference[] = "SquaredDifference",
               kLess[] = "Less", kLessEqual[] = "LessEqual", kGreater[] = "Greater", kGreaterEqual[] = "GreaterEqual",
               kEqual[] = "Equal", kNotEqual[] = "NotEqual", kAnd[] = "LogicalAnd", kOr[] = "LogicalOr",
               kAtan2[] = "Atan2";
constexpr char kHardSigmoid[] = "hard_sigmoid", kHardSilu[] = "hard_silu", kHardTanh[] = "hard_tanh", kCelu[] = "celu",
               kGlu[] = "glu", kLogSigmoid[] = "log_sigmoid", kTanhShrink[] = "tanh_shrink",
               kSoftShrink[] = "soft_shrink", kHardShrink[] = "hard_shrink", kSparsePlus[] = "sparse_plus",
               kSparseSigmoid[] = "sparse_sigmoid", kSquareplus[] = "squareplus";

constexpr OperationRow kRows[] = {
    {"abs", unary<kAbs>},
    {"absolute", unary<kAbs>},
    {"negative", unary<kNeg>},
    {"neg", unary<kNeg>},
    {"exp", unaryFloat<kExp>},
    {"expm1", unaryFloat<kExpm1>},
    {"log", unaryFloat<kLog>},
    {"log1p", unaryFloat<kLog1p>},
    {"sqrt", unaryFloat<kSqrt>},
    {"rsqrt", unaryFloat<kRsqrt>},
    {"square", unary<kSquare>},
    {"sin", unaryFloat<kSin>},
    {"cos", unaryFloat<kCos>},
    {"tan", unaryFloat<kTan>},
    {"asin", unaryFloat<kAsin>},
    {"acos", unaryFloat<kAcos>},
    {"atan", unaryFloat<kAtan>},
    {"arcsin", unaryFloat<kAsin>},
    {"arccos", unaryFloat<kAcos>},
    {"arctan", unaryFloat<kAtan>},
    {"sinh", unaryFloat<kSinh>},
    {"cosh", unaryFloat<kCosh>},
    {"asinh", unaryFloat<kAsinh>},
    {"acosh", unaryFloat<kAcosh>},
    {"atanh", unaryFloat<kAtanh>},
    {"arcsinh", unaryFloat<kAsinh>},
    {"arccosh", unaryFloat<kAcosh>},
    {"arctanh", unaryFloat<kAtanh>},
    {"tanh", unaryFloat<kTanh>},
    {"sigmoid", unaryFloat<kSigmoid>},
    {"floor", unary<kFloor>},
    {"ceil", unary<kCeil>},
    {"round", unary<kRound>},
    {"sign", unary<kSign>},
    {"erf", unaryFloat<kErf>},
    {"reciprocal", unaryFloat<kReciprocal>},
    {"relu", unary<kRelu>},
    {"relu6", unary<kRelu6>},
    {"elu", unary<kElu>},
    {"selu", unary<kSelu>},
    {"softplus", unary<kSoftplus>},
    {"softsign", unary<kSoftsign>},
    {"silu", unary<kSwish>},
    {"swish", unary<kSwish>},
    {"mish", unary<kMishOp>},
    {"logicalnot", logicalNot},
    {"zeroslike", like<kZerosLike>},
    {"oneslike", like<kOnesLike>},
    {"isnan", unary<kIsNan>},
    {"isinf", unary<kIsInf>},
    {"isfinite", unary<kIsFinite>},
    {"gelu", gelu},
    {"leakyrelu", leakyRelu},
    {"softmax", softmax},
    {"logsoftmax", logSoftmax},
    {"hardsigmoid", activation<kHardSigmoid>},
    {"hardsilu", activation<kHardSilu>},
    {"hardtanh", activation<kHardTanh>},
    {"celu", activation<kCelu>},
    {"glu", activation<kGlu>},
    {"logsigmoid", activation<kLogSigmoid>},
    {"tanhshrink", activation<kTanhShrink>},
    {"softshrink", activation<kSoftShrink>},
    {"hardshrink", activation<kHardShrink>},
    {"sparseplus", activation<kSparsePlus>},
    {"sparsesigmoid", activation<kSparseSigmoid>},
    {"squareplus", activation<kSquareplus>},
    {"add", binary<kAdd>},
    {"addv2", binary<kAdd>},
    {"subtract", binary<kSub>},
    {"sub", binary<kSub>},
    {"multiply", binary<kMul>},
    {"mul", binary<kMul>},
    {"maximum", binary<kMaximum>},
    {"minimum", binary<kMinimum>},
    {"floordiv", binary<kFloorDiv>},
    {"floordivide", binary<kFloorDiv>},
    {"floormod", binary<kFloorMod>},
    {"mod", binary<kFloorMod>},
    {"squareddifference", binary<kSquaredDifference>},
    {"less", binary<kLess>},
    {"lessequal", binary<kLessEqual>},
    {"greater", binary<kGreater>},
    {"greaterequal", binary<kGreaterEqual>},
    {"equal", binary<kEqual>},
    {"notequal", binary<kNotEqual>},
    {"eq", binary<kEqual>},
    {"ne", binary<kNotEqual>},
    {"logicaland", logical<kAnd>},
    {"logicalor", logical<kOr>},
    {"logicalxor", logical<kNotEqual>},
    {"atan2", binary<kAtan2>},
    {"arctan2", binary<kAtan2>},
    {"truediv", divide},
    {"truedivide", divide},
    {"divide", divide},
    {"div", divide},
    {"pow", power},
    {"power", power},
    {"clipbyvalue", clip},
    {"clip", clip},
    {"cast", cast},
    {"where", where},
    {"addn", addN},
    {"identity", pass},
    {"stopgradient", pass},
    {"converttotensor", pass},
    {"copy", pass},
};

} // namespace

std::span<const OperationRow> elementwiseOperations()
{
    return kRows;
}

} // namespace lw::graph
