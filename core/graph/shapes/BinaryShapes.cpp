// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/ShapeContext.h"

#include <algorithm>

namespace lw::graph {

namespace {

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

std::span<const ShapeRow> binaryShapes()
{
    return kRows;
}

} // namespace lw::graph
