// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/Endpoints.h"

namespace lw::formats {

namespace {

void addEndpointsOf(const KerasObject& object, const ActivityFunctions* activity, ObjectGraph& graph)
{
    const bool model = !object.layer || object.layer->nested;
    const ObjectId variables = graph.addList(object.variables), trainable = graph.addList(object.trainable),
                   losses = graph.addList(object.losses), api = graph.addUser("_generic_user_object");
    graph.addChild(object.object, "variables", variables);
    graph.addChild(object.object, "trainable_variables", trainable);
    graph.addChild(object.object, "regularization_losses", losses);
    graph.addChild(object.object, "keras_api", api);
    graph.addChild(api, "non_trainable_variables", graph.addList(object.frozen));
    graph.addChild(api, "layers", graph.addList(object.layers));
    graph.addChild(api, "metrics", graph.addList({}));
    graph.addChild(api, "layer_regularization_losses", graph.addList(object.ownLosses));
    graph.addChild(api, "layer_metrics", graph.addDictionary());
    graph.addChild(api, "variables", variables);
    graph.addChild(api, "trainable_variables", trainable);
    graph.addChild(api, "regularization_losses", losses);
    if (const auto call = graph.child(object.object, "__call__"))
        graph.addChild(api, "__call__", *call);
    if (const auto serve = graph.child(object.object, "_default_save_signature"); serve && model)
        graph.addChild(api, "_default_save_signature", *serve);
    if (const auto losing = graph.child(object.object, "call_and_return_all_conditional_losses")) {
        graph.addChild(api, "call_and_return_all_conditional_losses", *losing);
        graph.addChild(api, "call_and_return_conditional_losses", activity ? activity->conditional : *losing);
    }
    if (activity && activity->regularizer != 0)
        graph.addChild(api, "activity_regularizer_fn", activity->regularizer);
}

} // namespace

void addEndpoints(const KerasObjects& objects, const Traces& traces, ObjectGraph& graph)
{
    for (const KerasObject& object : objects.objects)
        if (!object.layer || object.layer->className != "InputLayer")
            addEndpointsOf(object, traces.activityFunctions(object.object), graph);
}

} // namespace lw::formats
