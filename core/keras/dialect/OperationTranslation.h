// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/dialect/Call.h"

#include <optional>
#include <string>
#include <vector>

namespace lw::keras {

/// An operation between layers: its serialized entry without inbound_nodes, and its calls.
struct OperationEntry {
    Json entry;
    std::vector<Call> calls;
};
/// TFOpLambda or SlicingOpLambda -> a class of keras.src.ops; none with a reason when it cannot be expressed.
std::optional<OperationEntry> operationToKeras3(const Json& entry, const std::vector<Call>& calls,
                                                const std::string& name, std::string& reason);
/// The way back.
std::optional<OperationEntry> operationToKeras2(const Json& entry, const std::vector<Call>& calls,
                                                const std::string& name, std::string& reason);

} // namespace lw::keras
