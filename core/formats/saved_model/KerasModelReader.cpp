// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/LayerObjects.h"
#include "core/formats/saved_model/LookupTables.h"
#include "core/formats/saved_model/SavedModelParts.h"
#include "core/keras/Architecture.h"
#include "core/keras/TakeArchitecture.h"
#include "core/keras/Vocabularies.h"

#include <algorithm>
#include <set>

namespace lw::formats {

namespace {

constexpr std::uint32_t kRoot = 0;

/// Fills the layers from the config, when the metadata has a whole one.
bool readConfig(const Json& metadata, Model& model)
{
    const Json& config = metadata["config"];
    const bool sequential = config.isArray() || metadata["class_name"].toText() == "Sequential";
    if (!config.isArray() && !config["layers"].isArray())
        return false;
    std::string className = metadata["class_name"].toText();
    if (!sequential && !config["input_layers"].isNull())
        className = className == "Model" ? className : "Functional"; // a user's subclass of it is one, too
    Model described;
    described.diagnostics = model.diagnostics;
    const auto read = keras::readArchitecture(Json::object({{"class_name", className}, {"config", config}}), described);
    if (!read) {
        model.diagnostics.warning("the architecture in the metadata cannot be read: " + read.error().message);
        return false;
    }
    keras::takeArchitecture(model, described);
    model.diagnostics = std::move(described.diagnostics);
    return true;
}

/// model.weights as Keras lists them: the root's "variables"; without traces there is no such list, and the layers' own
/// order counts.
std::vector<std::uint32_t> weightOrder(const SavedModelParts& parts, const LayerObjects& objects)
{
    const auto list = parts.objects->child(kRoot, "variables");
    if (!list || parts.objects->listItems(*list).empty())
        return objects.variables();
    std::vector<std::uint32_t> order;
    std::set<std::uint32_t> seen;
    for (const std::uint32_t object : parts.objects->listItems(*list))
        if (parts.objects->kind(object) == graph::ObjectKind::Variable && seen.insert(object).second)
            order.push_back(object);
    return order;
}

void readVariables(const SavedModelParts& parts, const LayerObjects& objects, Model& model)
{
    std::set<std::uint32_t> trainable;
    const auto list = parts.objects->child(kRoot, "trainable_variables");
    if (list)
        for (const std::uint32_t object : parts.objects->listItems(*list))
            trainable.insert(object);
    std::set<std::string> paths;
    for (const std::uint32_t object : weightOrder(parts, objects)) {
        Variable variable = variableOfObject(parts, object);
        if (const LayerObjects::Place* place = objects.place(object)) {
            variable.path = place->path;
            variable.layer = place->layer;
            variable.role = place->role;
        }
        if (variable.path.empty() || !paths.insert(variable.path).second) {
            variable.path = variable.name + "_" + std::to_string(object);
            paths.insert(variable.path);
        }
        if (list)
            variable.trainable = trainable.count(object) != 0;
        model.variables.push_back(std::move(variable));
    }
}

/// Parameters of layers and of the model. Weights that the model itself owns belong to no layer but count.
void count(Model& model)
{
    keras::countParameters(model);
    for (const Variable& variable : model.variables) {
        if (!variable.layer.empty())
            continue;
        model.totalParameters += variable.tensor.elements();
        model.trainableParameters += variable.trainable ? variable.tensor.elements() : 0;
    }
}

} // namespace

bool readKerasModel(const SavedModelParts& parts, const KerasMetadata& metadata, Model& model,
                    std::map<std::string, std::uint32_t, std::less<>>& layers)
{
    if (parts.objects->size() == 0 || !metadata.isLayer(kRoot))
        return false;
    const Json root = metadata.of(kRoot);
    LayerObjects objects(parts, metadata);
    if (readConfig(root, model)) {
        objects.mapArchitecture(model);
    } else {
        model.kind = ModelKind::Subclassed;
        model.name = root["name"].toText(model.name);
        if (root["class_name"].isString())
            model.architecture = Json::object({{"class_name", root["class_name"]}, {"config", root["config"]}});
        objects.makeLayers(model);
    }
    readVariables(parts, objects, model);
    readLookupTables(parts, metadata, objects.layers(), model);
    keras::keepVocabularies(model);
    count(model);
    layers = std::move(objects.layers());
    readTraining(parts, root["training_config"], model);
    return true;
}

} // namespace lw::formats
