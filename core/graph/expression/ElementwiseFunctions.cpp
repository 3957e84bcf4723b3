// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Functions.h"

#include <cmath>

namespace lw::graph::expression {

namespace {

template <const char* op>
Value floatingOp(FunctionCall& c)
{
    return Value::of(c.g.unary(op, c.floating(0)));
}

template <const char* op>
Value anyOp(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    return Value::of(c.g.unary(op, x));
}

/// Rounding leaves whole numbers as they are.
template <const char* op>
Value roundingOp(FunctionCall& c)
{
    const Edge x = c.tensor(0);
    return Value::of(isFloating(c.g.dtype(x)) ? c.g.unary(op, x) : x);
}

template <const char* sign>
Value operatorCall(FunctionCall& c)
{
    return c.e.binary(sign, c.value(0), c.value(1), c.span);
}

template <const char* op>
Value pairOp(FunctionCall& c)
{
    const auto [a, b] = c.e.promoted(c.value(0), c.value(1), c.span);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.binary(op, a, b));
}

template <const char* op>
Value logicalOp(FunctionCall& c)
{
    const Edge a = c.e.toBool(c.value(0), c.span), b = c.e.toBool(c.value(1), c.span);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.binary(op, a, b));
}

constexpr char kExp[] = "Exp", kExpm1[] = "Expm1", kLog[] = "Log", kLog1p[] = "Log1p", kSqrt[] = "Sqrt",
               kRsqrt[] = "Rsqrt", kSin[] = "Sin", kCos[] = "Cos", kTan[] = "Tan", kAsin[] = "Asin", kAcos[] = "Acos",
               kAtan[] = "Atan", kSinh[] = "Sinh", kCosh[] = "Cosh", kTanh[] = "Tanh", kAsinh[] = "Asinh",
               kAcosh[] = "Acosh", kAtanh[] = "Atanh", kErf[] = "Erf", kSigmoid[] = "Sigmoid", kElu[] = "Elu",
               kSelu[] = "Selu", kSoftplus[] = "Softplus", kSoftsign[] = "Softsign", kSwish[] = "Swish",
               kMish[] = "Mish", kRelu6[] = "Relu6", kRelu[] = "Relu", kAbs[] = "Abs", kSign[] = "Sign",
               kSquare[] = "Square", kFloor[] = "Floor", kCeil[] = "Ceil", kRound[] = "Round", kIsNan[] = "IsNan",
               kIsInf[] = "IsInf", kIsFinite[] = "IsFinite", kMaximum[] = "Maximum", kMinimum[] = "Minimum",
               kSquaredDifference[] = "SquaredDifference", kAnd[] = "LogicalAnd", kOr[] = "LogicalOr",
               kNotEqualOp[] = "NotEqual", kNeg[] = "Neg";
constexpr char kPlus[] = "+", kMinus[] = "-", kTimes[] = "*", kOver[] = "/", kPower[] = "**", kFloorDiv[] = "//",
               kMod[] = "%", kLess[] = "<", kLessEqual[] = "<=", kGreater[] = ">",
               kGreaterEqual[] = ">=", kEqual[] = "==", kNotEqual[] = "!=";

Value logicalNot(FunctionCall& c)
{
    return c.e.unary("not", c.value(0), c.span);
}

Value gelu(FunctionCall& c)
{
    return Value::of(c.g.op("Gelu", {c.floating(0)}, {{"approximate", c.flag(1)}}));
}

Value leakyRelu(FunctionCall& c)
{
    return Value::of(c.g.op("LeakyRelu", {c.floating(0)}, {{"alpha", c.number(1, 0.2)}}));
}

Value hardSigmoid(FunctionCall& c)
{
    const Edge x = c.floating(0);
    const Edge line = c.g.binary("AddV2", c.g.binary("Mul", x, c.number(1, 0.2)), 0.5);
    return Value::of(c.g.binary("Minimum", c.g.binary("Maximum", line, 0.0), 1.0));
}

Value logSigmoid(FunctionCall& c)
{
    return Value::of(c.g.unary("Neg", c.g.unary("Softplus", c.g.unary("Neg", c.floating(0)))));
}

Value log2(FunctionCall& c)
{
    return Value::of(c.g.binary("RealDiv", c.g.unary("Log", c.floating(0)), 0.69314718055994530942));
}

Value log10(FunctionCall& c)
{
    return Value::of(c.g.binary("RealDiv", c.g.unary("Log", c.floating(0)), 2.30258509299404568402));
}

Value reciprocal(FunctionCall& c)
{
    return c.e.binary("/", Value::of(1.0), c.value(0), c.span);
}

Value clip(FunctionCall& c)
{
    Value x = c.value(0);
    for (const std::size_t bound : {1, 2}) {
        if (!c.has(bound))
            continue;
        const auto [a, b] = c.e.promoted(x, c.value(bound), c.span);
        if (c.e.failed(c.span))
            return {};
        x = Value::of(c.g.binary(bound == 1 ? "Maximum" : "Minimum", a, b));
    }
    return x;
}

