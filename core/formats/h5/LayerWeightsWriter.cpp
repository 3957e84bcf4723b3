// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/LayerWeightsWriter.h"

#include "core/containers/hdf5/writer/Hdf5Writer.h"
#include "core/formats/h5/Attributes.h"
#include "core/formats/h5/TargetModel.h"
#include "core/formats/h5/WeightNaming.h"
#include "core/formats/h5/WrittenFile.h"
#include "core/keras/Dialect.h"
#include "core/keras/KerasVersion.h"
#include "core/keras/LookupConfig.h"
#include "core/keras/OptimizerState.h"
#include "core/keras/dialect/TrainingTranslation.h"

#include <algorithm>
#include <map>

namespace lw::formats::h5 {

namespace {

struct NamedTensor {
    std::string name;
    Tensor tensor;
    bool trainable = true;
};

/// Names once within a group, also against groups that other names go through.
std::string freeName(const std::string& wanted, UniquePaths& taken)
{
    return taken.claim(wanted.empty() ? "weight" : wanted);
}

class GroupWriter {
public:
    GroupWriter(WrittenFile& file, std::string root) : m_file(file), m_root(std::move(root)) {}

    /// A group of named weights; makes the groups on the way.
    Result<void> add(const std::string& group, const std::vector<NamedTensor>& weights)
    {
        const std::string path = m_root.empty() ? group : m_root + "/" + group;
        LW_TRY(m_file.group(path));
        std::vector<std::string> names;
        UniquePaths taken;
        for (const NamedTensor& weight : weights) {
            names.push_back(freeName(weight.name, taken));
            LW_TRY(m_file.tensor(path + "/" + names.back(), weight.tensor));
        }
        for (const Hdf5Attribute& attribute : nameListAttributes("weight_names", names))
            LW_TRY(m_file.writer().addAttribute(path, attribute));
        return {};
    }

private:
    WrittenFile& m_file;
    std::string m_root;
};

using Groups = std::vector<std::pair<std::string, std::vector<NamedTensor>>>;

std::vector<NamedTensor>& groupOf(Groups& groups, const std::string& name)
{
    const auto found =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == name; });
    if (found != groups.end())
        return found->second;
    return groups.emplace_back(name, std::vector<NamedTensor>()).second;
}

std::string topOf(const Variable& variable)
{
    const std::string& path = variable.layer.empty() ? variable.path : variable.layer;
    return path.substr(0, path.find('/'));
}

/// Layers in the order of model.layers, each with its weights in the order of its weights property.
Groups groupsOf(const TargetModel& target)
{
    Groups groups;
    for (const Layer& layer : target.layout.layers)
        if (!(target.layout.kind == ModelKind::Sequential && layer.className == "InputLayer") &&
            !layer.module.starts_with("keras.src.ops"))
            groups.emplace_back(layer.name, std::vector<NamedTensor>());
    for (const PlacedWeight& weight : target.weights)
        if (target.dialect == 2 || !weight.place.kept) // Keras 3 lists no weights of words
            groupOf(groups, weight.place.topLayer)
                .push_back({target.dialect == 3 ? weight.place.path : weight.place.keras2Name, weight.variable->tensor,
                            weight.place.trainable});
    for (const Variable* variable : target.others) {
        const bool known = std::any_of(groups.begin(), groups.end(),
                                       [&](const auto& group) { return group.first == topOf(*variable); });
        groupOf(groups, known ? topOf(*variable) : "top_level_model_weights")
            .push_back(
                {variable->name.empty() ? variable->path : variable->name, variable->tensor, variable->trainable});
    }
    for (auto& [name, weights] : groups)
        std::stable_partition(weights.begin(), weights.end(), [](const NamedTensor& one) { return one.trainable; });
    return groups;
}

Result<void> writeGroups(WrittenFile& file, const std::string& root, const Groups& groups, const std::string& version)
{
    if (!root.empty())
        LW_TRY(file.group(root));
    std::vector<std::string> layers;
    for (const auto& [name, weights] : groups)
        if (name != "top_level_model_weights")
            layers.push_back(name);
    LW_TRY(file.writer().addAttribute(root, textAttribute("backend", "tensorflow")));
    LW_TRY(file.writer().addAttribute(root, textAttribute("keras_version", version)));
    for (const Hdf5Attribute& attribute : nameListAttributes("layer_names", layers))
        LW_TRY(file.writer().addAttribute(root, attribute));
    // Sorted by name, so that a group exists before another goes through it ("a" before "a/b").
    std::map<std::string, const std::vector<NamedTensor>*> sorted;
    for (const auto& [name, weights] : groups)
        sorted.emplace(name, &weights);
    static const std::vector<NamedTensor> none;
    sorted.emplace("top_level_model_weights", &none);
    GroupWriter writer(file, root);
    for (const auto& [name, weights] : sorted)
        LW_TRY(writer.add(name, *weights));
    return {};
}

