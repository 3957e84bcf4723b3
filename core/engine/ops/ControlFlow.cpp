// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>

namespace lw::engine {

namespace {

Result<std::string> functionAttr(const KernelContext& context, std::string_view name)
{
    const auto attr = context.node.attrs.find(name);
    const auto* function = attr != context.node.attrs.end() ? attr->second.as<graph::FunctionRef>() : nullptr;
    if (function == nullptr)
        return opError(context, "has no function " + std::string(name));
    if (context.functions == nullptr)
        return unsupportedForm(context, "a call here");
    return function->name;
}

/// What TensorFlow takes for true: a scalar that is not zero or empty, or any tensor with elements.
Result<bool> truthOf(const KernelContext& context, const Value& value)
{
    if (!value.shape.empty())
        return value.elements() > 0;
    if (value.dtype == DType::String)
        return value.strings && !value.strings->empty() && !value.strings->front().empty();
    LW_ASSIGN(const auto numbers, floatElements(context, value));
    return numbers.front() != 0;
}

std::vector<Value> arguments(const KernelContext& context, std::size_t from)
{
    return {context.inputs.begin() + static_cast<std::ptrdiff_t>(std::min(from, context.inputs.size())),
            context.inputs.end()};
}

Result<void> callInto(KernelContext& context, const std::string& function, std::vector<Value> values)
{
    LW_ASSIGN(auto results, context.functions->call(function, std::move(values)));
    if (results.size() < context.node.outputs.size())
        return opError(context, "function " + printable(function) + " returns too few values");
    for (std::size_t i = 0; i < results.size(); ++i)
        context.forward(i, std::move(results[i]));
    return {};
}

Result<void> partitionedCall(KernelContext& context)
{
    LW_ASSIGN(const auto function, functionAttr(context, "f"));
    return callInto(context, function, arguments(context, 0));
}

Result<void> ifOp(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_ASSIGN(const bool condition, truthOf(context, context.inputs[0]));
    LW_ASSIGN(const auto function, functionAttr(context, condition ? "then_branch" : "else_branch"));
    return callInto(context, function, arguments(context, 1));
}

Result<void> caseOp(KernelContext& context)
{
    LW_ASSIGN(const auto index, scalarInt(context, 0));
    const auto attr = context.node.attrs.find("branches");
    const auto* branches =
        attr != context.node.attrs.end() ? attr->second.as<std::vector<graph::FunctionRef>>() : nullptr;
    if (branches == nullptr || branches->empty() || context.functions == nullptr)
        return opError(context, "has no branches");
    const auto count = static_cast<std::int64_t>(branches->size());
    const std::int64_t chosen = index < 0 || index >= count ? count - 1 : index; // out of range: the last one
    return callInto(context, (*branches)[static_cast<std::size_t>(chosen)].name, arguments(context, 1));
}

/// No bound on the trips: only cancelling, and the limit on memory, end a loop that does not end by itself.
Result<void> whileOp(KernelContext& context)
{
    LW_ASSIGN(const auto condition, functionAttr(context, "cond"));
    LW_ASSIGN(const auto body, functionAttr(context, "body"));
    std::vector<Value> values = arguments(context, 0);
    const std::size_t count = values.size();
    while (true) {
        LW_TRY(context.progress.check());
        LW_ASSIGN(const auto answer, context.functions->call(condition, values));
        if (answer.size() != 1)
            return opError(context, "the condition must return one value");
        LW_ASSIGN(const bool goesOn, truthOf(context, answer.front()));
        if (!goesOn)
            break;
        LW_ASSIGN(values, context.functions->call(body, std::move(values)));
        if (values.size() != count)
            return opError(context, "the body must return as many values as it takes");
    }
    for (std::size_t i = 0; i < count; ++i)
        context.forward(i, std::move(values[i]));
    return {};
}

/// TensorFlow 1: the value leaves by output 1 when the predicate holds, else by output 0; the other one is dead (dtype
/// Invalid), and so is everything computed from it, until a Merge.
Result<void> switchOp(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_ASSIGN(const bool predicate, scalarBool(context, 1));
    context.forward(predicate ? 1 : 0, context.inputs[0]);
    return {};
}

Result<void> mergeOp(KernelContext& context)
{
    for (std::size_t i = 0; i < context.inputs.size(); ++i) {
        if (context.inputs[i].dtype == DType::Invalid)
            continue;
        context.forward(0, context.inputs[i]);
        LW_ASSIGN(Value* const index, context.output(1, DType::Int32, {}));
        *reinterpret_cast<std::int32_t*>(index->data) = static_cast<std::int32_t>(i);
        return {};
    }
    return {};
}

constexpr OpEntry kTable[] = {
    {"Case", caseOp},
    {"If", ifOp},
    {"Merge", mergeOp},
    {"PartitionedCall", partitionedCall},
    {"StatefulPartitionedCall", partitionedCall},
    {"StatelessCase", caseOp},
    {"StatelessIf", ifOp},
    {"StatelessWhile", whileOp},
    {"Switch", switchOp},
    {"While", whileOp},
};

} // namespace

std::span<const OpEntry> controlFlowOps()
{
    return kTable;
}

} // namespace lw::engine
