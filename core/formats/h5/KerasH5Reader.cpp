// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/KerasH5Reader.h"

#include "core/formats/h5/H5Payload.h"
#include "core/formats/h5/NameLists.h"
#include "core/formats/h5/Training.h"
#include "core/formats/h5/WeightNaming.h"
#include "core/keras/Dialect.h"
#include "core/keras/Vocabularies.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace lw::formats::h5 {

namespace {

using hdf5_protocol::LinkKind;

constexpr std::string_view kTopLevelWeights = "top_level_model_weights";

std::string joined(const std::string& path, const std::string& name)
{
    return path.empty() ? name : path + "/" + name;
}

/// Collects the weights that the file's lists name, group by group, and reports those that are not there.
class WeightLists {
public:
    WeightLists(const Hdf5File& file, Diagnostics& diagnostics) : m_file(file), m_diagnostics(diagnostics) {}

    /// All groups of layer_names, then the weights of the model itself.
    std::vector<std::vector<FileWeight>> all(const Hdf5Object& root, const std::string& rootPath)
    {
        std::vector<std::vector<FileWeight>> groups;
        auto layers = nameList(root, "layer_names", m_diagnostics).value_or(std::vector<std::string>());
        bool hasTop = false;
        for (const std::string& layer : layers) {
            groups.push_back(group(root, rootPath, layer, layer));
            hasTop = hasTop || layer == kTopLevelWeights;
        }
        const std::string top(kTopLevelWeights);
        if (!hasTop && m_file.find(root, top) != nullptr)
            groups.push_back(group(root, rootPath, top, ""));
        return groups;
    }

    std::vector<FileWeight> group(const Hdf5Object& root, const std::string& rootPath, const std::string& name,
                                  const std::string& layer)
    {
        std::vector<FileWeight> weights;
        const Hdf5Object* group = m_file.find(root, name);
        if (group == nullptr || !group->isGroup()) {
            m_diagnostics.warning("The list of layers names this one, but the file has no group for it", layer);
            return weights;
        }
        for (std::string& weight :
             nameList(*group, "weight_names", m_diagnostics, layer).value_or(std::vector<std::string>()))
            add(*group, joined(rootPath, name), layer, std::move(weight), weights);
        return weights;
    }

    [[nodiscard]] const std::optional<Error>& firstError() const { return m_firstError; }

private:
    void add(const Hdf5Object& group, const std::string& groupPath, const std::string& layer, std::string name,
             std::vector<FileWeight>& weights)
    {
        const Hdf5Object* dataset = m_file.find(group, name);
        if (dataset == nullptr || !dataset->isDataset()) {
            m_diagnostics.warning("The list of weights names " + printable(name) + ", but the file does not hold it",
                                  layer);
            return;
        }
        std::string key = joined(groupPath, name);
        auto tensor = datasetTensor(m_file, *dataset);
        if (tensor.ok()) {
            weights.push_back({layer, std::move(name), std::move(key), std::move(*tensor)});
            return;
        }
        m_diagnostics.add(unreadableWeight(tensor.error(), key));
        if (!m_firstError)
            m_firstError = tensor.error().in(key);
    }

    const Hdf5File& m_file;
    Diagnostics& m_diagnostics;
    std::optional<Error> m_firstError;
};

/// The places of a group's weights in the order of model.weights, which of a nested model is not that of the file; what
/// is not expected stays behind what it stood behind.
std::vector<std::size_t> modelOrder(const std::vector<const keras::ExpectedVariable*>& pairs)
{
    std::vector<std::pair<const keras::ExpectedVariable*, std::size_t>> ranked;
    const keras::ExpectedVariable* last = nullptr;
    for (const keras::ExpectedVariable* pair : pairs) {
        last = pair != nullptr ? pair : last;
        ranked.emplace_back(last, ranked.size());
    }
    // They are elements of one vector.
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return std::less<>()(a.first, b.first); });
    std::vector<std::size_t> order;
    for (const auto& [pair, place] : ranked)
        order.push_back(place);
    return order;
}