/// "Adam/m/dense/kernel:0", in the older form "Adam/dense/kernel/m:0", in Keras 3 "adam/dense_kernel_momentum".
std::string slotName(const keras::OptimizerEntry& entry, const keras::OptimizerState& state, const TargetModel& target,
                     keras::OptimizerForm form)
{
    const std::string& owner = state.className;
    if (form == keras::OptimizerForm::Keras3) {
        const std::string prefix = keras::snakeCase(owner) + "/";
        if (!entry.variable)
            return prefix + entry.name;
        std::string path = target.trained[*entry.variable].path;
        std::replace(path.begin(), path.end(), '/', '_');
        return prefix + path + "_" + entry.name;
    }
    if (!entry.variable)
        return form == keras::OptimizerForm::Keras2 ? entry.name + ":0" : owner + "/" + entry.name + ":0";
    const std::string variable = withoutOutputNumber(target.trained[*entry.variable].keras2Name);
    return form == keras::OptimizerForm::Keras2 ? owner + "/" + entry.name + "/" + variable + ":0"
                                                : owner + "/" + variable + "/" + entry.name + ":0";
}

Result<void> writeTraining(WrittenFile& file, const TrainingState& training, const TargetModel& target,
                           Diagnostics& diagnostics)
{
    const Json config = keras::trainingConfig(training, target.layout.architecture, target.dialect, diagnostics);
    if (config.isNull())
        return {};
    LW_TRY(file.writer().addAttribute("", textAttribute("training_config", config.dump())));
    const auto shapes = target.trainableShapes();
    const auto state = keras::readOptimizerState(training, shapes, diagnostics, target.trainableKeys());
    if (!state)
        return {};
    const keras::OptimizerForm form = keras::optimizerForm(training, target.dialect);
    std::vector<NamedTensor> entries;
    if (form == keras::OptimizerForm::Keras3)
        for (const keras::OptimizerEntry& entry : keras::listLossScale(*state, form))
            entries.push_back({"loss_scale_optimizer/" + entry.name, entry.tensor});
    for (const keras::OptimizerEntry& entry : keras::listOptimizerState(*state, shapes, form))
        entries.push_back({slotName(entry, *state, target, form), entry.tensor});
    return GroupWriter(file, "").add("optimizer_weights", entries);
}

/// tf_keras refuses the file for such a model (tf_keras/src/saving/legacy/hdf5_format.py _legacy_weights).
void noteFoundWords(const Model& model, Diagnostics& diagnostics)
{
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        if (const auto lookup = keras::LookupConfig::of(layer); lookup && lookup->adapted())
            diagnostics.warning(
                "tf_keras loads no HDF5 weights into a model whose words adapt() found; take .weights.h5 or a "
                "checkpoint",
                path);
    });
}

} // namespace

Result<void> writeWholeModel(const Model& model, const std::string& path, const SaveOptions& options,
                             Diagnostics& diagnostics, const Progress& progress)
{
    LW_ASSIGN(const TargetModel target, targetModel(model, options.dialect, diagnostics));
    LW_ASSIGN(WrittenFile file, WrittenFile::create(path));
    const Json& architecture = target.layout.architecture;
    const Json config = Json::object({{"class_name", architecture["class_name"]}, {"config", architecture["config"]}});
    Hdf5Writer& writer = file.writer();
    LW_TRY(writer.addAttribute("", textAttribute("backend", "tensorflow")));
    LW_TRY(writer.addAttribute("", textAttribute("keras_version", keras::writtenVersion(model, target.dialect))));
    LW_TRY(writer.addAttribute("", textAttribute("model_config", config.dump())));
    LW_TRY(writeGroups(file, "model_weights", groupsOf(target), keras::writtenVersion(model, target.dialect)));
    if (options.optimizer && model.training)
        LW_TRY(writeTraining(file, *model.training, target, diagnostics));
    LW_TRY(progress.check());
    return file.commit(progress);
}

Result<void> writeLayerWeights(const Model& model, const std::string& path, const SaveOptions& options,
                               Diagnostics& diagnostics, const Progress& progress)
{
    Groups groups;
    int dialect = 2;
    if (model.architecture.isObject() && model.kind != ModelKind::Subclassed) {
        LW_ASSIGN(const TargetModel target, targetModel(model, options.dialect, diagnostics, Words::LeftOut));
        groups = groupsOf(target);
        dialect = target.dialect;
        if (dialect == 2)
            noteFoundWords(model, diagnostics);
    } else {
        if (model.variables.empty())
            return invalid("the file holds no weights");
        for (const Variable& variable : model.variables)
            groupOf(groups, topOf(variable))
                .push_back({variable.name.empty() ? variable.path + ":0" : variable.name, variable.tensor,
                            variable.trainable});
    }
    LW_ASSIGN(WrittenFile file, WrittenFile::create(path));
    LW_TRY(writeGroups(file, "", groups, keras::writtenVersion(model, dialect)));
    if (options.optimizer && model.training && !model.training->slotVariables.empty())
        diagnostics.info("A weights file holds no state of the optimizer");
    return file.commit(progress);
}

} // namespace lw::formats::h5
