// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Graph.h"
#include "core/model/Model.h"

namespace lw::graph {

/// A function of a SavedModel as far as a picture or a search needs it.
struct FunctionSummary {
    std::string name;
    std::size_t nodes = 0;
    std::vector<std::string> inputs, outputs;
};

/// The traced part of a SavedModel: hung on Model::payload by the reader. Immutable and thread safe; functions are
/// imported when first asked for, since a large model has tens of thousands of nodes that opening must not touch.
class TracedProgram : public ModelPayload {
public:
    [[nodiscard]] virtual std::vector<FunctionSummary> functions() const = 0;
    /// One function's own nodes, calls not inlined, for looking at. NotFound, Corrupt.
    [[nodiscard]] virtual Result<Graph> function(std::string_view name) const = 0;
    /// The top-level operator graph of a meta graph (TensorFlow 1 models compute there).
    [[nodiscard]] virtual Result<Graph> mainGraph() const = 0;
    /// A runnable graph of a signature: captured variables bound as Const, calls of small functions inlined, names of inputs
    /// and outputs as the signature has them. Recursion is Unsupported.
    [[nodiscard]] virtual Result<Graph> signature(std::string_view name) const = 0;
    /// The call function of the root object (path empty) or of a layer (object graph path "layer-1"), traced for training or not.
    [[nodiscard]] virtual Result<Graph> call(std::string_view layerPath, bool training) const = 0;
};

/// The model's program, or null when it was not read from a SavedModel.
const TracedProgram* tracedProgram(const Model& model);

} // namespace lw::graph
