// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/OptimizerState.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lw::keras {
namespace {

/// Slots of a class: first those that are listed together for each variable, then those that follow one by one.
struct SlotRow {
    std::string_view className;
    std::vector<std::string_view> together, keras2, legacy; ///< names of Keras 3, of tf_keras, of OptimizerV2
};

const std::vector<SlotRow>& slotRows()
{
    static const std::vector<SlotRow> rows = {
        {"SGD", {"momentum"}, {"m"}, {"momentum"}},
        {"RMSprop", {"velocity"}, {"velocity"}, {"rms"}},
        {"Adam", {"momentum", "velocity"}, {"m", "v"}, {"m", "v"}},
        {"AdamW", {"momentum", "velocity"}, {"m", "v"}, {"m", "v"}},
        {"Lamb", {"momentum", "velocity"}, {"m", "v"}, {"m", "v"}},
        {"Adagrad", {"accumulator"}, {"accumulator"}, {"accumulator"}},
        {"Adadelta",
         {"accumulated_grad", "accumulated_delta_var"},
         {"accumulated_grad", "accumulated_delta_var"},
         {"accum_grad", "accum_var"}},
        {"Adamax", {"momentum", "norm"}, {"m", "u"}, {"m", "v"}},
        {"Nadam", {"momentum", "velocity"}, {"m", "v"}, {"m", "v"}},
        {"Ftrl", {"accumulator", "linear"}, {"accumulator", "linear"}, {"accumulator", "linear"}},
        {"Lion", {"momentum"}, {"m"}, {"m"}},
        {"Adafactor", {"velocity"}, {"v"}, {"v"}}, // and sums over rows and columns, see addFactoredPlaces
    };
    return rows;
}

/// What a slot has for each element of its weight: one element, or one for each row or column of the last two axes.
enum class Extent { Whole, Rows, Columns, Placeholder }; // Placeholder: an int32 that nobody reads

struct Place {
    std::string canonical, name;
    std::optional<std::size_t> variable; ///< none: a scalar
    Extent extent = Extent::Whole;
};

Shape shapeOf(const Place& place, const std::vector<Shape>& trainable)
{
    if (!place.variable)
        return {};
    if (place.extent == Extent::Placeholder)
        return {};
    Shape shape = trainable[*place.variable];
    if (place.extent != Extent::Whole)
        shape.erase(shape.end() - (place.extent == Extent::Rows ? 1 : 2));
    return shape;
}

void addBlock(std::vector<Place>& places, const std::string& canonical, const std::string& name, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        places.push_back({canonical, name, i});
}

/// Adafactor factors matrices alone; Keras 3 lists placeholders for the rest, tf_keras does not (adafactor.py build).
void addFactoredPlaces(std::vector<Place>& places, const std::vector<Shape>& trainable, OptimizerForm form)
{
    for (std::size_t i = 0; i < trainable.size(); ++i) {
        if (trainable[i].size() >= 2) {
            places.push_back({"row", "r", i, Extent::Rows});
            places.push_back({"column", "c", i, Extent::Columns});
        } else if (form == OptimizerForm::Keras3) {
            places.push_back({"row", "r", i, Extent::Placeholder});
            places.push_back({"column", "c", i, Extent::Placeholder});
        }
        places.push_back({"velocity", "v", i});
    }
}

bool isMomentumless(const Json& config)
{
    return config["momentum"].isNull() || config["momentum"].toDouble() == 0;
}

/// Everything after the counter (and the learning rate): keras/src/optimizers/*.py build().
std::vector<Place> placesOf(const std::string& className, const Json& config, OptimizerForm form,
                            const std::vector<Shape>& trainable)
{
    const std::size_t count = trainable.size();
    std::vector<Place> places;
    const auto& rows = slotRows();
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const SlotRow& one) { return one.className == className; });
    if (row == rows.end())
        return places;
    const bool legacy = form == OptimizerForm::Legacy;
    if (config["use_ema"].toBool() && !legacy)
        addBlock(places, "average", "average", count);
    if (className == "Adafactor") {
        addFactoredPlaces(places, trainable, form);
        return places;
    }
    if (legacy && className == "Nadam")
        places.push_back({"momentum_cache", "momentum_cache", std::nullopt});
    const bool none = className == "SGD" && isMomentumless(config) && form != OptimizerForm::Keras2;
    const auto& names = legacy ? row->legacy : form == OptimizerForm::Keras2 ? row->keras2 : row->together;
    const auto nameAt = [&](std::size_t slot) { return std::string(names[slot]); };
    if (!none && legacy && className != "Ftrl") {
        for (std::size_t slot = 0; slot < names.size(); ++slot)
            addBlock(places, std::string(row->together[slot]), nameAt(slot), count);
    } else if (!none) {
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t slot = 0; slot < names.size(); ++slot)
                places.push_back({std::string(row->together[slot]), nameAt(slot), i});
    }
    if (className == "RMSprop") {
        if (!isMomentumless(config))
            addBlock(places, "rms_momentum", "momentum", count);
        if (config["centered"].toBool())
            addBlock(places, "average_gradient", legacy ? "mg" : "average_gradient", count);
    }
    if ((className == "Adam" || className == "AdamW") && config["amsgrad"].toBool())
        addBlock(places, "velocity_hat", form == OptimizerForm::Keras3 ? "velocity_hat" : "vhat", count);
    if (className == "Nadam" && form == OptimizerForm::Keras3)
        places.push_back({"u_product", "u_product", std::nullopt});
    return places;
}

