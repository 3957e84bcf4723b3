// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/ObjectWeightsWriter.h"

#include "core/formats/h5/Attributes.h"
#include "core/keras/Dialect.h"
#include "core/keras/OptimizerState.h"

#include <unordered_map>
#include <unordered_set>

namespace lw::formats::keras3 {

namespace {

std::string folder(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string lastPart(const std::string& path)
{
    return path.substr(path.rfind('/') + 1);
}

/// Gives every group of variables the name of its object, as Keras 3 does and our reader likes.
class NamedGroups {
public:
    explicit NamedGroups(h5::WrittenFile& file) : m_file(file) {}

    Result<void> name(const std::string& group, const std::string& name)
    {
        LW_TRY(m_file.group(group));
        if (m_named.insert(group).second && !name.empty())
            LW_TRY(m_file.writer().addAttribute(group, h5::textAttribute("name", name)));
        return {};
    }

    /// Also remembers where each layer lies. Layers nest no deeper than the JSON they come from.
    Result<void> layers(const std::vector<Layer>& layers, const std::string& key, const std::string& path, bool named)
    {
        std::unordered_map<std::string, int> used;
        for (const Layer& layer : layers) {
            std::string container = keras::snakeCase(layer.className);
            if (const int count = used[container]++; count > 0)
                container += "_" + std::to_string(count);
            const std::string here = (key.empty() ? "layers/" : key + "/layers/") + container;
            if (named)
                LW_TRY(name(here + "/vars", layer.name));
            const std::string itsPath = path + layer.name;
            m_keys.emplace(itsPath, here);
            if (layer.nested)
                LW_TRY(this->layers(layer.layers, here, itsPath + "/", named));
        }
        return {};
    }

    /// The key of the next variable that a layer of unknown class makes itself: Keras numbers them (layer.py
    /// save_own_variables). Empty for those of its sub-layers.
    std::string nextKey(const Variable& variable)
    {
        const auto found = m_keys.find(variable.layer);
        if (found == m_keys.end() || variable.role.find('/') != std::string::npos)
            return {};
        return found->second + "/vars/" + std::to_string(m_counts[variable.layer]++);
    }

private:
    h5::WrittenFile& m_file;
    std::unordered_set<std::string> m_named;
    std::unordered_map<std::string, std::string> m_keys;
    std::unordered_map<std::string, int> m_counts;
};

bool isObjectKey(const std::string& key)
{
    return key.find("/vars/") != std::string::npos;
}

/// Same dialect, same kind of file: the optimizer's variables keep their numbers, whatever the class.
bool keepsOptimizer(const Model& model, const h5::TargetModel& target)
{
    return keras::kerasGeneration(model) == target.dialect && (model.format == "keras" || target.dialect == 3) &&
           model.format != "saved_model";
}

Result<void> writeOptimizer(h5::WrittenFile& file, const Model& model, const h5::TargetModel& target,
                            Diagnostics& diagnostics)
{
    if (!model.training || model.training->slotVariables.empty())
        return {};
    const std::vector<Variable>& slots = model.training->slotVariables;
    const auto isPlaced = [](const Variable& slot) {
        return slot.key.starts_with("optimizer/") && isObjectKey(slot.key);
    };
    const bool scaled = keras::innerOptimizer(*model.training).scaled;
    if (keepsOptimizer(model, target) && (!scaled || std::all_of(slots.begin(), slots.end(), isPlaced))) {
        std::size_t number = 0;
        for (const Variable& slot : slots)
            LW_TRY(file.tensor(isPlaced(slot) ? slot.key : "optimizer/vars/" + std::to_string(number++), slot.tensor));
        return {};
    }
    const auto shapes = target.trainableShapes();
    const auto state = keras::readOptimizerState(*model.training, shapes, diagnostics, target.trainableKeys());
    if (!state)
        return {};
    const auto form = keras::optimizerForm(*model.training, target.dialect);
    const auto entries = keras::listOptimizerState(*state, shapes, form);
    const bool wrapped = state->scale && (target.dialect == 2 || state->scale->dynamic);
    std::size_t number = 0, inner = 0;
    if (form == keras::OptimizerForm::Keras3)
        for (const keras::OptimizerEntry& entry : keras::listLossScale(*state, form))
            LW_TRY(file.tensor("optimizer/vars/" + std::to_string(number++), entry.tensor));
    for (const keras::OptimizerEntry& entry : entries)
        LW_TRY(file.tensor("optimizer/vars/" + std::to_string(number++), entry.tensor));
    // Keras keeps those of the wrapped optimizer under both.
    for (std::size_t i = 0; wrapped && i < entries.size(); ++i)
        LW_TRY(file.tensor("optimizer/inner_optimizer/vars/" + std::to_string(inner++), entries[i].tensor));
    return {};
}

/// tf_keras asks a weights file also for the state of the loss and the metrics, once they have been used. They start
/// at zero (tf_keras/src/engine/compile_utils.py LossesContainer, MetricsContainer).
Result<void> writeMetrics(h5::WrittenFile& file, const TrainingState& training)
{
    const Tensor zero = Tensor::fromVector(Shape(), std::vector<float>{0});
    const auto add = [&](const std::string& name) -> Result<void> {
        LW_TRY(file.tensor("metrics/" + name + "/vars/0", zero));
        return file.tensor("metrics/" + name + "/vars/1", zero);
    };
    LW_TRY(add("mean"));
    const Json& list = training.metrics;
    const Json& flat = list.at(0).isArray() ? list.at(0) : list;
    for (std::size_t i = 0; i < flat.items().size(); ++i)
        LW_TRY(add("mean_metric_wrapper" + (i == 0 ? std::string() : "_" + std::to_string(i))));
    return {};
}

} // namespace

Result<void> writeObjectWeights(h5::WrittenFile& file, const Model& model, const h5::TargetModel& target,
                                bool withOptimizer, Diagnostics& diagnostics)
{
    NamedGroups names(file);
    LW_TRY(names.name("vars", target.layout.name));
    LW_TRY(names.layers(target.layout.layers, "", "", target.dialect == 3));
    std::unordered_map<std::string, const Tensor*> written;
    for (const h5::PlacedWeight& weight : target.weights) {
        const keras::ExpectedVariable& place = weight.place;
        if (!written.emplace(place.keras3Key, &weight.variable->tensor).second)
            continue;
        if (target.dialect == 3)
            LW_TRY(names.name(folder(place.keras3Key), lastPart(folder(place.path))));
        LW_TRY(file.tensor(place.keras3Key, weight.variable->tensor));
        if (!place.second.empty() && written.emplace(place.second, &weight.variable->tensor).second)
            LW_TRY(file.tensor(place.second, weight.variable->tensor));
        // Keras wants the wrapped kernel a second time (SpectralNormalization, see ObjectWeights.cpp). Not as a link:
        // of two names for one dataset only one is listed.
        const std::string own = folder(place.keras3Key);
        const auto kernel = written.find(folder(own) + "/layer/vars/0");
        if (place.role.ends_with("vector_u") && place.keras3Key.ends_with("/vars/1") && kernel != written.end() &&
            !written.contains(own + "/0")) {
            LW_TRY(file.tensor(own + "/0", *kernel->second));
            written.emplace(own + "/0", kernel->second);
        }
        if (place.tfKerasKey != place.keras3Key && written.emplace(place.tfKerasKey, &weight.variable->tensor).second) {
            LW_TRY(file.group(folder(place.tfKerasKey)));
            LW_TRY(file.writer().addHardLink(place.tfKerasKey, place.keras3Key));
        }
    }
    const bool sameKeys = keras::kerasGeneration(model) == target.dialect;
    std::vector<const Variable*> others = target.others;
    for (const Variable& variable : model.variables)
        if (h5::isSeedState(variable) && target.dialect == 3)
            others.push_back(&variable);
    for (const Variable* variable : others) {
        std::string key = sameKeys && isObjectKey(variable->key) ? variable->key : std::string();
        if (key.empty() && !h5::isSeedState(*variable))
            key = names.nextKey(*variable);
        if (!key.empty() && written.emplace(key, &variable->tensor).second)
            LW_TRY(file.tensor(key, variable->tensor));
        else if (!h5::isSeedState(*variable))
            diagnostics.warning("The weight is not written: only the code of its class knows its place",
                                variable->path);
    }
    return withOptimizer ? writeOptimizer(file, model, target, diagnostics) : Result<void>();
}

Result<void> writeWeightsFile(const Model& model, const std::string& path, const SaveOptions& options,
                              Diagnostics& diagnostics, const Progress& progress)
{
    LW_ASSIGN(const h5::TargetModel target, h5::targetModel(model, options.dialect, diagnostics, h5::Words::LeftOut));
    LW_ASSIGN(h5::WrittenFile file, h5::WrittenFile::create(path));
    // tf_keras and Keras 3 save the optimizer with the weights of a compiled model.
    LW_TRY(writeObjectWeights(file, model, target, options.optimizer, diagnostics));
    if (target.dialect == 2 && model.training)
        LW_TRY(writeMetrics(file, *model.training));
    return file.commit(progress);
}

} // namespace lw::formats::keras3
