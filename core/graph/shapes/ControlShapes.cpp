// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/shapes/FunctionShapes.h"
#include "core/graph/shapes/ShapeContext.h"

/// Calls of functions, branches, loops, and the lists of tensors that traced loops carry.
namespace lw::graph {

namespace {

constexpr int kDeepestCall = 32;
/// Values only ever lose knowledge from round to round, so few rounds settle a loop.
constexpr int kLoopRounds = 8;

const Graph* functionOf(const ShapeContext& context, std::string_view attribute)
{
    const auto found = context.node.attrs.find(attribute);
    const FunctionRef* ref = found == context.node.attrs.end() ? nullptr : found->second.as<FunctionRef>();
    if (!ref || !context.graph.functions || context.depth >= kDeepestCall)
        return nullptr;
    const auto function = context.graph.functions->find(ref->name);
    return function == context.graph.functions->end() ? nullptr : function->second.get();
}

/// The function's own table is that of the whole program.
Result<std::vector<StaticValue>> follow(const ShapeContext& context, const Graph& function,
                                        std::span<const StaticValue> arguments)
{
    if (function.functions)
        return inferGraph(function, arguments, context.depth + 1, nullptr);
    Graph withFunctions = function;
    withFunctions.functions = context.graph.functions;
    return inferGraph(withFunctions, arguments, context.depth + 1, nullptr);
}

Result<void> keepDeclared(ShapeContext& context)
{
    for (std::size_t i = 0; i < context.node.outputs.size(); ++i)
        context.set(i, context.node.outputs[i].dtype, context.node.outputs[i].shape);
    return {};
}

Result<void> call(ShapeContext& context)
{
    const Graph* function = functionOf(context, "f");
    if (!function)
        return keepDeclared(context);
    LW_ASSIGN(context.outputs, follow(context, *function, context.inputs()));
    return {};
}

Result<void> branch(ShapeContext& context)
{
    const Graph *yes = functionOf(context, "then_branch"), *no = functionOf(context, "else_branch");
    if (!yes || !no || context.inputCount() == 0)
        return keepDeclared(context);
    const auto arguments = context.inputs().subspan(1);
    const auto condition = context.scalar(0);
    if (condition) {
        LW_ASSIGN(context.outputs, follow(context, *condition ? *yes : *no, arguments));
        return {};
    }
    LW_ASSIGN(context.outputs, follow(context, *yes, arguments));
    LW_ASSIGN(const auto others, follow(context, *no, arguments));
    for (std::size_t i = 0; i < context.outputs.size() && i < others.size(); ++i)
        context.outputs[i] = meet(context.outputs[i], others[i]);
    return {};
}

bool sameKnowledge(const StaticValue& a, const StaticValue& b)
{
    const auto sameElements = [&] {
        if (a.elements.has_value() != b.elements.has_value())
            return false;
        for (std::size_t i = 0; a.elements && i < a.elements->size(); ++i) {
            const double x = (*a.elements)[i], y = (*b.elements)[i];
            if (x != y && !(std::isnan(x) && std::isnan(y)))
                return false;
        }
        return true;
    };
    return a.shape == b.shape && a.itemShape == b.itemShape && a.itemCount == b.itemCount && sameElements();
}

/// Starts with what enters the loop and keeps what one more round of the body does not change.
Result<void> loop(ShapeContext& context)
{
    const Graph* body = functionOf(context, "body");
    if (!body)
        return keepDeclared(context);
    std::vector<StaticValue> values(context.inputs().begin(), context.inputs().end());
    for (int round = 0; round < kLoopRounds; ++round) {
        LW_ASSIGN(const auto next, follow(context, *body, values));
        bool settled = true;
        for (std::size_t i = 0; i < values.size(); ++i) {
            StaticValue common = meet(values[i], i < next.size() ? next[i] : StaticValue());
            settled &= sameKnowledge(common, values[i]);
            values[i] = std::move(common);
        }
        if (settled) {
            context.outputs = std::move(values);
            return {};
        }
    }
    return keepDeclared(context);
}

void setList(ShapeContext& context, PartialShape item, std::int64_t count)
{
    context.set(0, DType::Variant, Shape{});
    context.outputs[0].itemShape = std::move(item);
    context.outputs[0].itemCount = count;
}

/// A list's element shape may be given as the scalar -1: unknown rank.
PartialShape itemShapeFrom(const ShapeContext& context, std::size_t input)
{
    const PartialShape& shape = context.shape(input);
    return shape && shape->empty() ? std::nullopt : context.asShape(input);
}

PartialShape moreExact(const PartialShape& a, const PartialShape& b)
{
    if (!a || !b || a->size() != b->size())
        return a ? a : b;
    Shape shape = *a;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] < 0)
            shape[i] = (*b)[i];
    return shape;
}

