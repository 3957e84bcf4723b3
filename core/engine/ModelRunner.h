// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/graph/BuildGraph.h"
#include "core/model/Model.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lw::engine {

using NamedTensors = std::vector<std::pair<std::string, Tensor>>;

struct RunnerOptions {
    graph::BuildOptions build;
    int threads = 0;        ///< 0: one per physical core
    bool profile = false;   ///< fill RunResult::profile
    bool reference = false; ///< plain loops only, no oneDNN: what the tests compare with
};

/// Time of one operation or of all operations of one layer.
struct ProfileEntry {
    std::string name, op, layer;
    double milliseconds = 0;
    double flops = 0; ///< 0 when unknown
};

struct RunResult {
    NamedTensors outputs; ///< by output name, then the layers asked for by path
    std::vector<ProfileEntry> profile;
    double milliseconds = 0;
};

/// A model prepared for running on the CPU. Plans are made for the input shapes of a run and kept for the next run of
/// the same shapes; such a run allocates nothing but its outputs. One run at a time; may be moved between threads.
class ModelRunner {
public:
    /// Unsupported, Corrupt (weights that cannot be read), NotFound (layer, signature).
    static Result<ModelRunner> create(const Model& model, const RunnerOptions& options);
    /// Of a graph that is there already; options.build.layers are looked up in its taps.
    static Result<ModelRunner> create(std::shared_ptr<const graph::Graph> graph, const RunnerOptions& options);
    ~ModelRunner();
    ModelRunner(ModelRunner&&) noexcept;
    ModelRunner& operator=(ModelRunner&&) noexcept;

    [[nodiscard]] const std::vector<TensorSpec>& inputs() const;
    [[nodiscard]] const std::vector<TensorSpec>& outputs() const;
    /// inputs are matched by name; a single input takes a single tensor of any name. Invalid names the input with
    /// wanted and given shape when they do not fit; numbers are converted to the input's dtype when exact types differ.
    Result<RunResult> run(const NamedTensors& inputs, const Progress& progress);
    /// Floating-point operations of the last run, 0 when unknown.
    [[nodiscard]] double flops() const;

private:
    struct State;
    explicit ModelRunner(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace lw::engine