/// Weights of the file as variables of the model, in the order of model.weights where the architecture tells it.
void addVariables(Model& model, std::vector<std::vector<FileWeight>> groups)
{
    // Keras 3 has no weights of words in such files.
    const auto expected = keras::expectedVariables(model, keras::kerasGeneration(model) == 2 ? keras::Kept::Listed
                                                                                             : keras::Kept::LeftOut);
    std::unordered_map<std::string, std::vector<const keras::ExpectedVariable*>> byLayer;
    for (const auto& variable : expected)
        byLayer[variable.topLayer].push_back(&variable);
    VariableMaker maker(model);
    for (std::vector<FileWeight>& group : groups) {
        if (group.empty())
            continue;
        const auto pairs = pairGroup(group, byLayer[group.front().group]);
        for (const std::size_t i : modelOrder(pairs))
            model.variables.push_back(maker.make(std::move(group[i]), pairs[i]));
    }
}

/// Where the lists of layers are; an error when the way there leads out of the file.
Result<const Hdf5Object*> weightsRoot(const Hdf5File& file)
{
    const Hdf5Link* link = file.root().link("model_weights");
    if (link == nullptr)
        return &file.root();
    if (link->kind == LinkKind::External)
        return unsupported("the weights are a link to another file (" + printable(link->target) +
                           "), and no file that a file names is ever opened")
            .in("model_weights");
    if (link->kind != LinkKind::Hard)
        return unsupported("the weights are a symbolic link, which is not followed").in("model_weights");
    const Hdf5Object& group = file.target(*link);
    if (!group.isGroup())
        return corrupt("the weights are not a group").in("model_weights");
    return &group;
}

std::string detail(const Hdf5Object& a, const Hdf5Object& b)
{
    const auto text = [&](std::string_view name) {
        const Hdf5Attribute* attribute = a.attribute(name) != nullptr ? a.attribute(name) : b.attribute(name);
        return attribute != nullptr ? printable(attribute->text(), 40) : std::string();
    };
    const std::string version = text("keras_version"), backend = text("backend");
    return (version.empty() ? "Keras" : "Keras " + version) + (backend.empty() ? "" : ", " + backend);
}

Result<Json> jsonAttribute(const Hdf5Object& object, std::string_view name)
{
    const Hdf5Attribute* attribute = object.attribute(name);
    if (attribute == nullptr)
        return Json();
    if (!attribute->problem.empty())
        return corrupt("it cannot be read: " + printable(attribute->problem)).in(std::string(name));
    auto parsed = Json::parse(attribute->text());
    if (!parsed.ok())
        return parsed.error().in(std::string(name));
    return parsed;
}

void readTraining(const Hdf5File& file, Model& model)
{
    auto config = jsonAttribute(file.root(), "training_config");
    if (!config.ok())
        model.diagnostics.error("The training configuration is damaged: " + config.error().message);
    const bool hasConfig = config.ok() && config->isObject();
    const Hdf5Object* group = file.find("optimizer_weights");
    if (!hasConfig && group == nullptr)
        return;
    TrainingState training = hasConfig ? trainingFrom(*config) : TrainingState();
    if (group != nullptr && group->isGroup()) {
        WeightLists lists(file, model.diagnostics);
        UniquePaths paths;
        for (FileWeight& weight : lists.group(file.root(), "", "optimizer_weights", "")) {
            Variable slot;
            slot.path = paths.claim("optimizer/" + withoutOutputNumber(weight.name));
            slot.name = std::move(weight.name);
            slot.key = std::move(weight.key);
            slot.role = slot.path.substr(slot.path.rfind('/') + 1);
            slot.trainable = false;
            slot.tensor = std::move(weight.tensor);
            training.slotVariables.push_back(std::move(slot));
        }
    }
    findIterations(training);
    model.training = std::move(training);
}

