// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/Training.h"

#include "core/formats/h5/WeightNaming.h"

namespace lw::formats::h5 {

namespace {

bool isScalarInteger(const Variable& variable)
{
    return variable.tensor.rank() == 0 && isInteger(variable.tensor.dtype());
}

bool countsSteps(const Variable& variable)
{
    const std::string name = withoutOutputNumber(variable.name);
    const std::string_view last = std::string_view(name).substr(name.rfind('/') + 1);
    return isScalarInteger(variable) && (last == "iteration" || last == "iterations" || last == "iter");
}

} // namespace

TrainingState trainingFrom(const Json& compileConfig)
{
    TrainingState training;
    const Json& optimizer =
        compileConfig.contains("optimizer_config") ? compileConfig["optimizer_config"] : compileConfig["optimizer"];
    if (optimizer.isString()) {
        training.optimizerClass = optimizer.toText();
    } else {
        training.optimizerClass = optimizer["class_name"].toText();
        training.optimizerConfig = optimizer["config"];
    }
    training.loss = compileConfig["loss"];
    training.metrics = compileConfig["metrics"];
    training.weightedMetrics = compileConfig["weighted_metrics"];
    training.lossWeights = compileConfig["loss_weights"];
    training.compileConfig = compileConfig;
    return training;
}

void findIterations(TrainingState& training)
{
    const Variable* counter = nullptr;
    for (const Variable& slot : training.slotVariables) {
        if (countsSteps(slot)) {
            counter = &slot;
            break;
        }
    }
    if (counter == nullptr && !training.slotVariables.empty() && isScalarInteger(training.slotVariables.front()))
        counter = &training.slotVariables.front();
    if (counter == nullptr)
        return;
    const auto value = counter->tensor.toInts();
    if (value.ok() && value->size() == 1)
        training.iterations = value->front();
}

} // namespace lw::formats::h5
