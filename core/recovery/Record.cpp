// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/Record.h"

#include <algorithm>

namespace lw::recovery {

namespace {

bool isInFile(const Values& values)
{
    return values.kind == Values::Kind::File || values.kind == Values::Kind::FileSlot;
}

bool anyInFile(const std::vector<RecordedVariable>& variables)
{
    return std::any_of(variables.begin(), variables.end(),
                       [](const RecordedVariable& variable) { return isInFile(variable.values); });
}

} // namespace

std::string recordPath(const std::string& prefix)
{
    return prefix + std::string(kRecordSuffix);
}

std::string storePath(const std::string& prefix, std::uint32_t store)
{
    return prefix + "-" + std::to_string(store) + std::string(kStoreSuffix);
}

bool needsFile(const Record& record)
{
    if (!record.file)
        return false;
    const bool wholeStructure = record.architecture && record.variables && !record.sameTraining;
    return !wholeStructure || anyInFile(*record.variables) ||
           (record.training && anyInFile(record.training->slotVariables));
}

bool isAsFile(const Record& record)
{
    return record.file && !record.name && !record.kind && !record.architecture && record.payload && !record.variables &&
           record.tensors.empty() && record.sameTraining && record.slotTensors.empty() && !record.diagnostics;
}

} // namespace lw::recovery
