// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/OptimizerObjects.h"

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

/// Slots of OptimizerV2 are stored slot by slot ("Adam/dense/kernel/m:0"), those of the newer optimizers variable by
/// variable ("Adam/m/dense/kernel:0").
std::optional<std::pair<std::string, std::string>> legacySlot(const Variable& slot,
                                                              const std::vector<Variable>& variables)
{
    const std::string name = slot.name.substr(0, slot.name.find(':'));
    const std::size_t slash = name.rfind('/');
    if (slash == std::string::npos)
        return std::nullopt;
    const std::string owner = name.substr(0, slash);
    for (const Variable& variable : variables) {
        const std::string wanted = variable.name.substr(0, variable.name.find(':'));
        if (!wanted.empty() && (owner == wanted || owner.ends_with("/" + wanted)))
            return std::pair(wanted, name.substr(slash + 1));
    }
    return std::nullopt;
}

std::vector<const Variable*> inOrder(const std::vector<const Variable*>& slots, const Model& model)
{
    std::vector<std::string> owners;
    for (const Variable* slot : slots) {
        const auto legacy = legacySlot(*slot, model.variables);
        if (!legacy)
            return slots;
        owners.push_back(legacy->first);
    }
    std::vector<const Variable*> ordered;
    for (const Variable& variable : model.variables)
        for (std::size_t i = 0; i < slots.size(); ++i)
            if (owners[i] == variable.name.substr(0, variable.name.find(':')))
                ordered.push_back(slots[i]);
    return ordered.size() == slots.size() ? ordered : slots;
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

} // namespace

void addOptimizer(const Model& model, ObjectId root, ObjectGraph& graph, Diagnostics& diagnostics)
{
    if (!model.training || model.training->optimizerClass.empty())
        return;
    const TrainingState& training = *model.training;
    const ObjectId optimizer = graph.addUser("experimentalOptimizer", 2);
    graph.addChild(root, "optimizer", optimizer);

    Tensor counter;
    std::optional<Tensor> rate;
    std::vector<const Variable*> slots;
    for (const Variable& variable : training.slotVariables) {
        if (counter.isNull() && isCounter(variable))
            counter = variable.tensor;
        else if (isRate(variable))
            rate = variable.tensor;
        else
            slots.push_back(&variable);
    }
    if (counter.isNull() || counter.dtype() != DType::Int64) {
        auto value = counter.isNull()
                         ? Result<std::vector<std::int64_t>>(std::vector<std::int64_t>{training.iterations.value_or(0)})
                         : counter.toInts();
        if (!value || value->empty()) {
            diagnostics.warning("the optimizer's counter cannot be read and starts at 0");
            value = std::vector<std::int64_t>{0};
        }
        counter = Tensor::fromVector({}, std::move(*value));
    }
    const ObjectId iterations = graph.addVariable(std::string(kPlace) + "_iterations", "iteration", false, counter);
    std::vector<ObjectId> all{iterations};
    for (const Variable* slot : inOrder(slots, model)) {
        const std::string place = std::string(kPlace) + "_variables/" + std::to_string(all.size());
        std::string name = slot->name.empty() ? slot->path : slot->name;
        name = name.substr(0, name.find(':'));
        all.push_back(graph.addVariable(place, name, false, slot->tensor));
    }
    graph.addChild(optimizer, "_variables", graph.addList(all));
    graph.addChild(optimizer, "_iterations", iterations);
    if (!rate)
        if (const auto initial = initialRate(training.optimizerConfig))
            rate = Tensor::fromVector({}, std::vector<float>{static_cast<float>(*initial)});
    if (rate) {
        const std::string name =
            training.optimizerConfig["learning_rate"].isObject() ? "_current_learning_rate" : "_learning_rate";
        graph.addChild(optimizer, name, graph.addVariable(kPlace + name, name.substr(1), false, *rate));
    }
}

} // namespace lw::formats
