// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/engine/ops/Kernel.h"
#include "core/graph/Graph.h"

#include <memory>
#include <string>
#include <vector>

namespace lw::engine {

using FunctionMap = std::map<std::string, std::shared_ptr<const graph::Graph>, std::less<>>;

struct InterpreterOptions {
    std::uint64_t memoryLimit = 0;    ///< bytes that values may take at the same time; 0: defaultMemoryLimit()
    bool profile = false;             ///< keep times()
    std::uint64_t seed = 0;           ///< for random ops that have no seed of their own
    std::size_t depth = 100;          ///< calls within calls; more are Invalid
    std::vector<graph::Edge> fetches; ///< edges of the graph whose values run() returns after the graph's outputs
};

/// Time of one node of the graph itself; what functions take counts for the node that calls them.
struct NodeTime {
    std::uint32_t node = 0;
    double milliseconds = 0;
};

/// Runs a graph node by node with the plain kernels, whatever shapes come along: the specification of the planned
/// engine, and what runs the bodies of loops and graphs whose shapes cannot be fixed. Everything that does not change
/// between runs (order, kernels, constants, functions) is prepared once in create(). Values are freed after their last
/// use.
///
/// Variables (VarHandleOp) and tables live for one run. An Interpreter may be used from several threads, one run each;
/// times() is of the run that ended last.
class Interpreter {
public:
    /// Prepares all nodes that outputs and fetches need, in functions too. Unsupported names an operation that the
    /// engine does not have and its node; Corrupt for cycles, bad edges, missing functions, or weights that cannot be
    /// read.
    static Result<Interpreter> create(std::shared_ptr<const graph::Graph> graph, InterpreterOptions options = {});
    /// Only the functions of these names and what they call, for functions() below.
    static Result<Interpreter> forFunctions(std::shared_ptr<const FunctionMap> functions,
                                            const std::vector<std::string>& names, InterpreterOptions options = {});
    ~Interpreter();
    Interpreter(Interpreter&&) noexcept;
    Interpreter& operator=(Interpreter&&) noexcept;

    /// inputs in the order of graph.inputs, of the Placeholders' types and shapes (Invalid otherwise). Returns the
    /// graph's outputs and then the fetches. Errors of kernels carry the node's name and layer. Cancelled within a
    /// node's time.
    Result<std::vector<Value>> run(std::vector<Value> inputs, const Progress& progress) const;

    /// For control-flow kernels that run outside an Interpreter (steps of a plan): calls prepared functions, with one
    /// store of variables for its lifetime. Keep it for a run; the Interpreter and progress must outlive it. One
    /// thread.
    [[nodiscard]] std::unique_ptr<FunctionRunner> functions(const Progress& progress) const;
    /// Where the values of that runner come from, for plans that need memory beside their arena.
    [[nodiscard]] Allocator& allocator() const;

    [[nodiscard]] const std::vector<NodeTime>& times() const;

private:
    struct State;
    explicit Interpreter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace lw::engine
