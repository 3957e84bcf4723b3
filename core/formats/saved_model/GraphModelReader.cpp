// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint/CheckpointObjects.h"
#include "core/formats/saved_model/SavedModelParts.h"

#include <algorithm>
#include <set>

namespace lw::formats {

namespace {

constexpr std::uint32_t kRoot = 0;

/// Variables reachable from the root by attributes, breadth first; what belongs to the optimizer is passed over.
std::vector<std::uint32_t> reachableVariables(const graph::SavedObjects& objects)
{
    std::vector<std::uint32_t> found;
    std::vector<std::uint32_t> queue{kRoot};
    std::vector<bool> seen(objects.size(), false);
    seen[kRoot] = true;
    for (std::size_t at = 0; at < queue.size(); ++at) {
        if (objects.kind(queue[at]) == graph::ObjectKind::Variable)
            found.push_back(queue[at]);
        for (const graph::ObjectChild& child : objects.children(queue[at])) {
            if (seen[child.node] || (queue[at] == kRoot && (child.name == "optimizer" || child.name == "signatures")))
                continue;
            seen[child.node] = true;
            queue.push_back(child.node);
        }
    }
    return found;
}

/// Keras 3's export and Keras' endpoints list the variables; a plain module has them as attributes.
std::vector<std::uint32_t> variableOrder(const graph::SavedObjects& objects)
{
    if (const auto list = objects.child(kRoot, "variables")) {
        std::vector<std::uint32_t> listed;
        std::set<std::uint32_t> seen;
        for (const std::uint32_t object : objects.listItems(*list))
            if (objects.kind(object) == graph::ObjectKind::Variable && seen.insert(object).second)
                listed.push_back(object);
        if (!listed.empty())
            return listed;
    }
    return reachableVariables(objects);
}

std::string withoutPort(const std::string& name)
{
    return name.substr(0, name.find(':'));
}

void splitPath(Variable& variable)
{
    const std::size_t slash = variable.path.rfind('/');
    variable.layer = slash == std::string::npos ? std::string() : variable.path.substr(0, slash);
    variable.role = slash == std::string::npos ? variable.path : variable.path.substr(slash + 1);
}

void readObjects(const SavedModelParts& parts, Model& model)
{
    std::set<std::string> names;
    for (const std::uint32_t object : variableOrder(*parts.objects)) {
        Variable variable = variableOfObject(parts, object);
        variable.path = withoutPort(variable.name);
        if (variable.path.empty() || names.count(variable.path) != 0) // the object's place is its only unique name
            variable.path = pathOfKey(variable.key);
        if (variable.path.empty() || !names.insert(variable.path).second) {
            variable.path += "_" + std::to_string(object);
            names.insert(variable.path);
        }
        splitPath(variable);
        model.variables.push_back(std::move(variable));
    }
    readTraining(parts, {}, model);
}

/// TensorFlow 1: the checkpoint's names are those of the variables; the collections say which are trained.
void readNames(const SavedModelParts& parts, Model& model)
{
    if (!parts.bundle)
        return;
    std::set<std::string, std::less<>> taken;
    const auto add = [&](const BundleItem& item, bool trainable) {
        if (!taken.insert(item.key).second)
            return;
        Variable variable;
        variable.path = variable.name = variable.key = item.key;
        variable.tensor = item.tensor;
        variable.trainable = trainable;
        splitPath(variable);
        if (isNamedSlot(*parts.bundle, item.key)) {
            if (!model.training)
                model.training.emplace();
            model.training->slotVariables.push_back(std::move(variable));
        } else {
            model.variables.push_back(std::move(variable));
        }
    };
    const auto collected = graph::readVariableCollections(*parts.metaGraph);
    for (const graph::CollectedVariable& variable : collected)
        if (const BundleItem* item = parts.bundle->find(variable.name))
            add(*item, variable.trainable);
    for (const BundleItem& item : parts.bundle->items())
        add(item, collected.empty());
}

} // namespace

void readGraphModel(const SavedModelParts& parts, Model& model)
{
    model.kind = ModelKind::Graph;
    if (parts.objects->size() > 0)
        readObjects(parts, model);
    else
        readNames(parts, model);
    for (const Variable& variable : model.variables) {
        model.totalParameters += variable.tensor.elements();
        model.trainableParameters += variable.trainable ? variable.tensor.elements() : 0;
    }
}

} // namespace lw::formats