bool fits(const std::vector<Place>& places, std::span<const Variable> slots, const std::vector<Shape>& trainable)
{
    if (places.size() != slots.size())
        return false;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (slots[i].tensor.shape() != shapeOf(places[i], trainable))
            return false;
    }
    return true;
}

/// The product of momentum factors, which Nadam of Keras 2 forgets (keras/src/optimizers/nadam.py update_step).
/// rise: 1, in OptimizerV2 its argument schedule_decay (legacy/nadam.py).
double momentumProduct(const OptimizerState& state, double rise)
{
    double product = 1;
    const double beta = state.config["beta_1"].isNull() ? 0.9 : state.config["beta_1"].toDouble();
    for (std::int64_t step = 1; step <= std::min<std::int64_t>(state.iterations, 100000) && product > 1e-300; ++step)
        product *= beta * (1 - 0.5 * std::pow(0.96, rise * static_cast<double>(step)));
    return product;
}

bool isLegacyCounter(const Variable& variable)
{
    return variable.name.ends_with("/iter:0") || variable.name == "iter:0" || variable.name.ends_with("/iter") ||
           variable.path.ends_with("/iter");
}

/// OptimizerV2 of Keras 2: by the counter's name, else by the arguments that only it or only its successor has.
bool isLegacy(const TrainingState& training)
{
    const Json config = innerOptimizer(training).config;
    for (const Variable& variable : training.slotVariables)
        if (isLegacyCounter(variable))
            return true;
    return config.contains("decay") && !config.contains("jit_compile") && !config.contains("loss_scale_factor");
}

/// Scalars that SavedModels keep beside the slots: hyper-parameters of OptimizerV2, and what Nadam caches.
bool isBeside(const Variable& variable, bool legacy)
{
    if (variable.tensor.rank() != 0 || !isFloating(variable.tensor.dtype()))
        return false;
    const std::string name = variable.path.substr(variable.path.rfind('/') + 1);
    if (name == "_u_product")
        return true;
    return legacy && variable.path == "optimizer/" + name && !name.starts_with("momentum_cache") &&
           variable.key.find("/.ATTRIBUTES") != std::string::npos;
}

constexpr std::string_view kSlotMark = "/.OPTIMIZER_SLOT/";

/// The slot that OptimizerV2 calls by this name, as Keras 3 calls it.
std::string canonicalSlot(const std::string& className, std::string_view name)
{
    if (name == "vhat")
        return "velocity_hat";
    if (className == "RMSprop" && name == "momentum")
        return "rms_momentum";
    if (name == "mg")
        return "average_gradient";
    for (const SlotRow& row : slotRows())
        for (std::size_t i = 0; row.className == className && i < row.legacy.size(); ++i)
            if (row.legacy[i] == name)
                return std::string(row.together[i]);
    return {};
}

