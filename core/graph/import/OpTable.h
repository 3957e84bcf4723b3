// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/graph/Graph.h"

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lw::graph {

/// One declared output of an operation: a single tensor, numberAttr tensors, or one for each type of typeListAttr.
struct OpOutput {
    std::string name;
    DType type = DType::Invalid;
    std::string typeAttr, numberAttr, typeListAttr;
};

/// What importing needs of an operation's definition.
struct OpInfo {
    std::vector<OpOutput> outputs;
    std::vector<std::pair<std::string, AttrValue>>
        defaults; ///< SavedModels leave out attributes that have their default
};

/// The definitions that a SavedModel carries for its own operations (MetaInfoDef.stripped_op_list), and, where it
/// carries none, a small table of TensorFlow's operations with several outputs. Thread safe; definitions are decoded
/// when asked for.
class OpTable {
public:
    /// message: a MetaInfoDef, which must outlive the table.
    explicit OpTable(ByteSpan message) : m_message(message) {}
    /// The same address for the same op; an op that nobody defines has one output of unknown name.
    const OpInfo& find(const std::string& op) const;

private:
    void index() const;
    ByteSpan m_message;
    mutable std::mutex m_mutex;
    mutable bool m_indexed = false;
    mutable std::unordered_map<std::string_view, ByteSpan> m_definitions;
    mutable std::map<std::string, OpInfo> m_infos;
};

/// How many tensors each declared output of a node is, from its attributes; 1 when they do not say.
std::vector<std::size_t> outputSizes(const OpInfo& info, const Attrs& attrs);
/// Types of all tensors, in order. Bounded: at most 65,536.
std::vector<DType> outputTypes(const OpInfo& info, const Attrs& attrs);

} // namespace lw::graph