Result<void> listReserve(ShapeContext& context)
{
    setList(context, itemShapeFrom(context, 0), context.scalar(1).value_or(kUnknownDim));
    return {};
}

Result<void> listEmpty(ShapeContext& context)
{
    setList(context, itemShapeFrom(context, 0), kUnknownDim);
    return {};
}

Result<void> listFromTensor(ShapeContext& context)
{
    const PartialShape& shape = context.shape(0);
    if (shape && !shape->empty())
        setList(context, Shape(shape->begin() + 1, shape->end()), shape->front());
    else
        setList(context, std::nullopt, kUnknownDim);
    return {};
}

/// Lists that are filled in a loop know their items' shape only after the first item, and every round agrees.
Result<void> listSetItem(ShapeContext& context)
{
    const StaticValue& list = context.input(0);
    setList(context, moreExact(list.itemShape, context.shape(2)), list.itemCount);
    return {};
}

Result<void> listPushBack(ShapeContext& context)
{
    setList(context, moreExact(context.input(0).itemShape, context.shape(1)), kUnknownDim);
    return {};
}

Result<void> listGetItem(ShapeContext& context)
{
    context.set(0, context.node.typeAttr("element_dtype", DType::Float32),
                moreExact(context.input(0).itemShape, itemShapeFrom(context, 2)));
    return {};
}

Result<void> listPopBack(ShapeContext& context)
{
    setList(context, context.input(0).itemShape, kUnknownDim);
    context.set(1, context.node.typeAttr("element_dtype", DType::Float32), context.input(0).itemShape);
    return {};
}

Result<void> listStack(ShapeContext& context)
{
    const StaticValue& list = context.input(0);
    PartialShape shape = moreExact(list.itemShape, itemShapeFrom(context, 1));
    if (shape) {
        const std::int64_t declared = context.node.intAttr("num_elements", -1);
        shape->insert(shape->begin(), list.itemCount >= 0 ? list.itemCount : declared);
    }
    context.set(0, context.node.typeAttr("element_dtype", DType::Float32), shape);
    return {};
}

Result<void> listLength(ShapeContext& context)
{
    context.set(0, DType::Int32, Shape{});
    if (context.input(0).itemCount >= 0)
        context.setElements({static_cast<double>(context.input(0).itemCount)});
    return {};
}

constexpr ShapeRow kRows[] = {
    {"PartitionedCall", call},
    {"StatefulPartitionedCall", call},
    {"If", branch},
    {"StatelessIf", branch},
    {"While", loop},
    {"StatelessWhile", loop},
    {"TensorListReserve", listReserve},
    {"EmptyTensorList", listEmpty},
    {"TensorListFromTensor", listFromTensor},
    {"TensorListSetItem", listSetItem},
    {"TensorListPushBack", listPushBack},
    {"TensorListGetItem", listGetItem},
    {"TensorListPopBack", listPopBack},
    {"TensorListStack", listStack},
    {"TensorListLength", listLength},
};

} // namespace

std::span<const ShapeRow> controlShapes()
{
    return kRows;
}

} // namespace lw::graph
