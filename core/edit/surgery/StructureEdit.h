// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Blueprint.h"
#include "core/edit/surgery/Surgery.h"

#include <functional>

namespace lw::edit {

/// Changes a blueprint; the model tells what the file does not say (numbers of outputs, shapes).
using BlueprintChange = std::function<Result<void>(Blueprint& blueprint, const Model& model)>;

/// An edit that takes the architecture apart, changes it, and puts the model together again.
EditPointer structureEdit(std::string title, BlueprintChange change, const SurgeryOptions& options);

/// "dense", "3 layers", "all layers" for "": for titles.
std::string namesOf(const std::vector<std::string>& layers);

/// Tensors that a layer gives out; 1 when it is not known.
std::size_t outputCount(const Model& model, std::string_view layerPath);

/// The part that a new layer becomes: name made free among siblings, frame and dtype as its siblings have them, config
/// filled up with the defaults of its class. Invalid when the class is missing or not built in.
Result<BlueprintPart> newPart(const Json& layer, const Blueprint& container);

/// Invalid when a layer of this class is never called with so many tensors: a Dense reads one, an Add two or more.
Result<void> checkInputCount(const BlueprintPart& part, std::size_t count);

/// What a call computes from, without masks and states of recurrent layers that come from elsewhere.
std::vector<InboundTensor> dataInputs(const BlueprintCall& call);
/// Whether there is but one tensor, however often.
bool allSame(const std::vector<InboundTensor>& tensors);

/// A new layer behind the outputs, which reads them all and becomes the only one. Errors of newPart().
Result<void> appendPart(Blueprint& blueprint, const Json& layer);
/// A new layer in the place of one, with its calls; without a name of its own it takes over the old one's.
Result<void> replacePart(Blueprint& blueprint, const std::string& layer, const Json& with);

/// Puts a part into the list behind another (by name), so that the order of layers stays that of the calls.
void insertBehind(Blueprint& container, const std::string& name, BlueprintPart part);

/// Lets a part and all inside of it train, or not, by what the configs say.
void setTrainable(BlueprintPart& part, bool trainable);

/// Changes settings of the layer of this name inside of a wrapper (TimeDistributed, Bidirectional: both ways).
/// Unsupported when there is none.
Result<void> changeWrapped(BlueprintPart& wrapper, const std::string& name, const Json& changes, int generation);

/// Lets the weights of a part and of all inside of it be fresh.
void forgetOrigins(BlueprintPart& part);
void forgetOrigins(Blueprint& blueprint);

} // namespace lw::edit
