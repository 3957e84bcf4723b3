// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lw::graph {
class CustomObjects;
}

namespace lw::edit {

// Surgery on the architecture of Sequential and Functional models. Every function makes an edit; whether it goes is
// told by apply(): NotFound for a layer that is not there, Unsupported for models whose architecture only Python code
// knows, Invalid when the graph would break, with the connection and the shapes. Layers are named by their path
// ("body/conv2d"); the edit then changes the nested model. Weights that stay are shared, never copied. What a
// SavedModel had traced of the whole is given up, since it computes the old architecture; its functions of custom
// layers stay with them (graph::CarriedFunctions). The optimizer's state follows the weights
// that stay; where it cannot, the model's diagnostics say so (code "optimizer-dropped").

/// What happens to a layer whose weights no longer fit the shape that it gets.
enum class Misfit {
    Refuse, ///< the edit does not apply
    Fresh,  ///< the layer gets new weights
};

struct SurgeryOptions {
    std::uint64_t seed = 0; ///< of fresh weights: equal seeds give equal files
    Misfit misfit = Misfit::Refuse;
    /// Apply even when shapes do not fit any more; the model then has diagnostics of the code "broken-connection".
    bool draft = false;
    /// Definitions of custom classes, which tell the shapes of what these give out; null for none.
    std::shared_ptr<const graph::CustomObjects> objects = nullptr;
};

using EditPointer = std::unique_ptr<Edit>;

/// The layer that makes the only output goes; its input becomes the output.
EditPointer dropLast(const SurgeryOptions& options = {});
/// The model (or the nested model that the layer is in) ends at a layer; what nothing needs any more goes.
EditPointer endAt(const std::string& layer, const SurgeryOptions& options = {});
/// A new layer behind the only output; a merging layer behind all of them. layer: {"class_name": ..., "config": ...},
/// where the config may leave out all that has a default, and its name; also a whole serialized model.
EditPointer appendLayer(const Json& layer, const SurgeryOptions& options = {});
/// A new layer between a layer and all that read its output.
EditPointer insertAfter(const std::string& after, const Json& layer, const SurgeryOptions& options = {});
/// Another layer in the place of one, with fresh weights. Without a name of its own it takes over the old one's.
EditPointer replaceLayer(const std::string& layer, const Json& with, const SurgeryOptions& options = {});
/// A layer goes; what read its output reads its input. Of several inputs, kept says which one takes the place of the
/// output: the name of the layer beside it that gives it out; what only the others needed goes too.
EditPointer removeLayer(const std::string& layer, const SurgeryOptions& options = {}, const std::string& kept = {});
/// Several, in whatever order they can go: a merge once what it merges has become one.
EditPointer removeLayers(const std::vector<std::string>& layers, const SurgeryOptions& options = {});
/// The layers that removeLayer() has to choose from: names of those whose output a layer reads, each once. One or none
/// when there is nothing to choose.
std::vector<std::string> inputChoices(const Model& model, std::string_view layer);
/// A layer becomes what a new Bidirectional or TimeDistributed wraps, with its weights; the backward way of a
/// Bidirectional gets fresh ones. wrapper: {"class_name": ..., "config": ...} without the layer.
EditPointer wrapLayer(const std::string& layer, const Json& wrapper, const SurgeryOptions& options = {});
EditPointer renameLayer(const std::string& layer, const std::string& name, const SurgeryOptions& options = {});
/// Freezes or unfreezes a layer, with all that is inside of it. "" is the whole model.
EditPointer setTrainable(const std::string& layer, bool trainable, const SurgeryOptions& options = {});
EditPointer setTrainable(const std::vector<std::string>& layers, bool trainable, const SurgeryOptions& options = {});
/// Fresh initial values for the weights of a layer, and of all that is inside of it, by its initializers. "" is the
/// whole model.
EditPointer resetLayer(const std::string& layer, const SurgeryOptions& options = {});
EditPointer resetLayers(const std::vector<std::string>& layers, const SurgeryOptions& options = {});
/// The same architecture with fresh weights, not compiled, as clone_model() makes it.
EditPointer cloneModel(const SurgeryOptions& options = {});
/// The model becomes the only layer of a new Sequential of this name.
EditPointer nestModel(const std::string& name, const SurgeryOptions& options = {});
/// A copy of a layer, weights and all, behind it.
EditPointer duplicateLayer(const std::string& layer, const SurgeryOptions& options = {});
/// Changes entries of a layer's config, verbatim; null stands for Python's None. Weights that still fit stay.
EditPointer setLayerConfig(const std::string& layer, const Json& changes, const SurgeryOptions& options = {});
/// The shape of an input, without the batch. input: name of an input layer; "" for the only one. Nested models that get
/// another shape by it take that one from then on, as far as their layers go with it.
EditPointer setInputShape(const std::string& input, const Shape& shape, const SurgeryOptions& options = {});
/// Another head: Dense(units, activation) in the place of the one that the model has, with the activations behind it;
/// inside of a nested model when that makes the output. A model that ends without one, in a pooling or a whole block,
/// gets it behind its last layer.
/// behind: also where there is a head already, which stays.
EditPointer newHead(std::int64_t units, const std::string& activation, const SurgeryOptions& options = {},
                    bool behind = false);
/// What newHead() would do of its own accord.
struct HeadPlace {
    std::string layer;     ///< path of the layer that is replaced, or that the head comes behind
    bool replaces = false; ///< whether the layer is a head itself
};
/// Invalid without an only output; else the errors of edits.
Result<HeadPlace> headPlace(const Model& model);

} // namespace lw::edit
