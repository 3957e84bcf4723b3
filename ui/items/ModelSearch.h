// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <QString>
#include <QStringList>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace lw::ui {

/// A layer, variable or operator that a search found.
struct Found {
    enum class Kind { Layer, Variable, Operator };
    Kind kind = Kind::Layer;
    QString path;      ///< of the layer or variable; of an operator its node's name
    QString layerPath; ///< of a variable: the layer that owns it
    QString function;  ///< of an operator: the function it is in, empty for the main graph
    QString detail;    ///< class, shape and data type, or operation: what tells two alike names apart
    bool known = true; ///< of a layer: built in
    std::string className;
};

/// An operator of a traced function, as the search keeps them.
struct OperatorName {
    std::uint32_t function = 0; ///< index into OperatorNames::functions
    std::string name, op;
};

struct OperatorNames {
    std::vector<std::string> functions;
    std::vector<OperatorName> operators;
};

/// All operators of a SavedModel that its graph shows (not constants and what only reads variables); empty for other models. Takes long for large ones: for a worker.
OperatorNames operatorNames(const Model& model, std::stop_token stop = {});

struct FoundList {
    std::vector<Found> best; ///< at most the limit: names or classes that are the text, that begin with it, that hold it, the rest
    std::size_t total = 0;
};

/// Layers, variables and operators whose path, class, shape or type contains every word of the text, in any case.
/// Nothing for an empty text. operators may be null (not yet read).
FoundList findInModel(const Model& model, const OperatorNames* operators, const QString& text, std::size_t limit);

/// The first weight of a layer, its own before those of its sub-layers, or null.
const Variable* firstVariableOf(const Model& model, std::string_view layerPath);

} // namespace lw::ui
