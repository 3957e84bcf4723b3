// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/OpTable.h"

#include "core/engine/ops/Families.h"

#include <algorithm>

namespace lw::engine {

namespace {

/// Every op the engine has, sorted by name.
std::vector<OpEntry> joinFamilies()
{
    std::vector<OpEntry> table;
    for (const auto family :
         {attentionOps,   biasOps,        binaryOps,        blockOps,      castOps,      comparisonOps, complexOps,
          controlFlowOps, convolutionOps, einsumOps,        gatheringOps,  generatorOps, hashingOps, integerOps,    joiningOps,
          matMulOps,      matrixOps,      normalisationOps, paddingOps,    passOps,      poolingOps,    raggedOps, randomOps,
          recurrentOps,   reductionOps,   resizingOps,      scanningOps,   segmentOps,   selectOps,     shapeOps,
          slicingOps,     stringOps,      tableOps,         tensorListOps, textOps, unaryOps,     variableOps}) {
        const auto entries = family();
        table.insert(table.end(), entries.begin(), entries.end());
    }
    std::sort(table.begin(), table.end(), [](const OpEntry& a, const OpEntry& b) { return a.name < b.name; });
    return table;
}

const std::vector<OpEntry>& table()
{
    static const std::vector<OpEntry> kTable = joinFamilies();
    return kTable;
}

} // namespace

Kernel findKernel(std::string_view op)
{
    const auto& entries = table();
    const auto found = std::lower_bound(entries.begin(), entries.end(), op,
                                        [](const OpEntry& entry, std::string_view name) { return entry.name < name; });
    return found != entries.end() && found->name == op ? found->kernel : nullptr;
}

std::vector<std::string_view> kernelNames()
{
    std::vector<std::string_view> names;
    for (const auto& entry : table())
        names.push_back(entry.name);
    return names;
}

} // namespace lw::engine