/// Depth first through groups, each once.
void collectDatasets(const Hdf5File& file, std::vector<FileWeight>& weights, Diagnostics& diagnostics,
                     std::optional<Error>& error)
{
    std::vector<bool> seen(file.objects().size());
    std::vector<std::pair<const Hdf5Object*, std::string>> stack{{&file.root(), ""}};
    seen[0] = true;
    while (!stack.empty()) {
        const auto [object, path] = std::move(stack.back());
        stack.pop_back();
        if (object->isDataset()) {
            auto tensor = datasetTensor(file, *object);
            if (tensor.ok() && tensor->dtype() != DType::String) {
                weights.push_back({"", path, path, std::move(*tensor)});
            } else if (!tensor.ok()) {
                diagnostics.add({Severity::Warning,
                                 "The dataset is left out: " + tensor.error().message,
                                 path,
                                 1,
                                 "unreadable-weight",
                                 {}});
                error = error ? error : tensor.error().in(path);
            }
            continue;
        }
        for (std::size_t i = object->links.size(); i-- > 0;) {
            const Hdf5Link& link = object->links[i];
            if (link.kind != LinkKind::Hard || seen[link.object])
                continue;
            seen[link.object] = true;
            stack.emplace_back(&file.target(link), joined(path, link.name));
        }
    }
}

} // namespace

Content contentOf(const Hdf5File& file)
{
    const Hdf5Object& root = file.root();
    if (root.attribute("model_config") != nullptr)
        return Content::WholeModel;
    if (root.attribute("layer_names") != nullptr || root.attribute("layer_names0") != nullptr ||
        root.link("model_weights") != nullptr)
        return Content::LayerWeights;
    for (const std::string_view name : {"layers", "_layer_checkpoint_dependencies", "vars"}) {
        const Hdf5Object* object = file.find(name);
        if (object != nullptr && object->isGroup())
            return Content::ObjectWeights;
    }
    return Content::Other;
}

Diagnostic unreadableWeight(const Error& error, std::string key)
{
    return {Severity::Error, "The weight cannot be read: " + error.message, std::move(key), 1, "unreadable-weight", {}};
}

Result<Tensor> datasetTensor(const Hdf5File& file, const Hdf5Object& dataset)
{
    const Hdf5Attribute* dtype = dataset.attribute("dtype");
    const bool isBfloat16 = dtype != nullptr && dtype->text() == "bfloat16" && dataset.type.size == 2;
    return file.tensor(dataset, isBfloat16 ? DType::BFloat16 : DType::Invalid);
}

void attachPayload(Model& model, std::shared_ptr<const Hdf5File> file)
{
    auto payload = std::make_shared<H5Payload>(std::move(file));
    payload->setVariableCount(model.variables.size());
    for (const Variable& variable : model.variables)
        payload->remember(variable);
    if (model.training) {
        for (const Variable& slot : model.training->slotVariables)
            payload->remember(slot);
    }
    model.payload = std::move(payload);
}

Result<Model> readKerasH5(std::shared_ptr<const Hdf5File> file)
{
    Model model;
    file->report(model.diagnostics);
    LW_ASSIGN(const Hdf5Object* weights, weightsRoot(*file));
    const bool whole = file->root().attribute("model_config") != nullptr;
    model.format = whole ? "h5" : "weights_h5";
    model.formatDetail = detail(file->root(), *weights);
    if (whole) {
        LW_ASSIGN(Json config, jsonAttribute(file->root(), "model_config"));
        LW_TRY(keras::readArchitecture(std::move(config), model));
    }
    WeightLists lists(*file, model.diagnostics);
    auto groups = lists.all(*weights, weights == &file->root() ? "" : "model_weights");
    addVariables(model, std::move(groups));
    if (model.variables.empty() && lists.firstError())
        return *lists.firstError();
    keras::keepVocabularies(model);
    readTraining(*file, model);
    countWeights(model);
    attachPayload(model, std::move(file));
    return model;
}

Result<Model> readPlainHdf5(std::shared_ptr<const Hdf5File> file)
{
    Model model;
    model.format = "weights_h5";
    model.formatDetail = "HDF5 without Keras' attributes";
    file->report(model.diagnostics);
    std::vector<FileWeight> weights;
    std::optional<Error> error;
    collectDatasets(*file, weights, model.diagnostics, error);
    if (weights.empty())
        return error ? *error : unsupported("this HDF5 file holds no numbers and nothing of Keras");
    model.diagnostics.warning("This HDF5 file was not written by Keras; its datasets are shown as they are");
    VariableMaker maker(model);
    for (FileWeight& weight : weights)
        model.variables.push_back(maker.make(std::move(weight), nullptr));
    countWeights(model);
    attachPayload(model, std::move(file));
    return model;
}

} // namespace lw::formats::h5