/// Slots whose keys name the weight they belong to (OptimizerV2 in SavedModels and checkpoints). None when one of them
/// belongs to no trainable weight.
std::optional<std::vector<OptimizerSlot>> slotsByKey(const std::string& className, std::span<const Variable> slots,
                                                     const std::vector<std::string>& keys)
{
    std::vector<OptimizerSlot> found;
    for (const Variable& slot : slots) {
        const std::size_t mark = slot.key.find(kSlotMark);
        if (mark == std::string::npos) {
            if (slot.tensor.rank() == 0)
                continue;
            return std::nullopt;
        }
        const std::string_view owner = std::string_view(slot.key).substr(0, mark);
        const auto weight = std::find_if(keys.begin(), keys.end(), [&](const std::string& key) {
            return key.starts_with(owner) && key.substr(owner.size()).starts_with("/.ATTRIBUTES");
        });
        std::string_view rest = std::string_view(slot.key).substr(mark + kSlotMark.size());
        rest = rest.substr(0, rest.find("/.ATTRIBUTES"));
        const std::string name = canonicalSlot(className, rest.substr(rest.rfind('/') + 1));
        if (weight == keys.end() || name.empty())
            return std::nullopt;
        found.push_back({name, static_cast<std::size_t>(weight - keys.begin()), slot.tensor});
    }
    return found.empty() ? std::nullopt : std::optional(std::move(found));
}

/// Optimizers of Keras before tf.keras counted in a float, and kept unused squares of one element.
void readCounterOfOldKeras(std::span<const Variable>& slots, OptimizerState& state)
{
    if (slots.empty() || slots.front().tensor.rank() != 0 || !isFloating(slots.front().tensor.dtype()) ||
        slots.front().name.find("iterations") == std::string::npos)
        return;
    if (const auto value = slots.front().tensor.toDoubles();
        value.ok() && value->size() == 1 && std::abs(value->front()) < 1e15)
        state.iterations = static_cast<std::int64_t>(value->front());
    slots = slots.subspan(1);
}

void dropPlaceholders(std::span<const Variable>& slots, const OptimizerState& state, std::size_t trainable)
{
    const bool three = state.className == "Adam" && !state.config["amsgrad"].toBool() && slots.size() == 3 * trainable;
    const bool moments = state.className == "SGD" && isMomentumless(state.config) && slots.size() == trainable;
    if (three && std::all_of(slots.end() - static_cast<std::ptrdiff_t>(trainable), slots.end(),
                             [](const Variable& slot) { return slot.tensor.elements() == 1; }))
        slots = slots.first(2 * trainable);
    else if (moments && state.config.contains("lr"))
        slots = {};
}

Tensor zeros(const Shape& shape)
{
    std::uint64_t count = 1;
    for (const std::int64_t dim : shape)
        count *= static_cast<std::uint64_t>(std::max<std::int64_t>(dim, 0));
    return Tensor::fromVector(shape, std::vector<float>(count, 0.0F));
}

} // namespace

std::string optimizerClassName(const std::string& serialized)
{
    const std::string name = serialized.substr(serialized.rfind('>') + 1);
    const auto lower = [](std::string_view text) {
        std::string result(text);
        for (char& c : result)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        return result;
    };
    for (const SlotRow& row : slotRows())
        if (lower(row.className) == lower(name))
            return std::string(row.className);
    return name;
}

OptimizerForm optimizerForm(const TrainingState& training, int dialect)
{
    if (dialect == 3)
        return OptimizerForm::Keras3;
    return isLegacy(training) ? OptimizerForm::Legacy : OptimizerForm::Keras2;
}

