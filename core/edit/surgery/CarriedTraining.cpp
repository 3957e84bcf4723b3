// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/CarriedTraining.h"

#include "core/keras/Dialect.h"
#include "core/keras/OptimizerState.h"

#include <unordered_map>

namespace lw::edit {

namespace {

std::vector<std::size_t> trainableOf(const Model& model)
{
    std::vector<std::size_t> trainable;
    for (std::size_t i = 0; i < model.variables.size(); ++i)
        if (model.variables[i].trainable)
            trainable.push_back(i);
    return trainable;
}

std::vector<Shape> shapesOf(const Model& model, const std::vector<std::size_t>& variables)
{
    std::vector<Shape> shapes;
    for (const std::size_t i : variables)
        shapes.push_back(model.variables[i].tensor.shape());
    return shapes;
}

Variable slotVariable(const std::string& optimizer, const keras::OptimizerEntry& entry, const std::string& owner)
{
    Variable slot;
    slot.role = entry.name;
    slot.path = "optimizer/" + entry.name + (owner.empty() ? "" : "/" + owner);
    slot.name = entry.name == "iter" ? optimizer + "/iter:0"
                : owner.empty()      ? entry.name + ":0"
                                     : optimizer + "/" + entry.name + "/" + owner + ":0";
    slot.trainable = false;
    slot.tensor = entry.tensor;
    return slot;
}

/// Whether the same variables train in the same order, so that the slots stay as they are.
bool sameList(const std::vector<std::size_t>& then, const std::vector<std::size_t>& now,
              const std::vector<std::optional<std::size_t>>& origin)
{
    if (then.size() != now.size())
        return false;
    for (std::size_t i = 0; i < now.size(); ++i)
        if (origin[now[i]] != then[i])
            return false;
    return true;
}

/// Keys of {"output name": loss}.
Json renamedKeys(const Json& json, const std::unordered_map<std::string, std::string>& names)
{
    if (!json.isObject() || json.contains("class_name"))
        return json;
    Json result = Json::object();
    for (const auto& [key, value] : json.members()) {
        const auto found = names.find(key);
        result.set(found == names.end() ? key : found->second, value);
    }
    return result;
}

void renameOutputs(const Model& before, const Model& after, TrainingState& training)
{
    std::unordered_map<std::string, std::string> names;
    for (std::size_t i = 0; i < before.outputs.size(); ++i)
        if (before.outputs[i].name != after.outputs[i].name)
            names.emplace(before.outputs[i].name, after.outputs[i].name);
    if (names.empty())
        return;
    training.loss = renamedKeys(training.loss, names);
    training.metrics = renamedKeys(training.metrics, names);
    training.weightedMetrics = renamedKeys(training.weightedMetrics, names);
    training.lossWeights = renamedKeys(training.lossWeights, names);
    for (const char* key : {"loss", "metrics", "weighted_metrics", "loss_weights"})
        if (training.compileConfig.contains(key))
            training.compileConfig.set(key, renamedKeys(training.compileConfig[key], names));
}

} // namespace

std::optional<TrainingState> carryTraining(const Model& before, const Model& after,
                                           const std::vector<std::optional<std::size_t>>& origin, Diagnostics& notes)
{
    if (!before.training)
        return std::nullopt;
    if (before.outputs.size() != after.outputs.size()) {
        notes.add({Severity::Warning,
                   "The model has another number of outputs, so its losses fit no more: it is not compiled any more",
                   {},
                   1,
                   "training-dropped",
                   {}});
        return std::nullopt;
    }
    TrainingState training = *before.training;
    renameOutputs(before, after, training);
    const auto then = trainableOf(before), now = trainableOf(after);
    if (training.slotVariables.empty() || sameList(then, now, origin))
        return training;
    Diagnostics ignored;
    auto state = keras::readOptimizerState(training, shapesOf(before, then), ignored);
    training.slotVariables.clear();
    if (!state) {
        training.iterations.reset();
        notes.add({Severity::Warning,
                   "The optimizer's state does not go with the changed weights and was dropped; its settings stay",
                   {},
                   1,
                   "optimizer-dropped",
                   {}});
        return training;
    }
    std::unordered_map<std::size_t, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < now.size(); ++i)
        if (origin[now[i]])
            places[*origin[now[i]]].push_back(i);
    std::vector<keras::OptimizerSlot> slots;
    for (const keras::OptimizerSlot& slot : state->slots)
        for (const std::size_t place : places[then[slot.variable]])
            slots.push_back({slot.name, place, slot.tensor});
    state->slots = std::move(slots);
    for (const keras::OptimizerEntry& entry : keras::listOptimizerState(
             *state, shapesOf(after, now), keras::optimizerForm(*before.training, keras::kerasGeneration(before))))
        training.slotVariables.push_back(slotVariable(
            state->className, entry, entry.variable ? after.variables[now[*entry.variable]].path : std::string()));
    return training;
}

} // namespace lw::edit
