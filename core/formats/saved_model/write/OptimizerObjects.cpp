// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/OptimizerObjects.h"

#include "core/formats/h5/TargetModel.h"
#include "core/keras/OptimizerState.h"

#include <algorithm>

namespace lw::formats {

namespace {

constexpr const char* kPlace = "optimizer/";

bool isCounter(const Variable& variable)
{
    return variable.role.starts_with("iter") || variable.role == "_iterations" ||
           (isInteger(variable.tensor.dtype()) && variable.tensor.rank() == 0);
}

bool isRate(const Variable& variable)
{
    return variable.role == "learning_rate" || variable.role == "_learning_rate" ||
           variable.role == "_current_learning_rate" || variable.role == "current_learning_rate";
}

/// What the learning rate starts with: a number, or that of a schedule.
std::optional<double> initialRate(const Json& config)
{
    const Json& rate = config["learning_rate"];
    if (rate.isNumber())
        return rate.toDouble();
    const Json& schedule = rate["config"]["initial_learning_rate"];
    return schedule.isNumber() ? std::optional(schedule.toDouble()) : std::nullopt;
}

struct NamedSlot {
    std::string name;
    Tensor tensor;
};

/// What an optimizer's object holds.
struct Listed {
    std::string counterName = "iteration";
    Tensor counter;
    std::optional<Tensor> rate;
    std::vector<NamedSlot> slots, scale;
};

std::string withoutNumber(const std::string& name)
{
    return name.substr(0, name.find(':'));
}

/// As the file lists them.
Listed asTheyAre(const TrainingState& training)
{
    Listed listed;
    for (const Variable& variable : training.slotVariables) {
        if (listed.counter.isNull() && isCounter(variable))
            listed.counter = variable.tensor;
        else if (isRate(variable))
            listed.rate = variable.tensor;
        else
            listed.slots.push_back(
                {withoutNumber(variable.name.empty() ? variable.path : variable.name), variable.tensor});
    }
    return listed;
}

/// In the order in which Keras 2 makes them, from whatever form the file has; none when that is not known.
std::optional<Listed> inOrder(const Model& model, Diagnostics& diagnostics)
{
    Diagnostics ignored; // said already of the architecture
    const auto target = h5::targetModel(model, 2, ignored);
    if (!target)
        return std::nullopt;
    const TrainingState& training = *model.training;
    const auto shapes = target->trainableShapes();
    const auto state = keras::readOptimizerState(training, shapes, diagnostics, target->trainableKeys());
    if (!state)
        return std::nullopt;
    const auto form = keras::optimizerForm(training, 2);
    const bool legacy = form == keras::OptimizerForm::Legacy;
    Listed listed;
    for (const keras::OptimizerEntry& entry : keras::listOptimizerState(*state, shapes, form)) {
        const std::string owner =
            entry.variable ? withoutNumber(target->trained[*entry.variable].keras2Name) : std::string();
        const std::string prefix = legacy ? state->className + "/" : std::string();
        if (listed.counter.isNull()) {
            listed.counter = entry.tensor;
            listed.counterName = prefix + entry.name;
        } else if (owner.empty()) {
            listed.slots.push_back({prefix + entry.name, entry.tensor});
        } else {
            listed.slots.push_back(
                {legacy ? prefix + owner + "/" + entry.name : entry.name + "/" + owner, entry.tensor});
        }
    }
    for (const keras::OptimizerEntry& entry : keras::listLossScale(*state, form))
        listed.scale.push_back({entry.name, entry.tensor});
    if (state->learningRate && !state->config["learning_rate"].isObject())
        listed.rate = Tensor::fromVector({}, std::vector<float>{static_cast<float>(*state->learningRate)});
    return listed;
}

Tensor counterOf(const Tensor& found, const TrainingState& training, Diagnostics& diagnostics)
{
    if (!found.isNull() && found.dtype() == DType::Int64)
        return found;
    auto value = found.isNull()
                     ? Result<std::vector<std::int64_t>>(std::vector<std::int64_t>{training.iterations.value_or(0)})
                     : found.toInts();
    if (!value || value->empty()) {
        diagnostics.warning("the optimizer's counter cannot be read and starts at 0");
        value = std::vector<std::int64_t>{0};
    }
    return Tensor::fromVector({}, std::move(*value));
}

} // namespace

void addOptimizer(const Model& model, ObjectId root, ObjectGraph& graph, Diagnostics& diagnostics)
{
    if (!model.training || model.training->optimizerClass.empty())
        return;
    const TrainingState& training = *model.training;
    const ObjectId optimizer = graph.addUser("experimentalOptimizer", 2);
    graph.addChild(root, "optimizer", optimizer);
    Listed listed = inOrder(model, diagnostics).value_or(asTheyAre(training));
    const Tensor counter = counterOf(listed.counter, training, diagnostics);
    const ObjectId iterations =
        graph.addVariable(std::string(kPlace) + "_iterations", listed.counterName, false, counter);
    std::vector<ObjectId> all{iterations};
    for (const NamedSlot& slot : listed.slots) {
        const std::string place = std::string(kPlace) + "_variables/" + std::to_string(all.size());
        all.push_back(graph.addVariable(place, slot.name, false, slot.tensor));
    }
    graph.addChild(optimizer, "_variables", graph.addList(all));
    graph.addChild(optimizer, "_iterations", iterations);
    for (const NamedSlot& one : listed.scale)
        graph.addChild(graph.makePath(optimizer, "loss_scale"), one.name,
                       graph.addVariable(std::string(kPlace) + "loss_scale/" + one.name, one.name, false, one.tensor));
    const Json config = keras::innerOptimizer(training).config;
    if (!listed.rate)
        if (const auto initial = initialRate(config))
            listed.rate = Tensor::fromVector({}, std::vector<float>{static_cast<float>(*initial)});
    if (listed.rate) {
        const std::string name = config["learning_rate"].isObject() ? "_current_learning_rate" : "_learning_rate";
        graph.addChild(optimizer, name, graph.addVariable(kPlace + name, name.substr(1), false, *listed.rate));
    }
}

} // namespace lw::formats
