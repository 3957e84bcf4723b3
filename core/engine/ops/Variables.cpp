// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Resources.h"

/// Variables that live for one run.
namespace lw::engine {

namespace {

Value handleOf(std::shared_ptr<Resource> resource)
{
    Value value;
    value.dtype = DType::Resource;
    value.resource = std::move(resource);
    return value;
}

/// A name by container and shared_name, else the node's.
std::string resourceName(const KernelContext& context)
{
    const std::string shared = context.node.textAttr("shared_name");
    const std::string& name = shared.empty() ? context.node.name : shared;
    return context.node.textAttr("container") + "/" + name;
}

Result<void> varHandle(KernelContext& context)
{
    if (context.resources == nullptr)
        return unsupportedForm(context, "a variable here");
    auto& entry = context.resources->at("variable:" + resourceName(context));
    if (!entry)
        entry = std::make_shared<VariableResource>();
    context.forward(0, handleOf(entry));
    return {};
}

Result<VariableResource*> variableInput(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    auto* variable = dynamic_cast<VariableResource*>(context.inputs[0].resource.get());
    if (variable == nullptr)
        return opError(context, "input 0 must be a variable");
    return variable;
}

/// A variable whose value is fixed may come as the value itself.
Result<Value> variableValue(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    if (context.inputs[0].dtype != DType::Resource)
        return context.inputs[0];
    LW_ASSIGN(const auto* variable, variableInput(context));
    if (variable->value.dtype == DType::Invalid)
        return opError(context, "the variable has no value");
    return variable->value;
}

Result<void> readVariable(KernelContext& context)
{
    LW_ASSIGN(auto value, variableValue(context));
    context.forward(0, std::move(value));
    return {};
}

Result<void> assignVariable(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_ASSIGN(auto* variable, variableInput(context));
    variable->value = context.inputs[1];
    return {};
}

/// AssignAddVariableOp, AssignSubVariableOp: of equal shapes only.
template <bool adds>
Result<void> updateVariable(KernelContext& context)
{
    LW_TRY(requireInputs(context, 2));
    LW_ASSIGN(auto* variable, variableInput(context));
    const Value old = variable->value;
    const Value& change = context.inputs[1];
    if (old.dtype != change.dtype || old.shape != change.shape)
        return opError(context, "the change does not fit the variable");
    return dispatch(NumberTypes{}, context, old.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using Compute = ComputeType<T>;
        LW_ASSIGN(auto fresh, context.allocator.allocate(Allocator::kNoOutput, old.dtype, old.shape));
        const auto out = fresh.template writable<T>();
        for (std::size_t i = 0; i < out.size(); ++i) {
            const auto a = static_cast<Compute>(old.as<T>()[i]), b = static_cast<Compute>(change.as<T>()[i]);
            out[i] = static_cast<T>(adds ? wrappingAdd(a, b) : wrappingSubtract(a, b));
        }
        variable->value = std::move(fresh);
        return {};
    });
}

Result<void> isInitialized(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    bool known = true;
    if (context.inputs[0].dtype == DType::Resource) {
        LW_ASSIGN(const auto* variable, variableInput(context));
        known = variable->value.dtype != DType::Invalid;
    }
    LW_ASSIGN(Value* const y, context.output(0, DType::Bool, {}));
    *reinterpret_cast<Boolean*>(y->data) = known;
    return {};
}

Result<void> variableShape(KernelContext& context)
{
    LW_ASSIGN(const auto value, variableValue(context));
    return dispatch(
        IndexTypes{}, context, context.node.typeAttr("out_type", DType::Int32), [&](auto tag) -> Result<void> {
            using T = typename decltype(tag)::Type;
            LW_ASSIGN(Value* const y, context.output(0, kDTypeOf<T>, {static_cast<std::int64_t>(value.shape.size())}));
            for (std::size_t i = 0; i < value.shape.size(); ++i)
                reinterpret_cast<T*>(y->data)[i] = static_cast<T>(value.shape[i]);
            return {};
        });
}

constexpr OpEntry kTable[] = {
    {"AssignAddVariableOp", updateVariable<true>},
    {"AssignSubVariableOp", updateVariable<false>},
    {"AssignVariableOp", assignVariable},
    {"ReadVariableOp", readVariable},
    {"VarHandleOp", varHandle},
    {"VarIsInitializedOp", isInitialized},
    {"VariableShape", variableShape},
};

} // namespace

std::span<const OpEntry> variableOps()
{
    return kTable;
}

} // namespace lw::engine
