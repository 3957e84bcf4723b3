// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/saved_model/write/ObjectGraph.h"
#include "core/model/Model.h"

#include <map>
#include <set>

namespace lw::formats {

/// A Keras object of the graph: the model (layer null), a layer, or a layer inside of another.
struct KerasObject {
    ObjectId object = 0;
    const Layer* layer = nullptr;
    std::string path;          ///< "body/conv2d"; empty for the model
    std::string objectPath;    ///< "layer_with_weights-0/layer-1"
    Json entry;                ///< the layer in its model's config: class_name, config, inbound_nodes; null when inside
    std::vector<Shape> inputs; ///< shapes of the tensors of its first call
    bool called = false;       ///< stands in a model's graph, so that it can be traced by itself
    std::vector<ObjectId> layers; ///< of a model: its layers in order
    std::vector<ObjectId> variables, trainable, frozen;
    std::vector<ObjectId> ownLosses; ///< functions: the losses of its own weights
    std::vector<ObjectId> losses;    ///< and of those inside of it
};

/// The layers of a model as objects with Keras' names of edges, and their variables.
struct KerasObjects {
    std::vector<KerasObject> objects;                       ///< the model first, parents before their parts
    std::map<std::string, ObjectId, std::less<>> variables; ///< by Variable::path
    /// Layers of custom classes whose attributes no file tells: Keras finds their weights with the traced functions, but
    /// not when it makes them by their class.
    std::set<std::string> guessed;
};

/// Adds the model (as node 0, so the graph must be empty), its layers and these variables. The model, which must
/// outlive the result, is in the dialect of Keras 2; variables may have the paths of another dialect. asKeras false:
/// plain objects with the same edges, which Keras does not take for its own.
KerasObjects addKerasObjects(const Model& model, const std::vector<Variable>& variables, bool asKeras,
                             ObjectGraph& graph);

/// Whether a Keras layer is called with a training argument.
bool expectsTraining(const Layer& layer);

} // namespace lw::formats
