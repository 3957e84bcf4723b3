// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/PostOps.h"
#include "core/engine/ops/Kernel.h"
#include "core/graph/Graph.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lw::engine::plan {

/// What passes have pulled into an op that multiplies by constant weights, in the order in which it is applied.
struct Fusion {
    std::vector<float> scale; ///< per output channel, folded into the weights; empty: 1
    std::vector<float> bias;  ///< per output channel, after the scale; empty: none
    std::vector<onednn::PostOp> postOps;
    int addend = -1;                               ///< value of the same shape that the Sum post-op adds
    std::vector<std::int64_t> padBefore, padAfter; ///< explicit zeros around the input, per spatial dimension
    [[nodiscard]] bool plain() const { return scale.empty() && bias.empty() && postOps.empty(); }
};

/// A value of the plan: all shapes are known here.
struct PlanValue {
    DType dtype = DType::Float32;
    Shape shape;
    std::optional<Value> constant;
    [[nodiscard]] std::size_t elements() const
    {
        std::size_t count = 1;
        for (const auto dim : shape)
            count *= static_cast<std::size_t>(dim);
        return count;
    }
};

struct PlanOp {
    std::string op;                    ///< the node's, or what a pass made of it
    const graph::Node* node = nullptr; ///< attributes, name and layer
    std::vector<int> inputs, outputs;  ///< indices of values; an output is -1 when nobody asks for it
    Fusion fusion;
    double flops = 0;
    bool removed = false;
};

/// The graph while it is being planned: static single assignment, ops in an order in which they can run.
struct PlanIr {
    std::shared_ptr<const graph::Graph> graph; ///< with shapes, owns the nodes
    std::vector<PlanValue> values;
    std::vector<PlanOp> ops;
    std::vector<int> inputs; ///< values, in the order of graph->inputs
    std::vector<int>
        outputs; ///< values, in the order in which they were asked for; may repeat, may be inputs or constants

    /// How many ops and outputs read each value.
    [[nodiscard]] std::vector<int> useCounts() const;
    /// The op that makes each value, -1 for inputs and constants.
    [[nodiscard]] std::vector<int> producers() const;
    void replaceUses(int from, int to);
    /// Drops ops that are marked or that nobody needs, and sorts the rest again.
    void compact();
};

/// Takes over what the outputs need of a graph in which all shapes are known. Constants are evaluated with the plain
/// kernels. Unsupported for strings, variants and ops with side effects: the interpreter runs those.
Result<PlanIr> importGraph(std::shared_ptr<const graph::Graph> graph, const std::vector<graph::Edge>& outputs);

} // namespace lw::engine::plan