Value where(FunctionCall& c)
{
    const Edge condition = c.e.toBool(c.value(0), c.span);
    const auto [a, b] = c.e.promoted(c.value(1), c.value(2), c.span);
    return c.e.failed(c.span) ? Value() : Value::of(c.g.select(condition, a, b));
}

Value casted(FunctionCall& c, DType type)
{
    const Edge x = c.tensor(0);
    if (c.e.failed(c.span))
        return {};
    return Value::of(type == DType::Bool ? c.e.toBool(Value::of(x), c.span) : c.g.cast(x, type));
}

Value cast(FunctionCall& c)
{
    return casted(c, c.type(1, c.e.scope().floating));
}

/// NumPy's method, for which Python's float and int have 64 bits.
Value asType(FunctionCall& c)
{
    const std::string name = c.text(1, "");
    return casted(c, name == "float" ? DType::Float64 : name == "int" ? DType::Int64 : c.type(1, DType::Float32));
}

/// Python's int() and float(): of numbers, and of each element of a tensor.
Value toInt(FunctionCall& c)
{
    const Value& value = c.value(0);
    if (value.is(Value::Kind::Float) && !(std::abs(value.number) < 9007199254740992.0)) // 2^53
        return c.fail("the number is too large");
    return value.isNumber() ? Value::of(static_cast<std::int64_t>(value.toDouble())) : casted(c, DType::Int32);
}
Value toFloat(FunctionCall& c)
{
    return c.value(0).isNumber() ? Value::of(c.value(0).toDouble()) : casted(c, c.e.scope().floating);
}

Value stopGradient(FunctionCall& c)
{
    return c.value(0);
}

Value dropout(FunctionCall& c)
{
    const double rate = c.number(1, 0.5);
    const Edge x = c.floating(0);
    if (!(rate >= 0 && rate < 1))
        return c.fail("a dropout rate is at least 0 and less than 1");
    if (!c.e.scope().training || rate == 0 || c.e.failed(c.span))
        return Value::of(x);
    const Edge sizes = c.g.op("Shape", {x}, {{"out_type", DType::Int32}});
    const Edge noise = c.g.op("RandomUniform", {sizes}, {{"dtype", DType::Float32}, {"seed", 0}, {"seed2", 0}});
    const Edge keep = c.g.binary("GreaterEqual", c.g.cast(noise, c.g.dtype(x)), rate);
    const Edge scaled = c.g.binary("Mul", x, 1.0 / (1.0 - rate));
    return Value::of(c.g.select(keep, scaled, c.g.unary("ZerosLike", x)));
}

