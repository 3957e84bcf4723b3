// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/restore/OptimizerRestore.h"

#include "core/keras/Dialect.h"
#include "core/keras/OptimizerState.h"
#include "core/model/CastTensor.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace lw::edit {

namespace {

constexpr std::string_view kSlotMark = "/.OPTIMIZER_SLOT/";
constexpr std::string_view kAttributes = "/.ATTRIBUTES/";

std::string_view lastPart(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

bool isCounter(const Variable& variable)
{
    static constexpr std::array<std::string_view, 4> kNames = {"iter", "_iterations", "iterations", "iteration"};
    return variable.tensor.rank() == 0 && isInteger(variable.tensor.dtype()) &&
           std::find(kNames.begin(), kNames.end(), lastPart(variable.path)) != kNames.end();
}

/// The order in which OptimizerV2 lists its kinds of slots (tf_keras/src/optimizers/legacy).
std::size_t kindRank(std::string_view kind)
{
    static constexpr std::array<std::string_view, 10> kKinds = {
        "m", "v", "vhat", "rms", "momentum", "mg", "accumulator", "linear", "accum_grad", "accum_var"};
    return static_cast<std::size_t>(std::find(kKinds.begin(), kKinds.end(), kind) - kKinds.begin());
}

/// A rate, a scale or another number beside the slots.
bool isNumber(const Variable& variable)
{
    return variable.tensor.rank() == 0 && isFloating(variable.tensor.dtype());
}

bool isLossScale(const Variable& variable)
{
    return lastPart(variable.path) == "current_loss_scale" || lastPart(variable.path) == "good_steps";
}

/// Sorts the variables of a checkpoint's optimizer as its program lists them: the counter, then slots.
class Listing {
public:
    /// className: Ftrl of OptimizerV2 makes all slots of a weight before those of the next.
    Listing(const Model& file, const Model& model, const IndexPairs& pairs, const std::string& className)
        : m_interleaved(className == "Ftrl")
    {
        std::unordered_map<std::size_t, std::size_t> place;
        for (std::size_t i = 0, number = 0; i < model.variables.size(); ++i)
            if (model.variables[i].trainable)
                place.emplace(i, number++);
        for (const auto& [from, to] : pairs)
            if (const auto found = place.find(to); found != place.end())
                m_places.emplace(file.variables[from].path, found->second);
        m_trainable = place.size();
    }

    /// Whether every trainable variable of the model is from the file.
    [[nodiscard]] bool isWhole() const { return m_places.size() == m_trainable; }

    [[nodiscard]] std::vector<Variable> sorted(std::vector<Variable> variables) const
    {
        std::vector<std::pair<std::array<std::size_t, 3>, Variable>> keyed;
        for (Variable& variable : variables)
            if (const auto key = keyOf(variable))
                keyed.emplace_back(*key, std::move(variable));
        std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<Variable> list;
        for (auto& [key, variable] : keyed)
            list.push_back(std::move(variable));
        return list;
    }

private:
    /// None for what is no part of the list: hyper-parameters and the learning rate.
    [[nodiscard]] std::optional<std::array<std::size_t, 3>> keyOf(const Variable& variable) const
    {
        if (isCounter(variable))
            return std::array<std::size_t, 3>{0, 0, 0};
        if (const std::size_t mark = variable.path.find(kSlotMark); mark != std::string::npos) {
            const auto owner = m_places.find(variable.path.substr(0, mark));
            if (owner == m_places.end())
                return std::nullopt;
            const std::size_t rank = kindRank(lastPart(variable.path));
            return m_interleaved ? std::array{std::size_t{1}, owner->second, rank}
                                 : std::array{std::size_t{1}, rank, owner->second};
        }
        if (lastPart(variable.path) == "momentum_cache") // of Nadam of OptimizerV2, behind the counter
            return std::array<std::size_t, 3>{0, 1, 0};
        if (isLossScale(variable))
            return std::array<std::size_t, 3>{3, 0, 0};
        const std::string_view last = lastPart(variable.path);
        const std::string_view list = std::string_view(variable.path).substr(0, variable.path.size() - last.size());
        if (list.ends_with("/_r/") || list.ends_with("/_c/")) // placeholders of Adafactor, which no list has
            return std::nullopt;
        std::size_t number = 0;
        const auto read = std::from_chars(last.data(), last.data() + last.size(), number);
        if (read.ec != std::errc() || read.ptr != last.data() + last.size())
            return std::nullopt;
        return std::array<std::size_t, 3>{2, 0, number};
    }

    std::unordered_map<std::string, std::size_t> m_places;
    std::size_t m_trainable = 0;
    bool m_interleaved;
};

std::vector<const Variable*> trainableOf(const Model& model)
{
    std::vector<const Variable*> trainable;
    for (const Variable& variable : model.variables)
        if (variable.trainable)
            trainable.push_back(&variable);
    return trainable;
}

/// A variable under the name that Keras 2 gives it.
Variable slotVariable(const std::string& optimizer, const keras::OptimizerEntry& entry,
                      const std::vector<const Variable*>& trainable)
{
    Variable slot;
    slot.role = entry.name;
    slot.path = "optimizer/" + entry.name;
    slot.name = entry.name == "iter" ? optimizer + "/iter:0" : entry.name + ":0";
    if (entry.variable) {
        const std::string& owner = trainable[*entry.variable]->path;
        slot.path += "/" + owner;
        slot.name = optimizer + "/" + entry.name + "/" + owner + ":0";
    }
    slot.trainable = false;
    slot.tensor = entry.tensor;
    return slot;
}

/// The optimizer's variables of a file of the same program, a SavedModel and a checkpoint of it: by their keys. None
/// unless the keys, names, shapes and types of all of them are the same.
std::optional<std::vector<Variable>> sameKeys(const Model& file, const Model& model)
{
    const std::vector<Variable>& own = model.training->slotVariables;
    std::unordered_map<std::string_view, const Variable*> given;
    for (const Variable& variable : file.training->slotVariables)
        given.emplace(variable.key, &variable);
    std::vector<Variable> result = own;
    for (Variable& variable : result) {
        const auto found = given.find(variable.key);
        if (found == given.end() || variable.key.find(kAttributes) == std::string::npos ||
            found->second->name != variable.name || found->second->tensor.shape() != variable.tensor.shape() ||
            found->second->tensor.dtype() != variable.tensor.dtype())
            return std::nullopt;
        variable.tensor = found->second->tensor;
    }
    return result.empty() ? std::nullopt : std::optional(std::move(result));
}

bool sameShapes(const std::vector<Variable>& slots, const std::vector<keras::OptimizerEntry>& entries)
{
    return std::equal(slots.begin(), slots.end(), entries.begin(), entries.end(),
                      [](const Variable& slot, const keras::OptimizerEntry& entry) {
                          return slot.tensor.shape() == entry.tensor.shape() &&
                                 canConvert(entry.tensor.dtype(), slot.tensor.dtype());
                      });
}

} // namespace

std::optional<TrainingState> restoredTraining(const Model& file, const Model& model, const IndexPairs& pairs)
{
    if (!file.layers.empty() || !file.training || !model.training || model.training->optimizerClass.empty())
        return std::nullopt;
    const std::string className = keras::innerOptimizer(*model.training).className;
    const Listing listing(file, model, pairs, className);
    if (!listing.isWhole() ||
        (!file.training->optimizerClass.empty() && keras::innerOptimizer(*file.training).className != className))
        return std::nullopt;
    if (auto slots = sameKeys(file, model)) {
        TrainingState same = *model.training;
        same.iterations = file.training->iterations;
        same.slotVariables = std::move(*slots);
        return same;
    }
    TrainingState given = *model.training;
    given.iterations = file.training->iterations;
    given.slotVariables = listing.sorted(file.training->slotVariables);
    const std::vector<const Variable*> trainable = trainableOf(model);
    std::vector<Shape> shapes;
    for (const Variable* variable : trainable)
        shapes.push_back(variable->tensor.shape());
    Diagnostics diagnostics;
    const auto state = keras::readOptimizerState(given, shapes, diagnostics);
    if (!state)
        return std::nullopt;
    TrainingState result = *model.training;
    result.iterations = state->iterations;
    const auto form = keras::optimizerForm(*model.training, keras::kerasGeneration(model));
    const auto entries = keras::listOptimizerState(*state, shapes, form);
    // A SavedModel keeps the variables that its graph has: those of the list get values, rates stay beside them.
    std::vector<std::size_t> listed;
    for (std::size_t i = 0; i < result.slotVariables.size(); ++i)
        if (sameShapes(result.slotVariables, entries) || !isNumber(result.slotVariables[i]))
            listed.push_back(i);
    std::vector<Variable> own;
    for (const std::size_t i : listed)
        own.push_back(result.slotVariables[i]);
    if (sameShapes(own, entries)) {
        for (std::size_t i = 0; i < entries.size(); ++i)
            if (Tensor& tensor = result.slotVariables[listed[i]].tensor; entries[i].name != "learning_rate")
                tensor = castTensor(entries[i].tensor, tensor.dtype());
    } else {
        result.slotVariables.clear();
        for (const keras::OptimizerEntry& entry : entries)
            result.slotVariables.push_back(slotVariable(className, entry, trainable));
        for (keras::OptimizerEntry& entry : keras::listLossScale(*state, keras::OptimizerForm::Keras2)) {
            entry.name = "loss_scale/" + entry.name;
            result.slotVariables.push_back(slotVariable(className, entry, trainable));
        }
    }
    return result;
}

LoadWeights::LoadWeights(std::string title, std::shared_ptr<const Edit> tensors, std::optional<TrainingState> training)
    : m_title(std::move(title)), m_tensors(std::move(tensors)), m_training(std::move(training))
{
}

Result<std::unique_ptr<Edit>> LoadWeights::apply(Model& model) const
{
    std::optional<TrainingState> before = model.training;
    LW_ASSIGN(std::shared_ptr<const Edit> tensors, m_tensors->apply(model));
    if (!m_training)
        before.reset();
    else
        model.training = m_training;
    return std::unique_ptr<Edit>(std::make_unique<LoadWeights>(m_title, std::move(tensors), std::move(before)));
}

} // namespace lw::edit
