// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Surgery.h"

#include <string>
#include <vector>

namespace lw::edit {

/// A nested model is replaced by its layers, which keep their weights. Names that the parent has already get that of
/// the nested model in front ("body_dense"). A shared one becomes shared layers. Invalid when it is no nested model, or
/// is called in a way that does not say which tensor goes where.
EditPointer unwrapModel(const std::string& model, const SurgeryOptions& options = {});

/// Only these layers stay, as a model of their own: what they read of others becomes its inputs, with the shapes that
/// are known of them, and what others read of them (or nobody) its outputs. A chain becomes a Sequential; one nested
/// model becomes the model. Not compiled. Layers are paths of one model; Invalid when they do not hang together. name:
/// of the new model; empty for one made of the layers' names.
EditPointer extractLayers(const std::vector<std::string>& layers, const std::string& name = {},
                          const SurgeryOptions& options = {});

/// The layers from one to another, in the order of the model that both are in, both included. NotFound when one is not
/// there, Invalid when they are in different models or the other way round.
Result<std::vector<std::string>> layerRange(const Model& model, const std::string& first, const std::string& last);

} // namespace lw::edit