std::optional<OptimizerState> readOptimizerState(const TrainingState& training, const std::vector<Shape>& trainable,
                                                 Diagnostics& diagnostics, const std::vector<std::string>& keys)
{
    const bool legacy = isLegacy(training);
    OptimizerState state;
    std::vector<Variable> listed = training.slotVariables;
    state.scale = takeLossScale(training, listed);
    std::erase_if(listed, [&](const Variable& variable) { return isBeside(variable, legacy); });
    std::span<const Variable> slots(listed);
    InnerOptimizer inner = innerOptimizer(training);
    state.className = std::move(inner.className);
    state.config = std::move(inner.config);
    state.iterations = training.iterations.value_or(0);
    if (slots.empty())
        return std::nullopt;
    if (slots.front().tensor.rank() == 0 && isInteger(slots.front().tensor.dtype())) {
        if (const auto value = slots.front().tensor.toInts(); value.ok() && value->size() == 1)
            state.iterations = value->front();
        slots = slots.subspan(1);
    }
    readCounterOfOldKeras(slots, state);
    if (const Json& rate = state.config[state.config.contains("lr") ? "lr" : "learning_rate"]; rate.isNumber())
        state.learningRate = rate.toDouble();
    // Keras 3 lists the learning rate, SavedModels of Keras 2 keep it beside the list.
    if (!legacy && !slots.empty() && slots.front().tensor.rank() == 0 && isFloating(slots.front().tensor.dtype()) &&
        slots.front().name.find("momentum_cache") == std::string::npos) {
        if (const auto value = slots.front().tensor.toDoubles(); value.ok() && value->size() == 1)
            state.learningRate = value->front();
        slots = slots.subspan(1);
    }
    if (state.config["learning_rate"].isObject())
        state.learningRate.reset(); // a schedule, whose present value SavedModels keep
    if (slots.empty() && state.iterations == 0)
        return std::nullopt; // compiled, never trained
    if (auto byKey = slotsByKey(state.className, slots, keys)) {
        state.slots = std::move(*byKey);
        return state;
    }
    dropPlaceholders(slots, state, trainable.size());
    const std::array<OptimizerForm, 3> forms =
        legacy ? std::array{OptimizerForm::Legacy, OptimizerForm::Keras2, OptimizerForm::Keras3}
               : std::array{OptimizerForm::Keras2, OptimizerForm::Keras3, OptimizerForm::Legacy};
    for (const OptimizerForm form : forms) {
        const auto places = placesOf(state.className, state.config, form, trainable);
        if (!fits(places, slots, trainable))
            continue;
        for (std::size_t i = 0; i < places.size(); ++i)
            if (places[i].variable && places[i].extent != Extent::Placeholder)
                state.slots.push_back({places[i].canonical, *places[i].variable, slots[i].tensor});
        return state;
    }
    diagnostics.warning("The optimizer's state is not in an order that is known for " + printable(state.className, 40) +
                        "; training would start afresh");
    return std::nullopt;
}

std::vector<OptimizerEntry> listLossScale(const OptimizerState& state, OptimizerForm form)
{
    if (!state.scale)
        return {};
    const auto counter = [](std::int64_t value) {
        return Tensor::fromVector(Shape(), std::vector<std::int64_t>{value});
    };
    const auto number = [](double value) {
        return Tensor::fromVector(Shape(), std::vector<float>{static_cast<float>(value)});
    };
    if (form != OptimizerForm::Keras3)
        return {{"current_loss_scale", std::nullopt, number(state.scale->current)},
                {"good_steps", std::nullopt, counter(state.scale->goodSteps)}};
    if (!state.scale->dynamic)
        return {};
    return {{"iteration", std::nullopt, counter(0)},
            {"learning_rate", std::nullopt, number(0)},
            {"step_counter", std::nullopt, counter(state.scale->goodSteps)},
            {"dynamic_scale", std::nullopt, number(state.scale->current)}};
}

std::vector<OptimizerEntry> listOptimizerState(const OptimizerState& state, const std::vector<Shape>& trainable,
                                               OptimizerForm form)
{
    std::vector<OptimizerEntry> entries;
    entries.push_back({form == OptimizerForm::Legacy ? "iter" : "iteration", std::nullopt,
                       Tensor::fromVector(Shape(), std::vector<std::int64_t>{state.iterations})});
    if (form == OptimizerForm::Keras3 && state.learningRate)
        entries.push_back({"learning_rate", std::nullopt,
                           Tensor::fromVector(Shape(), std::vector<float>{static_cast<float>(*state.learningRate)})});
    for (const Place& place : placesOf(state.className, state.config, form, trainable)) {
        OptimizerEntry entry{place.name, place.variable, {}};
        if (!place.variable) {
            const bool old = form == OptimizerForm::Legacy && state.config["decay"].isNumber();
            const double product = momentumProduct(state, old ? state.config["decay"].toDouble() : 1);
            entry.tensor = Tensor::fromVector(Shape(), std::vector<float>{static_cast<float>(product)});
        } else if (place.extent == Extent::Placeholder) {
            entry.tensor = Tensor::fromVector(Shape(), std::vector<std::int32_t>{0});
        } else {
            const auto slot = std::find_if(state.slots.begin(), state.slots.end(), [&](const OptimizerSlot& one) {
                return one.variable == *place.variable && one.name == place.canonical;
            });
            entry.tensor = slot != state.slots.end() ? slot->tensor : zeros(shapeOf(place, trainable));
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace lw::keras
