// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

namespace lw::engine {

namespace {

template <typename From, typename To>
void convertAll(const Value& from, Value& to)
{
    const From* in = reinterpret_cast<const From*>(from.data);
    To* out = reinterpret_cast<To*>(to.data);
    const std::size_t count = from.elements();
    for (std::size_t i = 0; i < count; ++i)
        out[i] = convertNumber<To>(in[i]);
}

Result<void> castOp(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    const DType wanted = context.node.typeAttr("DstT", x.dtype);
    if (wanted == x.dtype) {
        context.forward(0, x);
        return {};
    }
    return dispatch(AllTypes{}, context, x.dtype, [&](auto fromTag) -> Result<void> {
        return dispatch(AllTypes{}, context, wanted, [&](auto toTag) -> Result<void> {
            LW_ASSIGN(Value* const y, context.output(0, wanted, x.shape));
            convertAll<typename decltype(fromTag)::Type, typename decltype(toTag)::Type>(x, *y);
            return {};
        });
    });
}

/// The same bytes under another type; between sizes the last dimension comes or goes.
Result<void> bitcastOp(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    const DType wanted = context.node.typeAttr("type", x.dtype);
    const std::size_t from = dtypeSize(x.dtype);
    const std::size_t to = dtypeSize(wanted);
    if (from == 0 || to == 0)
        return unsupportedType(context, from == 0 ? x.dtype : wanted);
    Value y = x;
    y.dtype = wanted;
    if (from > to) {
        y.shape.push_back(static_cast<std::int64_t>(from / to));
    } else if (from < to) {
        if (y.shape.empty() || y.shape.back() != static_cast<std::int64_t>(to / from))
            return opError(context, "the last dimension does not fit the new type");
        y.shape.pop_back();
    }
    LW_TRY(checkedElements(y.shape));
    if (from < to && reinterpret_cast<std::uintptr_t>(y.data) % (to > 8 ? 8 : to) != 0)
        return unsupportedForm(context, "an unaligned buffer");
    context.forward(0, std::move(y));
    return {};
}

constexpr OpEntry kTable[] = {{"Bitcast", bitcastOp}, {"Cast", castOp}};

} // namespace

std::span<const OpEntry> castOps()
{
    return kTable;
}

} // namespace lw::engine
