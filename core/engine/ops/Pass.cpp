// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <cmath>

/// Ops that hand their inputs on, or do nothing that matters for the values.
namespace lw::engine {

namespace {

Result<void> identity(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    context.forward(0, context.inputs[0]);
    return {};
}

Result<void> identityN(KernelContext& context)
{
    for (std::size_t i = 0; i < context.inputs.size(); ++i)
        context.forward(i, context.inputs[i]);
    return {};
}

Result<void> noOp(KernelContext&)
{
    return {};
}

Result<void> constant(KernelContext& context)
{
    const Tensor* tensor = context.node.tensorAttr("value");
    if (tensor == nullptr)
        return opError(context, "has no value");
    LW_ASSIGN(auto value, valueFromTensor(*tensor));
    context.forward(0, std::move(value));
    return {};
}

Result<void> checkNumerics(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    LW_TRY(dispatch(FloatTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        for (const T& element : x.as<T>())
            if (!std::isfinite(static_cast<ComputeType<T>>(element)))
                return opError(context,
                               printable(context.node.textAttr("message")) + ": a value is infinite or not a number");
        return {};
    }));
    context.forward(0, x);
    return {};
}

Result<void> ensureShape(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    const auto attr = context.node.attrs.find("shape");
    const auto* wanted = attr != context.node.attrs.end() ? attr->second.as<graph::PartialShape>() : nullptr;
    if (wanted != nullptr && wanted->has_value()) {
        bool fits = (*wanted)->size() == x.shape.size();
        for (std::size_t i = 0; fits && i < x.shape.size(); ++i)
            fits = (**wanted)[i] < 0 || (**wanted)[i] == x.shape[i];
        if (!fits)
            return opError(context, "the shape is not " + shapeText(**wanted));
    }
    context.forward(0, x);
    return {};
}

/// Every element the same number.
template <int number>
Result<void> numbersLike(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    if (x.dtype == DType::Variant && x.list && number == 0) {
        Value zeros = x;
        zeros.list = std::make_shared<TensorList>(*x.list);
        std::fill(zeros.list->items.begin(), zeros.list->items.end(), Value());
        context.forward(0, std::move(zeros));
        return {};
    }
    LW_ASSIGN(Value* const y, context.output(0, x.dtype, x.shape));
    if (x.dtype == DType::String)
        return number == 0 ? Result<void>() : unsupportedType(context, x.dtype);
    return dispatch(AllTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        std::ranges::fill(y->writable<T>(), convertNumber<T>(number));
        return {};
    });
}

/// tensorflow/core/ops/logging_ops.cc: fails when the condition does not hold. The data are not printed.
Result<void> assertOp(KernelContext& context)
{
    LW_ASSIGN(const bool holds, scalarBool(context, 0));
    if (holds)
        return {};
    std::string message = "an assertion of the model failed";
    for (std::size_t i = 1; i < context.inputs.size(); ++i)
        if (context.inputs[i].strings && context.inputs[i].strings->size() == 1)
            message += " " + printable(context.inputs[i].strings->front());
    return opError(context, message);
}

constexpr OpEntry kTable[] = {
    {"Assert", assertOp},
    {"CheckNumerics", checkNumerics},
    {"CheckNumericsV2", checkNumerics},
    {"Const", constant},
    {"DebugGradientIdentity", identity},
    {"DisableCopyOnRead", noOp},
    {"EnsureShape", ensureShape},
    {"Identity", identity},
    {"IdentityN", identityN},
    {"NoOp", noOp},
    {"OnesLike", numbersLike<1>},
    {"PlaceholderWithDefault", identity},
    {"PreventGradient", identity},
    {"Print", identity},
    {"PrintV2", noOp},
    {"Snapshot", identity},
    {"StopGradient", identity},
    {"ZerosLike", numbersLike<0>},
};

} // namespace

std::span<const OpEntry> passOps()
{
    return kTable;
}

} // namespace lw::engine
