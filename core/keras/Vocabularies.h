// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

namespace lw::keras {

// A lookup layer's words, and their weights, are in its config while a model is open, wherever its file keeps them: in
// an asset, in a table, among the weights. "has_input_vocabulary": false says there that adapt() found them, so that
// they go beside the config again where a format has a place for them. Layers and architecture say the same.

/// Gives a layer the words that its file keeps beside its config.
void setWords(Layer& layer, std::vector<Json> words, bool adapted);
/// Moves what a file keeps of lookup layers among the variables into their configs, then makes the architecture say
/// what the layers do. For readers, when layers, words and variables are there. Trouble is a diagnostic.
void keepVocabularies(Model& model);

/// What lookup layers keep as variables in files of tf_keras: idf_weights, num_documents. By path; in no model's list.
std::vector<Variable> vocabularyVariables(const Model& model);

/// The architecture for a file that has no other place for words: as if they had been given and not found.
Json withGivenWords(Json architecture);
/// The same for layers and architecture of a model.
void giveWords(Model& model);
/// Says what becomes of words that adapt() found in a file that has them in configs only, and in one that has none.
void noteGivenWords(const Model& model, Diagnostics& diagnostics);
void noteGivenWords(const Layer& layer, const std::string& path, Diagnostics& diagnostics);
void noteWordsLeftOut(const Model& model, Diagnostics& diagnostics);
/// Whether what an argument says goes for the words of a lookup layer.
bool concernsWords(std::string_view argument);
/// A config whose words were changed, with what depends on them: the size that Keras checks. Invalid, with the reason,
/// where Keras would not make the layer.
Result<void> settleWords(std::string_view className, Json& config);

} // namespace lw::keras
