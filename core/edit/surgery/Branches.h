// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Surgery.h"

#include <string>
#include <vector>

namespace lw::edit {

// What makes a graph of a chain: with these and appendLayer() any Functional model can be built layer by layer. An
// input that nobody reads is an output too, until somebody does. layer: as for appendLayer().

/// A new layer reads what a layer gives out, and becomes an output of the model; what read it before still does.
EditPointer addBranch(const std::string& after, const Json& layer, const SurgeryOptions& options = {});

/// Of the tensors that a merging layer reads: a selection has no order of its own, a list has (Subtract, Concatenate).
enum class MergeOrder { OfModel, AsGiven };

/// A new merging layer (Add, Concatenate, ...) reads the outputs of two or more layers. What read the last of them, in
/// the order of the model, reads the merged tensor; outputs among them are replaced by it.
EditPointer mergeLayers(const std::vector<std::string>& layers, const Json& layer, const SurgeryOptions& options = {},
                        MergeOrder order = MergeOrder::OfModel);

/// Another input of the model. shape: without the batch. A name that is taken is Invalid; empty for one made up.
EditPointer addInput(const std::string& name, const Shape& shape, DType dtype, const SurgeryOptions& options = {});

} // namespace lw::edit
