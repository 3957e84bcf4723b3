// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/zip/ZipReader.h"
#include "core/model/Model.h"

#include <string>
#include <vector>

namespace lw::formats::keras3 {

// Words that adapt() found lie beside the config, as assets/PATH/vocabulary.txt, one a line with those that stand for
// the indices before them (index_lookup.py save_assets of tf_keras and of Keras 3; TextVectorization has two of the
// same).

/// Gives lookup layers without words in their configs those of the archive. Trouble is a diagnostic.
void readVocabularies(const ZipReader& zip, Model& model, const Progress& progress);

/// A file of the archive.
struct VocabularyFile {
    std::string name, text;
};
/// Takes the words that adapt() found out of layers and architecture. Those that Keras of this generation would not
/// find again stay in the config as given ones, which is noted: words with a line's end in them, and words with weights
/// that it mixes up.
std::vector<VocabularyFile> takeVocabularies(Model& layout, int generation, Diagnostics& diagnostics);

} // namespace lw::formats::keras3
