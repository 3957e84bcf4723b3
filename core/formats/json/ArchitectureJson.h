// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"

namespace lw::formats::json {

/// Architecture as JSON, without weights: model.to_json(), config.json of a .keras archive, or one serialized layer.
/// Files over 256 MiB are refused. Written as Python's json.dumps writes, from Model::architecture; Invalid when the
/// model has none.
int sniff(const Probe& probe);
Result<Model> read(const Probe& probe, const Progress& progress);
/// The same of a text that is in no file.
Result<Model> readText(std::string_view text, const Progress& progress);
Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress);

} // namespace lw::formats::json
