// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/engine/ops/Kernel.h"
#include "core/graph/Graph.h"

#include <memory>
#include <span>
#include <vector>

namespace lw::engine {

/// What one step of a plan did in the last profiled run.
struct StepTime {
    std::string name, op, layer;
    double milliseconds = 0, flops = 0;
};

/// A graph prepared for inputs of fixed shapes: constants folded, ops fused, layouts and memory chosen. A run executes
/// the steps one after another in one block of memory and allocates nothing. One run at a time.
class Plan {
public:
    /// The outputs wanted are edges of graph, which need not have shapes yet. Unsupported when shapes or types cannot
    /// be fixed, or an op has no place in a plan: the interpreter runs such graphs. Invalid when the shapes do not fit.
    static Result<Plan> create(std::shared_ptr<const graph::Graph> graph, std::span<const Shape> inputShapes,
                               const std::vector<graph::Edge>& outputs, int threads);
    ~Plan();
    Plan(Plan&&) noexcept;
    Plan& operator=(Plan&&) noexcept;

    /// Inputs of exactly the planned types and shapes. Cancelled is checked between steps.
    Result<void> run(std::span<const Value> inputs, const Progress& progress, bool profile = false);
    /// Output of the last run; points into the plan's memory and holds until the next run.
    [[nodiscard]] const Value& output(std::size_t index) const;

    [[nodiscard]] double flops() const;
    [[nodiscard]] std::size_t arenaBytes() const;
    [[nodiscard]] const std::vector<StepTime>& times() const; ///< of the last run with profile
    /// One line a step, "name = op(layouts) implementation", for tests and for looking at.
    [[nodiscard]] std::string describe() const;

private:
    struct State;
    explicit Plan(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace lw::engine
