// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/zip/ZipReader.h"
#include "core/model/Model.h"

namespace lw::formats::keras3 {

/// Gives lookup layers whose words adapt() found, and whose config therefore has none, the words that the archive
/// keeps as assets/PATH/vocabulary.txt (keras/src/layers/preprocessing/index_lookup.py save_assets): as "vocabulary" in
/// the layers' configs. The architecture stays as it is in the file. Trouble is a diagnostic.
void readVocabularies(const ZipReader& zip, Model& model, const Progress& progress);

} // namespace lw::formats::keras3
