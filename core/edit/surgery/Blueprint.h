// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lw::edit {

struct Blueprint;

/// One call of a layer.
struct BlueprintCall {
    std::vector<InboundTensor> inputs; ///< as in LayerNode: calls counted from 0, whatever the dialect does
    Json arguments;                    ///< verbatim, with references as they were read; null: made when written
    std::vector<InboundTensor> read;   ///< what the references in the arguments were, as inputs were at first
    Json keywords;                     ///< of the arguments when they are made; null: none
};

/// What a file of Keras 3 says of a tensor that a layer gives out.
struct DeclaredTensor {
    std::size_t node = 0, tensor = 0; ///< as in InboundTensor
    Json config;                      ///< {"shape": ..., "dtype": ...}
};

/// A layer of a model that is being changed.
struct BlueprintPart {
    std::string name;
    std::string origin; ///< path of the layer, in the model as it was, whose weights this one takes; empty: fresh ones
    /// What origin was, when its weights are to be made anew: they have shapes that the architecture may not tell.
    std::string renewed;
    std::string shapedAs; ///< path of a layer before whose weights tell what shapes leave open; empty: renewed
    std::shared_ptr<const Model> source; ///< the model that origin is in; null: the one that is changed
    Json entry; ///< {"class_name", "config", ...}; calls and inner layers in it are out of date
    std::vector<BlueprintCall> calls;
    std::vector<Blueprint> inner;  ///< one for nested models, else empty
    /// Of classes without a rule for shapes: nothing else knows what a Lambda gives out.
    std::vector<DeclaredTensor> declared;
    std::vector<BlueprintPart> wrapped; ///< of a wrapper: name and origin of a layer in it that has weights already
    std::size_t firstCall = 0;     ///< what Keras 2 counts before the calls that the file lists
    bool implied = false;          ///< an input layer that the file does not list
    bool ownShapesChanged = false; ///< weights of other shapes are what the edit is for

    [[nodiscard]] const std::string& className() const { return entry["class_name"].toText(); }
    [[nodiscard]] bool isInput() const { return className() == "InputLayer"; }
};

/// A serialized model taken apart, so that layers can be moved: a Sequential is a chain of calls like any other graph.
/// A plain value; refers to nothing.
struct Blueprint {
    Json serialized; ///< the frame; layers and borders in it are out of date
    ModelKind kind = ModelKind::Functional;
    int generation = 2; ///< of Keras: 2 or 3
    std::vector<BlueprintPart> parts;
    std::vector<InboundTensor> inputs, outputs;
    bool allFresh = false; ///< all weights are made, also those that there were no values for
    bool compiled = true;  ///< the training state is kept, as far as it fits

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    [[nodiscard]] std::string name() const;
    /// The wanted name, or the first free of it with a number.
    [[nodiscard]] std::string freeName(const std::string& wanted) const;
    [[nodiscard]] const BlueprintCall* call(const InboundTensor& tensor) const;
};

/// Unsupported when the model is no Sequential or Functional; Corrupt when names repeat or references dangle.
Result<Blueprint> readBlueprint(const Model& model);
/// A serialized model or layer that is to become part of another: with origins below path, or none when it is empty.
Result<Blueprint> readBlueprint(const Json& serialized, int generation, const std::string& origin);
/// The part for one entry of a list of layers; without calls.
Result<BlueprintPart> readPart(const Json& entry, int generation, const std::string& origin);
/// The serialized model. A Sequential that is no chain any more becomes a Functional.
Json writeBlueprint(const Blueprint& blueprint);

/// Where a layer lies.
struct BlueprintPlace {
    Blueprint* container = nullptr;
    std::size_t index = 0;

    [[nodiscard]] BlueprintPart& part() const { return container->parts[index]; }
};
/// NotFound, with what is there.
Result<BlueprintPlace> locate(Blueprint& root, std::string_view path);

/// Every call and output that reads one tensor reads another.
void redirect(Blueprint& blueprint, const InboundTensor& from, const InboundTensor& to);
/// Takes out what no output needs any more and needed before, and what reads from that; inputs go with it.
/// before: as it was. Calls are numbered anew.
void prune(Blueprint& blueprint, const Blueprint& before);
/// Takes out parts by index, with their calls; nothing may read them.
void erasePart(Blueprint& blueprint, std::size_t index);
/// A serialized Sequential or Functional model without layers, with what another has besides (keras_version, backend).
Json modelFrame(const Json& like, int generation, ModelKind kind, const std::string& name);
/// An input layer with one call. withModule: entries say where their class is from.
BlueprintPart inputPart(const std::string& name, const Shape& shape, DType dtype, int generation, bool withModule);
/// Whether entries of the model's layers say which module their class is from (Keras 3, and Keras 2 since 2.13).
bool entriesHaveModules(const Blueprint& blueprint);
/// A Sequential as a Functional model of the same layers.
void makeFunctional(Blueprint& blueprint);
/// Whether all calls form one chain from the only input to the only output, in the order of the parts.
bool isChain(const Blueprint& blueprint);

} // namespace lw::edit
