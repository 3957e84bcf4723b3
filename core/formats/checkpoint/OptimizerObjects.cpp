// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/OptimizerObjects.h"

#include "core/formats/checkpoint/CheckpointObjects.h"
#include "core/keras/LossScale.h"
#include "core/keras/OptimizerState.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace lw::formats {

namespace {

/// How an optimizer of tf_keras calls the list of a kind of slot; first the kind as the variables' names have it.
struct SlotList {
    std::string_view optimizer, kind, attribute;
};

constexpr std::array kSlotLists = {
    SlotList{"SGD", "m", "momentums"},
    SlotList{"Lion", "m", "momentums"},
    SlotList{"Adam", "m", "_momentums"},
    SlotList{"Adam", "v", "_velocities"},
    SlotList{"Adam", "vhat", "_velocity_hats"},
    SlotList{"AdamW", "m", "_momentums"},
    SlotList{"AdamW", "v", "_velocities"},
    SlotList{"AdamW", "vhat", "_velocity_hats"},
    SlotList{"Nadam", "m", "_momentums"},
    SlotList{"Nadam", "v", "_velocities"},
    SlotList{"RMSprop", "velocity", "_velocities"},
    SlotList{"RMSprop", "momentum", "_momentums"},
    SlotList{"RMSprop", "average_gradient", "_average_gradients"},
    SlotList{"Adagrad", "accumulator", "_accumulators"},
    SlotList{"Adadelta", "accumulated_grad", "_accumulated_grads"},
    SlotList{"Adadelta", "accumulated_delta_var", "_accumulated_delta_vars"},
    SlotList{"Adamax", "m", "_m"},
    SlotList{"Adamax", "u", "_u"},
    SlotList{"Ftrl", "accumulator", "_accumulators"},
    SlotList{"Ftrl", "linear", "_linears"},
};

std::string_view attributeOf(std::string_view optimizer, std::string_view kind)
{
    if (kind == "average")
        return "_model_variables_moving_average";
    for (const SlotList& list : kSlotLists)
        if (list.optimizer == optimizer && list.kind == kind)
            return list.attribute;
    return {};
}

std::vector<std::string_view> kindsOf(std::string_view optimizer)
{
    std::vector<std::string_view> kinds;
    for (const SlotList& list : kSlotLists)
        if (list.optimizer == optimizer)
            kinds.push_back(list.kind);
    return kinds;
}

std::string plainName(const Variable& variable)
{
    return variable.name.substr(0, variable.name.rfind(':'));
}

std::string_view lastPart(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

bool isCounter(const Variable& slot)
{
    const std::string name = plainName(slot);
    const std::string_view last = lastPart(name), role = lastPart(slot.path);
    for (const std::string_view known : {"iteration", "iterations", "iter", "_iterations"})
        if (last == known || role == known)
            return true;
    return false;
}

bool isRate(const Variable& slot)
{
    const std::string name = plainName(slot);
    return slot.tensor.rank() == 0 && isFloating(slot.tensor.dtype()) &&
           (lastPart(name) == "learning_rate" || lastPart(name) == "current_learning_rate" ||
            lastPart(slot.path) == "_learning_rate" || lastPart(slot.path) == "_current_learning_rate");
}

/// "Adam/m/dense/kernel:0" -> "m"; "Variable" and names of other forms -> "".
std::string kindOf(const Variable& slot, std::string_view optimizer)
{
    std::string name = plainName(slot);
    if (name.starts_with(std::string(optimizer) + "/"))
        name.erase(0, optimizer.size() + 1);
    const std::size_t slash = name.find('/');
    return slash == std::string::npos ? std::string() : name.substr(0, slash);
}

class OptimizerBuilder {
public:
    OptimizerBuilder(const Model& model, keras::ObjectTree& tree, std::size_t owner)
        : m_model(model), m_inner(keras::innerOptimizer(*model.training)), m_slots(model.training->slotVariables),
          m_scale(keras::takeLossScale(*model.training, m_slots)), m_tree(tree)
    {
        m_objects.node = tree.child(owner, "optimizer");
    }

    OptimizerObjects build()
    {
        if (isOld())
            old();
        else
            current();
        addScale();
        return std::move(m_objects);
    }

private:
    /// OptimizerV2 counts in "Adam/iter", the newer ones in "iteration".
    [[nodiscard]] bool isOld() const
    {
        return std::any_of(m_slots.begin(), m_slots.end(), [](const Variable& slot) {
            const std::string name = plainName(slot);
            return lastPart(name) == "iter" || lastPart(slot.path) == "iter";
        });
    }

    void set(std::size_t node, const Variable& variable)
    {
        if (!m_tree.nodes()[node].variable.empty())
            return;
        const std::string label = "\x01" + std::to_string(m_objects.variables.size()); // no path begins so
        m_tree.setVariable(node, label);
        m_objects.variables.emplace(label, variable);
    }

    /// A hyper-parameter as a variable; one that is a schedule is known by name only.
    void number(std::string_view attribute, const Json& value, const std::string& name)
    {
        const std::size_t node = m_tree.child(m_objects.node, attribute);
        if (!value.isNumber())
            return;
        Variable variable;
        variable.name = name;
        variable.tensor = Tensor::fromVector({}, std::vector<float>{static_cast<float>(value.toDouble())});
        set(node, variable);
    }

    void current()
    {
        std::vector<const Variable*> slots;
        const Variable *counter = nullptr, *rate = nullptr;
        for (const Variable& slot : m_slots) {
            if (counter == nullptr && isCounter(slot))
                counter = &slot;
            else if (isRate(slot))
                rate = &slot;
            else
                slots.push_back(&slot);
        }
        if (counter == nullptr && !slots.empty() && slots.front()->tensor.rank() == 0 &&
            isInteger(slots.front()->tensor.dtype())) {
            counter = slots.front();
            slots.erase(slots.begin());
        }
        if (rate == nullptr && !slots.empty() && slots.front()->tensor.rank() == 0 &&
            isFloating(slots.front()->tensor.dtype())) { // Keras 3 keeps it beside the counter, without a name
            rate = slots.front();
            slots.erase(slots.begin());
        }
        if (m_inner.className == "Adafactor") // Keras 3 lists its placeholders, tf_keras does not
            std::erase_if(slots, [](const Variable* slot) {
                return slot->tensor.rank() == 0 && isInteger(slot->tensor.dtype());
            });
        const std::size_t list = m_tree.child(m_objects.node, "_variables");
        const std::size_t iterations = m_tree.child(m_objects.node, "_iterations");
        if (counter != nullptr)
            set(iterations, *counter);
        m_tree.link(list, "0", iterations);
        const Json& learningRate = m_inner.config["learning_rate"];
        const std::string_view attribute = learningRate.isObject() ? "_current_learning_rate" : "_learning_rate";
        if (rate != nullptr)
            set(m_tree.child(m_objects.node, attribute), *rate);
        else
            number(attribute, learningRate, std::string(attribute.substr(1)));
        if (m_inner.className == "Nadam")
            addProduct(slots);
        const auto momentums = m_inner.className == "SGD" && slots.empty() ? noMomentums() : std::vector<Variable>();
        for (const Variable& momentum : momentums)
            slots.push_back(&momentum);
        if (m_inner.className != "Adafactor" || !addFactored(slots, list))
            addSlots(slots, list);
    }

    /// Adafactor has sums over rows and columns for matrices; for the rest it has placeholders that no list of its
    /// variables names (tf_keras/src/optimizers/adafactor.py build). False when the slots are not those of the weights.
    bool addFactored(const std::vector<const Variable*>& slots, std::size_t list)
    {
        std::vector<const Variable*> weights;
        for (const Variable& variable : m_model.variables)
            if (variable.trainable)
                weights.push_back(&variable);
        const auto matrices = static_cast<std::size_t>(std::count_if(
            weights.begin(), weights.end(), [](const Variable* weight) { return weight->tensor.rank() >= 2; }));
        const std::size_t averages = m_inner.config["use_ema"].toBool() ? weights.size() : 0;
        if (slots.size() != averages + weights.size() + 2 * matrices)
            return false;
        std::size_t next = 0;
        const auto take = [&](std::string_view attribute, std::size_t number) {
            const std::size_t node = m_tree.child(list, std::to_string(next + 1));
            set(node, *slots[next++]);
            m_tree.link(m_tree.child(m_objects.node, attribute), std::to_string(number), node);
        };
        for (std::size_t i = 0; i < averages; ++i)
            take("_model_variables_moving_average", i);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            for (const std::string_view attribute : {"_r", "_c"})
                if (weights[i]->tensor.rank() >= 2) {
                    take(attribute, i);
                } else {
                    Variable placeholder;
                    placeholder.name = "r/" + weights[i]->path;
                    placeholder.tensor = Tensor::fromVector({}, std::vector<std::int32_t>{0});
                    set(m_tree.child(m_tree.child(m_objects.node, attribute), std::to_string(i)), placeholder);
                }
            take("_v", i);
        }
        return true;
    }

    /// Nadam of tf_keras keeps its product of momentums beside the slots, that of Keras 3 among them; files that do not
    /// have it get what it must be by now.
    void addProduct(std::vector<const Variable*>& slots)
    {
        Variable product;
        product.name = "Variable";
        const auto listed =
            std::find_if(slots.begin(), slots.end(), [](const Variable* slot) { return slot->tensor.rank() == 0; });
        if (listed != slots.end()) {
            product.tensor = (*listed)->tensor;
            slots.erase(listed);
        } else {
            keras::OptimizerState state;
            state.className = m_inner.className;
            state.config = m_inner.config;
            state.iterations = m_model.training->iterations.value_or(0);
            product.tensor = keras::listOptimizerState(state, {}, keras::OptimizerForm::Keras3).back().tensor;
        }
        set(m_tree.child(m_objects.node, "_u_product"), product);
    }

    /// SGD of tf_keras has momentums even where its momentum is 0, that of Keras 3 has none.
    [[nodiscard]] std::vector<Variable> noMomentums() const
    {
        std::vector<Variable> momentums;
        for (const Variable& variable : m_model.variables) {
            if (!variable.trainable)
                continue;
            Variable momentum;
            momentum.name = "m/" + variable.path;
            momentum.tensor =
                Tensor::fromVector(variable.tensor.shape(),
                                   std::vector<float>(static_cast<std::size_t>(variable.tensor.elements()), 0.0F));
            momentums.push_back(std::move(momentum));
        }
        return momentums;
    }

    void addScale()
    {
        if (!m_scale)
            return;
        const auto add = [&](const std::string& name, Tensor tensor) {
            Variable variable;
            variable.name = name;
            variable.tensor = std::move(tensor);
            set(m_tree.descend(m_objects.node, "loss_scale/" + name), variable);
        };
        add("current_loss_scale", Tensor::fromVector({}, std::vector<float>{static_cast<float>(m_scale->current)}));
        add("good_steps", Tensor::fromVector({}, std::vector<std::int64_t>{m_scale->goodSteps}));
    }

    void addSlots(const std::vector<const Variable*>& slots, std::size_t list)
    {
        const std::vector<std::string> kinds = slotKinds(slots);
        std::unordered_map<std::string_view, std::size_t> counts;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            const std::size_t node = m_tree.child(list, std::to_string(i + 1));
            set(node, *slots[i]);
            const std::string_view attribute = attributeOf(m_inner.className, kinds[i]);
            if (attribute.empty())
                continue;
            const std::size_t owner = m_tree.child(m_objects.node, attribute);
            m_tree.link(owner, std::to_string(counts[attribute]++), node);
        }
    }

