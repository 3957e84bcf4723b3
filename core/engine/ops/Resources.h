// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/Kernel.h"

#include <map>
#include <string>
#include <unordered_map>

namespace lw::engine {

/// What a resource handle of a graph points to.
class Resource {
public:
    virtual ~Resource() = default;
};

/// VarHandleOp: a value that AssignVariableOp sets; dtype Invalid until then.
class VariableResource : public Resource {
public:
    Value value;
};

/// HashTableV2 and MutableHashTableV2: scalar keys (string or integer, as text and as number) to scalar values.
class TableResource : public Resource {
public:
    DType keyType = DType::Invalid, valueType = DType::Invalid;
    std::unordered_map<std::string, std::size_t> textKeys;
    std::unordered_map<std::int64_t, std::size_t> numberKeys;
    std::vector<std::string> texts;     ///< values of a String table
    std::vector<double> numbers;        ///< values of a floating table
    std::vector<std::int64_t> integers; ///< values of an integer table

    [[nodiscard]] std::size_t size() const { return textKeys.size() + numberKeys.size(); }
};

/// The variables and tables of one run, by name. Nothing outlives the run. Not thread safe: one run, one store.
class ResourceStore {
public:
    std::shared_ptr<Resource>& at(const std::string& name) { return m_resources[name]; }

private:
    std::map<std::string, std::shared_ptr<Resource>> m_resources;
};

} // namespace lw::engine
