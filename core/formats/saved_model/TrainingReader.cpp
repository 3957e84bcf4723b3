// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/CheckpointObjects.h"
#include "core/formats/saved_model/SavedModelParts.h"

#include <set>

namespace lw::formats {

namespace {

/// Collects the variables of an optimizer object once each.
class OptimizerReader {
public:
    OptimizerReader(const SavedModelParts& parts, std::uint32_t optimizer) : m_parts(parts), m_optimizer(optimizer) {}

    void read(TrainingState& training, Diagnostics& diagnostics)
    {
        for (const std::string_view counter : {"_iterations", "iter", "iterations"})
            if (const auto object = m_parts.objects->child(m_optimizer, counter)) {
                add(*object, std::string(counter), training);
                readCounter(*object, training, diagnostics);
            }
        for (const graph::ObjectChild& child : m_parts.objects->children(m_optimizer))
            if (m_parts.objects->kind(child.node) == graph::ObjectKind::Variable)
                add(child.node, std::string(child.name), training);
        if (const auto scale = m_parts.objects->child(m_optimizer, "loss_scale"))
            for (const graph::ObjectChild& child : m_parts.objects->children(*scale))
                add(child.node, "loss_scale/" + std::string(child.name), training);
        if (const auto list = m_parts.objects->child(m_optimizer, "_variables")) {
            std::size_t index = 0;
            for (const std::uint32_t object : m_parts.objects->listItems(*list))
                add(object, "_variables/" + std::to_string(index++), training);
        }
        for (const graph::ObjectSlot& slot : m_parts.objects->slotEdges(m_optimizer)) {
            const std::string owner =
                pathOfKey(slot.variable < m_parts.keys.size() ? m_parts.keys[slot.variable] : std::string());
            add(slot.slot, owner + "/" + std::string(slot.name), training);
        }
    }

private:
    void add(std::uint32_t object, const std::string& path, TrainingState& training)
    {
        if (m_parts.objects->kind(object) != graph::ObjectKind::Variable || !m_seen.insert(object).second)
            return;
        Variable variable = variableOfObject(m_parts, object);
        if (variable.key.empty())
            return; // not tracked by the checkpoint: nothing is stored
        variable.path = "optimizer/" + path;
        variable.role = path.substr(path.rfind('/') + 1);
        variable.layer = "optimizer";
        variable.trainable = false;
        training.slotVariables.push_back(std::move(variable));
    }

    void readCounter(std::uint32_t object, TrainingState& training, Diagnostics& diagnostics)
    {
        if (m_parts.objects->kind(object) != graph::ObjectKind::Variable || !m_parts.bundle)
            return;
        const Tensor tensor = variableOfObject(m_parts, object).tensor;
        if (!isInteger(tensor.dtype()) || tensor.elements() != 1)
            return;
        const auto values = tensor.toInts();
        if (values && values->size() == 1)
            training.iterations = values->front();
        else if (!values)
            diagnostics.warning("the optimizer's step counter cannot be read: " + values.error().message);
    }

    const SavedModelParts& m_parts;
    std::uint32_t m_optimizer;
    std::set<std::uint32_t> m_seen;
};

/// "Custom>Adam" is how tf_keras writes its newer optimizers.
std::string className(const std::string& registered)
{
    return registered.substr(registered.rfind('>') + 1);
}

} // namespace

void readTraining(const SavedModelParts& parts, const Json& trainingConfig, Model& model)
{
    TrainingState training;
    if (const auto optimizer = parts.objects->child(0, "optimizer"))
        OptimizerReader(parts, *optimizer).read(training, model.diagnostics);
    if (trainingConfig.isObject()) {
        const Json& optimizer = trainingConfig["optimizer_config"];
        training.optimizerClass = className(optimizer["class_name"].toText());
        training.optimizerConfig = optimizer["config"];
        training.loss = trainingConfig["loss"];
        training.metrics = trainingConfig["metrics"];
        training.weightedMetrics = trainingConfig["weighted_metrics"];
        training.lossWeights = trainingConfig["loss_weights"];
        training.compileConfig = trainingConfig;
    }
    if (trainingConfig.isObject() || !training.slotVariables.empty())
        model.training = std::move(training);
}

} // namespace lw::formats
