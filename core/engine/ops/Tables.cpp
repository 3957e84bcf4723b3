// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Resources.h"

#include <algorithm>

/// Lookup tables that live for one run; filled from tensors, never from files.
namespace lw::engine {

namespace {

Result<void> tableHandle(KernelContext& context)
{
    if (context.resources == nullptr)
        return unsupportedForm(context, "a table here");
    const std::string shared = context.node.textAttr("shared_name");
    auto& entry = context.resources->at("table:" + context.node.textAttr("container") + "/" +
                                        (shared.empty() ? context.node.name : shared));
    if (!entry) {
        auto table = std::make_shared<TableResource>();
        table->keyType = context.node.typeAttr("key_dtype", DType::String);
        table->valueType = context.node.typeAttr("value_dtype", DType::Int64);
        entry = std::move(table);
    }
    Value value;
    value.dtype = DType::Resource;
    value.resource = entry;
    context.forward(0, std::move(value));
    return {};
}

Result<TableResource*> tableInput(const KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    auto* table = dynamic_cast<TableResource*>(context.inputs[0].resource.get());
    if (table == nullptr)
        return opError(context, "input 0 must be a table");
    return table;
}

/// Adds pairs; a key that is there already gets the new value.
Result<void> insert(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(auto* table, tableInput(context));
    const Value& keys = context.inputs[1];
    const Value& values = context.inputs[2];
    if (keys.dtype != table->keyType || values.dtype != table->valueType || keys.elements() != values.elements())
        return opError(context, "keys and values do not fit the table");
    std::size_t next = 0;
    if (values.dtype == DType::String) {
        next = table->texts.size();
        table->texts.insert(table->texts.end(), values.strings->begin(), values.strings->end());
    } else if (isFloating(values.dtype)) {
        LW_ASSIGN(const auto numbers, floatElements(context, values));
        next = table->numbers.size();
        table->numbers.insert(table->numbers.end(), numbers.begin(), numbers.end());
    } else {
        LW_ASSIGN(const auto numbers, intElements(context, values));
        next = table->integers.size();
        table->integers.insert(table->integers.end(), numbers.begin(), numbers.end());
    }
    if (keys.dtype == DType::String) {
        for (const auto& key : *keys.strings)
            table->textKeys[key] = next++;
        return {};
    }
    LW_ASSIGN(const auto numbers, intElements(context, keys));
    for (const auto key : numbers)
        table->numberKeys[key] = next++;
    return {};
}

/// Places of the keys in the table's values; -1 for those it does not have.
Result<std::vector<std::int64_t>> places(const KernelContext& context, const TableResource& table, const Value& keys)
{
    std::vector<std::int64_t> result;
    if (keys.dtype == DType::String) {
        for (const auto& key : *keys.strings) {
            const auto found = table.textKeys.find(key);
            result.push_back(found == table.textKeys.end() ? -1 : static_cast<std::int64_t>(found->second));
        }
        return result;
    }
    LW_ASSIGN(const auto numbers, intElements(context, keys));
    for (const auto key : numbers) {
        const auto found = table.numberKeys.find(key);
        result.push_back(found == table.numberKeys.end() ? -1 : static_cast<std::int64_t>(found->second));
    }
    return result;
}

Result<void> find(KernelContext& context)
{
    LW_TRY(requireInputs(context, 3));
    LW_ASSIGN(const auto* table, tableInput(context));
    const Value& keys = context.inputs[1];
    const Value& fallback = context.inputs[2];
    if (keys.dtype != table->keyType || fallback.dtype != table->valueType || fallback.elements() != 1)
        return opError(context, "keys and default do not fit the table");
    LW_ASSIGN(const auto found, places(context, *table, keys));
    LW_ASSIGN(Value* const y, context.output(0, fallback.dtype, keys.shape));
    if (fallback.dtype == DType::String) {
        std::transform(found.begin(), found.end(), y->strings->begin(), [&](std::int64_t at) {
            return at < 0 ? fallback.strings->front() : table->texts[static_cast<std::size_t>(at)];
        });
        return {};
    }
    return dispatch(RealTypes{} + BoolTypes{}, context, fallback.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        std::transform(found.begin(), found.end(), reinterpret_cast<T*>(y->data), [&](std::int64_t at) {
            if (at < 0)
                return *reinterpret_cast<const T*>(fallback.data);
            const auto index = static_cast<std::size_t>(at);
            return isFloating(fallback.dtype) ? convertNumber<T>(table->numbers[index])
                                              : convertNumber<T>(table->integers[index]);
        });
        return {};
    });
}

Result<void> size(KernelContext& context)
{
    LW_ASSIGN(const auto* table, tableInput(context));
    LW_ASSIGN(Value* const y, context.output(0, DType::Int64, {}));
    *reinterpret_cast<std::int64_t*>(y->data) = static_cast<std::int64_t>(table->size());
    return {};
}

constexpr OpEntry kTable[] = {
    {"HashTableV2", tableHandle},        {"InitializeTableV2", insert},   {"LookupTableFindV2", find},
    {"LookupTableImportV2", insert},     {"LookupTableInsertV2", insert}, {"LookupTableSizeV2", size},
    {"MutableHashTableV2", tableHandle},
};

} // namespace

std::span<const OpEntry> tableOps()
{
    return kTable;
}

} // namespace lw::engine