    /// By name; where the file has none, by the order in which each class makes its slots.
    [[nodiscard]] std::vector<std::string> slotKinds(const std::vector<const Variable*>& slots) const
    {
        std::vector<std::string> kinds;
        bool named = true;
        for (const Variable* slot : slots) {
            kinds.push_back(kindOf(*slot, m_inner.className));
            named = named && !attributeOf(m_inner.className, kinds.back()).empty();
        }
        const auto known = kindsOf(m_inner.className);
        const auto trained = static_cast<std::size_t>(std::count_if(m_model.variables.begin(), m_model.variables.end(),
                                                                    [](const Variable& v) { return v.trainable; }));
        if (named || known.empty() || trained == 0 || slots.size() % trained != 0)
            return kinds;
        const std::size_t each = std::min(slots.size() / trained, known.size());
        const std::size_t interleaved = m_inner.className == "RMSprop" ? 1 : std::min<std::size_t>(each, 2);
        for (std::size_t i = 0; i < slots.size(); ++i) {
            const std::size_t block = i / (interleaved * trained);
            const std::size_t kind = block * interleaved + (block == 0 ? i % interleaved : 0);
            kinds[i] = kind < known.size() ? std::string(known[kind]) : std::string();
        }
        return kinds;
    }

    void old()
    {
        const std::vector<std::string> paths = m_tree.paths();
        std::unordered_map<std::string, std::size_t> owners; ///< by path in the graph, by path and by name of variables
        for (std::size_t node = 0; node < m_tree.nodes().size(); ++node)
            if (const std::string& variable = m_tree.nodes()[node].variable; !variable.empty()) {
                owners.emplace(paths[node], node);
                owners.emplace(variable, node);
                if (const Variable* found = findVariable(m_model, variable))
                    owners.emplace(plainName(*found), node);
            }
        for (const Variable& slot : m_slots) {
            if (isCounter(slot)) {
                set(m_tree.child(m_objects.node, "iter"), slot);
                continue;
            }
            if (const auto owner = ownerOf(slot, owners))
                m_objects.slots.push_back({*owner, slotName(slot), slot});
            else
                set(m_tree.child(m_objects.node, slotName(slot)), slot);
        }
        for (const std::string_view name :
             {"learning_rate", "decay", "beta_1", "beta_2", "momentum", "rho", "beta", "l1_regularization_strength",
              "l2_regularization_strength", "learning_rate_power"})
            if (m_inner.config.contains(name))
                number(name, m_inner.config[name], m_inner.className + "/" + std::string(name));
    }

