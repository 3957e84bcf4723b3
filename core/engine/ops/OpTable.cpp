// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
          controlFlowOps, convolutionOps, einsumOps,        gatheringOps,  generatorOps, integerOps,    joiningOps,
          matMulOps,      matrixOps,      normalisationOps, paddingOps,    passOps,      poolingOps,    randomOps,
          recurrentOps,   reductionOps,   resizingOps,      scanningOps,   segmentOps,   selectOps,     shapeOps,
          slicingOps,     stringOps,      tableOps,         tensorListOps, unaryOps,     variableOps}) {
        const auto entries = family();
        table.insert(table.end(), entries.begin(), entries.end());
    }
    std::sort(table.begin(), table.end(), [](const OpEntry& a, const OpEntry& b) { return a.name < b.name; });
    return table;
}

} // namespace

Kernel findKernel(std::string_view op)
{
    static const std::vector<OpEntry> kTable = joinFamilies();
    const auto found = std::lower_bound(kTable.begin(), kTable.end(), op,
                                        [](const OpEntry& entry, std::string_view name) { return entry.name < name; });
    return found != kTable.end() && found->name == op ? found->kernel : nullptr;
}

} // namespace lw::engine