constexpr FunctionRow kRows[] = {
    {"exp", "exp(x)", "e to the power of x", floatingOp<kExp>},
    {"expm1", "expm1(x)", "exp(x) - 1, exact near 0", floatingOp<kExpm1>},
    {"log", "log(x)", "Natural logarithm", floatingOp<kLog>},
    {"log1p", "log1p(x)", "log(1 + x), exact near 0", floatingOp<kLog1p>},
    {"log2", "log2(x)", "Logarithm to base 2", log2},
    {"log10", "log10(x)", "Logarithm to base 10", log10},
    {"sqrt", "sqrt(x)", "Square root", floatingOp<kSqrt>},
    {"rsqrt", "rsqrt(x)", "1 / sqrt(x)", floatingOp<kRsqrt>},
    {"sin", "sin(x)", "Sine", floatingOp<kSin>},
    {"cos", "cos(x)", "Cosine", floatingOp<kCos>},
    {"tan", "tan(x)", "Tangent", floatingOp<kTan>},
    {"asin", "asin(x)", "Inverse sine", floatingOp<kAsin>},
    {"acos", "acos(x)", "Inverse cosine", floatingOp<kAcos>},
    {"atan", "atan(x)", "Inverse tangent", floatingOp<kAtan>},
    {"sinh", "sinh(x)", "Hyperbolic sine", floatingOp<kSinh>},
    {"cosh", "cosh(x)", "Hyperbolic cosine", floatingOp<kCosh>},
    {"tanh", "tanh(x)", "Hyperbolic tangent", floatingOp<kTanh>},
    {"asinh", "asinh(x)", "Inverse hyperbolic sine", floatingOp<kAsinh>},
    {"acosh", "acosh(x)", "Inverse hyperbolic cosine", floatingOp<kAcosh>},
    {"atanh", "atanh(x)", "Inverse hyperbolic tangent", floatingOp<kAtanh>},
    {"erf", "erf(x)", "Gauss error function", floatingOp<kErf>},
    {"sigmoid", "sigmoid(x)", "1 / (1 + exp(-x))", floatingOp<kSigmoid>},
    {"log_sigmoid", "log_sigmoid(x)", "log(sigmoid(x))", logSigmoid},
    {"hard_sigmoid", "hard_sigmoid(x, slope=0.2)", "clip(slope * x + 0.5, 0, 1)", hardSigmoid},
    {"relu", "relu(x)", "maximum(x, 0)", floatingOp<kRelu>},
    {"relu6", "relu6(x)", "clip(x, 0, 6)", floatingOp<kRelu6>},
    {"leaky_relu", "leaky_relu(x, alpha=0.2)", "x where positive, else alpha * x", leakyRelu},
    {"elu", "elu(x)", "x where positive, else exp(x) - 1", floatingOp<kElu>},
    {"selu", "selu(x)", "Scaled exponential linear unit", floatingOp<kSelu>},
    {"gelu", "gelu(x, approximate=False)", "Gaussian error linear unit", gelu},
    {"swish", "swish(x)", "x * sigmoid(x)", floatingOp<kSwish>},
    {"mish", "mish(x)", "x * tanh(softplus(x))", floatingOp<kMish>},
    {"softplus", "softplus(x)", "log(exp(x) + 1)", floatingOp<kSoftplus>},
    {"softsign", "softsign(x)", "x / (abs(x) + 1)", floatingOp<kSoftsign>},
    {"abs", "abs(x)", "Absolute value", anyOp<kAbs>},
    {"neg", "neg(x)", "-x", anyOp<kNeg>},
    {"sign", "sign(x)", "-1, 0 or 1", anyOp<kSign>},
    {"square", "square(x)", "x * x", anyOp<kSquare>},
    {"floor", "floor(x)", "Rounded down", roundingOp<kFloor>},
    {"ceil", "ceil(x)", "Rounded up", roundingOp<kCeil>},
    {"round", "round(x)", "Rounded to the nearest whole number, halves to even", roundingOp<kRound>},
    {"isnan", "isnan(x)", "Where x is not a number", floatingOp<kIsNan>},
    {"isinf", "isinf(x)", "Where x is infinite", floatingOp<kIsInf>},
    {"isfinite", "isfinite(x)", "Where x is a finite number", floatingOp<kIsFinite>},
    {"reciprocal", "reciprocal(x)", "1 / x", reciprocal},
    {"add", "add(a, b)", "a + b", operatorCall<kPlus>},
    {"sub", "sub(a, b)", "a - b", operatorCall<kMinus>},
    {"mul", "mul(a, b)", "a * b", operatorCall<kTimes>},
    {"div", "div(a, b)", "a / b", operatorCall<kOver>},
    {"power", "power(a, b)", "a ** b", operatorCall<kPower>},
    {"floor_divide", "floor_divide(a, b)", "a // b", operatorCall<kFloorDiv>},
    {"mod", "mod(a, b)", "a % b, with the sign of b", operatorCall<kMod>},
    {"less", "less(a, b)", "a < b", operatorCall<kLess>},
    {"less_equal", "less_equal(a, b)", "a <= b", operatorCall<kLessEqual>},
    {"greater", "greater(a, b)", "a > b", operatorCall<kGreater>},
    {"greater_equal", "greater_equal(a, b)", "a >= b", operatorCall<kGreaterEqual>},
    {"equal", "equal(a, b)", "a == b", operatorCall<kEqual>},
    {"not_equal", "not_equal(a, b)", "a != b", operatorCall<kNotEqual>},
    {"maximum", "maximum(a, b)", "The larger of both, element by element", pairOp<kMaximum>},
    {"minimum", "minimum(a, b)", "The smaller of both, element by element", pairOp<kMinimum>},
    {"squared_difference", "squared_difference(a, b)", "(a - b) ** 2", pairOp<kSquaredDifference>},
    {"logical_and", "logical_and(a, b)", "Where both hold", logicalOp<kAnd>},
    {"logical_or", "logical_or(a, b)", "Where one holds", logicalOp<kOr>},
    {"logical_xor", "logical_xor(a, b)", "Where one holds and the other does not", logicalOp<kNotEqualOp>},
    {"logical_not", "logical_not(x)", "Where x does not hold", logicalNot},
    {"clip", "clip(x, low=None, high=None)", "x within bounds", clip},
    {"where", "where(condition, a, b)", "a where the condition holds, else b", where},
    {"cast", "cast(x, dtype=\"float32\")", "x as another number type", cast},
    {"astype", "astype(x, dtype)", "x as another number type, as NumPy names them", asType},
    {"int", "int(x)", "A whole number, without what is behind the point", toInt},
    {"float", "float(x)", "A number with a point", toFloat},
    {"stop_gradient", "stop_gradient(x)", "x itself", stopGradient},
    {"dropout", "dropout(x, rate=0.5)", "x itself; in training some of it is set to 0", dropout},
};

} // namespace

std::span<const FunctionRow> elementwiseFunctions()
{
    return kRows;
}

} // namespace lw::graph::expression
