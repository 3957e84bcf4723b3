// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"
#include "core/graph/TracedProgram.h"
#include "core/graph/import/OpTable.h"
#include "core/graph/import/SavedModelFile.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lw::graph {

/// A function or the main graph as it stands in the file: calls not inlined, variables not bound. inputs are
/// Placeholder nodes; controls are kept.
using RawGraph = std::shared_ptr<const Graph>;

/// The GraphDef of a meta graph and its function library. Functions are found by scanning once, decoded when asked for
/// and then kept. Thread safe. References the mapped file.
class FunctionLibrary {
public:
    FunctionLibrary(std::shared_ptr<const SavedModelFile> file, const MetaGraph& metaGraph)
        : m_file(std::move(file)), m_metaGraph(metaGraph), m_ops(metaGraph.info)
    {
    }

    [[nodiscard]] Result<RawGraph> function(std::string_view name) const;
    [[nodiscard]] bool contains(std::string_view name) const;
    [[nodiscard]] Result<RawGraph> mainGraph() const;
    [[nodiscard]] std::vector<FunctionSummary> summaries() const;
    /// The value of a Const node of the main graph. NotFound, Corrupt.
    [[nodiscard]] Result<Tensor> mainConstant(std::string_view node) const;
    [[nodiscard]] const OpTable& ops() const { return m_ops; }

private:
    Result<void> index() const;
    std::shared_ptr<const SavedModelFile> m_file;
    const MetaGraph& m_metaGraph;
    OpTable m_ops;
    mutable std::mutex m_mutex;
    mutable bool m_indexed = false;
    mutable std::optional<Error> m_damage;
    mutable std::vector<ByteSpan> m_nodes;
    mutable std::vector<std::string_view> m_order;
    mutable std::unordered_map<std::string_view, ByteSpan> m_functions;
    mutable std::unordered_map<std::string_view, RawGraph> m_decoded;
    mutable RawGraph m_main;
};

/// Decodes one FunctionDef. Corrupt when an input names nothing; where says which node.
Result<Graph> importFunction(ByteSpan functionDef, const OpTable& ops);
/// Decodes the nodes of a GraphDef; Placeholder nodes are its inputs, it has no outputs.
Result<Graph> importNodes(const std::vector<ByteSpan>& nodeDefs, const OpTable& ops);

} // namespace lw::graph
