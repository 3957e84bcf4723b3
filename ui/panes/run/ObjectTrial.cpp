// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/ObjectTrial.h"

#include "core/engine/ModelRunner.h"
#include "core/graph/lower/Definitions.h"
#include "ui/panes/run/InputSource.h"

namespace lw::ui {

namespace {

/// A custom activation has no output of its own: the layer's is looked at.
Result<Tensor> generated(const TensorSpec& spec)
{
    InputChoice choice;
    choice.spec = spec;
    choice.length = 8;
    choice.high = 1;
    if (spec.dtype == DType::String) {
        choice.kind = InputKind::Text;
        choice.texts = {QStringLiteral("text")};
    } else {
        choice.kind = isFloating(spec.dtype) ? InputKind::Normal : InputKind::Integers;
    }
    return makeInput(choice);
}

struct TrialRunner {
    engine::ModelRunner runner;
    bool alone;
};

/// The whole model, or the layer by itself where the model cannot run yet.
Result<TrialRunner> runnerFor(const Model& model, const std::shared_ptr<const graph::CustomObjects>& objects,
                                      const std::string& name, const std::string& user)
{
    engine::RunnerOptions options;
    options.build.objects = objects;
    options.build.layers = {user};
    auto whole = engine::ModelRunner::create(model, options);
    if (whole.ok())
        return TrialRunner{std::move(*whole), false};
    auto alone = graph::layerAlone(model, *objects, name);
    if (!alone.ok())
        return whole.error();
    LW_ASSIGN(engine::ModelRunner runner,
              engine::ModelRunner::create(std::make_shared<const graph::Graph>(std::move(*alone)), {}));
    return TrialRunner{std::move(runner), true};
}

} // namespace

Result<ObjectTrial> tryObjects(const Model& model, std::shared_ptr<const graph::CustomObjects> objects,
                               const std::string& name, const Progress& progress)
{
    const std::vector<std::string> users = graph::definitionUsers(model, name);
    if (users.empty())
        return notFound("no layer of the model needs \"" + printable(name, 80) + "\"");
    LW_ASSIGN(TrialRunner trial, runnerFor(model, objects, name, users.front()));
    engine::NamedTensors inputs;
    for (const TensorSpec& spec : trial.runner.inputs()) {
        LW_ASSIGN(Tensor tensor, generated(spec));
        inputs.emplace_back(spec.name, std::move(tensor));
    }
    LW_ASSIGN(const engine::RunResult result, trial.runner.run(inputs, progress));
    const Tensor& output = result.outputs.back().second;
    LW_ASSIGN(TensorStatistics statistics, computeStatistics(output, 0, progress));
    return ObjectTrial{users.front(), output.shape(), output.dtype(), std::move(statistics), trial.alone};
}

} // namespace lw::ui
