// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/TargetModel.h"

#include "core/formats/h5/WeightNaming.h"
#include "core/keras/Dialect.h"
#include "core/keras/Vocabularies.h"
#include "core/keras/dialect/Translation.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace lw::formats::h5 {

namespace {

std::string topOf(const Variable& variable)
{
    const std::string& path = variable.layer.empty() ? variable.path : variable.layer;
    return path.substr(0, path.find('/'));
}

/// Those that have no counterpart by path, in their order within each top-level layer.
void placeByOrder(TargetModel& target, std::vector<const Variable*>& left,
                  const std::unordered_map<const Variable*, std::string>& newPaths)
{
    std::unordered_map<std::string, std::vector<const Variable*>> byLayer;
    for (const Variable* variable : left) {
        const auto path = newPaths.find(variable);
        byLayer[path == newPaths.end() ? topOf(*variable) : path->second.substr(0, path->second.find('/'))].push_back(
            variable);
    }
    std::unordered_map<std::string, std::vector<PlacedWeight*>> empty;
    for (PlacedWeight& weight : target.weights)
        if (weight.variable == nullptr)
            empty[weight.place.topLayer].push_back(&weight);
    std::unordered_set<const Variable*> used;
    for (auto& [layer, places] : empty) {
        const auto found = byLayer.find(layer);
        if (found == byLayer.end() || found->second.size() != places.size())
            continue;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!fits(found->second[i]->tensor.shape(), places[i]->place.shape))
                continue;
            places[i]->variable = found->second[i];
            used.insert(found->second[i]);
        }
    }
    std::erase_if(left, [&](const Variable* variable) { return used.contains(variable); });
}

/// Layers whose names the target's dialect changed ("conv/one" is "conv_one" in Keras 3): their old paths and new ones.
void findRenamed(const std::vector<Layer>& source, const std::vector<Layer>& target, const std::string& oldPath,
                 const std::string& newPath, std::vector<std::pair<std::string, std::string>>& renamed)
{
    const auto named = [&](const std::string& name) {
        return std::find_if(target.begin(), target.end(), [&](const Layer& layer) { return layer.name == name; });
    };
    for (const Layer& layer : source) {
        auto found = named(layer.name);
        std::string name = layer.name;
        std::replace(name.begin(), name.end(), '/', '_');
        for (int again = 0; found == target.end() && again < 3 && name != layer.name; ++again, name += '_')
            found = named(name);
        if (found == target.end())
            continue;
        const std::string before = oldPath + layer.name + "/", after = newPath + found->name + "/";
        if (before != after)
            renamed.emplace_back(before, after);
        if (layer.nested)
            findRenamed(layer.layers, found->layers, before, after, renamed);
    }
}

/// The path that a variable has in the target: the longest renamed layer counts.
std::string pathInTarget(const std::string& path, const std::vector<std::pair<std::string, std::string>>& renamed)
{
    const std::pair<std::string, std::string>* best = nullptr;
    for (const auto& pair : renamed)
        if (path.starts_with(pair.first) && (best == nullptr || pair.first.size() > best->first.size()))
            best = &pair;
    return best == nullptr ? path : best->second + path.substr(best->first.size());
}

/// Only the source knows where the weights of other classes stand among the trainable ones: there, then, its order
/// counts.
void listTrained(TargetModel& target, const Model& model,
                 const std::unordered_map<const Variable*, std::string>& newPaths)
{
    for (const PlacedWeight& weight : target.weights)
        if (weight.place.trainable)
            target.trained.push_back({weight.variable, weight.place.path, weight.place.keras2Name});
    bool others = false;
    for (const Variable* variable : target.others) {
        if (!variable->trainable)
            continue;
        const auto path = newPaths.find(variable);
        target.trained.push_back({variable, path == newPaths.end() ? variable->path : path->second,
                                  variable->name.empty() ? variable->path + ":0" : variable->name});
        others = true;
    }
    if (!others || model.variables.empty())
        return;
    const std::less<const Variable*> before; // they are elements of one vector
    std::stable_sort(target.trained.begin(), target.trained.end(),
                     [&](const TrainedWeight& a, const TrainedWeight& b) { return before(a.variable, b.variable); });
}

} // namespace

bool isSeedState(const Variable& variable)
{
    return variable.role.find("seed_generator") != std::string::npos ||
           variable.key.find("seed_generator") != std::string::npos ||
           variable.key.find("_random_generator/") != std::string::npos; // in SavedModels of tf_keras
}

std::vector<Shape> TargetModel::trainableShapes() const
{
    std::vector<Shape> shapes;
    for (const TrainedWeight& weight : trained)
        shapes.push_back(weight.variable->tensor.shape());
    return shapes;
}

std::vector<std::string> TargetModel::trainableKeys() const
{
    std::vector<std::string> keys;
    for (const TrainedWeight& weight : trained)
        keys.push_back(weight.variable->key);
    return keys;
}

Result<TargetModel> targetModel(const Model& model, int dialect, Diagnostics& diagnostics, Words words)
{
    if (!model.architecture.isObject() || model.kind == ModelKind::Subclassed)
        return invalid(
            "the model's architecture is not in the file, so it cannot be saved as a whole; save its weights, "
            "or take a SavedModel");
    TargetModel target;
    const int source = keras::kerasGeneration(model);
    target.dialect = dialect == 0 ? source : dialect;
    const Json architecture = words == Words::Beside ? model.architecture : keras::withGivenWords(model.architecture);
    keras::Translation translation =
        target.dialect == 3 ? keras::toKeras3(architecture) : keras::toKeras2(architecture);
    for (const Diagnostic& note : translation.notes.entries())
        if (translation.changed || note.severity != Severity::Info)
            diagnostics.add(note);
    LW_TRY(keras::readArchitecture(std::move(translation.serialized), target.layout));
    if (words == Words::InConfig)
        keras::noteGivenWords(model, diagnostics);
    else if (words == Words::LeftOut)
        keras::noteWordsLeftOut(model, diagnostics);
    std::unordered_map<std::string, const Variable*> byPath;
    std::vector<std::pair<std::string, std::string>> renamed;
    findRenamed(model.layers, target.layout.layers, {}, {}, renamed);
    std::unordered_map<const Variable*, std::string> newPaths;
    for (const Variable& variable : model.variables) {
        std::string path = pathInTarget(variable.path, renamed);
        byPath.emplace(path, &variable);
        if (path != variable.path)
            newPaths.emplace(&variable, std::move(path));
    }
    for (Variable& variable : keras::vocabularyVariables(target.layout)) {
        target.made.push_back(std::move(variable));
        byPath.emplace(target.made.back().path, &target.made.back());
    }
    std::unordered_set<const Variable*> used;
    for (keras::ExpectedVariable& place : keras::expectedVariables(target.layout, keras::Kept::Listed)) {
        const auto found = byPath.find(place.path);
        const Variable* variable =
            found != byPath.end() && fits(found->second->tensor.shape(), place.shape) ? found->second : nullptr;
        if (variable != nullptr)
            used.insert(variable);
        target.weights.push_back({std::move(place), variable});
    }
    for (const Variable& variable : model.variables)
        if (!used.contains(&variable) && !isSeedState(variable))
            target.others.push_back(&variable);
    placeByOrder(target, target.others, newPaths);
    for (const PlacedWeight& weight : target.weights)
        if (weight.variable == nullptr)
            return invalid("the model has no value for the weight " + printable(weight.place.path, 120) + " " +
                           shapeText(weight.place.shape));
    listTrained(target, model, newPaths);
    return target;
}

} // namespace lw::formats::h5
