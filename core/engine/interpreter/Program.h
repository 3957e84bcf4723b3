// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ops/Kernel.h"
#include "core/graph/Graph.h"

#include <memory>
#include <string>
#include <vector>

namespace lw::engine {

/// Where an input of a step comes from.
struct Source {
    std::uint32_t index = 0; ///< of a slot or of a constant
    bool constant = false;
    bool last = false; ///< the slot's value may be moved out: no later step needs it
};

/// One node, ready to run.
struct Step {
    std::uint32_t node = 0;
    Kernel kernel = nullptr;
    std::uint32_t firstSource = 0, sourceCount = 0;
    std::uint32_t firstSlot = 0, slotCount = 0; ///< outputs
    std::uint64_t lastUse = 0;                  ///< KernelContext::lastUse
    bool merges = false;                        ///< Merge, which runs although an input is dead
};

/// A graph's order of execution with kernels looked up, constants read and lifetimes known. Immutable after
/// preparation.
struct Program {
    std::shared_ptr<const graph::Graph> graph;
    std::vector<Step> steps;
    std::vector<Source> sources;
    std::vector<Source> outputs; ///< the graph's outputs, then the fetches
    std::vector<Value> constants;
    std::vector<std::int64_t> inputSlots; ///< per graph input; -1 when nothing needs it
    std::vector<bool> slotNeeded;         ///< false: dropped as soon as it is computed
    std::vector<std::string> callees;     ///< functions that steps call
    bool hasSwitch = false;               ///< TensorFlow 1 conditionals: values can be dead
};

/// Errors as Interpreter::create has them, callees apart.
Result<std::unique_ptr<Program>> prepareProgram(std::shared_ptr<const graph::Graph> graph,
                                                const std::vector<graph::Edge>& fetches);

/// "layer (node)" or the node's name: where an error happened.
std::string placeOf(const graph::Node& node);

} // namespace lw::engine
