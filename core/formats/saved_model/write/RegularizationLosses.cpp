// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/RegularizationLosses.h"

namespace lw::formats {

namespace {

/// Whether an object, or the model, holds this path.
bool holds(const KerasObject& object, const std::string& path)
{
    return object.path.empty() ||
           (path.size() > object.path.size() && path[object.path.size()] == '/' && path.starts_with(object.path));
}

/// The innermost object whose config has the setting: a cell is set up by its layer, a projection by its attention.
Json settingOf(const KerasObjects& objects, const std::string& path, const std::string& key)
{
    const KerasObject* owner = nullptr;
    for (const KerasObject& object : objects.objects)
        if (object.layer && !object.layer->nested && holds(object, path) && object.layer->config.contains(key) &&
            (!owner || object.path.size() > owner->path.size()))
            owner = &object;
    return owner ? owner->layer->config[key] : Json();
}

} // namespace

void addRegularizationLosses(const std::vector<Variable>& variables, KerasObjects& objects, Traces& traces,
                             Diagnostics& diagnostics)
{
    std::map<ObjectId, std::vector<ObjectId>> losses; // by the innermost object of the weight
    for (const Variable& variable : variables) {
        const std::string key = keras::regularizerKey(variable.role);
        Json setting = settingOf(objects, variable.path, key);
        if (setting.isNull() && key == "kernel_regularizer") // what Keras 3 calls the kernel of a depthwise convolution
            setting = settingOf(objects, variable.path, "depthwise_regularizer");
        if (setting.isNull())
            continue;
        const auto regularizer = keras::readRegularizer(setting);
        if (!regularizer) {
            diagnostics.info("the loss of a regulariser that is not built in has no function in the file; Keras makes "
                             "it from its class",
                             variable.path);
            continue;
        }
        const auto function = traces.addLoss(variable, *regularizer);
        if (!function) {
            diagnostics.info("the loss of a weight has no function in the file: " + function.error().message,
                             variable.path);
            continue;
        }
        const KerasObject* owner = &objects.objects.front();
        for (const KerasObject& object : objects.objects)
            if (holds(object, variable.path) && object.path.size() >= owner->path.size())
                owner = &object;
        losses[owner->object].push_back(*function);
    }
    if (losses.empty())
        return;
    for (KerasObject& object : objects.objects) {
        object.ownLosses = losses[object.object];
        for (const KerasObject& inner : objects.objects) // parents before their parts, so in the order of the layers
            if (inner.object == object.object || holds(object, inner.path))
                object.losses.insert(object.losses.end(), losses[inner.object].begin(), losses[inner.object].end());
    }
}

} // namespace lw::formats
