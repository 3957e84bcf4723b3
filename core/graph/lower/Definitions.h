// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/lower/CustomObjects.h"
#include "core/graph/lower/ModelLowering.h"

namespace lw::graph {

/// What is to be defined before a model can run: unknown classes, Lambda layers (by the layer's name) and activations,
/// in the order of the layers, each once.
std::vector<std::string> undefinedNames(const Model& model);
/// The name that this layer needs, of its class, its Lambda or its activation; empty when it needs none.
std::string undefinedName(const Layer& layer);
/// Paths of the layers that need this name, in the order of the layers.
std::vector<std::string> definitionUsers(const Model& model, const std::string& name);
/// What an expression for this name can use: inputs, variables and config values of the first layer that needs it.
std::vector<ExpressionName> expressionNames(const Model& model, const std::string& name);

/// How a definition fares in a model.
struct DefinitionCheck {
    std::optional<expression::Problem> problem; ///< in the text
    std::string trouble;                        ///< elsewhere: another class that is unknown, weights that are missing
    PartialShape shape;                         ///< of the first layer that the definition is for, when it works or fits
    bool works = false;                         ///< the whole model can run
    bool fits = false; ///< the layer itself can run, on inputs whose shapes the file tells; also when the model cannot
};
/// Puts the definition into the model, with the others, and infers types and shapes; nothing is run. Where the model
/// cannot run for other reasons, the first layer that needs the name is looked at by itself.
DefinitionCheck checkDefinition(const Model& model, CustomObjects objects, const std::string& name,
                                const CustomObject& object);

/// The first layer that needs the name by itself, its inputs being those of the graph. Unsupported when the file does
/// not tell their shapes; Invalid as ModelLowering says.
Result<Graph> layerAlone(const Model& model, const CustomObjects& objects, const std::string& name);

} // namespace lw::graph
