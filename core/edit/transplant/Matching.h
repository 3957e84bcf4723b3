// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace lw::edit {

/// How variables of two models are paired when nobody says it by hand.
enum class MatchBy {
    Name,  ///< equal paths; then equal layer name and role where that is unique, so that nesting does not matter;
           ///< then those of the same layer, in order, where a .keras file only counts them
    Order, ///< the n-th with the n-th, as target.set_weights(source.get_weights()); layers without weights do not count
    Structure ///< layers aligned in sequence by class and shapes, whatever they are called
};
std::string_view matchByName(MatchBy match); ///< "name", as the command line has it
std::optional<MatchBy> matchByFromName(std::string_view name);

using Indices = std::vector<std::size_t>;                            ///< into Model::variables, ascending
using IndexPairs = std::vector<std::pair<std::size_t, std::size_t>>; ///< source and target; each at most once

/// The variables at an address: one by path, key or unique name; those of a layer or nested model and of all below; all
/// of the model for "" and ".". NotFound when the model has no such thing; Invalid when a layer has no weights.
Result<Indices> variablesAt(const Model& model, std::string_view address);

/// Pairs among all variables, in the order of the target.
IndexPairs matchModels(const Model& source, const Model& target, MatchBy match);

/// Parts of a model that go onto one place of another: layers, nested models, variables, "." for all.
struct Places {
    std::vector<std::string> from;
    std::string to;
};

/// The variables of several addresses, each once. Errors of variablesAt().
Result<Indices> variablesAt(const Model& model, const std::vector<std::string>& addresses);

/// Pairs among the variables of two places. Names are those below the places. Errors of variablesAt().
Result<IndexPairs> matchPlaces(const Model& source, const Model& target, const Places& places, MatchBy match);

/// Pairs of what somebody put together by hand: sources (layers, nested models, variables) onto one place. By names
/// relative to the two places where those agree, else in order or by structure; a single variable goes onto its role in
/// a layer, or where its shape fits only once. Invalid when nothing goes together.
Result<IndexPairs> matchPlaces(const Model& source, const std::vector<std::string>& from, const Model& target,
                               std::string_view to);

} // namespace lw::edit