    static std::string slotName(const Variable& slot)
    {
        const std::string name = plainName(slot);
        return std::string(lastPart(name));
    }

    static std::optional<std::size_t> ownerOf(const Variable& slot,
                                              const std::unordered_map<std::string, std::size_t>& owners)
    {
        for (std::string text : {slot.path, plainName(slot)}) {
            const std::size_t mark = text.find(kSlotMark);
            const std::size_t end = mark == std::string::npos ? text.rfind('/') : mark;
            text.resize(end == std::string::npos ? 0 : end);
            while (!text.empty()) {
                if (const auto found = owners.find(text); found != owners.end())
                    return found->second;
                const std::size_t slash = text.find('/'); // what stands before it is the optimizer's name
                text = slash == std::string::npos ? std::string() : text.substr(slash + 1);
            }
        }
        return std::nullopt;
    }

    const Model& m_model;
    const keras::InnerOptimizer m_inner;
    std::vector<Variable> m_slots; ///< of the inner optimizer, each once
    const std::optional<keras::LossScale> m_scale;
    keras::ObjectTree& m_tree;
    OptimizerObjects m_objects;
};

} // namespace

OptimizerObjects addOptimizer(const Model& model, keras::ObjectTree& tree, std::size_t owner)
{
    if (!model.training || model.training->slotVariables.empty())
        return {};
    return OptimizerBuilder(model, tree, owner).build();
}

} // namespace lw::formats
