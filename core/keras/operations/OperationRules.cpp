// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/operations/OperationRules.h"

#include <unordered_map>

namespace lw::keras {
namespace {

const std::unordered_map<std::string_view, OperationRuleEntry>& ruleTable()
{
    static const auto table = [] {
        std::unordered_map<std::string_view, OperationRuleEntry> rules;
        for (const auto entries : {elementwiseOperationRules(), reductionOperationRules(), reshapingOperationRules(),
                                   joiningOperationRules(), indexingOperationRules(), productOperationRules()})
            for (const OperationRuleEntry& entry : entries)
                rules.emplace(entry.function, entry);
        return rules;
    }();
    return table;
}

} // namespace

TensorInfos unknownResult(const OperationCall& call)
{
    return unknownTensor(call.dtype());
}

Result<TensorInfos> inferOperation(const LayerCall& call)
{
    const OperationCall operation(call);
    const auto rule = ruleTable().find(operation.name);
    if (rule == ruleTable().end())
        return unknownResult(operation);
    if (rule->second.check != nullptr)
        LW_TRY(rule->second.check(operation));
    return rule->second.rule(operation);
}

} // namespace lw::keras
